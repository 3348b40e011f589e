"""What every engine promises, asked of each: one suite for `tantivy` and `memory`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.engines.contract import (
    Change,
    Changes,
    Engine,
    EngineQuery,
    PassageDocument,
    WeightedTerm,
)
from index.engines.memory_engine import MemoryEngine
from index.engines.tantivy_engine import TantivyEngine
from index.language.analyzer import Field
from index.model import Audience, Filters
from tests.index.engines.corpora import (
    XQUAD,
    Corpus,
    changes,
    document,
    generated_corpus,
    query,
    xquad_corpus,
)
from tests.index.engines.oracle import Oracle, assert_is_top, byte_length, plus_idf

KINDS = ("tantivy", "memory")
NewEngine = Callable[[], Engine]


@pytest.fixture(params=KINDS)
def new_engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[NewEngine]:
    made: list[Engine] = []

    def make() -> Engine:
        engine: Engine = (
            MemoryEngine()
            if request.param == "memory"
            else TantivyEngine(tmp_path / f"engine-{len(made)}")
        )
        made.append(engine)
        return engine

    yield make
    for engine in made:
        engine.close()


@pytest.fixture
def engine(new_engine: NewEngine) -> Engine:
    return new_engine()


def found(engine: Engine, wanted: EngineQuery, limit: int = 1000) -> list[int]:
    return [hit.passage_id for hit in engine.search(wanted, limit)]


# --- scores ------------------------------------------------------------------------


@pytest.fixture(scope="module")
def generated() -> Corpus:
    return generated_corpus()


@pytest.fixture(scope="module")
def xquad() -> Corpus:
    if not XQUAD.is_dir():
        pytest.skip(f"XQuAD is not at {XQUAD}")
    return xquad_corpus()


@pytest.mark.parametrize("name", ["generated", "xquad"])
def test_the_ranking_agrees_with_exact_bm25(
    name: str, engine: Engine, request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]
) -> None:
    corpus: Corpus = request.getfixturevalue(name)
    oracle = Oracle(corpus.documents)
    engine.apply(changes(corpus.documents, 1))
    firsts, shared, wanted = 0, 0, 0
    for asked in corpus.queries:
        best, hits = oracle.top(asked, 10), found(engine, asked, 10)
        assert best
        firsts += best[0] == hits[0]
        shared += len(set(best) & set(hits))
        wanted += len(best)
    tens, first = shared / wanted, firsts / len(corpus.queries)
    with capsys.disabled():
        sys.stdout.write(
            f"\n{type(engine).__name__} on {name}: first ten {tens:.4f}, firsts {first:.4f}\n"
        )
    assert tens >= 0.97
    assert first >= 0.98


LETTERS = st.sampled_from("abcdefg")
TERMS = st.fixed_dictionaries(
    {Field.SYLLABLES: st.lists(LETTERS, max_size=60), Field.TITLE: st.lists(LETTERS, max_size=5)}
)
CORPORA = st.lists(TERMS, min_size=1, max_size=12)
WEIGHTED = st.builds(
    WeightedTerm,
    field=st.sampled_from([Field.SYLLABLES, Field.TITLE, Field.BIGRAMS]),
    term=st.sampled_from("abcdefgx"),
    weight=st.sampled_from([0.25, 0.5, 1.0, 3.0]),
)
QUERIES = st.lists(WEIGHTED, min_size=1, max_size=6)


def documents_of(corpus: list[dict[Field, list[str]]]) -> list[PassageDocument]:
    return [
        PassageDocument(n, 100 + n, terms, Audience.PUBLIC, None, None, None)
        for n, terms in enumerate(corpus, 1)
    ]


@given(CORPORA, QUERIES, st.integers(1, 15))
def test_memory_gives_the_top_of_a_full_sort_by_its_own_formula(
    corpus: list[dict[Field, list[str]]], terms: list[WeightedTerm], limit: int
) -> None:
    documents, asked = documents_of(corpus), EngineQuery(terms, [Audience.PUBLIC])
    engine = MemoryEngine()
    engine.apply(changes(documents, 1))
    oracle = Oracle(documents, idf=plus_idf)
    assert_is_top(engine.search(asked, limit), oracle.scores(asked), limit)


@settings(max_examples=40)
@given(CORPORA, QUERIES, st.integers(1, 15))
def test_tantivy_gives_the_top_of_a_full_sort_with_lengths_in_a_byte(
    corpus: list[dict[Field, list[str]]], terms: list[WeightedTerm], limit: int
) -> None:
    """Exact BM25 but for what is known: a length fits a byte, the marker is a passage."""
    documents, asked = documents_of(corpus), EngineQuery(terms, [Audience.PUBLIC])
    oracle = Oracle(documents, length=byte_length, empty_passages=1)
    with TemporaryDirectory() as folder:
        engine = TantivyEngine(Path(folder))
        engine.apply(changes(documents, 1))
        hits = engine.search(asked, limit)
        engine.close()
    assert_is_top(hits, oracle.scores(asked), limit)


def test_a_term_twice_in_the_query_counts_twice(engine: Engine) -> None:
    engine.apply(changes([document(1, "phí đất"), document(2, "phí nhà"), document(3, "x")], 1))
    once = query("phí").terms
    (single, _), (double, _) = (
        engine.search(EngineQuery(terms, [Audience.PUBLIC]), 5) for terms in (once, [*once, *once])
    )
    assert double.score == pytest.approx(2 * single.score, rel=1e-5)


def test_a_weight_multiplies_the_score_of_its_term_and_can_turn_the_order(engine: Engine) -> None:
    engine.apply(changes([document(1, "phí đất"), document(2, "thuế nhà")], 1))

    def order(fee: float, tax: float) -> list[int]:
        terms = [
            WeightedTerm(Field.SYLLABLES, "phí", fee),
            WeightedTerm(Field.SYLLABLES, "thuế", tax),
        ]
        return found(engine, EngineQuery(terms, [Audience.PUBLIC]))

    assert order(2, 1) == [1, 2]
    assert order(1, 2) == [2, 1]


def test_fields_are_searched_apart(engine: Engine) -> None:
    engine.apply(changes([document(1, "đất", title="nhà"), document(2, "nhà", title="đất")], 1))
    assert found(engine, query("nhà", field=Field.TITLE)) == [1]
    assert found(engine, query("nhà", field=Field.SYLLABLES)) == [2]
    assert found(engine, query("nha", field=Field.SYLLABLES_FOLDED)) == [2]
    assert found(engine, query("nha", field=Field.SYLLABLES)) == []


def test_ties_go_by_passage_id_also_at_the_limit_and_over_several_applies(engine: Engine) -> None:
    engine.apply(changes([document(n, "tin mới") for n in (3, 1)], 1))
    engine.apply(changes([document(n, "tin mới") for n in range(5, 40)], 2))
    engine.apply(changes([document(n, "tin mới") for n in (2, 4)], 3))
    assert found(engine, query("tin"), 6) == [1, 2, 3, 4, 5, 6]
    assert found(engine, query("tin"), 100) == list(range(1, 40))


def test_the_limit_bounds_the_hits_and_nothing_is_asked_below_one(engine: Engine) -> None:
    engine.apply(changes([document(n, "tin " * n) for n in range(1, 9)], 1))
    best = found(engine, query("tin"), 100)
    assert len(best) == 8
    for limit in (1, 3, 8, 50):
        assert found(engine, query("tin"), limit) == best[:limit]
    assert found(engine, query("tin"), 0) == []
    assert found(engine, query("tin"), -1) == []


def test_an_empty_index_and_an_empty_query_find_nothing(engine: Engine) -> None:
    assert (engine.generation, engine.passages) == (0, 0)
    assert found(engine, query("tin")) == []
    assert dict(engine.vocabulary(Field.SYLLABLES_FOLDED)) == {}
    assert engine.document_frequency(Field.SYLLABLES, "tin") == 0
    engine.apply(changes([document(1, "tin")], 1))
    assert found(engine, EngineQuery([], [Audience.PUBLIC])) == []
    assert found(engine, query("lạ")) == []


def test_a_passage_without_any_term_is_held_and_never_found(engine: Engine) -> None:
    engine.apply(changes([document(1, "…"), document(2, "tin")], 1))
    assert engine.passages == 2
    assert found(engine, query("tin")) == [2]


@pytest.mark.parametrize("term", ['"', "a:b", "tin*", "AND", "(", "^2", "title:", "\\", "+", "😀"])
def test_a_term_is_never_read_as_query_syntax(engine: Engine, term: str) -> None:
    engine.apply(changes([document(1, "tin"), document(2, "mới", title="tin")], 1))
    asked = EngineQuery([WeightedTerm(Field.SYLLABLES, term, 1.0)], [Audience.PUBLIC])
    assert found(engine, asked) == []


# --- changes -----------------------------------------------------------------------


def test_an_update_replaces_all_passages_of_its_article_and_no_others(engine: Engine) -> None:
    engine.apply(
        changes([document(n, f"tin cũ {w}", article_id=a)
                 for n, w, a in ((1, "một", 7), (2, "hai", 7), (3, "ba", 8), (4, "bốn", 77))], 4)
    )  # fmt: skip
    engine.apply(changes([document(5, "tin mới", article_id=7)], 5))
    assert sorted(found(engine, query("tin"))) == [3, 4, 5]
    assert found(engine, query("mới")) == [5]
    assert found(engine, query("một hai")) == []
    assert engine.passages == 3
    (hit,) = engine.search(query("mới"), 5)
    assert hit.article_id == 7


def test_an_article_without_passages_is_gone(engine: Engine) -> None:
    engine.apply(changes([document(1, "tin một"), document(2, "tin hai")], 2))
    engine.apply(Changes([Change(1, ()), Change(99, ())], 3))
    assert found(engine, query("tin")) == [2]
    assert (engine.passages, engine.generation) == (1, 3)
    engine.apply(Changes([Change(2, ())], 4))
    assert found(engine, query("tin")) == []
    assert engine.passages == 0


def test_an_engine_knows_which_articles_it_holds(engine: Engine) -> None:
    assert not engine.holds([1])
    engine.apply(changes([document(1, "tin", article_id=7), document(2, "tin", article_id=8)], 2))
    assert engine.holds([8]) and engine.holds([99, 7])
    assert not engine.holds([1, 2, 77]) and not engine.holds([])
    engine.apply(Changes([Change(7, ())], 3))
    assert not engine.holds([7])


def test_the_same_changes_again_change_nothing(engine: Engine) -> None:
    same = changes([document(1, "tin một"), document(2, "tin hai", article_id=1)], 2)
    for _ in range(3):
        engine.apply(same)
        assert sorted(found(engine, query("tin"))) == [1, 2]
        assert (engine.passages, engine.generation) == (2, 2)


def test_the_generation_comes_with_the_data_and_may_come_alone(engine: Engine) -> None:
    engine.apply(changes([document(1, "tin")], 10))
    engine.apply(Changes((), 12))
    assert (engine.generation, engine.passages) == (12, 1)
    assert found(engine, query("tin")) == [1]


def test_a_rebuild_without_generation_counts_its_passages(engine: Engine) -> None:
    engine.apply(Changes((), 0))
    assert (engine.generation, engine.passages) == (0, 0)
    engine.apply(changes([document(1, "tin")], 0))
    assert (engine.generation, engine.passages) == (0, 1)


def test_a_failing_apply_leaves_data_and_generation_as_they_were(engine: Engine) -> None:
    engine.apply(changes([document(1, "tin cũ")], 1))

    class Broken(list[PassageDocument]):
        def __iter__(self) -> Iterator[PassageDocument]:
            yield document(2, "tin hỏng", article_id=1)
            raise RuntimeError("the archive failed")

    with pytest.raises(RuntimeError):
        engine.apply(Changes([Change(3, [document(3, "tin ba")]), Change(1, Broken([])),
                              Change(1, Broken([document(4)]))], 2))  # fmt: skip
    assert found(engine, query("tin")) == [1]
    assert (engine.generation, engine.passages) == (1, 1)
    engine.apply(changes([document(5, "tin năm")], 2))
    assert sorted(found(engine, query("tin"))) == [1, 5]


@settings(max_examples=15)
@given(st.lists(st.tuples(st.integers(1, 5), st.integers(0, 3)), max_size=12))
@pytest.mark.parametrize("kind", KINDS)
def test_after_any_changes_it_holds_what_was_last_applied(
    kind: str, steps: list[tuple[int, int]]
) -> None:
    """Each step gives an article a number of new passages, or none."""
    with TemporaryDirectory() as folder:
        engine: Engine = MemoryEngine() if kind == "memory" else TantivyEngine(Path(folder))
        expected: dict[int, list[int]] = {}
        passage = 0
        for generation, (article, count) in enumerate(steps, 1):
            ids = list(range(passage + 1, passage + count + 1))
            passage += count
            expected[article] = ids
            documents = [document(n, "tin", article_id=article) for n in ids]
            engine.apply(Changes([Change(article, documents)], generation))
        hits = engine.search(query("tin"), 100)
        assert {(hit.article_id, hit.passage_id) for hit in hits} == {
            (article, n) for article, ids in expected.items() for n in ids
        }
        assert len(hits) == engine.passages
        assert engine.generation == len(steps)
        engine.close()


# --- filters -----------------------------------------------------------------------

DAYS = (None, date(2019, 12, 31), date(2020, 1, 1), date(2020, 6, 1), date(2021, 1, 1))
FILTERED = [
    document(
        n + 1,
        "tin",
        audience=Audience.STAFF if n % 3 == 0 else Audience.PUBLIC,
        published=DAYS[n % 5],
        category=(None, "Tin tức", "Thông báo")[n % 3],
        source=("so-a", "Sở B: 2")[n % 2],
    )
    for n in range(30)
]


def passes(item: PassageDocument, asked: EngineQuery) -> bool:
    """The filters in plain words."""
    wanted, day = asked.filters, item.published
    if item.audience not in asked.audiences:
        return False
    if wanted.category is not None and (item.category or "").lower() != wanted.category.lower():
        return False
    if wanted.source is not None and (item.source or "").lower() != wanted.source.lower():
        return False
    if wanted.date_from is None and wanted.date_to is None:
        return True
    return day is not None and (
        (wanted.date_from or date.min) <= day <= (wanted.date_to or date.max)
    )


@pytest.mark.parametrize(
    "filters",
    [
        Filters(),
        Filters(date_from=date(2020, 1, 1)),
        Filters(date_to=date(2020, 1, 1)),
        Filters(date_from=date(2020, 1, 1), date_to=date(2020, 1, 1)),
        Filters(date_from=date(2021, 1, 1), date_to=date(2020, 1, 1)),
        Filters(date_from=date.min, date_to=date.max),
        Filters(category="Tin tức"),
        Filters(category="TIN TỨC"),
        Filters(category="Tin"),
        Filters(source="sở b: 2"),
        Filters(category="thông báo", source="so-a", date_from=date(2020, 1, 1)),
    ],
    ids=str,
)
@pytest.mark.parametrize(
    "audiences", [(Audience.PUBLIC,), tuple(Audience), (Audience.STAFF,), ()], ids=str
)
def test_filters_keep_what_they_say(
    engine: Engine, filters: Filters, audiences: tuple[Audience, ...]
) -> None:
    engine.apply(changes(FILTERED, 1))
    asked = query("tin", audiences=audiences, filters=filters)
    expected = [item.passage_id for item in FILTERED if passes(item, asked)]
    assert found(engine, asked) == expected
    assert found(engine, asked, 2) == expected[:2]


def test_filters_change_no_score(engine: Engine) -> None:
    engine.apply(changes(FILTERED, 1))
    plain = {hit.passage_id: hit.score for hit in engine.search(query("tin"), 100)}
    narrowed = query(
        "tin",
        audiences=[Audience.PUBLIC],
        filters=Filters(date(2019, 1, 1), None, "Tin tức"),
        required=[[(Field.SYLLABLES, "tin")]],
    )
    hits = engine.search(narrowed, 100)
    assert hits
    assert all(hit.score == pytest.approx(plain[hit.passage_id], rel=1e-6) for hit in hits)


def test_every_required_group_must_have_a_term_and_scored_terms_still_do_the_scoring(
    engine: Engine,
) -> None:
    texts = ["phí đất", "phí nhà", "lệ đất", "phí", "đất phí nhà", "lệ nhà xe"]
    engine.apply(changes([document(n, text) for n, text in enumerate(texts, 1)], 1))

    def asked(*groups: list[str]) -> list[int]:
        required = [[(Field.SYLLABLES, term) for term in group] for group in groups]
        return sorted(found(engine, query("phí lệ đất nhà", required=required)))

    assert asked(["phí"]) == [1, 2, 4, 5]
    assert asked(["phí", "lệ"], ["nhà"]) == [2, 5, 6]
    assert asked(["phí"], ["đất"], ["nhà"]) == [5]
    assert asked(["phí"], ["lạ"]) == []
    assert asked([]) == []
    folded = query("phí", required=[[(Field.SYLLABLES_FOLDED, "dat")]])
    assert sorted(found(engine, folded)) == [1, 5]
    unscored = query("lệ", required=[[(Field.SYLLABLES, "phí")]])
    assert found(engine, unscored) == []


# --- figures -----------------------------------------------------------------------


def test_document_frequency_and_vocabulary_count_passages(engine: Engine) -> None:
    engine.apply(changes([document(1, "Phí phí đất"), document(2, "phi đất"),
                          document(3, "đường", title="phí")], 1))  # fmt: skip
    assert engine.document_frequency(Field.SYLLABLES, "phí") == 1
    assert engine.document_frequency(Field.SYLLABLES_FOLDED, "phi") == 2
    assert engine.document_frequency(Field.BIGRAMS, "phí_đất") == 1
    assert engine.document_frequency(Field.TITLE, "phí") == 1
    assert engine.document_frequency(Field.SYLLABLES, "lạ") == 0
    assert dict(engine.vocabulary(Field.SYLLABLES_FOLDED)) == {"phi": 2, "dat": 2, "duong": 1}


def test_the_vocabulary_keeps_the_commonest_when_it_must_choose(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    for kind in ("memory_engine", "tantivy_engine"):
        monkeypatch.setattr(f"index.engines.{kind}.VOCABULARY_LIMIT", 2)
    texts = ["a hay là", "zo mot hay", "zo là hay", "zo b hay"]
    engine.apply(changes([document(n, text) for n, text in enumerate(texts, 1)], 1))
    assert dict(engine.vocabulary(Field.SYLLABLES_FOLDED)) == {"hay": 4, "zo": 3}
