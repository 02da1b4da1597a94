"""What the screen of reports offers: printed reports of the services, and workbooks for Excel."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from unionDesk.rules.choice import Choice
from unionDesk.rules.field_spec import FieldSpec, Sort
from unionDesk.services.reports import REPORTS
from unionDesk.services.specs import field_of
from unionDesk.services.summary_export import ALL_COLUMNS, KNOWN_COLUMNS
from unionDesk.ui.screens.cases.fields import kinds

SUMMARY, BRANCHES = "summary", "branches"


class Edition(Choice):
    """How the upward workbook is written."""

    FORMULAS = "formulas", "Có công thức, tự cộng lại khi sửa số"
    VALUES = "values", "Chỉ có số, không có công thức"
    KNOWN = "known", "Chỉ có số, danh sách 12 cột như mẫu thường dùng"

    @property
    def values_only(self) -> bool:
        return self is not Edition.FORMULAS

    @property
    def columns(self) -> int:
        return KNOWN_COLUMNS if self is Edition.KNOWN else ALL_COLUMNS


class Period(Choice):
    """Periods that a report usually covers."""

    MONTH = "month", "Tháng này"
    LAST_MONTH = "last_month", "Tháng trước"
    QUARTER = "quarter", "Quý này"
    HALF = "half", "6 tháng đầu năm"
    YEAR = "year", "Năm nay"

    def days(self, today: date) -> tuple[date, date]:
        """The first and last day of the period that `today` lies in."""
        match self:
            case Period.MONTH:
                return _months(today.year, today.month, 1)
            case Period.LAST_MONTH:
                before = today.replace(day=1) - timedelta(days=1)
                return _months(before.year, before.month, 1)
            case Period.QUARTER:
                return _months(today.year, (today.month - 1) // 3 * 3 + 1, 3)
            case Period.HALF:
                return _months(today.year, 1, 6)
            case Period.YEAR:
                return _months(today.year, 1, 12)


def _months(year: int, month: int, count: int) -> tuple[date, date]:
    first, after = date(year, month, 1), month + count
    end = date(year + (after - 1) // 12, (after - 1) % 12 + 1, 1)
    return first, end - timedelta(days=1)


@dataclass(frozen=True)
class Offer:
    """A line of the catalogue: what it is called, what it is for, what it asks."""

    name: str
    title: str
    help: str
    specs: tuple[FieldSpec, ...]
    period: bool = False
    excel: bool = False


_DAYS = (
    FieldSpec(name="first", label="Từ ngày", sort=Sort.DATE, required=True),
    FieldSpec(name="last", label="Đến hết ngày", sort=Sort.DATE, required=True),
)


def _options(wanted: tuple[str, ...]) -> tuple[FieldSpec, ...]:
    known = {
        "officer_id": replace(
            field_of("case_file", "owner_id"),
            name="officer_id",
            label="Cán bộ",
            group="",
            wanted=False,
            help="Để trống thì lấy cả đơn vị.",
        ),
        "kinds": FieldSpec(
            name="kinds",
            label="Loại vụ việc",
            sort=Sort.CHOICE,
            choices=kinds(),
            help="Để trống thì lấy mọi loại.",
        ),
    }
    return tuple(known[name] for name in wanted)


def offers() -> tuple[Offer, ...]:
    """The whole catalogue, printed reports first."""
    printed = tuple(
        Offer(spec.name, spec.title, spec.help, (*_DAYS, *_options(spec.options)), period=True)
        for spec in REPORTS.values()
    )
    return (
        *printed,
        Offer(
            SUMMARY,
            "Bảng tổng hợp gửi cấp trên (Excel)",
            "Số liệu công đoàn cơ sở, đoàn viên, lao động đến hết một ngày, theo mẫu báo cáo của công đoàn "
            "cấp trên: danh sách và bảng tổng hợp. Ngày 31/5 là kỳ 6 tháng, 30/11 là kỳ năm.",
            (
                FieldSpec(name="as_of", label="Số liệu đến hết ngày", sort=Sort.DATE, required=True),
                FieldSpec(name="edition", label="Loại tệp", sort=Sort.CHOICE, choices=Edition, required=True),
            ),
            excel=True,
        ),
        Offer(
            BRANCHES,
            "Danh sách công đoàn cơ sở (Excel)",
            "Mọi công đoàn cơ sở đang quản lý với đủ các cột hiện có, để lọc, in hoặc gửi đi. Muốn chọn cột và "
            "điều kiện thì xuất từ màn hình Công đoàn cơ sở.",
            (),
            excel=True,
        ),
    )
