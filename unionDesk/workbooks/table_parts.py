"""The fixed parts of a streamed list's .xlsx: styles, workbook, relations, frame of a sheet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from html import escape
from typing import Protocol
from zipfile import ZipFile

from .cell_text import cell_text, lines_needed
from .table_cells import HEADER, column_letters, xml_text

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_FORBIDDEN_IN_NAME = re.compile(r"[\[\]:*?/\\]+")
_NAME_LENGTH = 31
_NARROWEST, _WIDEST = 6.0, 60.0

STYLES = (
    f'{_HEAD}<styleSheet xmlns="{_MAIN}">'
    '<numFmts count="2"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/>'
    '<numFmt numFmtId="165" formatCode="dd/mm/yyyy\\ hh:mm"/></numFmts>'
    '<fonts count="2"><font><sz val="12"/><name val="Times New Roman"/><family val="1"/></font>'
    '<font><b/><sz val="12"/><name val="Times New Roman"/><family val="1"/></font></fonts>'
    '<fills count="3"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFE7E6E6"/></patternFill></fill></fills>'
    '<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>'
    '<border><left/><right/><top/><bottom style="thin"><color auto="1"/></bottom><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="9"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="1" fillId="2" borderId="1" xfId="0" applyFont="1" applyFill="1"'
    ' applyBorder="1" applyAlignment="1"><alignment horizontal="center" vertical="center" wrapText="1"/></xf>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1"/>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" quotePrefix="1"/>'
    '<xf numFmtId="3" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="4" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


class _Column(Protocol):
    @property
    def title(self) -> str: ...
    @property
    def width(self) -> float | None: ...


def sheet_name(title: str, index: int) -> str:
    """A valid name for the sheet: at most 31 characters, the second sheet ends in " (2)"."""
    suffix = f" ({index + 1})" if index else ""
    kept = " ".join(_FORBIDDEN_IN_NAME.sub(" ", cell_text(title)).split())
    kept = kept[: _NAME_LENGTH - len(suffix)].strip(" '") or "Danh sách"
    if kept.casefold() == "history":  # Excel keeps this name for itself
        kept = "Danh sách"
    return kept + suffix


def column_widths(columns: Sequence[_Column], rows: Sequence[Sequence[object]]) -> list[float]:
    """Width of each column in characters: as asked for, else what header and first rows need."""
    widths = []
    for index, column in enumerate(columns):
        longest = max((_length(row[index]) for row in rows if index < len(row)), default=0)
        header = max((len(word) for word in column.title.split()), default=0) + 3  # the filter's arrow
        needed = min(max(longest + 1.5, header, _NARROWEST), _WIDEST)
        widths.append(needed if column.width is None else column.width)
    return widths


def _length(value: object) -> int:
    if value is None:
        return 0
    if isinstance(value, date):
        return 11
    if isinstance(value, int | float):
        return len(f"{value:,}")
    return max(map(len, str(value)[:500].splitlines()), default=0)


def sheet_start(columns: Sequence[_Column], widths: Sequence[float], *, first_sheet: bool) -> str:
    """Everything of a sheet up to and including its header row, which stays in sight."""
    cols = "".join(
        f'<col min="{number}" max="{number}" width="{width:g}" customWidth="1"/>'
        for number, width in enumerate(widths, 1)
    )
    header = "".join(
        f'<c r="{column_letters(index)}1" s="{HEADER}" t="inlineStr"><is><t xml:space="preserve">'
        f"{xml_text(cell_text(column.title))}</t></is></c>"
        for index, column in enumerate(columns)
    )
    lines = max(lines_needed(column.title, width - 3) for column, width in zip(columns, widths, strict=True))
    selected = ' tabSelected="1"' if first_sheet else ""
    return (
        f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<sheetViews><sheetView{selected} workbookViewId="0"><pane ySplit="1" topLeftCell="A2"'
        ' activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft" activeCell="A2" sqref="A2"/>'
        '</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15.75"/>'
        f'<cols>{cols}</cols><sheetData><row r="1" ht="{16 * lines + 4}" customHeight="1">{header}</row>'
    )


def sheet_end(title: str, width: int, last_row: int) -> str:
    """What follows the last row: filter, page set-up, no green corners on numbers kept as text."""
    area = f"A1:{column_letters(width - 1)}{last_row}"
    heading = escape(cell_text(title).replace("&", "&&").replace("\n", " ")[:200], quote=False)
    return (
        f'</sheetData><autoFilter ref="{area}"/>'
        '<pageMargins left="0.5" right="0.5" top="0.75" bottom="0.6" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'
        f"<headerFooter><oddHeader>&amp;C{heading}</oddHeader><oddFooter>&amp;CTrang &amp;P/&amp;N</oddFooter>"
        f'</headerFooter><ignoredErrors><ignoredError sqref="{area}" numberStoredAsText="1"/></ignoredErrors>'
        "</worksheet>"
    )


def write_parts(
    archive: ZipFile, title: str, names: Sequence[str], lengths: Sequence[int], last_column: str
) -> None:
    """Write the parts around the sheets; `lengths` are the numbers of data rows."""
    sheets = "".join(
        f'<sheet name="{escape(name)}" sheetId="{number}" r:id="rId{number}"/>'
        for number, name in enumerate(names, 1)
    )
    quoted = [escape("'" + name.replace("'", "''") + "'", quote=False) for name in names]
    filters = "".join(
        f'<definedName name="_xlnm._FilterDatabase" localSheetId="{index}" hidden="1">'
        f"{quoted[index]}!$A$1:${last_column}${length + 1}</definedName>"
        for index, length in enumerate(lengths)
    )
    titles = "".join(
        f'<definedName name="_xlnm.Print_Titles" localSheetId="{index}">{name}!$1:$1</definedName>'
        for index, name in enumerate(quoted)
    )
    parts = {
        "[Content_Types].xml": _content_types(len(names)),
        "_rels/.rels": _relations([("officeDocument", "xl/workbook.xml")], core=True),
        "docProps/core.xml": (
            f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
            f' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{escape(cell_text(title), quote=False)}'
            "</dc:title><dc:creator>unionDesk</dc:creator></cp:coreProperties>"
        ),
        "xl/workbook.xml": (
            f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><bookViews><workbookView/></bookViews>'
            f"<sheets>{sheets}</sheets><definedNames>{filters}{titles}</definedNames></workbook>"
        ),
        "xl/_rels/workbook.xml.rels": _relations(
            [("worksheet", f"worksheets/sheet{number}.xml") for number in range(1, len(names) + 1)]
            + [("styles", "styles.xml")]
        ),
        "xl/styles.xml": STYLES,
    }
    for path, text in parts.items():
        archive.writestr(path, text)


def _content_types(sheets: int) -> str:
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="{_TYPE}.worksheet+xml"/>'
        for number in range(1, sheets + 1)
    )
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/>'
        '<Override PartName="/docProps/core.xml"'
        ' ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        f"{overrides}</Types>"
    )


def _relations(targets: Sequence[tuple[str, str]], *, core: bool = False) -> str:
    lines = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    if core:
        lines += (
            f'<Relationship Id="rId{len(targets) + 1}" Type="{_PACKAGE}/relationships/metadata/core-properties"'
            ' Target="docProps/core.xml"/>'
        )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{lines}</Relationships>'
