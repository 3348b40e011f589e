"""Typing slips: unknown words become known ones, known words and names never change."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.language.lexicon import load_lexicon
from index.search.correct import LONGEST_READ, Corrector
from index.search.corrected import Corrected
from tests.index.search.fakes import TextReader

TEXTS = (
    "Đồng chí Nguyễn Thị Hoa được bầu giữ chức Bí thư Chi đoàn khóa VII",
    "Số điện thoại đường dây nóng tiếp nhận phản ánh của người dân là 0237.3888.456",
    "Quyết định bổ nhiệm Giám đốc Sở Nông nghiệp và Phát triển nông thôn của tỉnh",
    "Cuộc thi tìm hiểu chuyển đổi số trao giải tại hội trường trung tâm tháng 4/2023",
    "Chánh Thanh tra Sở nghỉ hưu, lãnh đạo Sở tặng hoa; ông công tác ba mươi năm",
    "Phóng viên nghĩ rằng nhiều người bổ sung hồ sơ",
    "Nộp hồ sơ ở bộ phận một cửa, phòng 12, thứ 7 hằng tuần, mạng VNPT và Viettel",
    "Số quyết định là bao nhiêu, ngày nào có hiệu lực, vì sao chậm, ở đâu, khi nào",
)
CORRECTOR = Corrector(TextReader(*TEXTS), load_lexicon())
WORDS = sorted({word.strip(",;").lower() for text in TEXTS for word in text.split()})


def read(text: str) -> Corrected:
    return CORRECTOR.read(text)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        # letters
        ("bí thư chi đoànn", "bí thư chi đoàn"),
        ("số điện thoại đuờngg dây nóng", "số điện thoại đường dây nóng"),
        ("đường day nong duong dayy nong", "đường dây nóng đường dây nóng"),
        ("giám đốc sở nôgn nghiệp", "giám đốc sở nông nghiệp"),
        ("thnág 4 trao giải", "tháng 4 trao giải"),
        ("phòg nào của bộ phận một cửa", "phòng nào của bộ phận một cửa"),
        ("vì sao chậmm", "vì sao chậm"),
        ("số bao bhiêu", "số bao nhiêu"),
        ("chuyen dooi so", "chuyen doi so"),
        ("cuoc thi tim hieeu", "cuoc thi tim hieu"),
        ("đâuuuu nộp hồ sơơơ", "đâu nộp hồ sơ"),
        # keys of Telex and VNI, all over and in one word
        ("bis thuw chi ddoanf", "bí thư chi đoàn"),
        ("bi1 thu7 chi d9oan2", "bí thư chi đoàn"),
        ("quyets định bổ nhiệm giám đốc", "quyết định bổ nhiệm giám đốc"),
        ("hội truờngf trung tâm", "hội trường trung tâm"),
        ("giám đốc sowr Nông nghiệp", "giám đốc sở Nông nghiệp"),
        ("chi đoan khoas VII bầu bí thư", "chi đoàn khóa VII bầu bí thư"),
        # marks missing, misplaced, wrong
        ("giam đốc sở nông nghiep là ai", "giám đốc sở nông nghiệp là ai"),
        ("ngaỳ naò taị sao", "ngày nào tại sao"),
        ("viêc nhâp hồ sơ", "việc nhập hồ sơ"),  # "nhập" stands in no article
        ("nghieeng maý", "nghiêng máy"),
        ("sô bao nhieu", "số bao nhiêu"),
        ("lảnh đạo sở", "lãnh đạo sở"),
        ("bổ nhiệm giám đốc sỡ", "bổ nhiệm giám đốc sở"),
        # spaces
        ("chánh thanhtra sở", "chánh thanh tra sở"),
        ("bíthư chi đoàn", "bí thư chi đoàn"),
        ("so dienthoai duong day nong", "so dien thoai duong day nong"),
        ("quyết định sốbaonhiêu", "quyết định số bao nhiêu"),
        ("số đ iện thoại đườ ng dây nóng", "số điện thoại đường dây nóng"),
        ("hồ sơ củaVNPT", "hồ sơ của VNPT"),
        # chat
        ("sđt dc ko", "số điện thoại được không"),
        ("bao h nộp hso ạ", "bao giờ nộp hồ sơ ạ"),
        ("fòng nào, trướk mấy h", "phòng nào, trước mấy giờ"),
        ("vì sao khô ng chậm", "vì sao không chậm"),
    ],
)
def test_unknown_words_become_the_known_ones_they_were_meant_as(typed: str, meant: str) -> None:
    assert read(typed).text == meant


@pytest.mark.parametrize("decomposed", [True, False])
@pytest.mark.parametrize("change", [str.lower, str.upper, str.title])
def test_neither_case_nor_unicode_form_hides_a_slip(
    change: Callable[[str], str], decomposed: bool
) -> None:
    for slip, meant in (("bis thuw chi đoànn", "bí thư chi đoàn"),
                        ("chánh thanhtra sở", "chánh thanh tra sở")):  # fmt: skip
        typed = unicodedata.normalize("NFD" if decomposed else "NFC", change(slip))
        assert read(typed).text.lower() == meant


@pytest.mark.parametrize(
    "text",
    [
        "bí thư chi đoàn khóa VII",
        "bi thu chi doan",
        "Nguyễn Thị Hoa",
        "số điện thoại đường dây nóng",
        "Thị Hóa là ai",  # a name that no article has
        "ông Nguyễn Văn Hảo",
        "ông nguyễn văn hảo",
        "nguyen van hao",
        "xe 37A-12345 của VTV3",
        "bảo tàng khảo cổ",
        "ab xy",
        "ông Zykrwyzz ở Bxqwtz",
        "play-off, black metal, los, der",
        "khóa XXXIII",
        "UBKT, CĐS, HTTT, AAA",
        "nghĩ hưu",  # articles have both words; what it matches is widened later
    ],
)
def test_known_words_names_and_foreign_words_never_change(text: str) -> None:
    assert read(text) == Corrected(text, text)


def test_a_number_after_a_word_is_no_key() -> None:
    assert read("thứ7 hằng tuần").text in ("thứ7 hằng tuần", "thứ 7 hằng tuần")
    assert read("phong12").text == "phong12"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("bis thuw chi đoàn", "bí thư chi đoàn"),
        ("bí thư chi đoànn", "bí thư chi đoàn"),
        ("thanhtra sở", "thanh tra sở"),
        ("lảnh đạo", "lãnh đạo"),
        ("sđt ở đâu dc ko", None),
        ("giam đốc sở", None),
        ("ngaỳ nào", None),
        ("bí thư chi đoàn", None),
    ],
)
def test_people_are_told_only_where_a_word_was_read_as_another(
    typed: str, shown: str | None
) -> None:
    assert read(typed).searched_as == shown


def test_exactly_typed_words_stay() -> None:
    typed = "bis thuw chi đoànn ko"
    assert CORRECTOR.read(typed, exact=True) == Corrected(typed, typed)


def test_each_change_names_its_place_in_the_typed_text() -> None:
    corrected = read("Bis thuw chi đoànn, ko?")
    pieces = [(corrected.typed[c.start : c.end], c.read) for c in corrected.changes]
    assert pieces == [("Bis", "Bí"), ("thuw", "thư"), ("đoànn", "đoàn"), ("ko", "không")]
    assert corrected.text == "Bí thư chi đoàn, không?"


@pytest.mark.parametrize(
    ("typed", "meant"), [("xã krôngg", "xã krông"), ("xa krongg", "xa krong"), ("krong", "krông")]
)
def test_a_correction_does_not_tell_what_was_taken_out(typed: str, meant: str) -> None:
    """Also not by keeping it as typed, nor by leaving the right reading out."""
    text, left = "Kho ở xã Krông Pắc", "Nộp hồ sơ ở xã"
    there = Corrector(TextReader(left, text), load_lexicon())
    assert there.read(typed).text == (meant if " " in typed else typed)
    never = Corrector(TextReader(left), load_lexicon())
    gone = Corrector(TextReader(left, gone=[text]), load_lexicon())
    for asked in (typed, meant, "kho ở xã krông pắc", "who is krogn"):
        assert gone.read(asked) == never.read(asked)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("what is the phone nubmer of the hotlien", "what is the phone number of the hotline"),
        ("who is the diretor of the department", "who is the director of the department"),
        ("when was Nguyen Thi Nogn elected", "when was Nguyen Thi Nogn elected"),
        ("what is a string of steam engines", "what is a string of steam engines"),
    ],
)
def test_english_words_lose_only_slips_that_make_no_other_word(typed: str, meant: str) -> None:
    assert read(typed).text == meant


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=8))
def test_known_words_never_change_whatever_their_order(words: list[str]) -> None:
    text = " ".join(words)
    assert read(text).searched_as is None


_ODD = st.sampled_from(
    ["bis ", "thuw", "ddoanf ", "1", "7", " ", "ko ", "q", "ươ", "ế", "nnn", ","]
)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=60), st.lists(_ODD, max_size=20).map("".join)))
def test_any_text_is_read_and_its_changes_explain_the_result(text: str) -> None:
    corrected = read(text)
    rebuilt = corrected.typed
    for change in reversed(corrected.changes):
        assert 0 <= change.start < change.end <= len(corrected.typed)
        rebuilt = rebuilt[: change.start] + change.read + rebuilt[change.end :]
    assert rebuilt == corrected.text


def test_a_story_is_left_as_it_is() -> None:
    story = "bis thuw " * LONGEST_READ
    assert read(story).changes == ()
