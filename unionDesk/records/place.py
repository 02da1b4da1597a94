"""Places: administrative units before and since July 2025; only system and code identify one."""

from __future__ import annotations

from typing import ClassVar

from sqlalchemy.orm import Mapped

from unionDesk.rules.kinds import PlaceLevel, PlaceSystem

from .base import Record, not_binned
from .fields import field
from .types import ChoiceType, Line


class Place(Record):
    """An administrative unit (đơn vị hành chính) that the office has to do with."""

    __tablename__ = "place"
    __label__ = "Đơn vị hành chính"
    __title__: ClassVar[tuple[str, ...]] = ("name",)
    __table_args__ = (not_binned("uq_place_system_code", "organisation_id", "system", "level", "code"),)

    system: Mapped[PlaceSystem] = field("Hệ mã", ChoiceType(PlaceSystem))
    level: Mapped[PlaceLevel] = field("Cấp", ChoiceType(PlaceLevel))
    code: Mapped[str] = field("Mã", Line(10))
    name: Mapped[str] = field("Tên", Line(120), listed=True)
    district_code: Mapped[str | None] = field("Mã huyện", Line(10))
    district_name: Mapped[str | None] = field("Huyện", Line(120))
    province_code: Mapped[str] = field("Mã tỉnh", Line(10))
    province_name: Mapped[str] = field("Tỉnh", Line(120))
