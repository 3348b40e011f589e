"""Step 6: a reading that does not match what was asked is no answer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

import numpy as np
import pytest

from index.answer.cues import AnswerType
from index.answer.decide import (
    ANSWERED_FROM,
    HOLDER_FROM,
    KEYWORDS_FROM,
    NAMES,
    against,
    confidence,
    decide,
    decision_row,
    objections,
    unknown_share,
)
from index.answer.pipeline import Looked
from index.answer.reader import SENTENCE_NAMES, Best, Reading
from index.answer.readings import WHOLE, Form
from index.answer.select import Candidate
from index.answer.unnamed import asked_names
from index.language.normalize import fold
from index.language.sentences import Span
from index.model import Status
from index.search.passages import token_map
from tests.index.answer.made_up import look, read

TEXT: Final = (
    "Ngày 14/3/2024, đồng chí Lê Minh Tuấn giữ chức Bí thư Chi đoàn Sở Nông nghiệp Lam Sơn."
)


def found_for(question: str, text: str = TEXT) -> Looked:
    return look(question, text, published=date(2024, 3, 15))


def best_of(
    looked: Looked,
    short: str = "Lê Minh Tuấn",
    *,
    rank: int = 0,
    fit: float = 1.0,
    figures: Mapping[str, float] | None = None,
) -> Best:
    """Returns a reading of TEXT, whatever the models would read."""
    candidate = Candidate(looked.articles[0], TEXT, "", False, token_map(TEXT), {}, 1.0)
    at = TEXT.index(short)
    span = Span(at, at + len(short))
    reading = Reading(candidate, Form(span, span, rank, 0, 1), fit, 1.0)
    known = dict.fromkeys(SENTENCE_NAMES, 0.0) | {"suits": 1.0} | dict(figures or {})
    return Best(reading, known, 1.0, 1.0, 1.0, {1: 1.0}, {1: TEXT})


def reason(question: str, short: str = "Lê Minh Tuấn", *, rank: int = 0) -> str | None:
    """Returns what speaks against a reading, or what the article does not name."""
    looked = found_for(question)
    best = best_of(looked, short, rank=rank)
    return next(filter(None, objections(best, looked.understanding, looked.found)), None)


@pytest.mark.parametrize(
    "question",
    [
        "Ai là Bí thư Chi đoàn?",
        "Ai là Bí thư Chi đoàn năm 2024?",
        "Ai là Bí thư Chi đoàn Sở Nông nghiệp Lam Sơn?",
        "ai la bi thu chi doan",
        "Ông Lê Minh Tuấn là ai?",
    ],
)
def test_nothing_speaks_against_a_match(question: str) -> None:
    assert reason(question) is None


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Ai là Bí thư Chi đoàn năm 2019?", "2019"),
        ("Ai là Bí thư Chi đoàn năm 2024 và 2019?", "2019"),
        ("Ông Trần Văn Khải giữ chức gì?", "trần văn khải"),
        ("Ai là Bí thư Chi đoàn tỉnh Nghệ An?", "nghệ an"),
        ("Ai là Bí thư Đảng ủy?", "dang uy"),
        ("Khi nào phủ sóng 6G?", "6g"),
    ],
)
def test_another_year_name_place_or_body_is_a_mismatch(question: str, said: str) -> None:
    assert fold(said) in fold(str(reason(question)))


def test_a_name_made_of_words_that_stand_apart_is_another_name() -> None:
    assert "lê sơn" in str(reason("Đồng chí Lê Sơn giữ chức gì?"))


@pytest.mark.parametrize("question", ["Ai là Bí thư?", "Gọi số điện thoại nào?", "Khi nào?"])
def test_a_type_that_has_a_form_needs_it(question: str) -> None:
    assert "in the sentence" in str(reason(question, rank=WHOLE))
    assert reason(question, rank=0) is None


def test_a_form_that_may_stand_for_the_asked_one_is_enough() -> None:
    assert reason("Nộp hồ sơ ở đâu?", "Sở Nông nghiệp", rank=1) is None


def test_a_reason_has_no_form_to_need_but_its_words() -> None:
    looked = found_for("Tại sao bầu Bí thư?")
    given = best_of(looked, rank=WHOLE)
    assert against(given, looked.understanding) is None
    none = best_of(looked, rank=WHOLE, figures={"suits": 0.0})
    assert against(none, looked.understanding) == "the sentence gives no reason"


def test_a_person_who_holds_another_post_is_a_mismatch() -> None:
    looked = found_for("Ai là Bí thư Chi đoàn?")
    best = best_of(looked, fit=-1.0)
    assert against(best, looked.understanding) == "the person is not said to hold the post"
    no_post = found_for("Ai phát biểu tại Chi đoàn?")
    assert against(best_of(no_post, fit=-1.0), no_post.understanding) is None


def test_a_number_of_another_thing_is_a_mismatch() -> None:
    looked = found_for("Có bao nhiêu đồng chí?")
    other = best_of(looked, "14", fit=-0.8)
    assert against(other, looked.understanding) == "the number counts something else"
    assert against(best_of(looked, "14"), looked.understanding) is None


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Số điện thoại của chị Hoa?", "Gửi về chị Nguyễn Thị Hoa, số điện thoại 0912 345 678."),
        ("Nhà ông Bình ở đâu?", "Ông Trần Văn Bình, trú tại số 12 đường Lê Lợi, đã hiến đất."),
    ],
)
def test_a_private_contact_is_no_answer(question: str, text: str) -> None:
    looked = look(question, text)
    best = read(looked)
    assert best is not None
    assert "private" in str(against(best, looked.understanding))
    assert decided(looked, best)[0] is not Status.ANSWERED


@pytest.mark.parametrize(
    ("question", "said"),
    [("Hồ sơ định danh bị làm sao?", True), ("Kẻ gian lừa thế nào?", False)],
)
def test_what_swindlers_say_is_told_only_to_who_asks_for_it(question: str, said: bool) -> None:
    text = 'Thủ đoạn là gọi điện báo "hồ sơ định danh bị sai, phải cập nhật ngay".'
    looked = found_for(question, text)
    at = text.index("hồ sơ")
    candidate = Candidate(looked.articles[0], text, "", False, token_map(text), {}, 1.0)
    span = Span(at, len(text) - 2)
    reading = Reading(candidate, Form(span, span, 3, 0, 1), 0.0, 1.0)
    known = dict.fromkeys(SENTENCE_NAMES, 0.0) | {"suits": 1.0}
    best = Best(reading, known, 1.0, 1.0, 1.0, {1: 1.0}, {1: text})
    assert ("falsely" in str(against(best, looked.understanding))) is said


def test_a_post_of_a_body_that_the_sentence_does_not_name_is_a_mismatch() -> None:
    text = "Đại hội họp.\n" + "Tin khác. " * 40 + "Đồng chí Lê Minh Tuấn, Phó Giám đốc Sở, dự."
    text += "\nSở Nội vụ cũng dự."
    looked = found_for("Phó Giám đốc Sở Nội vụ là ai?", text)
    said = "Đồng chí Lê Minh Tuấn, Phó Giám đốc Sở, dự."
    candidate = Candidate(looked.articles[0], said, "", False, token_map(said), {}, 1.0)
    at = said.index("Lê")
    span = Span(at, at + len("Lê Minh Tuấn"))
    reading = Reading(candidate, Form(span, span, 0, 0, 1), 0.8, 1.0)
    known = dict.fromkeys(SENTENCE_NAMES, 0.0) | {"suits": 1.0}
    best = Best(reading, known, 1.0, 1.0, 1.0, {1: 1.0}, {1: said})
    objected = objections(best, looked.understanding, looked.found)
    assert "does not speak of" in str(objected[0])


def test_a_sentence_on_another_term_is_a_mismatch() -> None:
    looked = found_for("Ai là Bí thư Chi đoàn khóa VI?")
    best = best_of(looked, figures={"other_term": 1.0})
    assert "another term" in str(against(best, looked.understanding))


def test_names_are_words_capitalized_one_after_another() -> None:
    names = asked_names(found_for("Ông Lê Minh Tuấn ở tỉnh Lam Sơn giữ chức gì?").found)
    assert [[c.typed.terms[0] for c in name] for name in names] == [
        ["lê", "minh", "tuấn"], ["lam", "sơn"],
    ]  # fmt: skip


def test_words_that_no_article_has_are_counted() -> None:
    shares = [
        unknown_share(found_for(question).found)
        for question in ("Bí thư Chi đoàn", "Bí thư phát biểu", "Lệ phí", "là ai")
    ]
    assert shares == [0.0, 0.5, 1.0, 0.0]


# --- confidence -----------------------------------------------------------------------


def test_confidence_is_a_probability() -> None:
    rows = np.random.default_rng(1).uniform(-2, 2, (50, len(NAMES)))
    assert all(0 < confidence(row.tolist()) < 1 for row in rows)


def test_the_decision_rests_on_its_columns() -> None:
    looked = found_for("Ai là Bí thư Chi đoàn?")
    best = read(looked)
    assert best is not None
    row = decision_row(best, looked.understanding, looked.articles, looked.found)
    known = dict(zip(NAMES, row, strict=True))
    assert known["against"] == known["unnamed"] == 0.0
    assert (known["score"], known["lead"]) == (best.score, best.lead)
    assert all(known[name] == best.figures[name] for name in NAMES if name in best.figures)


def sureness(question: str, *texts: str) -> float:
    looked = look(question, *texts)
    best = read(looked)
    assert best is not None
    return decide(best, looked.understanding, looked.articles, looked.found)[2]


def test_a_clear_answer_is_surer_than_a_sentence_on_another_matter() -> None:
    question = "Lệ phí cấp giấy phép là bao nhiêu?"
    clear = sureness(question, "Lệ phí cấp giấy phép là 150.000 đồng.")
    other = sureness(question, "Sở cấp 150.000 đồng cho mỗi hộ.", "Phí đỗ xe là 5.000 đồng.")
    assert other < clear
    assert clear > ANSWERED_FROM


# --- what is decided ------------------------------------------------------------------


def decided(looked: Looked, best: Best | None) -> tuple[Status, str]:
    return decide(best, looked.understanding, looked.articles, looked.found)[:2]


def sure_of(monkeypatch: pytest.MonkeyPatch, probability: float) -> None:
    monkeypatch.setattr("index.answer.decide.confidence", lambda row: probability)


def test_a_sure_holder_is_answered_an_unsure_one_related(monkeypatch: pytest.MonkeyPatch) -> None:
    looked = found_for("Ai là Bí thư Chi đoàn?")
    for probability, status in (
        (1.0, Status.ANSWERED),
        (HOLDER_FROM, Status.ANSWERED),
        (HOLDER_FROM - 0.01, Status.RELATED),
    ):
        sure_of(monkeypatch, probability)
        assert decided(looked, best_of(looked))[0] is status


def test_keywords_are_answered_only_when_it_is_surer(monkeypatch: pytest.MonkeyPatch) -> None:
    looked = found_for("tin Sở Nông nghiệp Lam Sơn 2024")
    assert looked.understanding.answer_type is AnswerType.NONE
    for probability, status in (
        (KEYWORDS_FROM, Status.ANSWERED),
        (KEYWORDS_FROM - 0.01, Status.RELATED),
    ):
        sure_of(monkeypatch, probability)
        assert decided(looked, best_of(looked))[0] is status


@pytest.mark.parametrize(
    ("question", "said"),
    [("Ai là Bí thư Chi đoàn năm 2019?", "2019"), ("Gọi số điện thoại nào?", "no phone")],
)
def test_a_sure_reading_that_does_not_match_is_not_answered(
    monkeypatch: pytest.MonkeyPatch, question: str, said: str
) -> None:
    sure_of(monkeypatch, 1.0)
    looked = found_for(question)
    rank = 0 if "2019" in said else WHOLE
    status, because = decided(looked, best_of(looked, rank=rank))
    assert status in (Status.RELATED, Status.NOT_FOUND)
    assert said in because


def test_articles_on_another_matter_are_not_found(monkeypatch: pytest.MonkeyPatch) -> None:
    sure_of(monkeypatch, 0.0)
    looked = found_for("Lịch cắt điện huyện Mường Lát?")
    assert decided(looked, best_of(looked))[0] is Status.NOT_FOUND


def test_without_an_article_nothing_is_found() -> None:
    looked = found_for("Ai là Bí thư Chi đoàn?")
    assert decided(looked, None)[0] is Status.NOT_FOUND
    assert decide(None, looked.understanding, [], looked.found)[::2] == (Status.NOT_FOUND, 0.0)


def test_a_read_answer_is_given() -> None:
    looked = found_for("Ai là Bí thư Chi đoàn?")
    best = read(looked)
    assert best is not None and best.reading.text == "Lê Minh Tuấn"
    assert decided(looked, best) == (Status.ANSWERED, "confident")
