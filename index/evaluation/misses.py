"""Why a question went wrong: the first step that lost it, told from the answer's trace."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from index.evaluation.questions import GoldQuestion
from index.evaluation.short_answers import contains, says
from index.model import Answer, Status


class Miss(StrEnum):
    """Why a question went wrong. A question has one reason, the first that fits."""

    NOT_RETRIEVED = "not_retrieved"
    """None of the first ten articles is a right one."""
    WRONG_RANK = "wrong_rank"
    """The best sentence stands in a wrong article, which was ranked before the right one."""
    WRONG_SENTENCE = "wrong_sentence"
    """The best sentence holds no accepted answer, or stands in a wrong article although the
    right one was ranked before that."""
    WRONG_SPAN = "wrong_span"
    """The best sentence holds an accepted answer, but the short answer is another part of it."""
    WRONGLY_REFUSED = "wrongly_refused"
    """The best short answer was right, but was not given; or nothing was searched, because the
    question was taken for small talk or the like."""
    WRONGLY_ANSWERED = "wrongly_answered"
    """An unanswerable question was answered."""


@dataclass(frozen=True, slots=True)
class BestAnswer:
    """What the program held for the best answer, whether it gave it or not."""

    text: str
    sentence: str
    url: str


def answer_type_of(answer: Answer) -> str:
    """Returns the answer type that the program read in the question, "none" without one."""
    return str(_detail(answer, "understand").get("answer_type") or "none")


def best_answer(answer: Answer) -> BestAnswer | None:
    """Returns the answer that was given, else the best one that was refused, else None."""
    if answer.quote is not None:
        return BestAnswer(answer.quote.text, answer.quote.sentence, answer.quote.url)
    row = _detail(answer, "extract")
    if not row.get("text"):
        return None
    return BestAnswer(str(row["text"]), str(row["sentence"]), str(row["url"]))


def miss_of(gold: GoldQuestion, answer: Answer) -> Miss | None:
    """Returns why the question went wrong, None where it went right."""
    given = answer.status is Status.ANSWERED
    if not gold.answerable:
        return Miss.WRONGLY_ANSWERED if given else None
    best = best_answer(answer)
    right = best is not None and best.url in gold.gold_urls
    if best is not None and right and contains(best.text, gold.answers):
        return None if given else Miss.WRONGLY_REFUSED
    if answer.status not in (Status.ANSWERED, Status.RELATED, Status.NOT_FOUND):
        return Miss.WRONGLY_REFUSED
    if not any(hit.url in gold.gold_urls for hit in answer.hits):
        return Miss.NOT_RETRIEVED
    if best is not None and right and says(best.sentence, gold.answers):
        return Miss.WRONG_SPAN
    if best is not None and not right and _ranked_before(best.url, gold, answer):
        return Miss.WRONG_RANK
    return Miss.WRONG_SENTENCE


def _ranked_before(url: str, gold: GoldQuestion, answer: Answer) -> bool:
    """Tells whether the article of the best sentence was ranked before the right ones.

    The hits do not tell: the article that is quoted stands first among them. The trace
    names the first few; a right article that is not among those was ranked behind.
    """
    rows = _detail(answer, "rank").get("articles")
    ranked = [row["url"] for row in rows] if isinstance(rows, list) else []
    places = [place for place, found in enumerate(ranked) if found in gold.gold_urls]
    return not places or (url in ranked and ranked.index(url) < places[0])


def _detail(answer: Answer, step: str) -> Mapping[str, object]:
    return next((s.detail for s in answer.steps if s.name == step), {})
