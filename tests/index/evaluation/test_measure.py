"""Judging one answer, and the figures of several, by examples worked out by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace

import pytest

from index.evaluation.measure import (
    Figures,
    Judged,
    by_style,
    by_type,
    evaluate,
    figures_of,
    judge,
    misses_in,
    value_of,
)
from index.evaluation.misses import Miss
from index.evaluation.questions import GoldQuestion
from index.model import Answer, Audience, Hit, Language, Quote, Status, Step

SENTENCE = "Đại hội bầu đồng chí Lê Minh Tuấn làm Bí thư."


def gold(
    answers: Sequence[str] = ("Lê Minh Tuấn",), urls: Sequence[str] = ("a",), style: str = "plain"
) -> GoldQuestion:
    return GoldQuestion("q", "Ai?", tuple(answers), frozenset(urls), style, "vi")


def hit(url: str, snippet: str = "") -> Hit:
    return Hit(url, "Tin", None, None, None, Audience.PUBLIC, 1.0, snippet, ())


def answered(text: str, url: str = "a", hits: Sequence[Hit] = ()) -> Answer:
    at = SENTENCE.index(text)
    quote = Quote(text, SENTENCE, at, at + len(text), url, "Tin", None, None, None)
    return Answer("Ai?", Status.ANSWERED, Language.VIETNAMESE, quote, hits or (hit(url, SENTENCE),))


def related(*urls: str) -> Answer:
    return Answer("Ai?", Status.RELATED, Language.VIETNAMESE, None, [hit(url) for url in urls])


NOTHING = Answer("Ai?", Status.NOT_FOUND, Language.VIETNAMESE)


@pytest.mark.parametrize(
    ("short", "accepted", "contained", "exact"),
    [
        ("Lê Minh Tuấn", ["Lê Minh Tuấn"], True, True),
        ("Lê Minh Tuấn", ["lê minh tuấn."], True, True),
        ("đồng chí Lê Minh Tuấn", ["Lê Minh Tuấn"], True, False),
        ("Tuấn", ["Lê Minh Tuấn"], True, False),
        ("Lê Minh Tuấn", ["Trần Văn An", "Minh Tuấn"], True, False),
        ("Lê Minh Tuấn", ["Trần Văn An"], False, False),
        ("Tuấn", ["Tuấ"], False, False),  # a piece of a word is no answer
        ("Lê Minh Tuấn", [], False, False),
        ("Lê Minh Tuấn", [""], False, False),
    ],
)
def test_a_short_answer_against_the_accepted_ones(
    short: str, accepted: list[str], contained: bool, exact: bool
) -> None:
    judged = judge(gold(accepted), answered(short))
    assert (judged.contained, judged.exact) == (contained, exact)


def test_tone_placement_and_number_format_do_not_count() -> None:
    quote = Quote("1.250 bài", "Có 1.250 bài ở Hoà Bình.", 3, 12, "a", "Tin", None, None, None)
    answer = Answer("?", Status.ANSWERED, Language.VIETNAMESE, quote, [hit("a")])
    assert judge(gold(["1250 bài"]), answer).exact
    assert judge(gold(["Hòa Bình"]), answer).in_sentence


def test_the_right_words_from_a_wrong_article_are_wrong() -> None:
    judged = judge(gold(urls=["b"]), answered("Lê Minh Tuấn", "a"))
    assert (judged.contained, judged.exact, judged.in_sentence) == (False, False, False)
    assert judged.in_snippet is False
    assert judged.answered


@pytest.mark.parametrize(
    ("urls", "rank"), [(["a", "b"], 1), (["b", "a"], 2), (["b", "c", "a"], 3), (["b"], None)]
)
def test_rank_is_the_place_of_the_first_right_article(urls: list[str], rank: int | None) -> None:
    assert judge(gold(), related(*urls)).rank == rank


def test_the_snippet_counts_only_of_the_first_hit() -> None:
    first = answered("Tuấn", hits=[hit("a", SENTENCE)])
    second = answered("Tuấn", hits=[hit("b", SENTENCE), hit("a", SENTENCE)])
    assert judge(gold(), first).in_snippet
    assert not judge(gold(), second).in_snippet


def test_a_refusal_has_nothing_right_but_its_rank() -> None:
    judged = judge(gold(), related("a"))
    assert judged.rank == 1
    assert not (judged.answered or judged.contained or judged.exact or judged.in_sentence)


def five() -> list[Judged]:
    """Three answerable questions (right, right but second, refused) and two others."""
    return [
        judge(gold(style="plain"), answered("Lê Minh Tuấn")),
        judge(
            gold(style="plain"),
            answered("Bí thư", hits=[hit("b", SENTENCE), hit("a")]),
        ),
        judge(gold(style="english"), NOTHING),
        judge(gold([], [], style="unanswerable"), related("a")),
        judge(gold([], [], style="unanswerable"), answered("Tuấn")),
    ]


def test_figures_are_shares_of_what_they_count() -> None:
    figures = figures_of(five())
    assert (figures.questions, figures.answerable) == (5, 3)
    assert figures.p_at_1 == 0.3333
    assert figures.recall_at_5 == 0.6667
    assert figures.mrr == 0.5  # (1 + 1/2 + 0) / 3
    assert figures.contained == figures.exact == figures.in_snippet == 0.3333
    assert figures.in_sentence == 0.6667
    assert figures.wrongly_refused == 0.3333
    assert figures.abstention == figures.wrongly_answered == 0.5


def test_recall_looks_at_five_hits_and_no_more() -> None:
    at_five = judge(gold(), related("b", "c", "d", "e", "a"))
    at_six = judge(gold(), related("b", "c", "d", "e", "f", "a"))
    assert figures_of([at_five]).recall_at_5 == 1.0
    assert figures_of([at_six]).recall_at_5 == 0.0
    assert figures_of([at_six]).mrr == 0.1667


def test_figures_of_nothing_are_none() -> None:
    only_answerable = figures_of(five()[:3])
    assert only_answerable.abstention is None and only_answerable.wrongly_answered is None
    only_unanswerable = figures_of(five()[3:])
    assert only_unanswerable.p_at_1 is None and only_unanswerable.wrongly_refused is None
    assert figures_of([]).questions == 0


def test_styles_are_measured_apart_and_together() -> None:
    rows = by_style(five())
    assert list(rows) == ["english", "plain", "unanswerable", "all"]
    assert rows["plain"].p_at_1 == 0.5
    assert rows["english"].wrongly_refused == 1.0
    assert rows["all"].questions == 5


def test_the_squad_figures_count_right_articles_only() -> None:
    right = judge(gold(["Lê Minh Tuấn"]), answered("chí Lê Minh Tuấn"))
    assert right.squad_f1 == pytest.approx(6 / 7) and not right.squad_exact
    wrong = judge(gold(["Lê Minh Tuấn"], urls=["b"]), answered("Lê Minh Tuấn", "a"))
    assert (wrong.squad_exact, wrong.squad_f1) == (False, 0.0)
    assert figures_of([right, wrong]).squad_f1 == 0.4286


def typed(kind: str | None, read: str = "person") -> Judged:
    understood = Step("understand", 0.1, {"answer_type": read})
    return judge(replace(gold(), answer_type=kind), replace(NOTHING, steps=(understood,)))


def test_the_type_of_the_line_wins_over_the_one_that_is_read() -> None:
    assert typed(None).answer_type == "person"
    assert typed("date").answer_type == "date"
    assert judge(gold(), NOTHING).answer_type == "none"


def test_types_are_measured_apart_and_together() -> None:
    rows = by_type([typed("date"), typed(None), typed("person")])
    assert {kind: row.questions for kind, row in rows.items()} == {
        "date": 1, "person": 2, "all": 3
    }  # fmt: skip
    assert list(rows)[-1] == "all"


def test_a_style_that_is_called_all_does_not_hide_the_others() -> None:
    rows = by_style([judge(gold(style="all"), NOTHING), judge(gold(style="plain"), NOTHING)])
    assert {style: row.questions for style, row in rows.items()} == {"plain": 1, "all": 2}


def test_every_figure_is_the_mean_of_what_the_questions_add() -> None:
    judged, figures = five(), figures_of(five())
    for name in (field.name for field in fields(Figures)):
        values = [v for j in judged if (v := value_of(name, j)) is not None]
        if name not in ("questions", "answerable"):
            assert getattr(figures, name) == round(sum(values) / len(values), 4), name


def test_every_wrong_question_has_one_reason() -> None:
    counts = misses_in(five())
    assert list(counts) == list(Miss)
    assert sum(counts.values()) == 3
    assert counts[Miss.WRONGLY_ANSWERED] == counts[Miss.NOT_RETRIEVED] == 1


def test_questions_are_asked_in_order() -> None:
    asked: list[str] = []

    def ask(question: str) -> Answer:
        asked.append(question)
        return NOTHING

    questions = [GoldQuestion(str(n), f"Câu {n}?", (), frozenset(), "plain", "vi") for n in (2, 1)]
    assert [j.gold.id for j in evaluate(ask, questions)] == ["2", "1"]
    assert asked == ["Câu 2?", "Câu 1?"]
