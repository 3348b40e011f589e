"""Why a question went wrong: each reason by an example, and the trace that tells it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from index.assistant import Assistant
from index.evaluation.measure import judge
from index.evaluation.misses import Miss, answer_type_of, best_answer, miss_of
from index.evaluation.questions import GoldQuestion
from index.model import Answer, Audience, Hit, Language, Quote, Status, Step
from tests.index.tiny_news import CONGRESS_2022, CONGRESS_2024, CONTEST, TODAY

SENTENCE = "Đại hội bầu đồng chí Lê Minh Tuấn làm Bí thư."
GOLD = GoldQuestion("q", "Ai?", ("Lê Minh Tuấn",), frozenset({"a"}), "plain", "vi")
UNANSWERABLE = replace(GOLD, answers=(), gold_urls=frozenset())


def answer(
    status: Status,
    text: str = "Lê Minh Tuấn",
    url: str = "a",
    *,
    ranked: Sequence[str] = ("a", "b"),
    sentence: str = SENTENCE,
) -> Answer:
    """An answer from `url`, given or refused, after articles were ranked as `ranked`."""
    at = sentence.index(text)
    quote = Quote(text, sentence, at, at + len(text), url, "Tin", None, None, None)
    given = status is Status.ANSWERED
    urls = [url, *(u for u in ranked if u != url)] if given else ranked
    return Answer(
        "Ai?",
        status,
        Language.VIETNAMESE,
        quote if given else None,
        [Hit(u, "Tin", None, None, None, Audience.PUBLIC, 1.0, "", ()) for u in urls],
        steps=(
            Step("rank", 0.1, {"articles": [{"url": u} for u in ranked[:5]]}),
            Step("extract", 0.1, {"text": text, "sentence": sentence, "url": url}),
        ),
    )


SAID, REFUSED, NOT_FOUND = Status.ANSWERED, Status.RELATED, Status.NOT_FOUND
OTHER = "Ông Trần Văn An dự."


@pytest.mark.parametrize(
    ("found", "reason"),
    [
        (answer(SAID), None),
        (answer(SAID, ranked=("b", "a")), None),
        (answer(REFUSED), Miss.WRONGLY_REFUSED),
        (answer(REFUSED, ranked=("b", "a")), Miss.WRONGLY_REFUSED),  # it would have been right
        (answer(SAID, "Bí thư"), Miss.WRONG_SPAN),
        (answer(REFUSED, "Bí thư"), Miss.WRONG_SPAN),
        (answer(SAID, "Trần Văn An", sentence=OTHER), Miss.WRONG_SENTENCE),
        (answer(REFUSED, "Trần Văn An", sentence=OTHER), Miss.WRONG_SENTENCE),
        # A wrong article gave the sentence: was it ranked before the right one?
        (answer(SAID, url="b", ranked=("b", "a")), Miss.WRONG_RANK),
        (answer(SAID, url="b", ranked=("a", "b")), Miss.WRONG_SENTENCE),
        (answer(REFUSED, url="b", ranked=("b", "a")), Miss.WRONG_RANK),
        # The trace names five articles; a right one further down was ranked behind them.
        (answer(SAID, url="b", ranked=("b", "c", "d", "e", "f", "a")), Miss.WRONG_RANK),
        (answer(SAID, url="z", ranked=("b", "c", "d", "e", "f", "a")), Miss.WRONG_RANK),
        (answer(SAID, url="z", ranked=("b", "a")), Miss.WRONG_SENTENCE),
        (answer(SAID, url="b", ranked=("b", "c")), Miss.NOT_RETRIEVED),
        (answer(NOT_FOUND, url="b", ranked=()), Miss.NOT_RETRIEVED),
        (Answer("Ai?", Status.GREETING, Language.VIETNAMESE), Miss.WRONGLY_REFUSED),
        (Answer("Ai?", NOT_FOUND, Language.VIETNAMESE), Miss.NOT_RETRIEVED),
        (replace(answer(REFUSED), steps=()), Miss.WRONG_SENTENCE),  # no sentence was chosen
    ],
)
def test_a_miss_is_laid_to_the_first_step_that_lost_it(found: Answer, reason: Miss | None) -> None:
    assert miss_of(GOLD, found) is reason


@pytest.mark.parametrize(
    ("status", "reason"),
    [(SAID, Miss.WRONGLY_ANSWERED), (REFUSED, None), (NOT_FOUND, None)],
)
def test_an_unanswerable_question_goes_wrong_by_an_answer_alone(
    status: Status, reason: Miss | None
) -> None:
    assert miss_of(UNANSWERABLE, answer(status)) is reason


@pytest.mark.parametrize("status", [SAID, REFUSED])
@pytest.mark.parametrize("ranked", [("a", "b"), ("b", "a"), ("b", "c")])
@pytest.mark.parametrize("text", ["Lê Minh Tuấn", "Bí thư"])
@pytest.mark.parametrize("url", ["a", "b"])
def test_a_question_is_right_exactly_when_its_answer_is_contained(
    status: Status, ranked: Sequence[str], text: str, url: str
) -> None:
    judged = judge(GOLD, answer(status, text, url, ranked=ranked))
    assert (judged.miss is None) == judged.contained


def test_the_program_leaves_the_trace_that_reasons_are_told_from(assistant: Assistant) -> None:
    """The names in the steps of an answer are what evaluation reads: they must not drift."""
    asked = assistant.ask("Ai là bí thư Chi đoàn khóa VII?", today=TODAY, limit=10)
    assert asked.status is Status.ANSWERED and asked.quote is not None
    assert answer_type_of(asked) == "person"
    given = best_answer(asked)
    assert given is not None and given.url == CONGRESS_2024.url
    without_quote = best_answer(replace(asked, quote=None))
    assert without_quote == given
    gold = GoldQuestion("q", "", ("Không ai",), frozenset({CONGRESS_2022.url}), "plain", "vi")
    assert miss_of(gold, asked) is Miss.WRONG_RANK
    right = replace(gold, gold_urls=frozenset({CONGRESS_2024.url}))
    assert miss_of(right, asked) is Miss.WRONG_SENTENCE
    assert miss_of(replace(right, answers=("Đại hội",)), asked) in (
        Miss.WRONG_SPAN, Miss.WRONG_SENTENCE
    )  # fmt: skip
    nowhere = replace(gold, gold_urls=frozenset({CONTEST.url + "-khac"}))
    assert miss_of(nowhere, asked) is Miss.NOT_RETRIEVED
