"""How blocks fall on pages: signatures never alone, headings with their text, rows whole, headers repeated."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from paper_samples import MEETING, WORKING
from printed import Printed

from unionDesk.documents import minutes
from unionDesk.documents.data import Absence, MinutesData, Person, Task
from unionDesk.rules.errors import UserError

SENTENCE = "Công ty trả lương đúng hạn, đóng đủ bảo hiểm và tổ chức bữa ăn ca; người lao động đề nghị xem lại định mức. "
TITLES = ("ĐẠI DIỆN CÔNG ĐOÀN CƠ SỞ", "TRƯỞNG ĐOÀN CÔNG TÁC", "THƯ KÝ", "NGƯỜI SỬ DỤNG LAO ĐỘNG")


def _paragraphs(lengths: list[int]) -> str:
    return "\n".join(SENTENCE * length for length in lengths)


@settings(max_examples=40, deadline=None)
@given(
    lengths=st.lists(st.integers(1, 8), min_size=0, max_size=14),
    disagreements=st.integers(0, 3),
    tasks=st.integers(0, 6),
    meeting=st.booleans(),
)
def test_the_signatures_are_on_one_page_with_two_lines_of_text_above(
    lengths: list[int], disagreements: int, tasks: int, meeting: bool
) -> None:
    data = replace(
        MEETING if meeting else WORKING,
        guidance=_paragraphs(lengths),
        disagreements=SENTENCE * disagreements,
        tasks=tuple(Task(SENTENCE, "Công ty", "", date(2026, 12, 1)) for _ in range(tasks)),
    )
    printed = Printed(minutes.make(data).pdf)
    last = printed.lines(len(printed.pages) - 1)
    printed.close()
    titles = ("THƯ KÝ", "CHỦ TỌA") if meeting else TITLES
    assert all(title in last for title in titles)
    first = min(last.index(title) for title in titles)
    above = [line for line in last[:first] if not line.isdigit()]
    assert len(above) >= 2


@settings(max_examples=25, deadline=None)
@given(
    texts=st.lists(
        st.text(
            st.characters(codec="utf-8", categories=("L", "N", "P", "Zs", "Cc", "Mn", "So")), max_size=300
        ),
        min_size=6,
        max_size=6,
    )
)
def test_no_text_breaks_the_paper(texts: list[str]) -> None:
    data = replace(
        WORKING,
        production=texts[0],
        mood=texts[1],
        guidance=texts[2],
        place=texts[3],
        subject=texts[4],
        tasks=(Task(texts[5], texts[5]),),
    )
    printed = Printed(minutes.make(data).pdf)
    assert "TRƯỞNG ĐOÀN CÔNG TÁC" in printed.text
    printed.close()


def _tasks(count: int, text: str) -> MinutesData:
    return replace(
        WORKING, tasks=tuple(Task(f"Việc {place}: {text}", "Công ty") for place in range(1, count + 1))
    )


def test_the_header_row_stands_on_every_page_of_a_table(opened: Callable[[bytes], Printed]) -> None:
    printed = opened(minutes.make(_tasks(60, SENTENCE)).pdf)
    pages = [page for page in range(len(printed.pages)) if "Việc " in printed.raw_texts[page]]
    assert len(pages) > 2
    for page in pages:
        assert "Phối hợp" in printed.raw_texts[page]
        assert "Thời hạn" in printed.raw_texts[page]
    for place in range(1, 61):
        assert printed.text.count(f"Việc {place}:") == 1


def test_low_rows_are_never_split(opened: Callable[[bytes], Printed]) -> None:
    printed = opened(minutes.make(_tasks(40, SENTENCE + "Hết việc.")).pdf)
    for page in range(len(printed.pages)):
        text = printed.raw_texts[page]
        assert text.count("Việc ") == "".join(text.split()).count("Hếtviệc.")


def test_a_row_higher_than_a_page_goes_on_and_loses_nothing(opened: Callable[[bytes], Printed]) -> None:
    words = [f"từ{place}" for place in range(1500)]
    printed = opened(minutes.make(replace(WORKING, tasks=(Task(" ".join(words), "Công ty"),))).pdf)
    assert [word for word in words if f" {word} " not in f" {printed.text} "] == []
    pages = [
        page for page in range(len(printed.pages)) if "từ" in printed.raw_texts[page].split("Phối hợp")[-1]
    ]
    assert len(pages) >= 3
    assert "Phối hợp" in printed.raw_texts[pages[1]]


@pytest.mark.parametrize("filling", range(0, 40, 3))
def test_a_heading_is_never_the_last_line_of_a_page(filling: int, opened: Callable[[bytes], Printed]) -> None:
    text = "\n".join(["Một dòng."] * filling)
    printed = opened(minutes.make(replace(WORKING, production=text)).pdf)
    for page in range(len(printed.pages) - 1):
        last = printed.find_all(printed.lines(page)[-1], page)[-1]
        assert last.face != "LiberationSerif-Bold"


@pytest.mark.parametrize("filling", range(0, 40, 3))
def test_a_heading_stands_over_the_beginning_of_a_high_row(
    filling: int, opened: Callable[[bytes], Printed]
) -> None:
    text = "\n".join(["Một dòng."] * filling)
    printed = opened(minutes.make(replace(WORKING, guidance=text, tasks=(Task("Việc dài " * 260),))).pdf)
    page = next(place for place, own in enumerate(printed.raw_texts) if "KẾT LUẬN VÀ PHÂN CÔNG" in own)
    after = printed.raw_texts[page].split("KẾT LUẬN VÀ PHÂN CÔNG")[1]
    assert "Phối hợp" in after
    assert "Việc dài" in after


def test_long_text_runs_over_pages_in_order(opened: Callable[[bytes], Printed]) -> None:
    words = [f"chữ{place}" for place in range(4000)]
    printed = opened(minutes.make(replace(WORKING, mood=" ".join(words))).pdf)
    assert len(printed.pages) > 6
    text = printed.text
    assert sorted(words, key=lambda word: f" {text} ".index(f" {word} ")) == words


def test_more_recipients_than_a_page_holds_go_on_over_the_next(opened: Callable[[bytes], Printed]) -> None:
    recipients = tuple(f"Công đoàn cơ sở số {place:03d}" for place in range(1, 151))
    printed = opened(minutes.make(replace(WORKING, recipients=recipients)).pdf)
    for place in range(1, 151):
        assert printed.text.count(f"Công đoàn cơ sở số {place:03d};") == 1
    for page in range(len(printed.pages)):
        for line in printed.lines(page):
            assert printed.find(line, page).bottom < 297 - 19
    signed = [page for page in range(len(printed.pages)) if TITLES[0] in printed.raw_texts[page]]
    assert len(signed) == 1
    assert all(title in printed.raw_texts[signed[0]] for title in TITLES)


@pytest.mark.parametrize("count", [1, 12, 60])
def test_many_who_do_not_sign_leave_the_signatures_whole(
    count: int, opened: Callable[[bytes], Printed]
) -> None:
    refusing = tuple(Absence(Person(f"Nguyễn Văn {place}"), SENTENCE) for place in range(count))
    printed = opened(minutes.make(replace(WORKING, not_signing=refusing)).pdf)
    assert printed.text.count("không ký biên bản, lý do:") == count
    last = printed.lines(len(printed.pages) - 1)
    assert all(title in last for title in TITLES)
    assert last.index(TITLES[0]) >= 3


def test_a_file_that_cannot_be_written_is_said_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="Không tìm thấy thư mục"):
        minutes.write(WORKING, tmp_path / "không có" / "a.pdf")
    assert list(tmp_path.iterdir()) == []
