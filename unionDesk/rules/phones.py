"""Vietnamese telephone numbers as lists and people write them, read into plain digits."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Mobile prefixes in use since the change of 2018 (three digits, ten digits in all).
_MOBILE = (
    "032 033 034 035 036 037 038 039 086 096 097 098 "  # Viettel
    "081 082 083 084 085 088 091 094 "  # VinaPhone
    "070 076 077 078 079 089 090 093 "  # MobiFone
    "052 056 058 092 "  # Vietnamobile
    "059 099 055 087"  # Gmobile, Wintel, Itel
)
MOBILE_PREFIXES = frozenset(_MOBILE.split())
# Area codes since 2017 (eleven digits in all): two big cities with three digits, provinces with four.
_AREAS = (
    "024 028 0203 0204 0205 0206 0207 0208 0209 0210 0211 0212 0213 0214 0215 0216 0218 0219 0220 0221 0222 "
    "0225 0226 0227 0228 0229 0232 0233 0234 0235 0236 0237 0238 0239 0251 0252 0254 0255 0256 0257 0258 "
    "0259 0260 0261 0262 0263 0269 0270 0271 0272 0273 0274 0275 0276 0277 0290 0291 0292 0293 0294 0296 "
    "0297 0299"
)
AREA_CODES = frozenset(_AREAS.split())
# Eleven-digit mobile prefixes until 2018 and what replaced them.
OLD_MOBILE = {
    "0162": "032",
    "0163": "033",
    "0164": "034",
    "0165": "035",
    "0166": "036",
    "0167": "037",
    "0168": "038",
    "0169": "039",
    "0120": "070",
    "0121": "079",
    "0122": "077",
    "0126": "076",
    "0128": "078",
    "0123": "083",
    "0124": "084",
    "0125": "085",
    "0127": "081",
    "0129": "082",
    "0186": "056",
    "0188": "058",
    "0199": "059",
}


@dataclass(frozen=True, slots=True)
class PhoneReading:
    """What was read: `value` in plain digits ("" when it is no number), and what to tell the reader.

    `offered` marks a value that was put right (lost nought, old prefix) and should be shown before it is
    taken; `warning` is a Vietnamese sentence, "" when nothing is wrong. A warning never refuses.
    """

    value: str
    offered: bool = False
    warning: str = ""


def read_phone(text: str) -> PhoneReading:
    """Read one number: dots, blanks, brackets, +84 and a nought lost in Excel are put right."""
    bare = re.sub(r"\.0$", "", text.strip()) if re.fullmatch(r"\s*\d{9,11}\.0\s*", text) else text
    digits = re.sub(r"[\s.,()\-–/\u00a0\u200b_']", "", bare)
    if not digits:
        return PhoneReading("")
    if digits.startswith("+84"):
        digits = "0" + digits[3:].removeprefix("0")
    elif re.fullmatch(r"(00)?84\d{9,10}", digits):
        digits = "0" + digits.removeprefix("00")[2:]
    if not (digits.isascii() and digits.isdigit()):
        return PhoneReading("", warning=f"“{text.strip()}” không phải là số điện thoại.")
    return _judged(digits)


def _judged(digits: str) -> PhoneReading:
    if _is_known(digits):
        return PhoneReading(digits)
    if _is_known("0" + digits):
        return PhoneReading("0" + digits, offered=True, warning=f"Đã thêm số 0 ở đầu: 0{digits}.")
    for old in (digits, "0" + digits):
        if len(old) == 11 and old[:4] in OLD_MOBILE:
            new = OLD_MOBILE[old[:4]] + old[4:]
            return PhoneReading(
                new, offered=True, warning=f"Đầu số cũ {old[:4]} đã đổi thành {new[:3]}: {new}."
            )
    if digits.startswith("0") and len(digits) in {10, 11}:
        return PhoneReading(digits, warning=f"Đầu số {digits[:3]} chưa có trong danh mục, xin kiểm tra lại.")
    if re.fullmatch(r"1[89]00\d{4,6}|1\d{2}", digits):
        return PhoneReading(digits)
    return PhoneReading(digits, warning=f"Số điện thoại có {len(digits)} chữ số, xin kiểm tra lại.")


def _is_known(digits: str) -> bool:
    if len(digits) == 10:
        return digits[:3] in MOBILE_PREFIXES
    return len(digits) == 11 and (digits[:3] in AREA_CODES or digits[:4] in AREA_CODES)


def read_phones(text: str) -> tuple[PhoneReading, ...]:
    """Several numbers in one cell, parted by comma, semicolon, slash, line break or ' - '.

    A text that is one good number as it stands ('0296/3852123') is not parted.
    """
    whole = read_phone(text)
    if whole.value and not whole.warning:
        return (whole,)
    parts = re.split(r"[;/\n]|,\s|\s[-–]\s|\s(?:hoặc|và)\s", text)
    return tuple(read_phone(part) for part in parts if part.strip())


def show_phone(value: str) -> str:
    """The digits in groups for reading: 0912 345 678, 0296 3852 123; others unchanged."""
    if len(value) == 10 and value.startswith("0"):
        return f"{value[:4]} {value[4:7]} {value[7:]}"
    if len(value) == 11 and value[:3] in {"024", "028"}:
        return f"{value[:3]} {value[3:7]} {value[7:]}"
    if len(value) == 11 and value.startswith("02"):
        return f"{value[:4]} {value[4:8]} {value[8:]}"
    return value
