"""Invented branches for the tests of the summary workbook."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from typing import Any

from unionDesk.rules.kinds import BranchKind, RatingRank, ReportPeriod
from unionDesk.workbooks.summary_data import BranchRow, SummaryData

DAY = date(2026, 11, 30)
EXPORTED_AT = datetime(2026, 12, 2, 8, 30, tzinfo=UTC).replace(tzinfo=None)


def report(*rows: BranchRow, **changes: Any) -> SummaryData:
    """A report as of 30/11/2026 with these branches."""
    facts: dict[str, Any] = {
        "office": "Công đoàn phường Rạch Giá",
        "parent": "Liên đoàn Lao động tỉnh An Giang",
        "period": ReportPeriod.YEAR,
        "year": 2026,
        "as_of": DAY,
        "exported_at": EXPORTED_AT,
        "document_number": "12/BC-CĐP",
        "recipients": ("Ban Thường vụ LĐLĐ tỉnh", "Lưu: VT"),
        "maker": "Lê Thị Hồng Thắm",
        "approver": "Trần Minh Đức",
        "rows": rows,
    }
    return SummaryData(**(facts | changes))


def branches(count: int = 109) -> list[BranchRow]:
    """Branches of every kind, with gaps, agreements around the data day, and zeros; always the same."""
    chance = random.Random(7)
    kinds = list(BranchKind)

    def maybe(value: Any) -> Any:
        return value if chance.random() < 0.85 else None

    rows = []
    for n in range(count):
        workers = chance.choice([0, 12, 48, 150, 733, 2048])
        members = chance.randint(0, workers)
        rows.append(
            BranchRow(
                code=f"{n:04}",
                name=f"CĐCS {chance.choice(['Công ty', 'Trường', 'Đại lý', 'Ấp', 'Điện lực'])} số {n}",
                kind=kinds[n % len(kinds)].value,
                address=f"Số {n}, đường Nguyễn Trung Trực, khu phố {n % 7}",
                workers=maybe(workers),
                women_workers=maybe(workers // 2),
                members=maybe(members),
                women_members=maybe(members // 3),
                committee_count=maybe(chance.randint(3, 15)),
                inspection_count=maybe(chance.randint(1, 5)),
                note=chance.choice(["", "", "- mới thành lập", '=HYPERLINK("http://a")']),
                chair=chance.choice(["Nguyễn Văn Đông", "Đỗ Thị Ánh", ""]),
                phone=chance.choice(["0912345678", "02963 123 456", "+84 912 345 678", ""]),
                commune=chance.choice(["Phường Rạch Giá", "Phường Vĩnh Thông"]),
                industry=chance.choice(["Chế biến thủy sản", "May mặc", ""]),
                founded_on=maybe(date(1990, 1, 1) + timedelta(days=chance.randint(0, 13_000))),
                term_ends_on=maybe(DAY + timedelta(days=chance.randint(-300, 1500))),
                last_rank=maybe(chance.choice(list(RatingRank))),
                officer=chance.choice(["Phạm Quốc Bảo", "Lý Mỹ Hạnh"]),
                average_wage=maybe(chance.randint(5_000_000, 15_000_000)),
                wage_people=maybe(workers),
                agreement_ends_on=maybe(DAY + timedelta(days=chance.choice([-91, -1, 0, 1, 400]))),
                rating_rank=maybe(chance.choice(list(RatingRank))),
                worker_conference_held=maybe(chance.random() < 0.5),
                dialogues=maybe(chance.choice([0, 1, 4])),
            )
        )
    return rows
