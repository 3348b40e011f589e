"""From a question to an answer, over eleven short articles."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.assistant import Assistant
from index.language.sentences import SENTENCE_MOST_WORDS
from index.model import Answer, Article, Language, Role, Status
from index.search.snippet import SNIPPET_WORDS
from tests.index.tiny_news import (
    CONGRESS_2022,
    CONGRESS_2024,
    CONTEST,
    DIRECTOR,
    DUTY_LIST,
    HOTLINE_2020,
    HOTLINE_2023,
    HOURS,
    LICENCE,
    NEWS,
    RANKING,
    SITE,
    TODAY,
    open_with,
)

BY_URL = {article.url: article for article in NEWS}


def ask(assistant: Assistant, question: str, role: Role = Role.CITIZEN) -> Answer:
    return assistant.ask(question, role=role, today=TODAY)


def is_sound(answer: Answer) -> bool:
    """Checks what the contract promises of any answer, whatever its status."""
    assert (answer.quote is not None) == (answer.status is Status.ANSWERED)
    if answer.quote is not None:
        quote, article = answer.quote, BY_URL[answer.quote.url]
        assert answer.hits[0].url == quote.url
        assert quote.text and quote.sentence[quote.start : quote.end] == quote.text
        assert quote.sentence in article.text or quote.sentence in article.title
        assert len(quote.sentence.split()) <= SENTENCE_MOST_WORDS
    for hit in answer.hits:
        assert hit.snippet in BY_URL[hit.url].text
        assert len(hit.snippet.split()) <= SNIPPET_WORDS
        assert all(0 <= a < b <= len(hit.snippet) for a, b in hit.highlights)
    assert len({hit.url for hit in answer.hits}) == len(answer.hits)
    return True


ANSWERED = [
    ("Ai được bổ nhiệm giữ chức Giám đốc Sở Nông nghiệp năm 2021?", DIRECTOR, "Vũ Quốc Cường"),
    ("Ai là phó bí thư Chi đoàn khóa VII?", CONGRESS_2024, "Phạm Thu Hà"),
    ("Số điện thoại đường dây nóng của Sở?", HOTLINE_2023, "0237.3999.123"),
    ("so dien thoai duong day nong", HOTLINE_2023, "0237.3999.123"),
    ("Năm 2020, số điện thoại đường dây nóng của Sở là bao nhiêu?", HOTLINE_2020, "0237.3888.456"),
    ("Lệ phí cấp giấy phép kinh doanh thuốc thú y bao nhiêu?", LICENCE, "150.000 đồng/lần"),
    ("Ai đạt giải Nhất cuộc thi Nhà nông sáng tạo?", CONTEST, "Đặng Hải Yến"),
    ("Cuộc thi Nhà nông sáng tạo nhận được bao nhiêu bài dự thi?", CONTEST, "1.250 bài"),
    ("Lam Sơn xếp thứ mấy về cải cách hành chính?", RANKING, "thứ 12"),
    ("Giờ làm việc của bộ phận một cửa?", HOURS, "7h30"),
]


@pytest.mark.parametrize(("question", "article", "short"), ANSWERED)
def test_question_is_answered_from_the_right_article(
    assistant: Assistant, question: str, article: object, short: str
) -> None:
    answer = ask(assistant, question)
    assert answer.status is Status.ANSWERED and answer.quote is not None
    assert BY_URL[answer.quote.url] is article
    assert short in answer.quote.text
    assert is_sound(answer)


@pytest.mark.parametrize(
    ("question", "article", "short"),
    [
        # The deputy is named next, and nearer to the post before the comma.
        ("Ai là bí thư Chi đoàn mới?", CONGRESS_2024, "Lê Minh Tuấn"),
        ("ai la bi thu chi doan khoa VII", CONGRESS_2024, "Lê Minh Tuấn"),
        ("Bí thư Chi đoàn khóa VI là ai?", CONGRESS_2022, "Nguyễn Thị Hoa"),
        ("Who is the new Youth Union secretary?", CONGRESS_2024, "Lê Minh Tuấn"),
        ("BCH khóa VII gồm mấy đồng chí?", CONGRESS_2024, "7 đồng chí"),
    ],
)
def test_question_about_a_committee_is_answered(
    assistant: Assistant, question: str, article: object, short: str
) -> None:
    test_question_is_answered_from_the_right_article(assistant, question, article, short)


@pytest.mark.parametrize(
    "question",
    [
        "Ai là bí thư Chi đoàn năm 2018?",  # another year
        "Ai là chủ tịch tỉnh Nghệ An?",  # another place
        "Số điện thoại của ông Trần Quang Khải?",  # another name
        "Kinh phí xây cầu Sông Mã là bao nhiêu?",  # another matter
        "Ai đạt giải Nhất cuộc thi năm 2021?",
        "Who is the president of France?",
        "Lệ phí sang tên ô tô bao nhiêu?",
    ],
)
def test_near_misses_are_not_answered(assistant: Assistant, question: str) -> None:
    answer = ask(assistant, question)
    assert answer.status in (Status.RELATED, Status.NOT_FOUND, Status.OTHER_PROVINCE)
    assert answer.quote is None
    assert is_sound(answer)


@pytest.mark.parametrize(
    ("question", "status", "language"),
    [
        ("Xin chào!", "greeting", "vi"),
        ("Thank you very much", "thanks", "en"),
        ("ok", "acknowledgement", "vi"),
        ("hi", "greeting", "vi"),
        ("Bạn là ai?", "about_bot", "vi"),
        ("What can you do?", "about_bot", "en"),
        ("Thời tiết ngày mai", "out_of_scope", "vi"),
        ("tell me a joke", "out_of_scope", "en"),
    ],
)
def test_small_talk_is_met_in_its_language(
    assistant: Assistant, question: str, status: str, language: str
) -> None:
    answer = ask(assistant, question)
    assert (answer.status, answer.language) == (status, language)
    assert answer.hits == ()


def test_a_citizen_never_sees_what_is_for_staff(assistant: Assistant) -> None:
    question = "Ai là trưởng ca trực đêm giao thừa?"
    citizen, staff = ask(assistant, question), ask(assistant, question, Role.STAFF)
    assert DUTY_LIST.url not in {hit.url for hit in citizen.hits}
    assert citizen.quote is None or citizen.quote.url != DUTY_LIST.url
    assert staff.quote is not None and staff.quote.text == "Ngô Bá Thạch"


def test_every_step_is_named_and_timed(assistant: Assistant) -> None:
    answer = ask(assistant, "Ai là bí thư Chi đoàn mới?")
    names = [step.name for step in answer.steps]
    assert names[:7] == ["read", "understand", "retrieve", "rank", "select", "extract", "decide"]
    assert names[7:] == ["notes"]
    assert all(step.took_ms >= 0 for step in answer.steps)
    assert answer.steps[6].detail["status"] == "answered"


def test_the_limit_bounds_the_hits(assistant: Assistant) -> None:
    assert len(assistant.ask("Sở Nông nghiệp", limit=2).hits) == 2


HOSTILE = [
    "😀😀😀",
    "a" * 300,
    "đ" * 300,
    "x" * 5000,
    "Ai là bí thư? " * 400,
    "' OR 1=1; DROP TABLE articles;--",
    '"; DELETE FROM articles WHERE ""="',
    "<script>alert(1)</script><b>bí thư</b>",
    "\x00\x01\x07bí thư\x1b[31m\x7f",
    "Кто секретарь?",
    "谁是书记？",
    "أمين من هو",
    "เลขาธิการคือใคร",
    "\u202eai là bí thư\u202c\u200f",
    "b\u200bí t\u200dh\ufeffư",
    "b\u0301\u0301\u0301\u0301\u0301i",
    "\u0301\u0301\u0301",
    "²³¼ Ⅷ ﬁ ß İ ı",
    "𝐁í 𝐭𝐡ư",
    "\ud800 ai",
    "AND OR NOT NEAR * \" ( ) : ^ ~ [ ]",
    "title:bí syllables:* +bí -thư bí~2 bí^9",
    "../../../etc/passwd %s %n {0} ${HOME} `id`",
    "1" * 300,
    "1.000" * 60,
    "/start@bot bí thư",
    "khóa " * 60,
    "?" * 300,
    "\n\n\n\t",
    "a\u2028b\u2029c\x85d",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_ends_in_a_status(assistant: Assistant, text: str) -> None:
    answer = ask(assistant, text)
    assert answer.status in Status
    assert answer.language in Language
    assert answer.question == text
    assert is_sound(answer)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_searches_without_a_fault(assistant: Assistant, text: str) -> None:
    page = assistant.search(text, limit=3)
    assert 0 <= len(page.hits) <= min(3, page.total)


_PIECES = st.sampled_from(
    ["bí thư ", "Chi đoàn ", "ai ", "khóa ", "VII ", "2024 ", "sdt ", "who is ", "Sở ", "mấy ",
     "đồng chí ", "?", "bao nhiêu ", "\u200b", "😀", "ko ", "BCH ", "Lê Minh ", "năm ngoái ", "-"]
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(text=st.lists(_PIECES, max_size=12).map("".join))
def test_any_mix_of_words_gives_a_sound_answer(assistant: Assistant, text: str) -> None:
    assert is_sound(ask(assistant, text))


def test_who_holds_a_post_now_is_told_by_the_newest_news_that_names_them(tmp_path: Path) -> None:
    """The newest may name the director in passing, in news on quite other things."""
    older = Article(
        url=SITE + "bo-nhiem", title="Bổ nhiệm Giám đốc Sở Nông nghiệp",
        text="Đồng chí Vũ Quốc Cường được bổ nhiệm giữ chức vụ Giám đốc Sở từ ngày 01/3/2021.",
        published=date(2021, 3, 2),
    )  # fmt: skip
    newer = Article(
        url=SITE + "tong-ket", title="Tổng kết phong trào trồng cây năm 2025",
        text="Phát biểu tại lễ tổng kết, đồng chí Lê Thu Hà, Giám đốc Sở biểu dương các đơn vị.",
        published=date(2025, 12, 20),
    )  # fmt: skip
    opened = open_with(tmp_path, [older, newer])
    try:
        answer = opened.ask("Giám đốc Sở hiện nay là ai?", today=TODAY)
    finally:
        opened.close()
    assert answer.quote is not None and answer.quote.text == "Lê Thu Hà"


def test_a_question_in_capitals_is_read_as_one_in_small_letters(tmp_path: Path) -> None:
    assistant = open_with(tmp_path)
    loud, plain = (ask(assistant, q) for q in ("GIÁM ĐỐC SỞ LÀ AI?", "Giám đốc Sở là ai?"))
    assistant.close()
    assert loud.quote is not None and loud.quote == plain.quote
