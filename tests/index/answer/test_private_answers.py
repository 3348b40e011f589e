"""A private person's number or address in an article is proposed as no answer, nor given."""

from __future__ import annotations

import pytest

from index.answer.decide import against
from index.answer.personal import has_private_number, holds_private_contact
from index.answer.reader import SENTENCE_NAMES, Best, Reading
from index.answer.readings import WHOLE, Form, forms
from index.language.sentences import Span
from tests.index.answer.made_up import asked, best_in, candidate_of

NUMBER = "Mọi sự giúp đỡ xin gửi về bà Trần Thị Hoa, số điện thoại 0912 345 678."
HOME = "Bà Trần Thị Hoa, trú tại số 5 đường Lê Lợi, phường Nam Hạc, bị sập nhà trong bão số 3."
OFFICE = "Đường dây nóng của Sở: 0912 345 678, trụ sở tại số 9 đường Lê Lợi, phường Nam Hạc."


def spans(question: str, text: str, *, pieces: bool = False) -> list[str]:
    understanding = asked(question)
    candidate, found = candidate_of(understanding, text)
    return [
        text[form.span.start : form.span.end]
        for form in forms(candidate, understanding, found.rarity, pieces=pieces)
        if form.rank != WHOLE
    ]


@pytest.mark.parametrize(
    ("question", "text", "private"),
    [
        ("Số điện thoại của bà Hoa là gì?", NUMBER, "0912"),
        ("Bà Hoa ở đâu?", HOME, "Lê Lợi"),
        ("Bà Hoa có những gì?", HOME, "số 5"),
        ("liên hệ bà Hoa", NUMBER, "0912"),
    ],
)
def test_what_is_private_is_not_among_the_proposals(question: str, text: str, private: str) -> None:
    assert not any(private in span for span in spans(question, text, pieces=True))


def test_an_offices_number_and_address_stay_among_them() -> None:
    assert "0912 345 678" in spans("Số điện thoại đường dây nóng là gì?", OFFICE)
    assert any("số 9 đường Lê Lợi" in span for span in spans("Trụ sở ở đâu?", OFFICE))


def test_what_stands_beside_a_private_contact_stays_among_them() -> None:
    assert "Trần Thị Hoa" in spans("Ai cần giúp đỡ?", NUMBER)


def reason(question: str, text: str, span: str, rank: int) -> str | None:
    """Returns what speaks against a span of a sentence, whatever the models would read."""
    understanding = asked(question)
    candidate, _ = candidate_of(understanding, text)
    place = Span(text.index(span), text.index(span) + len(span))
    reading = Reading(candidate, Form(place, place, rank, 0, 1), 1.0, 1.0)
    figures = dict.fromkeys(SENTENCE_NAMES, 0.0) | {"suits": 1.0}
    return against(Best(reading, figures, 1.0, 1.0, 1.0, {1: 1.0}, {1: text}), understanding)


@pytest.mark.parametrize(
    ("question", "text", "span", "rank"),
    [
        ("Số điện thoại của bà Hoa là gì?", NUMBER, NUMBER, WHOLE),
        ("Ủng hộ bà Hoa thế nào?", NUMBER, NUMBER, WHOLE),
        ("Bà Hoa trú ở đâu?", HOME, HOME, WHOLE),
        ("Bà Hoa trú ở đâu?", HOME, "số 3", 0),  # the sentence around it would tell
    ],
)
def test_a_private_contact_is_not_given_with_its_sentence(
    question: str, text: str, span: str, rank: int
) -> None:
    assert "private" in str(reason(question, text, span, rank))


@pytest.mark.parametrize(
    ("question", "text", "span", "rank"),
    [
        ("Vì sao bà Hoa được giúp?", HOME, HOME, WHOLE),
        ("Ai bị sập nhà?", HOME, "Trần Thị Hoa", 0),
        ("Số điện thoại đường dây nóng là gì?", OFFICE, "0912 345 678", 0),
        ("Trụ sở ở đâu?", OFFICE, "số 9 đường Lê Lợi, phường Nam Hạc", 0),
    ],
)
def test_other_answers_are(question: str, text: str, span: str, rank: int) -> None:
    assert "private" not in str(reason(question, text, span, rank))


def test_where_a_sentence_holds_a_private_contact_is_told_at_once() -> None:
    assert holds_private_contact(NUMBER) and holds_private_contact(HOME)
    assert not holds_private_contact(OFFICE)
    assert not holds_private_contact("Nhà văn hóa mở cửa lúc 7 giờ.")
    assert has_private_number(NUMBER, 0, len(NUMBER))
    assert not has_private_number(NUMBER, 0, 20)
    assert not has_private_number(HOME, 0, len(HOME))


@pytest.mark.parametrize(
    "question", ["Số điện thoại của bà Trần Thị Hoa?", "Bà Trần Thị Hoa trú ở đâu?"]
)
def test_whatever_is_read_for_a_question_for_it_is_refused(question: str) -> None:
    best = best_in(question, f"{HOME}\n{NUMBER}")
    assert against(best, asked(question)) is not None
