"""What storing and removing articles does to them, to the change log and to the words kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.archive.archive import Archive, Stored, text_digest
from index.archive.database import connect, writing
from index.archive.records import (
    article_columns,
    article_digest,
    article_from_row,
    article_row,
)
from index.ingest import prepare
from index.language.sentences import passages
from index.language.words import segment
from index.model import Article, Audience, DateOrigin, Language, Role
from tests.index.samples import article, generated_article, generated_articles, ingest, prepared

URL = article().url


def test_a_new_article_is_created_and_read_back_as_it_was(archive: Archive) -> None:
    full = Article(
        url="https://a.vn/đường-dẫn?x=1",
        title="Tiêu đề “có dấu”",
        text="Đoạn một.\n- mục\n",
        published=date(2022, 3, 25),
        published_from=DateOrigin.INFERRED,
        category="Tin",
        audience=Audience.STAFF,
        language=Language.ENGLISH,
        source="sở",
    )
    assert archive.store([prepared(full)]) == [Stored.CREATED]
    assert archive.article(full.url) == full
    assert list(archive.articles()) == [full]


def test_the_same_content_again_is_unchanged_and_logs_nothing(archive: Archive) -> None:
    archive.store([prepared(article())])
    before = archive.last_change()
    assert archive.store([prepared(article())]) == [Stored.UNCHANGED]
    assert archive.last_change() == before


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Tin khác"},
        {"text": "Một. Ba."},
        {"published": date(2024, 1, 2)},
        {"category": "Khác"},
        {"audience": Audience.STAFF},
        {"language": Language.ENGLISH},
        {"source": "khác"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_change_of_anything_seen_or_searched_is_an_update(
    archive: Archive, change: dict[str, Any]
) -> None:
    archive.store([prepared(article())])
    changed = replace(article(), **change)
    assert archive.store([prepared(changed)]) == [Stored.UPDATED]
    assert archive.article(URL) == changed
    assert len(archive.live_ids()) == 1


def test_a_removed_article_is_gone_and_comes_again_as_created(archive: Archive) -> None:
    archive.store([prepared(article())])
    assert archive.remove([URL, "https://khong.co"]) == [URL]
    assert archive.article(URL) is None
    assert archive.digest_of(URL) is None
    assert list(archive.articles()) == []
    assert archive.live_ids() == []
    assert archive.remove([URL]) == []

    assert archive.store([prepared(article())]) == [Stored.CREATED]
    assert archive.article(URL) == article()
    assert len(archive.live_ids()) == 1


def test_every_write_raises_the_change_number(archive: Archive) -> None:
    seen = [archive.last_change()]
    for write in (
        lambda: archive.store([prepared(article())]),
        lambda: archive.store([prepared(article(text="Ba."))]),
        lambda: archive.remove([URL]),
        lambda: archive.store([prepared(article())]),
    ):
        write()
        seen.append(archive.last_change())
    assert seen == sorted(set(seen))
    assert seen[0] == 0


def test_changes_are_read_from_any_number_on_and_in_pieces(archive: Archive) -> None:
    archive.store([prepared(article(f"https://a.vn/{n}", f"Tin {n}.")) for n in range(7)])
    archive.store([prepared(article("https://a.vn/0", "Tin mới."))])
    ids, found, at = archive.live_ids(), [], 0
    while True:
        changed, reached = archive.changed_since(at, 3)
        if not changed:
            break
        assert reached > at
        found += changed
        at = reached
    assert at == archive.last_change()
    assert set(found) == set(ids)
    assert archive.changed_since(at, 3) == ([], at)


def test_an_article_that_changed_often_is_named_once(archive: Archive) -> None:
    for n in range(4):
        archive.store([prepared(article(text=f"Bản {n}."))])
    assert archive.changed_since(0, 100) == (archive.live_ids(), 4)


def test_a_batch_is_stored_whole_or_not_at_all(archive: Archive) -> None:
    def batch() -> Any:
        yield prepared(article("https://a.vn/1"))
        raise RuntimeError("the reader of the batch failed")

    with pytest.raises(RuntimeError):
        archive.store(batch())
    assert archive.last_change() == 0
    assert archive.live_ids() == []
    archive.store([prepared(article())])
    assert len(archive.live_ids()) == 1


def test_passages_are_kept_with_places_and_keys_and_replaced_on_update(archive: Archive) -> None:
    long = generated_article(1, words=400)
    ingest(archive, [long])
    (stored,) = archive.stored(archive.live_ids()).values()
    assert [(p.start, p.end) for p in stored.passages] == [
        (span.start, span.end) for span in passages(long.text)
    ]
    assert len(stored.passages) > 2
    assert all(p.digest == text_digest(long.text[p.start : p.end]) for p in stored.passages)

    ingest(archive, [replace(long, text="Chỉ còn một câu.")])
    (updated,) = archive.stored(archive.live_ids()).values()
    assert len(updated.passages) == 1
    # Caches of passages rely on it: an id never stands for another text.
    assert updated.passages[0].id > max(p.id for p in stored.passages)


def test_passage_ids_are_not_used_again_after_the_last_one_was_deleted(archive: Archive) -> None:
    archive.store([prepared(article(text="Một."))])
    first = archive.stored(archive.live_ids())[archive.live_ids()[0]].passages[0].id
    archive.store([prepared(article(text="Hai."))])
    second = archive.stored(archive.live_ids())[archive.live_ids()[0]].passages[0].id
    assert second > first


def test_an_article_and_its_passages_are_read_at_one_moment(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.store([prepared(article(text="Bản cũ có một câu dài."))])
    other = Archive.open(tmp_path)
    query: Callable[..., Any] = archive._db.query
    asked = []

    def query_and_be_overtaken(sql: str, *values: Any) -> Any:
        rows = list(query(sql, *values))
        asked.append(sql)
        if len(asked) == 1:
            other.store([prepared(article(text="Bản mới."))])
        return iter(rows)

    monkeypatch.setattr(archive._db, "query", query_and_be_overtaken)
    (stored,) = archive.stored([1]).values()
    other.close()
    assert len(asked) > 1
    text = stored.article.text
    assert [text_digest(text[p.start : p.end]) for p in stored.passages] == [
        p.digest for p in stored.passages
    ]


@pytest.fixture
def segmented(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that were segmented, in order."""
    texts: list[str] = []
    original = segment

    def counted(text: str) -> list[str]:
        texts.append(text)
        return original(text)

    monkeypatch.setattr(prepare, "segment", counted)
    return texts


def test_no_text_is_ever_segmented_twice(archive: Archive, segmented: list[str]) -> None:
    articles = generated_articles(5)
    ingest(archive, articles)
    assert len(segmented) == len(set(segmented)) >= 5
    made = len(segmented)
    ingest(archive, articles)
    ingest(archive, [replace(item, title="Tiêu đề mới") for item in articles])
    archive.remove([item.url for item in articles])
    ingest(archive, articles)
    assert len(segmented) == made


def test_only_what_is_new_of_a_changed_text_is_segmented(
    archive: Archive, segmented: list[str]
) -> None:
    long = generated_article(2, words=500)
    ingest(archive, [long])
    made = len(segmented)
    ingest(archive, [replace(long, text=long.text + "\nMột câu thêm vào cuối bài.")])
    assert made < len(segmented) <= made + 2


def test_two_articles_with_one_text_are_segmented_once(
    archive: Archive, segmented: list[str]
) -> None:
    one = generated_article(3)
    ingest(archive, [one, replace(one, url="https://khac.vn/3", audience=Audience.STAFF)])
    assert len(segmented) == len(set(segmented))


def test_words_are_kept_by_the_digest_of_their_text(archive: Archive) -> None:
    ingest(archive, generated_articles(3))
    stored = archive.stored(archive.live_ids()).values()
    digests = [p.digest for item in stored for p in item.passages]
    words = archive.words([*digests, "unknown"])
    assert set(words) == set(digests)
    assert any("_" in text for text in words.values())


def test_more_digests_than_sqlite_takes_in_one_question_are_read(archive: Archive) -> None:
    digests = [text_digest(str(n)) for n in range(1300)]
    item = replace(prepared(article()), words=dict.fromkeys(digests, "a_b"))
    archive.store([item])
    assert len(archive.words(digests)) == 1300


def test_a_near_identical_text_is_shown_once_and_promoted_when_the_first_goes(
    archive: Archive,
) -> None:
    one = replace(generated_article(4, words=200), category=None)
    copy = replace(one, url="https://khac.vn/dang-lai", text="Theo báo tỉnh.\n" + one.text)
    ingest(archive, [one])
    ingest(archive, [copy])
    first, *rest = archive.live_ids()
    assert rest == []
    assert archive.twins([first], Role.CITIZEN) == {first: [copy.url]}
    assert archive.article(copy.url) == copy
    before = archive.last_change()

    archive.remove([one.url])
    (second,) = archive.live_ids()
    assert archive.stored([second])[second].article == copy
    assert set(archive.changed_since(before, 10)[0]) == {first, second}

    ingest(archive, [one])  # back again: now it is the copy
    assert archive.live_ids() == [second]
    assert archive.twins([second], Role.CITIZEN) == {second: [one.url]}


def test_near_identical_texts_of_one_batch_are_shown_once(archive: Archive) -> None:
    one = generated_article(5, words=200)
    copies = [replace(one, url=f"https://khac.vn/{n}") for n in range(3)]
    ingest(archive, copies)
    assert len(archive.live_ids()) == 1
    archive.remove([copies[0].url])
    (shown,) = archive.live_ids()
    assert archive.twins([shown], Role.CITIZEN) == {shown: [copies[2].url]}


def test_what_stood_behind_an_article_is_not_lost_when_that_becomes_another_text(
    archive: Archive,
) -> None:
    one = generated_article(6, words=200)
    copy = replace(one, url="https://khac.vn/6")
    ingest(archive, [one, copy])
    before = archive.last_change()
    ingest(archive, [replace(generated_article(7, words=200), url=one.url)])
    shown = archive.stored(archive.live_ids())
    assert {item.article.url for item in shown.values()} == {one.url, copy.url}
    assert set(archive.changed_since(before, 10)[0]) == set(shown)


def test_an_article_for_staff_never_hides_a_public_one(archive: Archive) -> None:
    one = generated_article(8, words=200)
    ingest(archive, [replace(one, audience=Audience.STAFF)])
    ingest(archive, [replace(one, url="https://khac.vn/8")])
    assert len(archive.live_ids()) == 2


def test_twins_for_staff_are_not_named_to_citizens(archive: Archive) -> None:
    archive.store([prepared(article("https://a.vn/1"))])
    archive.store([prepared(article("https://a.vn/2", audience=Audience.STAFF), original=1)])
    assert archive.twins([1], Role.CITIZEN) == {}
    assert archive.twins([1], Role.STAFF) == {1: ["https://a.vn/2"]}


def test_latest_is_newest_first_with_undated_last_and_pages(archive: Archive) -> None:
    days = [date(2021, 1, 1), None, date(2023, 1, 1), date(2022, 1, 1)]
    archive.store(
        [
            prepared(article(f"https://a.vn/{n}", f"Tin {n}.", published=day))
            for n, day in enumerate(days)
        ]
    )
    total, page = archive.latest([Audience.PUBLIC], "1", [], 3, 0)
    assert total == 4
    assert [item.article.url[-1] for item in page] == ["2", "3", "0"]
    assert [i.article.url[-1] for i in archive.latest([Audience.PUBLIC], "1", [], 3, 3)[1]] == ["1"]
    assert archive.latest([Audience.STAFF], "1", [], 3, 0) == (0, [])


def test_figures_count_only_what_can_be_an_answer(archive: Archive) -> None:
    common = {"category": "Tin", "source": "s"}
    for n in range(4):
        item = article(f"https://a.vn/{n}", f"Tin {n}.", published=date(2020 + n, 1, 1), **common)
        archive.store([prepared(item)])
    archive.store([prepared(article("https://b.vn/1", "Bản sao."), original=1)])
    archive.remove(["https://a.vn/3"])
    figures = archive.figures()
    assert (figures["articles"], figures["passages"], figures["sources"]) == (3, 3, 1)
    assert (figures["oldest"], figures["newest"]) == ("2020-01-01", "2022-01-01")
    assert figures["categories"] == {"Tin": 3}


def test_the_integrity_check_of_a_sound_archive_finds_nothing(archive: Archive) -> None:
    ingest(archive, generated_articles(3))
    assert archive.check() == []


def test_deleting_an_article_row_takes_passages_and_bands_with_it(
    archive: Archive, tmp_path: Path
) -> None:
    archive.store([prepared(article(), bands=[1, 2])])
    db = connect(tmp_path)
    with writing(db, tmp_path):
        db.execute("DELETE FROM articles")
    assert [db.table(name).count for name in ("passages", "bands")] == [0, 0]
    db.close()


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@given(
    st.builds(
        Article,
        url=TEXTS,
        title=TEXTS,
        text=TEXTS,
        published=st.none() | st.dates(),
        published_from=st.none() | st.sampled_from(DateOrigin),
        category=st.none() | TEXTS,
        audience=st.sampled_from(Audience),
        language=st.sampled_from(Language),
        source=st.none() | TEXTS,
        pages=st.lists(st.integers(0, 30)).map(tuple),
    )
)
def test_an_article_survives_the_way_to_a_row_and_back(item: Article) -> None:
    again = article_from_row(article_columns(item))
    assert again == item
    assert article_digest(again) == article_digest(item)


def test_pages_are_kept_and_shown_but_are_no_change(archive: Archive) -> None:
    paged = replace(article(), pages=(0, 5))
    assert article_digest(paged) == article_digest(article())
    assert "pages" not in article_row(article())
    assert article_row(paged)["pages"] == [0, 5]

    archive.store([prepared(article())])
    before = archive.last_change()
    assert archive.store([prepared(paged)]) == [Stored.UNCHANGED]
    assert archive.article(URL) == paged
    assert archive.last_change() == before
    # Read from a file that knows no pages, the same text still has them.
    assert archive.store([prepared(article())]) == [Stored.UNCHANGED]
    assert archive.article(URL) == paged
    other = article(text="Ba. Bốn.")
    assert archive.store([prepared(other)]) == [Stored.UPDATED]
    assert archive.article(URL) == other
