"""Export of 100,000 rows of 20 columns: the program's writer beside csv (limit) and openpyxl (peer).

Run from the project's root: `python -m bench.export_rows [ROWS]`. Each writer runs in a process of its
own, so that the memory each needs can be told apart; times are the median of three.
"""

from __future__ import annotations

import csv
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from unionDesk.workbooks.table_export import Column, ColumnSort, export_table

COLUMNS = [
    Column("Mã CĐCS", ColumnSort.CODE),
    Column("Tên CĐCS"),
    Column("Địa chỉ"),
    Column("Xã, phường"),
    Column("Loại hình"),
    Column("Chủ tịch"),
    Column("Điện thoại", ColumnSort.PHONE),
    Column("Cán bộ phụ trách"),
    Column("Ngành nghề"),
    Column("Xếp loại"),
    Column("Ghi chú"),
    Column("Tổng số lao động", ColumnSort.INTEGER),
    Column("Lao động nữ", ColumnSort.INTEGER),
    Column("Tổng số đoàn viên", ColumnSort.INTEGER),
    Column("Đoàn viên nữ", ColumnSort.INTEGER),
    Column("UV BCH", ColumnSort.INTEGER),
    Column("UV UBKT", ColumnSort.INTEGER),
    Column("Ngày thành lập", ColumnSort.DATE),
    Column("Hạn nhiệm kỳ", ColumnSort.DATE),
    Column("Thỏa ước hết hạn", ColumnSort.DATE),
]
Row = tuple[str | int | date | None, ...]


def rows(count: int) -> Iterator[Row]:
    """The same invented branches at every run."""
    day = date(2010, 1, 1)
    for n in range(count):
        yield (
            f"CD-{n:06}",
            f"CĐCS Công ty TNHH Một thành viên số {n}",
            f"Số {n % 977}, đường Trần Hưng Đạo",
            f"Phường {n % 102}",
            ("Doanh nghiệp ngoài nhà nước", "Hợp tác xã", "Chưa phân loại")[n % 3],
            f"Nguyễn Thị Bích {n % 5003}",
            f"0{900000000 + n * 7}",
            f"Cán bộ {n % 12}",
            "Chế biến thủy sản & lương thực",
            "Hoàn thành tốt nhiệm vụ",
            None if n % 4 else f"- ghi chú {n}",
            n % 1500,
            n % 700,
            n % 1400,
            n % 600,
            n % 15,
            n % 5,
            day + timedelta(days=n % 5000),
            day + timedelta(days=n % 6000 + 1),
            None if n % 2 else day + timedelta(days=n % 7000 + 2),
        )


def by_csv(path: Path, count: int) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, delimiter=";")
        writer.writerow([column.title for column in COLUMNS])
        writer.writerows(rows(count))


def by_own(path: Path, count: int) -> None:
    export_table(path, "Danh sách công đoàn cơ sở", COLUMNS, rows(count))


def by_openpyxl(path: Path, count: int) -> None:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Danh sách")
    sheet.append([column.title for column in COLUMNS])
    for row in rows(count):
        sheet.append(row)
    book.save(path)


def nothing(path: Path, count: int) -> None:
    """The rows made and dropped: what is not the writer's."""
    for _ in rows(count):
        pass
    path.touch()


WRITERS = {"rows alone": nothing, "csv": by_csv, "own writer": by_own, "openpyxl write_only": by_openpyxl}


def one(name: str, path: Path, count: int) -> None:
    start = time.perf_counter()
    WRITERS[name](path, count)
    took = time.perf_counter() - start
    peak = _peak_mb()
    print(took, peak, path.stat().st_size / 1e6)


def _peak_mb() -> float:
    """The most memory this process has held; 0 where the system does not say (Windows)."""
    try:
        import resource
    except ImportError:
        return 0.0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        results: dict[str, list[list[float]]] = {name: [] for name in WRITERS}
        for turn in range(3):
            for name in WRITERS:
                path = Path(folder) / f"{turn}.xlsx"
                command = [sys.executable, "-m", "bench.export_rows", name, str(path), str(count)]
                line = subprocess.run(command, check=True, capture_output=True, text=True).stdout
                results[name].append([float(part) for part in line.split()])
    median = {
        name: [statistics.median(part) for part in zip(*runs, strict=True)] for name, runs in results.items()
    }
    base = median["rows alone"]
    print(f"{count:,} rows x {len(COLUMNS)} columns")
    print(f"{'writer':22}{'s':>8}{'x csv':>8}{'x own':>8}{'MB above':>10}{'file MB':>9}")
    for name, (took, peak, size) in median.items():
        ratios = took / median["csv"][0], took / median["own writer"][0]
        print(f"{name:22}{took:8.2f}{ratios[0]:8.2f}{ratios[1]:8.2f}{peak - base[1]:10.1f}{size:9.1f}")


if __name__ == "__main__":
    if len(sys.argv) == 4:
        one(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
