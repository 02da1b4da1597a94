"""Texts of cells: how many lines a wrapped one takes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionDesk.workbooks.cell_text import cell_text, lines_needed


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 10, 1),
        ("ngắn", 10, 1),
        ("mười chữ ở", 10, 1),
        ("mười chữ ở đây", 10, 2),
        ("dòng một\ndòng hai\n\ndòng bốn", 20, 4),
        ("x" * 25, 10, 3),
        ("ab " + "x" * 25, 10, 4),
        ("a b c", 0.5, 3),
    ],
)
def test_a_text_takes_its_lines(text: str, width: float, lines: int) -> None:
    assert lines_needed(text, width) == lines


@given(st.text(st.sampled_from("ab \n"), max_size=200), st.integers(1, 40))
def test_a_wider_column_never_needs_more_lines(text: str, width: int) -> None:
    assert lines_needed(text, width + 1) <= lines_needed(text, width)


@given(st.text(max_size=200))
def test_cleaning_a_clean_text_changes_nothing(text: str) -> None:
    assert cell_text(cell_text(text)) == cell_text(text)
