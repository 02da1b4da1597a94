"""Behaviour of field descriptions."""

from __future__ import annotations

import pytest

from unionDesk.rules.field_spec import FieldSpec, Sort
from unionDesk.rules.kinds import BranchKind


def test_a_choice_field_names_its_list() -> None:
    field = FieldSpec(name="kind", label="Loại hình", sort=Sort.CHOICE, choices=BranchKind)
    assert field.choices is BranchKind
    with pytest.raises(ValueError, match="kind"):
        FieldSpec(name="kind", label="Loại hình", sort=Sort.CHOICE)
    with pytest.raises(ValueError, match="name"):
        FieldSpec(name="name", label="Tên", choices=BranchKind)


def test_only_texts_have_a_length() -> None:
    with pytest.raises(ValueError, match="wage"):
        FieldSpec(name="wage", label="Tiền lương", sort=Sort.MONEY, length=10)
