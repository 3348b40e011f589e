"""One question asked and judged, and the figures of many."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from index.evaluation.misses import Miss, answer_type_of, best_answer, miss_of
from index.evaluation.questions import GoldQuestion
from index.evaluation.short_answers import contains, normal, says, squad_exact, squad_f1
from index.model import Answer, Status

Ask = Callable[[str], Answer]


@dataclass(frozen=True, slots=True)
class Judged:
    """What came of a gold question.

    `answer_type` is the one that the question line names, else the one that the program
    read in it. `rank` is the place of the first right article among the hits, from 1, or
    None. `contained`: answered from a right article, and an accepted answer and the short
    answer are equal or one holds the other; `exact`, `squad_exact`, `squad_f1` likewise from
    a right article. `in_sentence`, `in_snippet`: an accepted answer stands in the shown
    sentence, in the first hit's snippet. `text` and `sentence` are the best answer, which the
    status tells whether it was given; None without one. `miss` says why it went wrong.
    """

    gold: GoldQuestion
    answer_type: str
    status: Status
    rank: int | None
    contained: bool
    exact: bool
    squad_exact: bool
    squad_f1: float
    in_sentence: bool
    in_snippet: bool
    text: str | None
    sentence: str | None
    miss: Miss | None

    @property
    def answered(self) -> bool:
        """Whether an answer was given, right or wrong."""
        return self.status is Status.ANSWERED


def judge(gold: GoldQuestion, answer: Answer) -> Judged:
    """Returns how `answer` compares with what was expected."""
    places = [i for i, hit in enumerate(answer.hits, 1) if hit.url in gold.gold_urls]
    quote = answer.quote
    right = quote is not None and quote.url in gold.gold_urls
    short = quote.text if quote is not None else ""
    best = best_answer(answer)
    return Judged(
        gold=gold,
        answer_type=gold.answer_type or answer_type_of(answer),
        status=answer.status,
        rank=places[0] if places else None,
        contained=right and contains(short, gold.answers),
        exact=right and normal(short) in map(normal, gold.answers),
        squad_exact=right and squad_exact(short, gold.answers),
        squad_f1=squad_f1(short, gold.answers) if right else 0.0,
        in_sentence=right and says(quote.sentence if quote is not None else "", gold.answers),
        in_snippet=places[:1] == [1] and says(answer.hits[0].snippet, gold.answers),
        text=best.text if best is not None else None,
        sentence=best.sentence if best is not None else None,
        miss=miss_of(gold, answer),
    )


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares over a set of questions, each None where the set has none to count.

    abstention and wrongly_answered are shares of the unanswerable questions, all others of
    the answerable ones; mrr and squad_f1 are means.
    """

    questions: int
    answerable: int
    p_at_1: float | None
    recall_at_5: float | None
    mrr: float | None
    contained: float | None
    exact: float | None
    squad_exact: float | None
    squad_f1: float | None
    in_sentence: float | None
    in_snippet: float | None
    wrongly_refused: float | None
    abstention: float | None
    wrongly_answered: float | None


_OF_ANSWERABLE: Final[Mapping[str, Callable[[Judged], float]]] = {
    "p_at_1": lambda j: j.rank == 1,
    "recall_at_5": lambda j: j.rank is not None and j.rank <= 5,  # noqa: PLR2004
    "mrr": lambda j: 1 / j.rank if j.rank else 0.0,
    "contained": lambda j: j.contained,
    "exact": lambda j: j.exact,
    "squad_exact": lambda j: j.squad_exact,
    "squad_f1": lambda j: j.squad_f1,
    "in_sentence": lambda j: j.in_sentence,
    "in_snippet": lambda j: j.in_snippet,
    "wrongly_refused": lambda j: not j.answered,
}
_OF_UNANSWERABLE: Final[Mapping[str, Callable[[Judged], float]]] = {
    "abstention": lambda j: not j.answered,
    "wrongly_answered": lambda j: j.answered,
}
# Figures that are the better the lower they are.
LOWER_IS_BETTER: Final = frozenset({"wrongly_answered", "wrongly_refused"})


def value_of(name: str, judged: Judged) -> float | None:
    """Returns what a question adds to the figure `name`, None where it does not count."""
    values = _OF_ANSWERABLE if judged.gold.answerable else _OF_UNANSWERABLE
    return float(values[name](judged)) if name in values else None


def figures_of(judged: Sequence[Judged]) -> Figures:
    """Returns the figures of a set of judged questions."""
    return Figures(
        questions=len(judged),
        answerable=sum(j.gold.answerable for j in judged),
        **{
            name: _mean([v for j in judged if (v := value_of(name, j)) is not None])
            for name in (*_OF_ANSWERABLE, *_OF_UNANSWERABLE)
        },
    )


def evaluate(ask: Ask, questions: Iterable[GoldQuestion]) -> list[Judged]:
    """Asks every question and judges the answers, in order."""
    return [judge(gold, ask(gold.question)) for gold in questions]


def styles_of(judged: Iterable[Judged]) -> dict[str, list[Judged]]:
    """Returns the questions of each style, by name, then all of them under "all"."""
    return _grouped(judged, lambda j: j.gold.style)


def types_of(judged: Iterable[Judged]) -> dict[str, list[Judged]]:
    """Returns the questions of each answer type, by name, then all of them under "all"."""
    return _grouped(judged, lambda j: j.answer_type)


def _grouped(judged: Iterable[Judged], key: Callable[[Judged], str]) -> dict[str, list[Judged]]:
    every = list(judged)
    names = sorted({key(j) for j in every} - {"all"})
    return {name: [j for j in every if key(j) == name] for name in names} | {"all": every}


def by_style(judged: Iterable[Judged]) -> dict[str, Figures]:
    """Returns the figures of each style, then of all under "all"."""
    return {style: figures_of(group) for style, group in styles_of(judged).items()}


def by_type(judged: Iterable[Judged]) -> dict[str, Figures]:
    """Returns the figures of each answer type, then of all under "all"."""
    return {kind: figures_of(group) for kind, group in types_of(judged).items()}


def misses_in(judged: Iterable[Judged]) -> dict[Miss, int]:
    """Returns how many questions went wrong for each reason, zeros too."""
    found = [j.miss for j in judged]
    return {reason: found.count(reason) for reason in Miss}


def _mean(values: Sequence[float]) -> float | None:
    return round(sum(values) / len(values), 4) if values else None
