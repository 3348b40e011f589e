"""One question asked and judged, and the figures of many."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from index.evaluation.questions import GoldQuestion
from index.language.tokens import tokenize
from index.model import Answer, Status

Ask = Callable[[str], Answer]


@dataclass(frozen=True, slots=True)
class Judged:
    """What came of a gold question.

    `rank` is the place of the first right article among the hits, from 1, or None.
    `contained`: answered from a right article, and an accepted answer and the short answer
    are equal or one holds the other. `in_sentence`, `in_snippet`: an accepted answer stands
    in the shown sentence, in the first hit's snippet.
    """

    gold: GoldQuestion
    answer: Answer
    rank: int | None
    answered: bool
    contained: bool
    exact: bool
    in_sentence: bool
    in_snippet: bool


def judge(gold: GoldQuestion, answer: Answer) -> Judged:
    """Returns how `answer` compares with what was expected."""
    places = [i for i, hit in enumerate(answer.hits, 1) if hit.url in gold.gold_urls]
    quote = answer.quote
    right = quote is not None and quote.url in gold.gold_urls
    short = _normal(quote.text) if quote else ""
    accepted = [_normal(text) for text in gold.answers]
    sentence = _normal(quote.sentence) if quote else ""
    snippet = _normal(answer.hits[0].snippet) if answer.hits else ""
    return Judged(
        gold=gold,
        answer=answer,
        rank=places[0] if places else None,
        answered=answer.status is Status.ANSWERED,
        contained=right and any(_holds(short, text) or _holds(text, short) for text in accepted),
        exact=right and short in accepted,
        in_sentence=right and any(_holds(sentence, text) for text in accepted),
        in_snippet=places[:1] == [1] and any(_holds(snippet, text) for text in accepted),
    )


def _normal(text: str) -> str:
    """Returns the tokens of a text, so that case, tone placement and marks of
    punctuation do not count.
    """
    return " ".join(token.text for token in tokenize(text))


def _holds(text: str, part: str) -> bool:
    return bool(part) and f" {part} " in f" {text} "


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares over a set of questions, each None where the set has none to count.

    p_at_1, recall_at_5, mrr, contained, exact, in_sentence, in_snippet and
    wrongly_refused are shares of the answerable questions; wrongly_answered and
    abstention of the unanswerable ones.
    """

    questions: int
    answerable: int
    p_at_1: float | None
    recall_at_5: float | None
    mrr: float | None
    contained: float | None
    exact: float | None
    in_sentence: float | None
    in_snippet: float | None
    wrongly_refused: float | None
    abstention: float | None
    wrongly_answered: float | None


def figures_of(judged: Sequence[Judged]) -> Figures:
    """Returns the figures of a set of judged questions."""
    can = [j for j in judged if j.gold.answerable]
    cannot = [j for j in judged if not j.gold.answerable]
    answered = _share(j.answered for j in cannot)
    return Figures(
        questions=len(judged),
        answerable=len(can),
        p_at_1=_share(j.rank == 1 for j in can),
        recall_at_5=_share(j.rank is not None and j.rank <= 5 for j in can),  # noqa: PLR2004
        mrr=_mean(1 / j.rank if j.rank else 0.0 for j in can),
        contained=_share(j.contained for j in can),
        exact=_share(j.exact for j in can),
        in_sentence=_share(j.in_sentence for j in can),
        in_snippet=_share(j.in_snippet for j in can),
        wrongly_refused=_share(not j.answered for j in can),
        abstention=None if answered is None else round(1 - answered, 4),
        wrongly_answered=answered,
    )


def evaluate(ask: Ask, questions: Iterable[GoldQuestion]) -> list[Judged]:
    """Asks every question and judges the answers, in order."""
    return [judge(gold, ask(gold.question)) for gold in questions]


def by_style(judged: Sequence[Judged]) -> dict[str, Figures]:
    """Returns the figures of each style, then of all under "all"."""
    styles = sorted({j.gold.style for j in judged})
    rows = {style: figures_of([j for j in judged if j.gold.style == style]) for style in styles}
    return rows | {"all": figures_of(judged)}


def _share(values: Iterable[bool]) -> float | None:
    return _mean(float(value) for value in values)


def _mean(values: Iterable[float]) -> float | None:
    kept = list(values)
    return round(sum(kept) / len(kept), 4) if kept else None
