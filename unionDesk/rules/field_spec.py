"""What a field of a form, a list column or an imported column is: one description for all three."""

from __future__ import annotations

from dataclasses import dataclass

from .choice import Choice


class Sort(Choice):
    """Which sort of value a field holds; decides its editor, its column and how it is read from Excel."""

    TEXT = "text", "Một dòng chữ"
    LONG_TEXT = "long_text", "Nhiều dòng chữ"
    PHONE = "phone", "Số điện thoại"
    MONEY = "money", "Số tiền (đồng)"
    INTEGER = "integer", "Số nguyên"
    DATE = "date", "Ngày"
    MOMENT = "moment", "Ngày và giờ"
    BOOLEAN = "boolean", "Có hoặc không"
    PERCENT = "percent", "Tỷ lệ phần trăm"
    CHOICE = "choice", "Chọn trong danh sách"
    PLACE = "place", "Địa bàn"
    OFFICER = "officer", "Cán bộ"
    BRANCH = "branch", "Công đoàn cơ sở"
    ORGANISATION = "organisation", "Tổ chức"
    LIST = "list", "Bảng nhiều dòng"


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldSpec:
    """One field. `name` is the English attribute, everything else the reader sees is Vietnamese.

    `length` is the most characters a text may have (None: no limit); `choices` the closed list of a
    choice; `wanted` fields count for completeness, `required` ones stop saving when empty; `listed`
    fields may be list columns; `searched` ones enter the search text; `sensitive` ones are left out of
    logs, exports and prints unless asked for; `unit` is shown behind the value.
    """

    name: str
    label: str
    sort: Sort = Sort.TEXT
    length: int | None = None
    choices: type[Choice] | None = None
    group: str = ""
    help: str = ""
    wanted: bool = False
    required: bool = False
    listed: bool = False
    searched: bool = False
    sensitive: bool = False
    unit: str = ""

    def __post_init__(self) -> None:
        if (self.sort is Sort.CHOICE) != (self.choices is not None):
            raise ValueError(f"field {self.name}: choices go with Sort.CHOICE and only with it")
        if self.length is not None and self.sort not in {Sort.TEXT, Sort.LONG_TEXT, Sort.PHONE}:
            raise ValueError(f"field {self.name}: only texts have a length")
