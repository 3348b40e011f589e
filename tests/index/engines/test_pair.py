"""The pair of engines: the public one holds the public passages, and nothing moves it else."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.engines.contract import Change, Changes, EngineQuery, PassageDocument, WeightedTerm
from index.engines.pair import EnginePair
from index.engines.tantivy_engine import TantivyEngine
from index.errors import EngineError
from index.language.analyzer import Field
from index.model import Audience
from tests.index.engines.corpora import changes, document, query

STAFF = Audience.STAFF


@pytest.fixture(params=["tantivy", "memory"])
def pair(request: pytest.FixtureRequest, tmp_path: Path) -> EnginePair:
    return EnginePair.make(tmp_path) if request.param == "tantivy" else EnginePair.in_memory()


def found(pair: EnginePair, word: str, *, public: bool) -> list[int]:
    reader = pair.public if public else pair
    return [hit.passage_id for hit in reader.search(query(word), 100)]


def test_what_is_for_staff_is_in_the_whole_engine_alone(pair: EnginePair) -> None:
    pair.apply(changes([document(1, "tin chung"), document(2, "tin riêng", audience=STAFF)], 2))
    assert found(pair, "tin", public=False) == [1, 2]
    assert found(pair, "tin", public=True) == [1]
    assert pair.public.document_frequency(Field.SYLLABLES, "riêng") == 0
    assert "riêng" not in pair.public.vocabulary(Field.SYLLABLES)
    assert (pair.public.passages, pair.passages) == (1, 2)
    assert pair.generation == 2
    pair.close()


def test_articles_for_staff_leave_the_public_files_as_they_are(tmp_path: Path) -> None:
    pair = EnginePair.make(tmp_path)
    pair.apply(changes([document(n, f"tin {n}") for n in range(1, 9)], 8))
    before = {path.name: path.read_bytes() for path in (tmp_path / "public").iterdir()}
    for number in range(9, 15):
        pair.apply(changes([document(number, "mật lạ", audience=STAFF)], number))
    pair.apply(Changes([Change(9, ())], 15))
    assert {path.name: path.read_bytes() for path in (tmp_path / "public").iterdir()} == before
    assert (pair.generation, pair.public.generation) == (15, 8)
    assert found(pair, "mật", public=False) == [10, 11, 12, 13, 14]
    pair.close()


def test_a_change_of_audience_moves_an_article_between_the_two(pair: EnginePair) -> None:
    pair.apply(changes([document(1, "tin", article_id=7), document(2, "tin", audience=STAFF)], 2))
    pair.apply(changes([document(3, "tin", article_id=7, audience=STAFF)], 3))
    assert (found(pair, "tin", public=True), found(pair, "tin", public=False)) == ([], [2, 3])
    pair.apply(changes([document(4, "tin", article_id=2)], 4))
    assert (found(pair, "tin", public=True), found(pair, "tin", public=False)) == ([4], [3, 4])
    pair.close()


def test_a_kill_between_the_two_is_made_good_by_the_same_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pair = EnginePair.make(tmp_path)
    pair.apply(changes([document(1, "tin")], 1))
    apply, calls = TantivyEngine.apply, []

    class Killed(BaseException):
        pass

    def only_the_first(self: TantivyEngine, given: Changes) -> None:
        calls.append(given)
        if len(calls) > 1:
            raise Killed
        apply(self, given)

    more = changes([document(2, "tin"), document(3, "tin", audience=STAFF)], 3)
    with monkeypatch.context() as killed:
        killed.setattr(TantivyEngine, "apply", only_the_first)
        with pytest.raises(Killed):
            pair.apply(more)
    pair.close()

    again = EnginePair.open(tmp_path)
    assert again.generation == 1
    again.apply(more)
    assert (found(again, "tin", public=True), found(again, "tin", public=False)) == (
        [1, 2],
        [1, 2, 3],
    )
    assert again.generation == 3
    again.close()


@pytest.mark.parametrize("part", ["public", "all"])
def test_half_a_pair_is_not_opened(tmp_path: Path, part: str) -> None:
    pair = EnginePair.make(tmp_path)
    pair.apply(changes([document(1, "tin")], 1))
    pair.close()
    shutil.rmtree(tmp_path / part)
    with pytest.raises(EngineError):
        EnginePair.open(tmp_path)


@settings(max_examples=25)
@given(
    st.lists(
        st.lists(
            st.tuples(st.integers(1, 4), st.sampled_from([None, *Audience])), min_size=1, max_size=3
        ),
        max_size=8,
    )
)
def test_after_any_changes_the_public_engine_is_as_if_nothing_else_had_been(
    steps: list[list[tuple[int, Audience | None]]],
) -> None:
    """Beside a pair that never heard of articles for staff: the same passages, same counts."""
    pair, alone = EnginePair.in_memory(), EnginePair.in_memory()
    passage = 0
    for generation, step in enumerate(steps, 1):
        items, public = [], []
        for article, audience in step:
            passage += 1
            held: list[PassageDocument] = []
            if audience is not None:
                text = f"tin bài{article} {audience.value}"
                held = [document(passage, text, article_id=article, audience=audience)]
            items.append(Change(article, held))
            shown = held if audience is Audience.PUBLIC else []
            public.append(Change(article, shown))
        pair.apply(Changes(items, generation))
        alone.apply(Changes(public, generation))
    asked = EngineQuery([WeightedTerm(Field.SYLLABLES, "tin", 1.0)], [Audience.PUBLIC])
    assert pair.public.search(asked, 50) == alone.search(asked, 50)
    assert pair.public.vocabulary(Field.SYLLABLES) == alone.vocabulary(Field.SYLLABLES)
    assert pair.public.passages == alone.passages
