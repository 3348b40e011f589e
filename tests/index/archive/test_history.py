"""Former texts of articles, and articles that move, vanish and come back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.archive.archive import Archive, Stored
from index.archive.versions import MOST_VERSIONS, Why
from index.engines.documents import changes_of
from index.model import Article, Audience, DateOrigin, Language
from tests.index.samples import article, generated_article, ingest, prepared

URL = article().url
NEW = "https://vi-du.gov.vn/moi"


def texts(archive: Archive, url: str = URL) -> list[str]:
    return [version.article.text for version in archive.versions(url)]


def same(original: Article, other: Article) -> bool:
    """Takes articles of one text for copies."""
    return original.text == other.text


def in_index(archive: Archive) -> set[str]:
    """Returns the texts that an engine that follows the changes has."""
    ids, _ = archive.changed_since(0, 10_000)
    shown = {change.article_id for change in changes_of(archive, ids) if change.passages}
    return {stored.article.text for stored in archive.stored(list(shown)).values()}


# --- versions ----------------------------------------------------------------------


def test_an_update_keeps_all_that_was_before_it(archive: Archive) -> None:
    first = Article(
        url=URL, title="Tin", text="Cũ.", published=date(2024, 1, 2),
        published_from=DateOrigin.TEXT, category="A", audience=Audience.STAFF,
        language=Language.ENGLISH, source="Sở", pages=(0, 2),
    )  # fmt: skip
    archive.store([prepared(first)])
    assert archive.versions(URL) == []
    before = datetime.now(UTC) - timedelta(seconds=1)
    archive.store([prepared(article(text="Mới."))])
    (version,) = archive.versions(URL)
    assert (version.article, version.why) == (first, Why.CHANGED)
    assert before <= version.replaced_at <= datetime.now(UTC)


def test_versions_come_newest_first_with_why_and_survive_a_restart(tmp_path: Path) -> None:
    archive = Archive.open(tmp_path)
    archive.store([prepared(article(text="1"))])
    archive.store([prepared(article(text="2"))])
    archive.store([prepared(article(text="3"))])
    archive.close()
    archive = Archive.open(tmp_path)
    assert [(v.article.text, v.why) for v in archive.versions(URL)] == [
        ("2", Why.CHANGED), ("1", Why.CHANGED),
    ]  # fmt: skip
    assert archive.versions("https://khong.co") == []
    archive.close()


def test_what_is_unchanged_or_new_makes_no_version(archive: Archive) -> None:
    archive.store([prepared(article()), prepared(article())])
    archive.remove([URL])
    assert archive.store([prepared(article())]) == [Stored.CREATED]
    assert archive.versions(URL) == []


def test_a_removed_article_that_comes_otherwise_keeps_its_former_text(archive: Archive) -> None:
    archive.store([prepared(article(text="Cũ."))])
    archive.remove([URL])
    archive.store([prepared(article(text="Mới."))])
    assert texts(archive) == ["Cũ."]


def test_the_last_twenty_versions_of_each_article_are_kept(archive: Archive) -> None:
    for n in range(MOST_VERSIONS + 5):
        archive.store([prepared(article(text=f"{n}.")), prepared(article(NEW, text=f"{n}."))])
    kept = [f"{n}." for n in range(MOST_VERSIONS + 3, 3, -1)]
    assert texts(archive) == texts(archive, NEW) == kept


def test_a_batch_that_fails_keeps_no_version(archive: Archive) -> None:
    archive.store([prepared(article())])

    def batch() -> object:
        yield prepared(article(text="Mới."))
        raise RuntimeError("the reader of the batch failed")

    with pytest.raises(RuntimeError):
        archive.store(batch())  # type: ignore[arg-type]
    assert archive.versions(URL) == []


# --- bringing a version back ---------------------------------------------------------


def test_a_version_comes_back_with_its_passages_into_the_index(archive: Archive) -> None:
    old = replace(generated_article(1, words=400), url=URL)
    new = replace(generated_article(2, words=300), url=URL, source=old.source)
    ingest(archive, [old])
    (before,) = archive.stored(archive.live_ids()).values()
    ingest(archive, [new])
    (version,) = archive.versions(URL)
    assert archive.restore_version(URL, version.number)
    assert archive.article(URL) == old
    (after,) = archive.stored(archive.live_ids()).values()
    assert (after.id, after.digest) == (before.id, before.digest)
    assert [(p.start, p.end, p.digest) for p in after.passages] == [
        (p.start, p.end, p.digest) for p in before.passages
    ]
    assert set(archive.words([p.digest for p in after.passages])) == {
        p.digest for p in before.passages
    }
    assert in_index(archive) == {old.text}
    assert [(v.article, v.why) for v in archive.versions(URL)] == [
        (new, Why.EDITED), (old, Why.CHANGED),
    ]  # fmt: skip
    # Found again by its bands, too: near-duplicates are known for what they are.
    ingest(archive, [replace(old, url=NEW)])
    assert archive.live_ids() == [after.id]


def test_an_old_text_does_not_reach_more_people_nor_change_where_it_comes_from(
    archive: Archive,
) -> None:
    archive.store([prepared(article(text="Cũ.", source="a"))])
    archive.store([prepared(article(text="Mới.", source="b", audience=Audience.STAFF))])
    assert archive.restore_version(URL, archive.versions(URL)[0].number)
    assert archive.article(URL) == article(text="Cũ.", source="b", audience=Audience.STAFF)


def test_a_version_that_is_not_of_the_article_is_not_restored(archive: Archive) -> None:
    for url in (URL, NEW):
        archive.store([prepared(article(url, text="Cũ."))])
        archive.store([prepared(article(url, text=url))])
    before = archive.last_change()
    (version,) = archive.versions(NEW)
    assert not archive.restore_version(URL, version.number)
    assert not archive.restore_version(URL, 10**9)
    assert not archive.restore_version("https://khong.co", version.number)
    assert archive.last_change() == before
    assert texts(archive) == ["Cũ."]


def test_a_version_of_a_removed_article_brings_it_back(archive: Archive) -> None:
    archive.store([prepared(article(text="Cũ."))])
    archive.store([prepared(article(text="Mới."))])
    archive.remove([URL])
    assert archive.restore_version(URL, archive.versions(URL)[0].number)
    assert in_index(archive) == {"Cũ."}
    assert texts(archive) == ["Mới.", "Cũ."]


def test_a_version_that_is_a_copy_of_another_article_stands_behind_it(archive: Archive) -> None:
    archive.store([prepared(article(text="Chung."), bands=[7])])
    archive.store([prepared(article(text="Riêng."), bands=[8])])
    archive.store([prepared(article(NEW, text="Chung."), bands=[7])])
    assert archive.restore_version(URL, archive.versions(URL)[0].number, same)
    shown = archive.stored(archive.live_ids()).values()
    assert [stored.article.url for stored in shown] == [NEW]


# --- bringing a removed article back -------------------------------------------------


def test_a_removed_article_comes_back_as_it_was(archive: Archive) -> None:
    item = replace(generated_article(1, words=300), url=URL)
    ingest(archive, [item])
    before = archive.stored(archive.live_ids())
    archive.remove([URL])
    assert in_index(archive) == set()
    assert archive.restore(URL)
    assert archive.stored(archive.live_ids()) == before
    assert in_index(archive) == {item.text}


def test_what_is_there_or_never_was_is_not_restored(archive: Archive) -> None:
    archive.store([prepared(article())])
    before = archive.last_change()
    assert not archive.restore(URL)
    assert not archive.restore("https://khong.co")
    assert archive.last_change() == before


def test_a_restored_article_stands_behind_the_copy_that_took_its_place(archive: Archive) -> None:
    archive.store([prepared(article(), bands=[5])])
    (original,) = archive.live_ids()
    archive.store([prepared(article(NEW), bands=[5], original=original)])
    archive.remove([URL])
    (copy,) = archive.live_ids()
    assert archive.restore(URL, same)
    assert archive.live_ids() == [copy]
    archive.remove([NEW])
    assert archive.live_ids() == [original]


def test_a_restored_article_unlike_its_neighbour_is_shown_beside_it(archive: Archive) -> None:
    archive.store([prepared(article(), bands=[5])])
    archive.remove([URL])
    archive.store([prepared(article(NEW, text="Khác."), bands=[5])])
    assert archive.restore(URL, same)
    assert len(archive.live_ids()) == 2


# --- moving --------------------------------------------------------------------------


def test_a_moved_article_keeps_its_id_and_history(archive: Archive) -> None:
    archive.store([prepared(article(text="1"))])
    archive.store([prepared(article(text="2"))])
    (article_id,) = archive.live_ids()
    before = archive.last_change()
    assert archive.move(URL, NEW)
    assert archive.live_ids() == [article_id]
    assert archive.article(URL) is None
    assert archive.article(NEW) == article(NEW, text="2")
    assert archive.last_change() == before + 1
    assert in_index(archive) == {"2"}
    assert [(v.article.url, v.article.text, v.why) for v in archive.versions(NEW)] == [
        (URL, "2", Why.MOVED), (URL, "1", Why.CHANGED),
    ]  # fmt: skip
    assert archive.versions(URL) == []
    # What is fetched at the new address is what is there.
    assert archive.store([prepared(article(NEW, text="2"))]) == [Stored.UNCHANGED]
    assert archive.restore_version(NEW, archive.versions(NEW)[-1].number)
    assert archive.article(NEW) == article(NEW, text="1")


def test_moving_again_changes_nothing(archive: Archive) -> None:
    archive.store([prepared(article())])
    assert archive.move(URL, NEW)
    before = archive.last_change()
    assert not archive.move(URL, NEW)
    assert not archive.move(NEW, NEW)
    assert not archive.move("https://khong.co", NEW)
    assert archive.last_change() == before
    assert len(archive.versions(NEW)) == 1


def test_a_live_article_at_the_new_address_stays_and_takes_the_history_over(
    archive: Archive,
) -> None:
    archive.store([prepared(article(text="1"))])
    archive.store([prepared(article(text="2"))])
    archive.store([prepared(article(NEW, text="Mới."))])
    assert archive.move(URL, NEW)
    assert archive.article(NEW) == article(NEW, text="Mới.")
    assert archive.article(URL) is None
    assert in_index(archive) == {"Mới."}
    assert [(v.article.text, v.why) for v in archive.versions(NEW)] == [
        ("2", Why.MOVED), ("1", Why.CHANGED),
    ]  # fmt: skip
    assert not archive.move(URL, NEW)  # the next run is redirected again
    assert len(archive.versions(NEW)) == 2
    assert archive.restore(URL)


def test_an_article_hidden_as_a_copy_of_its_old_address_is_shown(archive: Archive) -> None:
    archive.store([prepared(article(), bands=[5])])
    (original,) = archive.live_ids()
    archive.store([prepared(article(NEW), bands=[5], original=original)])
    assert archive.move(URL, NEW)
    (shown,) = archive.stored(archive.live_ids()).values()
    assert shown.article.url == NEW


def test_a_removed_article_at_the_new_address_becomes_history(archive: Archive) -> None:
    archive.store([prepared(article(NEW, text="a"))])
    archive.store([prepared(article(NEW, text="b"))])
    archive.remove([NEW])
    archive.store([prepared(article(text="c"))])
    assert archive.move(URL, NEW)
    assert archive.article(NEW) == article(NEW, text="c")
    assert sorted(texts(archive, NEW)) == ["a", "b", "c"]
    assert in_index(archive) == {"c"}
    assert archive.check() == []


def test_a_removed_article_moves_without_coming_back(archive: Archive) -> None:
    archive.store([prepared(article(text="Cũ."))])
    archive.remove([URL])
    assert archive.move(URL, NEW)
    assert archive.article(NEW) is None
    assert in_index(archive) == set()
    assert archive.store([prepared(article(NEW, text="Mới."))]) == [Stored.CREATED]
    assert texts(archive, NEW) == ["Cũ.", "Cũ."]  # at the old address, then at the new one


# --- together ------------------------------------------------------------------------

URLS = st.sampled_from(["u/1", "u/2", "u/3"])
BODIES = st.sampled_from(["một", "hai", "ba"])


def _store(archive: Archive, url: str, other: str, body: str) -> None:
    archive.store([prepared(article(url, text=body))])


def _restore_first(archive: Archive, url: str, other: str, body: str) -> None:
    for version in archive.versions(url)[-1:]:
        archive.restore_version(url, version.number)


STEPS: list[Callable[[Archive, str, str, str], object]] = [
    _store,
    _store,
    _restore_first,
    lambda archive, url, other, body: archive.move(url, other),
    lambda archive, url, other, body: archive.remove([url]),
    lambda archive, url, other, body: archive.restore(url),
]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(STEPS), URLS, URLS, BODIES), max_size=12))
def test_whatever_happens_no_text_is_lost_and_the_index_can_follow(
    tmp_path_factory: pytest.TempPathFactory,
    steps: list[tuple[Callable[[Archive, str, str, str], object], str, str, str]],
) -> None:
    archive = Archive.open(tmp_path_factory.mktemp("history"))
    shown: set[int] = set()  # what an index has that follows the changes
    at, ever = 0, set()
    for step, url, other, body in steps:
        step(archive, url, other, body)
        ever |= {item.text for item in archive.articles()}
        ids, at = archive.changed_since(at, 1000)
        shown = (shown - set(ids)) | set(archive.stored(ids))
        assert sorted(shown) == archive.live_ids()
    assert archive.check() == []
    kept = {
        row["text"]
        for table in ("articles", "versions")
        for row in archive._db.query(f"SELECT text FROM {table}")
    }
    assert ever <= kept
    archive.close()
