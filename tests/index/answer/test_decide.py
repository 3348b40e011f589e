"""Step 6: an extraction that does not match what was asked is no answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from index.answer.decide import ANSWERED_FROM, WEIGHTS, asked_names, confidence, decide, mismatch
from index.answer.extract import Extracted
from index.answer.select import Candidate
from index.answer.understanding import Understanding, understand
from index.language.lexicon import load_lexicon
from index.language.sentences import Span
from index.model import Status
from index.search.passages import token_map
from index.search.rank import rank_passages
from index.search.retrieve import Retrieved, group
from tests.index.search.fakes import rarity_of, stored

TEXT = "Ngày 14/3/2024, đồng chí Lê Minh Tuấn giữ chức Bí thư Chi đoàn Sở Nông nghiệp Lam Sơn."
SURE = {"context": 1.0, "margin": 1.0, "second": 0.0, "gap": 0.0, "fit": 1.0}
UNSURE = {"context": 0.0, "margin": 0.0, "second": 1.0, "gap": 1.0, "fit": 0.0}


def asked(question: str) -> Understanding:
    return understand(question, load_lexicon(), date(2026, 6, 1))


def found_for(understanding: Understanding, text: str = TEXT) -> Retrieved:
    passages = stored(text, published=date(2024, 3, 15))
    rarity = rarity_of(understanding.query)
    ranked = rank_passages([(p, 1.0) for p in passages], lambda p: passages, rarity)
    return Retrieved(group(ranked), rarity, 1)


def extracted(found: Retrieved, short: str = "Lê Minh Tuấn", *, typed: bool = True) -> Extracted:
    candidate = Candidate(found.articles[0], TEXT, "", False, token_map(TEXT), {}, 1.0)
    at = TEXT.index(short)
    return Extracted(candidate, Span(at, at + len(short)), 1.0, typed)


def reason(question: str, *, typed: bool = True) -> str | None:
    understanding = asked(question)
    found = found_for(understanding)
    return mismatch(extracted(found, typed=typed), understanding, found)


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
    ],
)
def test_another_year_name_or_place_is_a_mismatch(question: str, said: str) -> None:
    assert said in str(reason(question))


def test_a_name_made_of_words_that_stand_apart_is_another_name() -> None:
    assert "lê sơn" in str(reason("Đồng chí Lê Sơn giữ chức gì?"))


@pytest.mark.parametrize("question", ["Ai là Bí thư?", "Gọi số điện thoại nào?", "Khi nào?"])
def test_a_type_that_has_a_form_needs_it(question: str) -> None:
    assert "in the sentence" in str(reason(question, typed=False))


def test_a_reason_has_no_form_to_need() -> None:
    assert reason("Tại sao bầu Bí thư?", typed=False) is None


def test_a_number_of_another_thing_is_a_mismatch() -> None:
    understanding = asked("Có bao nhiêu đồng chí?")
    found = found_for(understanding)
    other = replace(extracted(found, "14"), fit=0.2)
    assert mismatch(other, understanding, found) == "the number counts something else"


def test_names_are_words_capitalized_one_after_another() -> None:
    understanding = asked("Ông Lê Minh Tuấn ở tỉnh Lam Sơn giữ chức gì?")
    names = asked_names(found_for(understanding))
    assert [[c.typed.terms[0] for c in name] for name in names] == [
        ["lê", "minh", "tuấn"], ["lam", "sơn"],
    ]  # fmt: skip


def test_confidence_is_a_probability_that_moves_as_its_weights_say() -> None:
    assert 0 < confidence(UNSURE) < ANSWERED_FROM < confidence(SURE) < 1
    for name, weight in WEIGHTS.items():
        more = confidence({**UNSURE, name: 1.0}) - confidence({**UNSURE, name: 0.0})
        assert (more > 0) == (weight > 0)


def test_a_sure_match_is_answered_an_unsure_one_related() -> None:
    understanding = asked("Ai là Bí thư Chi đoàn?")
    found = found_for(understanding)
    best = extracted(found)
    assert decide(best, SURE, understanding, found.articles, found)[0] is Status.ANSWERED
    assert decide(best, UNSURE, understanding, found.articles, found)[0] is Status.RELATED


def test_a_sure_extraction_for_another_year_is_not_answered() -> None:
    understanding = asked("Ai là Bí thư Chi đoàn năm 2019?")
    found = found_for(understanding)
    status, said = decide(extracted(found), SURE, understanding, found.articles, found)
    assert status in (Status.RELATED, Status.NOT_FOUND)
    assert "2019" in said


def test_articles_on_another_matter_are_not_found() -> None:
    understanding = asked("Lịch cắt điện huyện Mường Lát?")
    found = found_for(understanding)
    status, _ = decide(extracted(found), UNSURE, understanding, found.articles, found)
    assert status is Status.NOT_FOUND


def test_without_an_article_nothing_is_found() -> None:
    understanding = asked("Ai là Bí thư Chi đoàn?")
    found = found_for(understanding)
    assert decide(None, {}, understanding, [], found)[0] is Status.NOT_FOUND
