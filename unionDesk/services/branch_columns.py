"""The columns of the list of branches: one description for the screen, the copy and the Excel file."""

from __future__ import annotations

from unionDesk.rules.field_spec import FieldSpec, Sort
from unionDesk.rules.kinds import AttentionLevel, BranchKind, BranchStatus, RatingRank

COLUMNS: tuple[FieldSpec, ...] = (
    FieldSpec(name="code", label="Mã CĐCS"),
    FieldSpec(name="name", label="Tên CĐCS"),
    FieldSpec(name="place", label="Xã, phường"),
    FieldSpec(name="kind", label="Loại hình", sort=Sort.CHOICE, choices=BranchKind),
    FieldSpec(name="workers", label="Lao động", sort=Sort.INTEGER),
    FieldSpec(name="members", label="Đoàn viên", sort=Sort.INTEGER),
    FieldSpec(name="attention", label="Mức quan tâm", sort=Sort.CHOICE, choices=AttentionLevel),
    FieldSpec(name="last_visit_on", label="Đi cơ sở gần nhất", sort=Sort.DATE),
    FieldSpec(name="officer", label="Cán bộ phụ trách"),
    FieldSpec(name="chair", label="Chủ tịch"),
    FieldSpec(name="phone", label="Điện thoại", sort=Sort.PHONE),
    FieldSpec(name="women_workers", label="Lao động nữ", sort=Sort.INTEGER),
    FieldSpec(name="women_members", label="Đoàn viên nữ", sort=Sort.INTEGER),
    FieldSpec(name="status", label="Trạng thái", sort=Sort.CHOICE, choices=BranchStatus),
    FieldSpec(name="address", label="Địa chỉ"),
    FieldSpec(name="founded_on", label="Ngày thành lập", sort=Sort.DATE),
    FieldSpec(name="rank", label="Xếp loại", sort=Sort.CHOICE, choices=RatingRank),
)
"""Names are attributes of `branches.BranchRow`."""

SORTED = frozenset(
    {
        "code", "name", "kind", "place", "workers", "women_workers", "members", "women_members", "chair",
        "attention", "last_visit_on", "founded_on",
    }
)  # fmt: skip
"""Columns by which `branches.ids` can order."""
