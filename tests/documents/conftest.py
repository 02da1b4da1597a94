"""Fixtures of the documents' tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from printed import Printed


@pytest.fixture
def opened() -> Iterator[Callable[[bytes], Printed]]:
    """Opens a PDF for reading and closes it after the test."""
    made: list[Printed] = []

    def open_pdf(pdf: bytes) -> Printed:
        made.append(Printed(pdf))
        return made[-1]

    yield open_pdf
    for printed in made:
        printed.close()
