"""Looking into an .xlsx package before anything is read: is it one, is it safe, where are its sheets.

A workbook comes from anywhere. Sizes are checked before a part is unpacked, and the sheets' XML is read
once in pieces, so that neither a zip bomb nor ten million empty rows take memory.
"""

from __future__ import annotations

import io
import lzma
import re
import struct
import xml.etree.ElementTree as ET
import zipfile
import zlib
from dataclasses import dataclass
from typing import IO

from unionDesk.rules.errors import UserError

from .sheet import column_letters, column_number

MOST_FILE_BYTES = 150 * 2**20
MOST_TOTAL_BYTES = 2 * 2**30
MOST_SHEET_BYTES = 2**30
MOST_PART_BYTES = 200 * 2**20
MOST_KEPT_BYTES = 250 * 2**20
MOST_CELLS = 5_000_000
MOST_RATIO = 200
_RATIO_COUNTS_FROM = 20 * 2**20
_CHUNK = 4 * 2**20
_WHOLE = 16 * 2**20
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_END = re.compile(rb"</(?:[\w.-]+:)?worksheet\s*>|<(?:[\w.-]+:)?worksheet[^>]*/>")
# What the standard library raises for packages whose bytes do not hold together.
_UNREADABLE = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError, KeyError, ValueError, RuntimeError,
)  # fmt: skip
DAMAGED = "Tệp “{name}” bị hỏng, không đọc được. Xin mở bằng Excel, lưu lại rồi chọn lại tệp."
_TOO_BIG = (
    "Tệp “{name}” khi mở ra lớn bất thường ({size} MB), chương trình không đọc để bảo vệ máy. "
    "Xin chép phần danh sách sang một tệp mới rồi chọn lại."
)


@dataclass(frozen=True, slots=True)
class SheetScan:
    """What was seen in a sheet's XML. `squeezed` is the XML without long stretches of empty rows, or None."""

    uncached: frozenset[tuple[int, int]]
    squeezed: bytes | None


def refuse_foreign(data: bytes, name: str) -> None:
    """UserError unless the bytes start as an .xlsx package does; says what the file is instead."""
    if not data:
        raise UserError(f"Tệp “{name}” trống, không có nội dung nào.")
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data or "EncryptionInfo".encode("utf-16-le") in data:
            raise UserError(
                f"Tệp “{name}” được đặt mật khẩu. Xin mở bằng Excel, bỏ mật khẩu, lưu lại rồi chọn lại tệp."
            )
        raise UserError(
            f"Tệp “{name}” là tệp kiểu cũ (.xls), chưa đọc được. "
            "Xin mở bằng Excel, chọn Lưu thành… (Save As) kiểu .xlsx rồi chọn tệp mới."
        )
    if not data.startswith(b"PK"):
        raise UserError(
            f"Tệp “{name}” không phải là bảng tính Excel (.xlsx). "
            "Xin mở tệp bằng Excel và lưu thành kiểu .xlsx rồi chọn lại."
        )


class Package:
    """An opened .xlsx package whose parts may be read safely."""

    def __init__(self, data: bytes, name: str) -> None:
        """UserError when it is no workbook, is damaged, or would unpack to too much."""
        self.name = name
        refuse_foreign(data, name)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _UNREADABLE as error:
            raise UserError(DAMAGED.format(name=name)) from error
        self._parts = {info.filename.lstrip("/").lower(): info for info in self._zip.infolist()}
        self._refuse_other_packages()
        self._refuse_bombs()

    @property
    def has_macros(self) -> bool:
        return "xl/vbaproject.bin" in self._parts

    def _refuse_other_packages(self) -> None:
        if "xl/workbook.xml" in self._parts:
            return
        kinds = {
            "xl/workbook.bin": "là bảng tính kiểu .xlsb",
            "content.xml": "là tệp của LibreOffice (OpenDocument)",
            "word/document.xml": "là văn bản Word",
        }
        what = next(
            (text for part, text in kinds.items() if part in self._parts), "không phải là bảng tính Excel"
        )
        raise UserError(
            f"Tệp “{self.name}” {what}, chưa đọc được. Xin lưu danh sách thành kiểu .xlsx rồi chọn lại."
        )

    def _refuse_bombs(self) -> None:
        total = sum(info.file_size for info in self._parts.values())
        for part, info in self._parts.items():
            most = MOST_SHEET_BYTES if part.startswith("xl/worksheets/") else MOST_PART_BYTES
            ratio = info.file_size / max(info.compress_size, 1)
            bomb = ratio > MOST_RATIO and info.file_size > _RATIO_COUNTS_FROM and most == MOST_PART_BYTES
            if bomb or info.file_size > most or total > MOST_TOTAL_BYTES:
                raise UserError(_TOO_BIG.format(name=self.name, size=total // 2**20))
            if info.flag_bits & 1:
                raise UserError(
                    f"Tệp “{self.name}” được đặt mật khẩu. Xin bỏ mật khẩu, lưu lại rồi chọn lại tệp."
                )

    def _read(self, part: str) -> bytes:
        try:
            return self._zip.read(self._parts[part.lower()])
        except _UNREADABLE as error:
            raise UserError(DAMAGED.format(name=self.name)) from error

    def _tree(self, part: str) -> ET.Element:
        data = self._read(part)
        if b"<!DOCTYPE" in data or b"<!ENTITY" in data:  # no office writes one; keeps entity bombs out
            raise UserError(DAMAGED.format(name=self.name))
        try:
            return ET.fromstring(data)  # noqa: S314 - declarations of entities are refused above
        except ET.ParseError as error:
            raise UserError(DAMAGED.format(name=self.name)) from error

    def sheet_parts(self) -> dict[str, str]:
        """Worksheet names with the parts that hold them, in the workbook's order."""
        relations = {
            node.get("Id", ""): node.get("Target", "") for node in self._tree("xl/_rels/workbook.xml.rels")
        }
        found: dict[str, str] = {}
        for node in self._tree("xl/workbook.xml").iter():
            if node.tag.rpartition("}")[2] != "sheet":
                continue
            target = relations.get(node.get(_RELATION) or node.get(_STRICT_RELATION) or "", "")
            part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            if "worksheets/" in part and part.lower() in self._parts:
                found[node.get("name", "")] = part
        return found

    def check_shared(self) -> None:
        """Unpack the parts that all sheets share once, so that a lying size or checksum shows here."""
        for part in ("xl/sharedstrings.xml", "xl/styles.xml"):
            if part in self._parts:
                self._read(part)

    def scan(self, part: str, sheet: str) -> SheetScan:
        """Read a sheet's XML once; UserError when its filled cells lie too far apart to be a list."""
        info = self._parts[part.lower()]
        try:
            with self._zip.open(info) as stream:
                if info.file_size <= _WHOLE:
                    data, dropped = stream.read(), False
                else:
                    data, dropped = self._squeeze(stream)
        except _UNREADABLE as error:
            raise UserError(DAMAGED.format(name=self.name)) from error
        if b"<!DOCTYPE" in data[:4096] or not _END.search(data, max(len(data) - 4096, 0)):
            raise UserError(DAMAGED.format(name=self.name))
        tags = _Tags.of(data)
        self._refuse_far_cells(data, tags, sheet)
        return SheetScan(_uncached(data, tags), data if dropped else None)

    def _squeeze(self, stream: IO[bytes]) -> tuple[bytes, bool]:
        kept: list[bytes] = []
        size, dropped, rest = 0, False, b""
        tags: _Tags | None = None
        while True:
            chunk = stream.read(_CHUNK)
            rest += chunk
            tags = tags or _Tags.of(rest)
            cut = rest.rfind(tags.row) if chunk else len(rest)
            if cut <= 0 and chunk:
                if len(rest) > MOST_KEPT_BYTES:
                    break
                continue
            piece, rest = rest[:cut], rest[cut:]
            if kept and chunk and tags.is_empty(piece):
                dropped = True
            else:
                kept.append(piece)
                size += len(piece)
            if not chunk:
                return b"".join(kept), dropped
            if size > MOST_KEPT_BYTES:
                break
        raise UserError(_TOO_BIG.format(name=self.name, size=size // 2**20))

    def _refuse_far_cells(self, data: bytes, tags: _Tags, sheet: str) -> None:
        """The reading library lays a dense grid over all filled cells: it must stay small."""
        last = data.rfind(tags.row)
        number = re.compile(rb'[^>]*?\br="(\d+)"').match(data, last) if last >= 0 else None
        rows = max(int(number[1]) if number else 0, data.count(tags.row))
        columns = next((most for wide, most in tags.widths if wide.search(data)), 26)
        if rows * columns <= MOST_CELLS:
            return
        far_row, far_column = 0, 0
        for found in tags.filled.finditer(data):
            far_row, far_column = (
                max(far_row, int(found[2])),
                max(far_column, column_number(found[1].decode())),
            )
        if far_row * (far_column + 1) > MOST_CELLS:
            raise UserError(
                f"Trang “{sheet}” của tệp “{self.name}” có ô chứa dữ liệu nằm quá xa "
                f"(đến ô {column_letters(far_column)}{far_row}). "
                "Xin xóa các ô thừa ở xa danh sách, lưu lại rồi chọn lại tệp."
            )

    def rebuilt(self, replaced: dict[str, bytes]) -> io.BytesIO:
        """The package with some parts replaced, for the reading library; pictures and macros stay out."""
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as new:
            for part, info in self._parts.items():
                if part.endswith((".xml", ".rels")):
                    data = replaced.get(part)
                    new.writestr(info.filename, self._read(part) if data is None else data)
        target.seek(0)
        return target


@dataclass(frozen=True, slots=True)
class _Tags:
    """The marks of a sheet's XML as this file writes them (some programs put a prefix before each)."""

    row: bytes
    marks: tuple[bytes, ...]
    widths: tuple[tuple[re.Pattern[bytes], int], ...]
    filled: re.Pattern[bytes]
    uncached: re.Pattern[bytes]
    cell: bytes

    @classmethod
    def of(cls, data: bytes) -> _Tags:
        found = re.search(rb"<([A-Za-z_][\w.-]*:)?worksheet\b", data[:65536])
        prefix = (found[1] or b"") if found else b""
        p = re.escape(prefix)
        return cls(
            row=b"<" + prefix + b"row",
            marks=tuple(b"<" + prefix + mark for mark in (b"v>", b"v ", b"is>", b"is ", b"f>", b"f ")),
            widths=((re.compile(rb' r="[A-Z]{3}\d'), 16384), (re.compile(rb' r="[A-Z]{2}\d'), 702)),
            filled=re.compile(rb"<" + p + rb'c\b[^>]*?\br="([A-Z]+)(\d+)"(?:[^>]*[^/>])?>(?!</)'),
            uncached=re.compile(
                rb"<" + p + rb"f\b(?:[^>]*/>|[^>]*>[^<]*</" + p + rb"f>)\s*"
                rb"(?:<" + p + rb"v\s*/>|<" + p + rb"v>\s*</" + p + rb"v>|</" + p + rb"c>)"
            ),
            cell=b"<" + prefix + b"c ",
        )

    def is_empty(self, piece: bytes) -> bool:
        return not any(mark in piece for mark in self.marks) and b"sheetData>" not in piece


def _uncached(data: bytes, tags: _Tags) -> frozenset[tuple[int, int]]:
    """Cells whose formula stands without a result (a result that is an empty text is one)."""
    if not any(mark in data for mark in tags.marks[-2:]):
        return frozenset()
    cells: set[tuple[int, int]] = set()
    for found in tags.uncached.finditer(data):
        start = data.rfind(tags.cell, 0, found.start())
        head = data[start : found.start()]
        if b't="str"' in head and b"<" in found[0] and not found[0].endswith(b"c>"):
            continue
        if place := re.search(rb'\br="([A-Z]+)(\d+)"', head):
            cells.add((int(place[2]) - 1, column_number(place[1].decode())))
        else:  # places may be left out; then they count from the row's start
            row = data.rfind(tags.row, 0, start)
            cells.add((data.count(tags.row, 0, row + 1), data.count(tags.cell[:-1], row, start)))
    return frozenset(cells)
