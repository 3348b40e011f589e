"""What a question wants defined, and where a text defines it."""

from __future__ import annotations

import pytest

from index.language.analyzer import Field
from index.search.definition import defined_name, definition_share, definition_terms
from index.search.passages import token_map
from tests.index.search.fakes import query_of, rarity_of


def name_in(question: str) -> str:
    """Returns what is to be defined, as typed."""
    return " ".join(c.typed.terms[0] for c in defined_name(query_of(question).concepts))


def share(question: str, text: str) -> float:
    query = query_of(question)
    name = defined_name(query.concepts)
    return definition_share(token_map(text), name, rarity_of(query).concepts)


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("An ninh mạng là gì?", "an ninh mạng"),
        ("an ninh mang la gi", "an ninh mang"),
        ("Thế nào là an ninh mạng?", "an ninh mạng"),
        ("Định nghĩa của người lao động?", "người lao động"),
        ("Khái niệm về chữ ký số", "chữ ký số"),
        ("Chữ ký số nghĩa là gì", "chữ ký số"),
        ("Chữ ký số được hiểu như thế nào?", "chữ ký số"),
        ("Lê Minh Tuấn là ai?", "lê minh tuấn"),
        ("Ai là bí thư chi đoàn?", ""),
        ("Bí thư chi đoàn được bầu khi nào?", ""),
        ("là gì", ""),
        ("", ""),
    ],
)
def test_what_is_to_be_defined_is_read_from_the_question(question: str, name: str) -> None:
    assert name_in(question) == name


def test_a_long_question_names_the_last_eight_words() -> None:
    assert len(name_in("một hai ba bốn năm sáu bảy tám chín mười mưa là gì").split()) == 8


def test_a_name_right_before_the_verb_is_defined() -> None:
    text = "1. An ninh mạng là sự bảo đảm."
    assert share("An ninh mạng là gì?", text) == 1.0
    assert share("an ninh mang la gi", text) == 1.0


def test_a_part_of_the_name_counts_as_a_part() -> None:
    assert 0 < share("An ninh mạng là gì?", "Không gian mạng là mạng lưới.") < 1


def test_a_name_elsewhere_is_not_defined() -> None:
    assert share("An ninh mạng là gì?", "Bảo vệ an ninh mạng. Đó là việc chung.") == 0.0
    assert share("An ninh mạng là gì?", "") == 0.0


def test_a_question_that_wants_nothing_defined_has_no_share() -> None:
    assert share("Bí thư chi đoàn bầu khi nào?", "Bí thư chi đoàn là ông Tuấn.") == 0.0


@pytest.mark.parametrize(
    ("question", "field", "pair"),
    [
        ("An ninh mạng là gì?", Field.BIGRAMS, "mạng_là"),
        ("an ninh mang la gi", Field.BIGRAMS_FOLDED, "mang_la"),
    ],
)
def test_the_engine_looks_for_the_name_with_its_verb(
    question: str, field: Field, pair: str
) -> None:
    (term,) = definition_terms(defined_name(query_of(question).concepts))
    assert (term.field, term.term) == (field, pair)
    assert term.weight > 0


def test_the_engine_looks_for_nothing_more_in_other_questions() -> None:
    assert definition_terms(defined_name(query_of("bầu bí thư khi nào").concepts)) == []
