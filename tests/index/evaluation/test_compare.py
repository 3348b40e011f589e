"""Two runs compared: what moved, by how much, and how likely that is chance."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.evaluation.compare import Difference, compare, comparison_row, sign_test
from index.evaluation.measure import Judged
from index.evaluation.misses import Miss
from index.evaluation.questions import GoldQuestion
from index.evaluation.runs import Run
from index.model import Status


def judged(name: str, *, right: bool, style: str = "plain", answerable: bool = True) -> Judged:
    gold = GoldQuestion(
        name, f"Câu {name}?", ("An",), frozenset({"u"} if answerable else ()), style, "vi", "person"
    )
    wrong = Miss.WRONG_RANK if answerable else Miss.WRONGLY_ANSWERED
    return Judged(
        gold, "person", Status.ANSWERED if answerable or not right else Status.RELATED,
        1 if right else 2, right, right, right, float(right), right, right, "An", "An.",
        None if right else wrong,
    )  # fmt: skip


def run(*items: Judged) -> Run:
    return Run("0" * 64, "0.1.0", items)


@pytest.mark.parametrize(
    ("better", "worse", "p"),
    [(0, 0, 1.0), (1, 0, 1.0), (5, 0, 0.0625), (6, 0, 0.0312), (8, 1, 0.0391), (4, 4, 1.0)],
)
def test_the_sign_test_by_hand(better: int, worse: int, p: float) -> None:
    assert sign_test(better, worse) == sign_test(worse, better) == p


@given(st.integers(0, 5), st.integers(0, 5))
def test_the_sign_test_against_all_ways_the_coins_may_fall(better: int, worse: int) -> None:
    ways = list(product((0, 1), repeat=better + worse))
    uneven = abs(better - worse)
    as_uneven = sum(abs(2 * sum(way) - len(way)) >= uneven for way in ways)
    assert sign_test(better, worse) == pytest.approx(as_uneven / len(ways), abs=1e-4)


def test_the_sign_test_takes_thousands_of_questions() -> None:
    assert sign_test(3000, 3000) == 1.0
    assert sign_test(3000, 2000) == 0.0


def test_what_moved_is_told_with_its_figures() -> None:
    before = run(judged("1", right=True), judged("2", right=False), judged("3", right=False))
    after = run(judged("1", right=True), judged("2", right=True), judged("3", right=False))
    found = compare(before, after)
    assert [(a.gold.id, b.gold.id) for a, b in found.better] == [("2", "2")]
    assert list(found.worse) == []
    row = next(d for d in found.differences["all"] if d.figure == "p_at_1")
    assert row == Difference("p_at_1", 0.3333, 0.6667, better=1, worse=0, p=1.0)
    assert not row.sure


def test_a_figure_that_should_be_low_is_better_when_it_falls() -> None:
    before = run(*(judged(str(n), right=False, answerable=False) for n in range(6)))
    after = run(*(judged(str(n), right=True, answerable=False) for n in range(6)))
    rows = {d.figure: d for d in compare(before, after).differences["all"]}
    assert rows.keys() == {"abstention", "wrongly_answered"}
    assert (rows["wrongly_answered"].before, rows["wrongly_answered"].after) == (1.0, 0.0)
    assert (rows["wrongly_answered"].better, rows["wrongly_answered"].worse) == (6, 0)
    assert rows["wrongly_answered"].sure


def test_styles_are_compared_apart() -> None:
    before = run(judged("1", right=False, style="a"), judged("2", right=True, style="b"))
    after = run(judged("1", right=True, style="a"), judged("2", right=False, style="b"))
    moved = {
        style: [(d.better, d.worse) for d in rows if d.figure == "contained"]
        for style, rows in compare(before, after).differences.items()
    }
    assert moved == {"a": [(1, 0)], "b": [(0, 1)], "all": [(1, 1)]}


def test_questions_that_changed_are_left_out() -> None:
    old = judged("1", right=False)
    new = judged("1", right=True)
    others = [
        replace(new, gold=replace(new.gold, question="Khác?")),
        replace(new, gold=replace(new.gold, answers=("Bình",))),
        replace(new, gold=replace(new.gold, gold_urls=frozenset({"v"}))),
        replace(new, gold=replace(new.gold, id="2")),
    ]
    for other, left_out in zip(others, (1, 1, 1, 2), strict=True):
        found = compare(run(old), run(other))
        assert (found.compared, found.left_out) == (0, left_out)
        assert list(found.better) == [] and found.differences == {"all": []}
    assert compare(run(old), run(new)).compared == 1


@given(st.lists(st.tuples(st.booleans(), st.booleans()), max_size=12))
def test_the_reverse_comparison_is_the_mirror(ways: list[tuple[bool, bool]]) -> None:
    before = run(*(judged(str(n), right=a) for n, (a, _) in enumerate(ways)))
    after = run(*(judged(str(n), right=b) for n, (_, b) in enumerate(ways)))
    there, back = compare(before, after), compare(after, before)
    assert [a.gold.id for a, _ in there.better] == [a.gold.id for a, _ in back.worse]
    for one, other in zip(there.differences["all"], back.differences["all"], strict=True):
        mirrored = replace(other, before=other.after, after=other.before,
                           better=other.worse, worse=other.better)  # fmt: skip
        assert one == mirrored


def test_the_comparison_as_json_names_the_questions_that_moved() -> None:
    found = compare(run(judged("1", right=False)), run(judged("1", right=True)))
    row = comparison_row(found)
    assert row["better"] == [{"id": "1", "before": "wrong_rank", "after": None}]
    assert row["differences"][-1]["style"] == "all"
    assert row["differences"][-1]["exact"]["after"] == 1.0
