"""The minutes as printed: text, blocks, positions, states, empty sections."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from paper_samples import BARE, DRAFT, LONG_XUYEN, MEETING, NUMBERED, SUBMITTED, WORKING
from printed import Printed

from unionDesk.documents import minutes, wording
from unionDesk.documents.data import Absence, EarlierTask, Imprint, MinutesData, Person, Task
from unionDesk.documents.profile import load_profile
from unionDesk.rules.kinds import DocumentState, PromiseStatus

REFERENCE = Path(__file__).parent / "_reference"


class Prints:
    def __init__(self) -> None:
        self._open: list[Printed] = []

    def __call__(self, data: MinutesData) -> Printed:
        printed = Printed(minutes.make(data).pdf)
        self._open.append(printed)
        return printed

    def close(self) -> None:
        for printed in self._open:
            printed.close()


@pytest.fixture
def prints() -> Iterator[Prints]:
    made = Prints()
    yield made
    made.close()


@pytest.mark.parametrize(
    ("name", "data"), [("minutes_working", WORKING), ("minutes_meeting", MEETING), ("minutes_bare", BARE)]
)
def test_the_text_copies_out_as_the_reference_says(name: str, data: MinutesData, prints: Prints) -> None:
    printed = prints(data)
    pages = ["\n".join(printed.lines(page)) for page in range(len(printed.pages))]
    expected = (REFERENCE / f"{name}.txt").read_text(encoding="utf-8")
    assert "\n\f\n".join(pages) + "\n" == expected


def test_all_text_copies_out_composed(prints: Prints) -> None:
    apart = replace(
        WORKING,
        mood=unicodedata.normalize("NFD", WORKING.mood),
        branch=unicodedata.normalize("NFD", WORKING.branch),
        delegation=tuple(
            replace(person, name=unicodedata.normalize("NFD", person.name)) for person in WORKING.delegation
        ),
    )
    printed = prints(apart)
    assert printed.text == unicodedata.normalize("NFC", printed.text)
    assert minutes.make(apart).pdf == minutes.make(WORKING).pdf


def test_the_letterhead_stands_as_the_page_specification_says(prints: Prints) -> None:
    printed = prints(WORKING)
    motto = printed.find("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    assert (motto.face, motto.size) == ("LiberationSerif-Bold", 12)
    assert motto.middle == pytest.approx(30 + 69 + 96 / 2, abs=0.3)
    assert motto.top == pytest.approx(20, abs=1.5)
    device = printed.find("Độc lập - Tự do - Hạnh phúc")
    assert (device.face, device.size) == ("LiberationSerif-Bold", 13)
    assert device.middle == pytest.approx(motto.middle, abs=0.3)
    parent = printed.find("LIÊN ĐOÀN LAO ĐỘNG")
    assert (parent.face, parent.size) == ("LiberationSerif", 12)
    assert parent.middle == pytest.approx(30 + 69 / 2, abs=0.3)
    office = printed.find("CÔNG ĐOÀN PHƯỜNG")
    assert (office.face, office.size) == ("LiberationSerif-Bold", 12)
    number = printed.find("Số: 05/BB-CĐP")
    assert (number.face, number.size) == ("LiberationSerif", 13)
    assert number.middle == pytest.approx(parent.middle, abs=0.3)


def test_long_names_break_before_the_place_and_the_motto_never_breaks(prints: Prints) -> None:
    lines = prints(WORKING).lines(0)
    assert lines[:4] == ["LIÊN ĐOÀN LAO ĐỘNG", "TỈNH AN GIANG", "CÔNG ĐOÀN PHƯỜNG", "LONG XUYÊN"]
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in lines


def test_a_name_that_fits_its_column_stays_on_one_line(prints: Prints) -> None:
    short = replace(LONG_XUYEN, parent="LĐLĐ tỉnh An Giang", office="Công đoàn xã Vĩnh Tế")
    assert prints(replace(WORKING, letterhead=short)).lines(0)[:2] == [
        "LĐLĐ TỈNH AN GIANG",
        "CÔNG ĐOÀN XÃ VĨNH TẾ",
    ]


def test_rules_stand_under_the_names_with_the_lengths_of_the_rule(prints: Prints) -> None:
    printed = prints(WORKING)
    office, device, subject = printed.rules()
    name = printed.find("CÔNG ĐOÀN PHƯỜNG")
    assert office[1] - office[0] == pytest.approx(0.40 * (name.right - name.left), abs=1.0)
    below = printed.find("LONG XUYÊN")
    assert 0.5 < office[2] - below.bottom < 2
    motto = printed.find("Độc lập - Tự do - Hạnh phúc")
    assert device[1] - device[0] == pytest.approx(motto.right - motto.left, abs=1.0)
    last = printed.find("thực hiện thỏa ước lao động tập thể")
    assert subject[1] - subject[0] == pytest.approx((last.right - last.left) / 3, abs=1.0)
    assert (subject[0] + subject[1]) / 2 == pytest.approx(30 + 165 / 2, abs=0.3)


def test_type_and_subject_are_centred_bold_fourteen(prints: Prints) -> None:
    printed = prints(WORKING)
    for text in ("BIÊN BẢN", "thực hiện thỏa ước lao động tập thể"):
        found = printed.find(text)
        assert (found.face, found.size) == ("LiberationSerif-Bold", 14)
        assert found.middle == pytest.approx(30 + 165 / 2, abs=0.3)
    number, kind = printed.find("Số: 05/BB-CĐP"), printed.find("BIÊN BẢN")
    assert 7 < kind.top - number.bottom < 11


def test_the_body_is_fourteen_indented_ten_within_the_margins(prints: Prints) -> None:
    printed = prints(WORKING)
    opening = printed.find("Hôm nay, vào hồi")
    assert (opening.face, opening.size) == ("LiberationSerif", 14)
    assert opening.left == pytest.approx(40, abs=0.4)
    assert printed.find("I. THÀNH PHẦN THAM DỰ").face == "LiberationSerif-Bold"
    for page in range(len(printed.pages)):
        for line in printed.lines(page):
            found = printed.find(line, page)
            assert found.left > 29.5
            assert found.right < 195.5
            assert found.bottom < 297 - 19
            assert found.top > 19 or line == str(page + 1)


def test_pages_are_numbered_in_the_middle_of_the_top_margin_from_the_second(prints: Prints) -> None:
    printed = prints(WORKING)
    assert "1" not in printed.lines(0)
    for page in range(1, len(printed.pages)):
        assert printed.lines(page)[0] == str(page + 1)
        number = printed.find(str(page + 1), page)
        assert (number.face, number.size) == ("LiberationSerif", 13)
        assert number.middle == pytest.approx(30 + 165 / 2, abs=0.3)
        assert 5 < number.top < number.bottom < 15


def test_only_the_liberation_faces_are_in_the_file() -> None:
    pdf = minutes.make(WORKING).pdf
    assert b"Helvetica" not in pdf
    assert pdf.count(b"/FontFile2") == 4


def test_a_draft_has_watermark_and_footer_and_a_blank_number(prints: Prints) -> None:
    printed = prints(replace(WORKING, imprint=DRAFT))
    for text in printed.raw_texts:
        assert "DỰ THẢO" in text
        assert "bản in 2 · 05/11/2026 11:45" in text
    assert "Số: /BB-CĐP" in printed.text


def test_a_paper_put_up_for_signature_has_neither_mark_nor_number(prints: Prints) -> None:
    text = prints(replace(WORKING, imprint=SUBMITTED)).text
    assert "DỰ THẢO" not in text
    assert "bản in" not in text
    assert "Số: /BB-CĐP" in text


def test_a_draft_never_prints_a_number_even_if_it_is_handed_one(prints: Prints) -> None:
    assert "Số: /BB-CĐP" in prints(replace(WORKING, imprint=replace(DRAFT, number=7))).text


def test_a_numbered_paper_prints_its_number_with_a_zero_before_one_digit(prints: Prints) -> None:
    text = prints(WORKING).text
    assert "Số: 05/BB-CĐP" in text
    assert "DỰ THẢO" not in text
    assert "bản in" not in text
    assert "Số: 123/BB-CĐP" in prints(replace(WORKING, imprint=replace(NUMBERED, number=123))).text


def test_a_replacement_names_the_paper_it_replaces(prints: Prints) -> None:
    imprint = replace(NUMBERED, number=9, replaces_number="05/BB-CĐP", replaces_date=date(2026, 2, 1))
    text = prints(replace(WORKING, imprint=imprint)).text
    assert "(Thay thế Biên bản số 05/BB-CĐP ngày 01 tháng 02 năm 2026)" in text


def test_place_and_date_stand_level_with_the_number_only_when_asked(prints: Prints) -> None:
    assert "Long Xuyên, ngày" not in prints(WORKING).text
    printed = prints(replace(WORKING, date_line=True))
    dated = printed.find("Long Xuyên, ngày 05 tháng 11 năm 2026")
    assert (dated.face, dated.size) == ("LiberationSerif-Italic", 13)
    assert dated.middle == pytest.approx(30 + 69 + 96 / 2, abs=0.3)
    assert dated.top == pytest.approx(printed.find("Số: 05/BB-CĐP").top, abs=0.8)


def test_internal_papers_carry_the_mark(prints: Prints) -> None:
    assert "LƯU HÀNH NỘI BỘ" not in prints(WORKING).text
    mark = prints(replace(WORKING, imprint=replace(NUMBERED, internal=True))).find("LƯU HÀNH NỘI BỘ")
    assert mark.middle == pytest.approx(30 + 69 / 2, abs=0.3)


def test_empty_topics_say_so_and_nothing_ever_prints_none(prints: Prints) -> None:
    text = prints(BARE).text
    assert text.count("Không có nội dung mới.") == 6  # II.1 to II.5 and IV
    assert text.count("Không có ý kiến.") == 3
    assert "None" not in text


def test_empty_sections_are_left_out_and_the_numerals_close_up(prints: Prints) -> None:
    text = prints(BARE).text
    assert "Ý KIẾN TRAO ĐỔI" not in text
    assert "Ý KIẾN KHÁC NHAU" not in text
    assert "KẾT QUẢ THỰC HIỆN" not in text
    assert "III. KẾT LUẬN VÀ PHÂN CÔNG THỰC HIỆN" in text
    assert "V. VẤN ĐỀ CÒN Ý KIẾN KHÁC NHAU" in prints(WORKING).text


def test_earlier_promises_print_what_became_of_them(prints: Prints) -> None:
    tasks = tuple(EarlierTask(f"Việc {status.value}", "Công ty", None, status) for status in PromiseStatus)
    text = prints(replace(WORKING, earlier_tasks=tasks)).text
    earlier = text[text.index("KẾT QUẢ THỰC HIỆN KIẾN NGHỊ, CAM KẾT LẦN TRƯỚC") : text.index("IV. KẾT LUẬN")]
    for words in (
        "Việc open Công ty Chưa thực hiện",
        "Việc kept Công ty Đã thực hiện",
        "Việc late Công ty Thực hiện chậm",
        "Việc broken Công ty Chưa thực hiện",
    ):
        assert words in earlier


@pytest.mark.parametrize("length", [0, 4, 25])
def test_the_closing_sentence_gives_the_true_page_count(length: int, prints: Prints) -> None:
    printed = prints(replace(WORKING, guidance="\n".join([WORKING.guidance] * length)))
    assert f"Biên bản gồm {len(printed.pages):02d} trang," in printed.text


def test_minutes_that_end_on_another_day_say_which(prints: Prints) -> None:
    text = prints(replace(WORKING, ended=datetime.fromisoformat("2026-11-06T09:05"))).text
    assert "kết thúc vào hồi 09 giờ 05 phút, ngày 06 tháng 11 năm 2026. Biên bản" in text
    assert "kết thúc vào hồi 10 giờ 30 phút cùng ngày. Biên bản" in prints(WORKING).text


def test_who_does_not_sign_is_named_with_the_reason_before_the_signatures(prints: Prints) -> None:
    refusing = Absence(Person("Võ Minh Khuê", "Phó Giám đốc Công ty"), "không đồng ý mục V")
    text = prints(replace(WORKING, not_signing=(refusing,))).text
    sentence = "Ông (bà) Võ Minh Khuê, Phó Giám đốc Công ty không ký biên bản, lý do: không đồng ý mục V."
    assert text.index("giữ 01 bản./.") < text.index(sentence) < text.index("TRƯỞNG ĐOÀN CÔNG TÁC")


def test_both_sides_sign_working_minutes(prints: Prints) -> None:
    printed = prints(WORKING)
    last = len(printed.pages) - 1
    branch, lead = printed.find("ĐẠI DIỆN CÔNG ĐOÀN CƠ SỞ", last), printed.find("TRƯỞNG ĐOÀN CÔNG TÁC", last)
    clerk, employer = printed.find("THƯ KÝ", last), printed.find("NGƯỜI SỬ DỤNG LAO ĐỘNG", last)
    assert branch.middle == pytest.approx(clerk.middle, abs=0.3)
    assert lead.middle == pytest.approx(employer.middle, abs=0.3)
    assert branch.middle < lead.middle
    assert branch.top == pytest.approx(lead.top, abs=1.2)
    assert clerk.top > lead.bottom + 25
    hint = printed.find("(Ký, ghi rõ họ tên)", last)
    assert (hint.face, hint.size) == ("LiberationSerif-Italic", 13)
    name = printed.find("Đặng Văn Dũng", last)
    assert (name.face, name.size) == ("LiberationSerif-Bold", 14)
    assert name.top - hint.bottom >= 25
    assert printed.find("Lê Hoàng Phúc", last).top == pytest.approx(
        printed.find("Võ Minh Khuê", last).top, abs=1.2
    )


def test_the_employer_signs_only_when_present(prints: Prints) -> None:
    text = prints(replace(WORKING, employer_people=())).text
    assert "NGƯỜI SỬ DỤNG LAO ĐỘNG" not in text
    assert "3. Đại diện đoàn viên, người lao động: 12 người (nữ: 08)" in text


def test_a_meeting_is_signed_by_secretary_left_and_chair_right(prints: Prints) -> None:
    printed = prints(MEETING)
    last = len(printed.pages) - 1
    assert printed.find("THƯ KÝ", last).middle == pytest.approx(30 + 60 / 2, abs=0.3)
    assert printed.find("CHỦ TỌA", last).middle == pytest.approx(30 + 60 + 7.5 + 97.5 / 2, abs=0.3)
    assert "TRƯỞNG ĐOÀN CÔNG TÁC" not in printed.text


def test_a_meeting_has_three_sections_and_only_what_was_said(prints: Prints) -> None:
    text = prints(replace(MEETING, disagreements="Về định mức mới còn hai ý kiến.", living="")).text
    assert "II. NỘI DUNG, DIỄN BIẾN CUỘC HỌP" in text
    assert "III. KẾT LUẬN" in text
    assert "IV." not in text
    assert "6. Ý kiến trao đổi, hướng dẫn" in text
    assert "7. Vấn đề còn ý kiến khác nhau" in text
    assert "An toàn, vệ sinh lao động;" not in text
    empty = prints(replace(BARE, kind=MEETING.kind)).text
    assert empty.count("Không có nội dung mới.") == 2
    assert "Không có ý kiến." not in empty


def test_recipients_stand_left_below_the_signatures(prints: Prints) -> None:
    printed = prints(MEETING)
    last = len(printed.pages) - 1
    head = printed.find("Nơi nhận:", last)
    assert (head.face, head.size) == ("LiberationSerif-BoldItalic", 12)
    assert head.left == pytest.approx(30, abs=0.5)
    assert head.top > printed.find("Lê Hoàng Phúc", last).bottom
    kept = printed.find("- Lưu: VT, Hồ sơ.", last)
    assert (kept.face, kept.size) == ("LiberationSerif", 11)
    assert printed.lines(last)[-1] == "- Lưu: VT, Hồ sơ."


def test_a_place_without_a_union_has_no_branch_section_and_no_branch_signature(prints: Prints) -> None:
    firm = replace(WORKING, branch="Công ty Cổ phần Gạo Núi Sập", has_union=False, branch_people=())
    text = prints(firm).text
    assert "Làm việc tại Công ty Cổ phần Gạo Núi Sập" in text
    assert "Công đoàn cơ sở Công ty" not in text
    assert "ĐẠI DIỆN CÔNG ĐOÀN CƠ SỞ" not in text
    assert "ĐẠI DIỆN ĐƠN VỊ" in text
    assert "a) Của người sử dụng lao động:" in text


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Công ty TNHH Sao Mai", "Công đoàn cơ sở Công ty TNHH Sao Mai"),
        ("CĐCS Trường THCS Mỹ Thới", "Công đoàn cơ sở Trường THCS Mỹ Thới"),
        ("Công đoàn cơ sở Trạm Y tế Bình Đức", "Công đoàn cơ sở Trạm Y tế Bình Đức"),
        ("Nghiệp đoàn cơ sở xe ôm chợ Mỹ Bình", "Nghiệp đoàn cơ sở xe ôm chợ Mỹ Bình"),
        ("  ", "Công đoàn cơ sở"),
    ],
)
def test_a_branch_is_never_named_twice_a_branch(name: str, expected: str) -> None:
    assert wording.branch_title(name) == expected


def test_line_breaks_markup_and_pasted_marks_survive_as_plain_text(prints: Prints) -> None:
    text = "Lương < 5 triệu & thưởng > 1 tháng\n<b>không</b> đậm\u200b; \ufeffhết"
    printed = prints(replace(WORKING, mood=text))
    all_lines = [line for page in range(len(printed.pages)) for line in printed.lines(page)]
    assert "Lương < 5 triệu & thưởng > 1 tháng" in all_lines
    assert "<b>không</b> đậm; hết" in all_lines


def test_a_word_longer_than_the_line_is_cut_not_lost(prints: Prints) -> None:
    word = "https://congdoan.vn/" + "duongdan" * 40
    printed = prints(replace(WORKING, mood=word, tasks=(Task(word, word),)))
    text = "".join(printed.text.split())
    assert text.count(word) >= 2
    for page in range(len(printed.pages)):
        for line in printed.lines(page):
            assert printed.find(line, page).right < 195.5


def test_very_long_names_stay_on_the_sheet(prints: Prints) -> None:
    long = "Công ty Trách nhiệm hữu hạn một thành viên Xây dựng và Thương mại Xuất nhập khẩu " * 3
    data = replace(
        WORKING, branch=long, delegation=(Person(long, long, "Trưởng đoàn"),), lead_signer=Person(long)
    )
    printed = prints(data)
    for page in range(len(printed.pages)):
        for line in printed.lines(page):
            found = printed.find(line, page)
            assert found.left > 29.5
            assert found.right < 195.5


def test_pictographs_become_a_box_and_the_rest_still_copies_out(prints: Prints) -> None:
    assert "Cảm ơn □ anh chị" in prints(replace(WORKING, mood="Cảm ơn 😀 anh chị")).text


@pytest.mark.parametrize("theme", ["tiền lương", "về tiền lương", "Về tiền lương"])
def test_a_theme_is_told_with_one_word_about(theme: str, prints: Prints) -> None:
    lines = prints(replace(WORKING, theme=theme)).lines(0)
    assert lines[lines.index("BIÊN BẢN") + 3].lower() == "về tiền lương"


def test_an_offices_own_profile_moves_margins_and_sizes(opened: Callable[[bytes], Printed]) -> None:
    profile = load_profile()
    own = replace(
        profile,
        sheet=replace(profile.sheet, top=25, left=35, right=20),
        body=replace(profile.body, size=13, indent=12.7),
    )
    printed = opened(minutes.make(WORKING, own).pdf)
    opening = printed.find("Hôm nay, vào hồi")
    assert opening.size == 13
    assert opening.left == pytest.approx(35 + 12.7, abs=0.4)
    motto = printed.find("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    assert motto.top == pytest.approx(25, abs=1.5)
    assert motto.right < 210 - 20 + 0.5
    for page in range(len(printed.pages)):
        for line in printed.lines(page):
            found = printed.find(line, page)
            assert found.left > 34.5
            assert found.right < 190.5


def test_the_motto_gives_way_to_a_narrow_column_but_never_wraps(opened: Callable[[bytes], Printed]) -> None:
    profile = load_profile()
    narrow = replace(profile, sheet=replace(profile.sheet, left=50, right=30))
    printed = opened(minutes.make(WORKING, narrow).pdf)
    motto = printed.find("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    assert motto.size < 12
    assert motto.right < 180.5


def test_equal_data_give_equal_bytes() -> None:
    assert minutes.make(WORKING).pdf == minutes.make(WORKING).pdf


def test_the_file_says_what_it_is(prints: Prints) -> None:
    about = prints(WORKING).document.get_metadata_dict()
    assert about["Title"].startswith("Biên bản số 05/BB-CĐP - Làm việc tại Công đoàn cơ sở Công ty TNHH May")
    assert about["Author"] == "Công đoàn phường Long Xuyên"
    assert about["CreationDate"].startswith("D:20261105114500")


def test_write_gives_the_page_count_and_the_same_bytes_to_file_and_stream(tmp_path: Path) -> None:
    stream = io.BytesIO()
    pages = minutes.write(WORKING, stream)
    target = tmp_path / "Biên bản số 05.pdf"
    assert minutes.write(WORKING, target) == pages == minutes.make(WORKING).pages
    assert target.read_bytes() == stream.getvalue()
    assert list(tmp_path.iterdir()) == [target]


def test_a_signed_paper_prints_like_a_numbered_one() -> None:
    signed = Imprint(DocumentState.SIGNED, NUMBERED.made_at, number=5, paper_date=NUMBERED.paper_date)
    assert minutes.make(replace(WORKING, imprint=signed)).pdf == minutes.make(WORKING).pdf
