"""Reading an .xlsx file into plain values, with one clear sentence for every file that cannot be read."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

from unionDesk.rules.errors import UserError

from .package import DAMAGED, MOST_FILE_BYTES, Package
from .sheet import Book, Cell, Merge, Sheet

MACROS_IGNORED = "Tệp có macro; chương trình chỉ đọc số liệu, không chạy macro."


def read_book(path: Path) -> Book:
    """All worksheets of the file, visible ones first. UserError names the file and says what to do.

    Takes about as long as the reading library alone; nothing of the file is changed or run.
    """
    data = _file_bytes(path)
    package = Package(data, path.name)
    parts = package.sheet_parts()
    package.check_shared()
    scans = {name: package.scan(part, name) for name, part in parts.items()}
    squeezed = {
        parts[name].lower(): scan.squeezed for name, scan in scans.items() if scan.squeezed is not None
    }
    source = package.rebuilt(squeezed) if squeezed else io.BytesIO(data)
    sheets = _read_sheets(source, path.name, {name: scan.uncached for name, scan in scans.items()})
    if not any(sheet.rows for sheet in sheets):
        raise UserError(f"Tệp “{path.name}” không có số liệu nào trong các trang tính.")
    notes = (MACROS_IGNORED,) if package.has_macros else ()
    return Book(
        path, hashlib.sha256(data).hexdigest(), tuple(sorted(sheets, key=lambda one: one.hidden)), notes
    )


def _file_bytes(path: Path) -> bytes:
    name = path.name
    if name.startswith("~$"):
        raise UserError(f"“{name}” là tệp tạm do Excel tạo khi đang mở bảng tính. Xin chọn tệp chính.")
    try:
        if path.is_dir():
            raise UserError(f"“{name}” là thư mục, không phải là tệp Excel.")
        if path.stat().st_size > MOST_FILE_BYTES:
            raise UserError(
                f"Tệp “{name}” lớn hơn {MOST_FILE_BYTES // 2**20} MB, quá lớn để nhập. "
                "Xin chép phần danh sách sang một tệp mới rồi chọn lại."
            )
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UserError(f"Không tìm thấy tệp “{path}”.") from error
    except PermissionError as error:
        raise UserError(
            f"Không được phép đọc tệp “{name}”, hoặc tệp đang bị chương trình khác khóa. "
            "Xin đóng tệp trong Excel rồi thử lại."
        ) from error
    except OSError as error:
        raise UserError(f"Không đọc được tệp “{name}” từ đĩa: {error.strerror or error}.") from error


def _read_sheets(
    source: io.BytesIO, name: str, uncached: dict[str, frozenset[tuple[int, int]]]
) -> list[Sheet]:
    import python_calamine as calamine  # loaded when first used

    sheets: list[Sheet] = []
    try:
        with calamine.CalamineWorkbook.from_filelike(source) as book:
            for meta in book.sheets_metadata:
                if meta.name not in uncached:
                    continue
                sheet = book.get_sheet_by_name(meta.name)
                merges = tuple(
                    Merge(top, left, bottom, right)
                    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
                )
                hidden = meta.visible != calamine.SheetVisibleEnum.Visible
                rows: list[list[Cell]] = list(sheet.to_python(skip_empty_area=False))
                last = max((row for row, _ in uncached[meta.name]), default=-1)
                rows.extend([] for _ in range(len(rows), last + 1))  # rows of formulas without a result
                sheets.append(Sheet(meta.name, rows, merges, uncached[meta.name], hidden))
    except calamine.PasswordError as error:
        raise UserError(
            f"Tệp “{name}” được đặt mật khẩu. Xin mở bằng Excel, bỏ mật khẩu, lưu lại rồi chọn lại tệp."
        ) from error
    except calamine.CalamineError as error:
        raise UserError(DAMAGED.format(name=name)) from error
    return sheets
