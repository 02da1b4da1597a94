"""Settings of the office: one line each; what an office changes is a dated row that wins over the seed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from unionDesk.records.office import Setting
from unionDesk.rules.errors import UserError
from unionDesk.rules.field_spec import Sort
from unionDesk.storage.unit_of_work import Work

from .rights import Right, require


@dataclass(frozen=True)
class SettingSpec:
    """A setting: its key, what the reader sees, its seed."""

    key: str
    label: str
    sort: Sort
    seed: Any
    group: str
    help: str = ""


CADENCE = "Nhịp đi cơ sở"
DUE = "Thời hạn"
PAPERS = "Văn bản"

SETTINGS: dict[str, SettingSpec] = {
    spec.key: spec
    for spec in (
        SettingSpec(
            "cadence.red.ideal_days", "Đặc biệt quan tâm: nên đi sau (ngày)", Sort.INTEGER, 30, CADENCE
        ),
        SettingSpec(
            "cadence.red.maximum_days", "Đặc biệt quan tâm: chậm nhất sau (ngày)", Sort.INTEGER, 60, CADENCE
        ),
        SettingSpec("cadence.yellow.ideal_days", "Cần chú ý: nên đi sau (ngày)", Sort.INTEGER, 90, CADENCE),
        SettingSpec(
            "cadence.yellow.maximum_days", "Cần chú ý: chậm nhất sau (ngày)", Sort.INTEGER, 180, CADENCE
        ),
        SettingSpec("cadence.green.ideal_days", "Bình thường: nên đi sau (ngày)", Sort.INTEGER, 180, CADENCE),
        SettingSpec(
            "cadence.green.maximum_days", "Bình thường: chậm nhất sau (ngày)", Sort.INTEGER, 360, CADENCE
        ),
        SettingSpec(
            "cadence.new_branch_days",
            "Công đoàn cơ sở mới thành lập: đi trong (ngày)",
            Sort.INTEGER,
            30,
            CADENCE,
        ),
        SettingSpec("due.soon_working_days", "Báo “sắp đến hạn” trước (ngày làm việc)", Sort.INTEGER, 5, DUE),
        SettingSpec(
            "visit.report_working_days", "Báo cáo sau chuyến đi trong (ngày làm việc)", Sort.INTEGER, 3, DUE
        ),
        SettingSpec(
            "visit.announce_working_days", "Báo trước cho cơ sở (ngày làm việc)", Sort.INTEGER, 3, DUE
        ),
        SettingSpec(
            "promise.branch_working_days",
            "Hạn mặc định cho CĐCS và đơn vị mình (ngày làm việc)",
            Sort.INTEGER,
            10,
            DUE,
        ),
        SettingSpec(
            "promise.employer_working_days",
            "Hạn mặc định cho người sử dụng lao động (ngày làm việc)",
            Sort.INTEGER,
            15,
            DUE,
        ),
        SettingSpec("promise.agency_days", "Hạn mặc định cho nơi khác (ngày)", Sort.INTEGER, 30, DUE),
        SettingSpec(
            "paper.one_series",
            "Một sổ số chung cho mọi loại văn bản",
            Sort.BOOLEAN,
            False,
            PAPERS,
            "Bỏ trống: mỗi loại văn bản một sổ số riêng trong năm.",
        ),
        SettingSpec(
            "paper.place_and_date_on_minutes",
            "In địa danh, ngày tháng trên biên bản",
            Sort.BOOLEAN,
            False,
            PAPERS,
        ),
        SettingSpec("paper.profile", "Mẫu trình bày văn bản", Sort.TEXT, "nd30-933", PAPERS),
        SettingSpec("branch.code_prefix", "Chữ đầu của mã công đoàn cơ sở", Sort.TEXT, "CS", PAPERS),
    )
}


def get(work: Work, key: str, day: date | None = None) -> Any:
    """The value of a setting on a day, today's without one."""
    return everything(work, day)[key]


def everything(work: Work, day: date | None = None) -> dict[str, Any]:
    """All settings as they hold on a day."""
    key = ("settings", day or work.today)
    if key not in work.kept:
        work.kept[key] = _read(work, day or work.today)
    kept: dict[str, Any] = work.kept[key]
    return kept


def _read(work: Work, day: date) -> dict[str, Any]:
    values = {key: spec.seed for key, spec in SETTINGS.items()}
    rows = work.session.execute(
        select(Setting.key, Setting.value)
        .where(
            Setting.organisation_id == work.organisation_id,
            Setting.deleted_at.is_(None),
            Setting.valid_from <= day,
        )
        .order_by(Setting.valid_from)
    )
    values.update({row.key: row.value for row in rows if row.key in SETTINGS})
    return values


def put(work: Work, key: str, value: Any, valid_from: date | None = None) -> None:
    """Sets a setting from a day on. Raises UserError for a value that is not of the setting's sort."""
    require(work.actor, Right.SET_UP)
    spec = SETTINGS[key]
    if spec.sort is Sort.INTEGER and (not isinstance(value, int) or value < 0):
        raise UserError(f"“{spec.label}” phải là một số nguyên không âm.")
    day = valid_from or work.today
    work.kept.clear()
    row = work.session.scalars(
        select(Setting).where(
            Setting.organisation_id == work.organisation_id,
            Setting.key == key,
            Setting.valid_from == day,
            Setting.deleted_at.is_(None),
        )
    ).first()
    if row is None:
        work.session.add(Setting(key=key, value=value, valid_from=day))
    else:
        row.value = value


@dataclass(frozen=True)
class Stated:
    """A setting as it holds today, from when (None: as shipped), and what is to come."""

    spec: SettingSpec
    value: Any
    since: date | None
    later: tuple[tuple[date, Any], ...] = ()


def stated(work: Work) -> list[Stated]:
    """Every setting with from when it holds, in the order of the catalogue."""
    rows = work.session.execute(
        select(Setting.key, Setting.value, Setting.valid_from)
        .where(Setting.organisation_id == work.organisation_id, Setting.deleted_at.is_(None))
        .order_by(Setting.valid_from)
    ).all()
    found = []
    for key, spec in SETTINGS.items():
        mine = [row for row in rows if row.key == key]
        begun = [row for row in mine if row.valid_from <= work.today]
        later = tuple((row.valid_from, row.value) for row in mine if row.valid_from > work.today)
        value, since = (begun[-1].value, begun[-1].valid_from) if begun else (spec.seed, None)
        found.append(Stated(spec, value, since, later))
    return found


def put_all(work: Work, values: Mapping[str, Any], valid_from: date | None = None) -> None:
    """Sets several settings from the same day on.

    Raises UserError where a branch should be visited later than it must be.
    """
    for key, value in values.items():
        put(work, key, value, valid_from)
    work.session.flush()
    now = everything(work, valid_from)
    for key in values:
        level = key.removesuffix(".ideal_days").removesuffix(".maximum_days")
        ideal, longest = f"{level}.ideal_days", f"{level}.maximum_days"
        if ideal in SETTINGS and now[ideal] > now[longest]:
            raise UserError(
                f"“{SETTINGS[ideal].label}” ({now[ideal]}) không thể dài hơn “{SETTINGS[longest].label}” "
                f"({now[longest]})."
            )
