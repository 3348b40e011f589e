"""Corrections by admins hold over crawls and ingests; what they removed stays away."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from index.archive.archive import Archive, Stored
from index.archive.page_states import AddressKind, PageState
from index.archive.source_records import SourceKind
from index.archive.versions import Why
from index.errors import LimitError, UnknownArticleError
from index.ingest.load import store_found
from index.ingest.prepare import Preparer, is_copy
from index.ingest.read import Found
from index.model import Article, Audience, DateOrigin, Role
from index.service import UNEDITED, Published, Unedited
from tests.index.samples import article, generated_article, ingest, prepared
from tests.index.tiny_news import DUTY_LIST, TODAY, VACCINE, open_with

NOW = datetime(2026, 1, 31, 12, tzinfo=UTC)
BY = "admin:7"
URL, NEW = generated_article(1).url, "https://vi-du.gov.vn/moi"
NEWS = replace(
    generated_article(1), published=date(2024, 1, 2), published_from=DateOrigin.TEXT, category="A"
)


def crawl(archive: Archive, *articles: Article) -> list[Stored]:
    """Stores articles as a crawl does."""
    with Preparer(archive) as preparer:
        found = [Found(item, item.url) for item in articles]
        return store_found(archive, preparer, found, preparer.prepare(list(articles)))


def at(archive: Archive, url: str = URL) -> Article:
    stored = archive.article(url)
    assert stored is not None
    return stored


# --- an edit -------------------------------------------------------------------------


def test_an_edit_is_in_the_archive_at_once_with_the_former_version(archive: Archive) -> None:
    crawl(archive, NEWS)
    before = archive.last_change()
    edit = archive.edits.change(
        URL, BY, NOW, title=" Tin  mới ", published=date(2025, 5, 5), category=None,
        audience=Audience.STAFF,
    )  # fmt: skip
    edited = at(archive)
    assert edited == replace(
        NEWS, title="Tin mới", published=date(2025, 5, 5), published_from=DateOrigin.METADATA,
        category=None, audience=Audience.STAFF,
    )  # fmt: skip
    assert archive.last_change() > before
    (version,) = archive.versions(URL)
    assert (version.article, version.why) == (NEWS, Why.EDITED)
    (stored,) = archive.stored(archive.live_ids()).values()
    assert "".join(NEWS.text[p.start : p.end] for p in stored.passages).startswith(NEWS.text[:40])
    assert archive.edits.of(URL) == edit
    assert (edit.title, edit.category, edit.edited_by, edit.edited_at) == ("Tin mới", None, BY, NOW)
    assert edit.as_published == Published(
        NEWS.title, date(2024, 1, 2), DateOrigin.TEXT, "A", Audience.PUBLIC
    )


def test_an_edit_holds_when_the_article_comes_anew(archive: Archive) -> None:
    crawl(archive, NEWS)
    archive.edits.change(URL, BY, NOW, title="Tin mới", audience=Audience.STAFF)
    came = replace(generated_article(2), url=URL, published=date(2024, 2, 2))
    assert crawl(archive, came) == [Stored.UPDATED]
    assert at(archive) == replace(came, title="Tin mới", audience=Audience.STAFF)
    ingest(archive, [replace(came, text=f"{came.text} Thêm.")])
    assert (at(archive).title, at(archive).audience) == ("Tin mới", Audience.STAFF)
    assert at(archive).text.endswith("Thêm.")


def test_an_edit_does_not_make_every_crawl_an_update(archive: Archive) -> None:
    crawl(archive, NEWS)
    archive.edits.change(URL, BY, NOW, title="Tin mới", published=None, category="B")
    changes, versions = archive.last_change(), archive.versions(URL)
    assert crawl(archive, NEWS) == [Stored.UNCHANGED]
    assert ingest(archive, [NEWS]).unchanged == 1
    assert archive.store([prepared(NEWS)]) == [Stored.UNCHANGED]
    with Preparer(archive) as preparer:
        (ready,) = preparer.prepare([NEWS])
    assert ready.passages == ()  # it was not even cut
    assert (archive.last_change(), archive.versions(URL)) == (changes, versions)


def test_an_edit_holds_for_an_article_that_was_removed_in_between(archive: Archive) -> None:
    crawl(archive, NEWS)
    archive.edits.change(URL, BY, NOW, audience=Audience.STAFF)
    archive.remove([URL])
    assert crawl(archive, NEWS) == [Stored.CREATED]
    assert at(archive).audience is Audience.STAFF


def test_later_edits_add_to_earlier_ones(archive: Archive) -> None:
    crawl(archive, NEWS)
    archive.edits.change(URL, BY, NOW, title="Một")
    archive.edits.change(URL, "admin:8", NOW + timedelta(hours=1), category="B")
    edit = archive.edits.change(URL, "admin:8", NOW + timedelta(hours=2), title="Hai")
    assert (edit.title, edit.category, edit.published, edit.audience) == (
        "Hai", "B", UNEDITED, UNEDITED,
    )  # fmt: skip
    assert edit.as_published.title == NEWS.title
    assert at(archive) == replace(NEWS, title="Hai", category="B")
    assert archive.edits.page(9) == (1, [edit])


def test_an_edit_taken_back_leaves_what_the_source_says_now(archive: Archive) -> None:
    crawl(archive, NEWS)
    archive.edits.change(
        URL, BY, NOW, title="Tin mới", published=None, category=None, audience=Audience.STAFF
    )
    came = replace(NEWS, title="Tin của nguồn", published=date(2024, 3, 3))
    assert crawl(archive, came) == [Stored.UNCHANGED]
    assert archive.edits.take_back(URL)
    assert at(archive) == came
    assert not archive.edits.take_back(URL)
    assert archive.edits.of(URL) is None
    assert crawl(archive, came) == [Stored.UNCHANGED]
    assert {version.why for version in archive.versions(URL)} == {Why.EDITED}


def test_an_edit_of_a_removed_article_can_be_taken_back_and_it_stays_removed(
    archive: Archive,
) -> None:
    crawl(archive, NEWS)
    archive.edits.change(URL, BY, NOW, title="Tin mới")
    archive.remove([URL])
    assert archive.edits.take_back(URL)
    assert archive.article(URL) is None
    archive.restore(URL)
    assert at(archive) == NEWS


def test_what_cannot_be_edited_changes_nothing(archive: Archive) -> None:
    with pytest.raises(UnknownArticleError):
        archive.edits.change(URL, BY, NOW, title="x")
    crawl(archive, NEWS)
    before = archive.last_change()
    with pytest.raises(LimitError):
        archive.edits.change(URL, BY, NOW, title=" ")
    with pytest.raises(LimitError):
        archive.edits.change(URL, BY, NOW, category="x" * 101)
    archive.remove([URL])
    with pytest.raises(UnknownArticleError):
        archive.edits.change(URL, BY, NOW, title="x")
    assert archive.edits.page(9) == (0, [])
    assert archive.last_change() == before + 1


def test_an_edit_to_what_it_is_already_is_held_and_no_update(archive: Archive) -> None:
    crawl(archive, NEWS)
    before = archive.last_change()
    edit = archive.edits.change(URL, BY, NOW, audience=Audience.PUBLIC)
    assert edit.audience is Audience.PUBLIC
    assert (archive.last_change(), archive.versions(URL)) == (before, [])
    crawl(archive, replace(NEWS, audience=Audience.STAFF))
    assert at(archive).audience is Audience.PUBLIC


def test_an_edit_of_one_process_is_held_by_a_crawl_in_another(tmp_path: Path) -> None:
    bot, crawler = Archive.open(tmp_path), Archive.open(tmp_path)
    crawl(crawler, NEWS)
    with Preparer(crawler) as preparer:
        (ready,) = preparer.prepare([NEWS])  # taken for unchanged
        bot.edits.change(URL, BY, NOW, title="Tin mới")
        came = replace(NEWS, category="B")
        (changed,) = preparer.prepare([came])
        bot.edits.change(URL, BY, NOW, audience=Audience.STAFF)
        assert store_found(crawler, preparer, [Found(NEWS, URL)], [ready]) == [Stored.UNCHANGED]
        store_found(crawler, preparer, [Found(came, URL)], [changed])
    assert at(bot) == replace(NEWS, category="B", title="Tin mới", audience=Audience.STAFF)
    assert bot.stored(bot.live_ids())[1].passages
    bot.close()
    crawler.close()


def test_edits_at_once_from_two_connections_all_hold(tmp_path: Path) -> None:
    archives = [Archive.open(tmp_path) for _ in range(2)]
    crawl(archives[0], *(generated_article(n) for n in range(10)))

    def edit(which: int) -> None:
        given: str | Unedited = "Tiêu đề" if which else UNEDITED
        category: str | Unedited = UNEDITED if which else "Mục"
        for n in range(10):
            url = generated_article(n).url
            archives[which].edits.change(url, BY, NOW, title=given, category=category)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(edit, range(2)))
    assert {(a.title, a.category) for a in archives[0].articles()} == {("Tiêu đề", "Mục")}
    assert archives[0].check() == []
    for archive in archives:
        archive.close()


# --- an edit and former versions, other addresses, copies ------------------------------


def test_a_former_version_comes_back_as_it_was_but_for_whom(archive: Archive) -> None:
    crawl(archive, NEWS)
    archive.edits.change(URL, BY, NOW, title="Tin mới", audience=Audience.STAFF)
    (version,) = archive.versions(URL)
    assert archive.restore_version(URL, version.number)
    assert at(archive) == replace(NEWS, audience=Audience.STAFF)
    edit = archive.edits.of(URL)
    assert edit is not None
    assert (edit.title, edit.audience) == (UNEDITED, Audience.STAFF)
    archive.edits.take_back(URL)
    assert at(archive) == NEWS


def test_a_former_version_ends_an_edit_that_leaves_the_audience(archive: Archive) -> None:
    crawl(archive, NEWS)
    archive.edits.change(URL, BY, NOW, title="Tin mới")
    archive.restore_version(URL, archive.versions(URL)[0].number)
    assert at(archive) == NEWS
    assert archive.edits.of(URL) is None


def test_an_edit_follows_an_article_that_moves(archive: Archive) -> None:
    crawl(archive, NEWS)
    archive.edits.change(URL, BY, NOW, audience=Audience.STAFF)
    assert archive.move(URL, NEW)
    assert crawl(archive, replace(NEWS, url=NEW)) == [Stored.UNCHANGED]
    assert at(archive, NEW).audience is Audience.STAFF
    assert archive.edits.of(URL) is None
    assert archive.edits.take_back(NEW)
    assert at(archive, NEW) == replace(NEWS, url=NEW)


def test_an_article_for_staff_stays_so_where_it_moves_onto_a_public_one(archive: Archive) -> None:
    crawl(archive, NEWS)
    archive.edits.change(URL, BY, NOW, audience=Audience.STAFF)
    elsewhere = replace(generated_article(2), url=NEW)
    crawl(archive, elsewhere)
    assert archive.move(URL, NEW)
    assert at(archive, NEW) == replace(elsewhere, audience=Audience.STAFF)
    archive.edits.take_back(NEW)
    assert at(archive, NEW) == elsewhere


def test_an_edit_of_the_new_address_wins_over_that_of_the_old(archive: Archive) -> None:
    crawl(archive, NEWS, replace(generated_article(2), url=NEW))
    archive.edits.change(URL, BY, NOW, title="Cũ")
    archive.edits.change(NEW, BY, NOW, title="Mới")
    archive.move(URL, NEW)
    assert at(archive, NEW).title == "Mới"
    assert archive.edits.page(9)[0] == 1


def test_copies_stay_behind_an_article_whose_title_is_corrected(archive: Archive) -> None:
    copy = replace(NEWS, url=NEW)
    crawl(archive, NEWS)
    crawl(archive, copy)
    (shown,) = archive.live_ids()
    archive.edits.change(URL, BY, NOW, title="Tin mới")
    archive.edits.change(NEW, BY, NOW, title="Tin khác")
    archive.edits.take_back(NEW)
    assert archive.live_ids() == [shown]
    assert archive.twins([shown], Role.CITIZEN) == {shown: [NEW]}


def test_an_article_made_staff_leaves_its_public_copies_and_joins_them_again(
    archive: Archive,
) -> None:
    crawl(archive, NEWS)
    crawl(archive, replace(NEWS, url=NEW))
    archive.edits.change(NEW, BY, NOW, audience=Audience.STAFF, is_copy=is_copy)
    assert len(archive.live_ids()) == 2  # staff see it on its own
    crawl(archive, replace(NEWS, url=NEW, text=f"{NEWS.text} Hết."))
    assert len(archive.live_ids()) == 2
    archive.edits.take_back(NEW, is_copy)
    (shown,) = archive.live_ids()
    assert archive.twins([shown], Role.CITIZEN) == {shown: [NEW]}


# --- who reads it --------------------------------------------------------------------


def test_an_article_made_staff_vanishes_from_citizens_at_once(tmp_path: Path) -> None:
    assistant = open_with(tmp_path)
    question = "Khi nào tiêm phòng cho gia súc vụ xuân?"
    word = "tiêm phòng"
    assert VACCINE.url in [hit.url for hit in assistant.search(word).hits]
    assert assistant.ask(question, today=TODAY).hits[0].url == VACCINE.url

    assistant.archive.edits.change(VACCINE.url, BY, NOW, audience=Audience.STAFF)
    for _ in range(2):
        answer = assistant.ask(question, today=TODAY)
        assert VACCINE.url not in [hit.url for hit in answer.hits]
        assert answer.quote is None or answer.quote.url != VACCINE.url
        assert VACCINE.url not in [hit.url for hit in assistant.search(word).hits]
        assert VACCINE.url not in [hit.url for hit in assistant.latest(limit=99).hits]
        assert assistant.article(VACCINE.url) is None
        assistant.catch_up()  # and when the index knows of it
    staff = assistant.search(word, role=Role.STAFF)
    assert VACCINE.url in [hit.url for hit in staff.hits]
    assistant.close()


def test_an_article_made_public_is_found_by_citizens(tmp_path: Path) -> None:
    assistant = open_with(tmp_path)
    assert DUTY_LIST.url not in [hit.url for hit in assistant.search("lịch trực tết").hits]
    assistant.archive.edits.change(DUTY_LIST.url, BY, NOW, audience=Audience.PUBLIC)
    assistant.catch_up()
    assert DUTY_LIST.url in [hit.url for hit in assistant.search("lịch trực tết").hits]
    assistant.close()


# --- withheld ------------------------------------------------------------------------


def test_what_an_admin_removed_no_crawl_brings_back(archive: Archive) -> None:
    other = generated_article(2)
    crawl(archive, NEWS, other)
    assert archive.edits.withhold(URL, BY, NOW)
    assert archive.article(URL) is None
    before = archive.last_change()
    assert crawl(archive, NEWS, other) == [Stored.WITHHELD, Stored.UNCHANGED]
    assert crawl(archive, replace(NEWS, text="Khác hẳn.")) == [Stored.WITHHELD]
    assert archive.last_change() == before
    number, (kept,) = archive.edits.withheld(9)
    assert (number, kept.url, kept.title, kept.withheld_by, kept.withheld_at) == (
        1, URL, NEWS.title, BY, NOW,
    )  # fmt: skip
    assert not archive.edits.withhold(URL, BY, NOW)
    assert not archive.edits.withhold("https://khong.co", BY, NOW)


def test_whoever_ingests_it_by_hand_brings_it_back_for_good(archive: Archive) -> None:
    crawl(archive, NEWS)
    archive.edits.withhold(URL, BY, NOW)
    assert ingest(archive, [NEWS]).created == 1
    assert at(archive) == NEWS
    assert archive.edits.withheld(9) == (0, [])
    assert crawl(archive, NEWS) == [Stored.UNCHANGED]


def test_a_removal_is_undone_for_a_day(archive: Archive) -> None:
    crawl(archive, NEWS, generated_article(2))
    for url in (URL, generated_article(2).url):
        archive.edits.withhold(url, BY, NOW)
    assert archive.edits.bring_back(URL, NOW + timedelta(days=1))
    assert not archive.edits.bring_back(URL, NOW)
    assert at(archive) == NEWS
    late = NOW + timedelta(days=1, seconds=1)
    assert not archive.edits.bring_back(generated_article(2).url, late)
    assert archive.edits.withheld(9)[0] == 1


def test_after_an_undone_removal_its_page_is_read_again(archive: Archive) -> None:
    source = archive.sources.add("Sở", "https://vi-du.gov.vn/", SourceKind.SITE, NOW)
    crawl(archive, NEWS)
    archive.edits.withhold(URL, BY, NOW)
    seen = PageState(
        source.id, URL, AddressKind.ARTICLE, NOW, article_url=URL, etag="e", fingerprint="f"
    )
    archive.page_states.put_many(source.id, [seen])
    archive.edits.bring_back(URL, NOW)
    state = archive.page_states.get(source.id, URL)
    assert state is not None
    assert (state.etag, state.fingerprint, state.article_url) == (None, None, URL)


def test_an_edited_article_comes_back_edited(archive: Archive) -> None:
    crawl(archive, NEWS)
    archive.edits.change(URL, BY, NOW, audience=Audience.STAFF)
    archive.edits.withhold(URL, BY, NOW)
    archive.edits.bring_back(URL, NOW)
    assert at(archive).audience is Audience.STAFF


def test_the_copies_of_a_removed_article_are_shown_and_hidden_again(archive: Archive) -> None:
    crawl(archive, NEWS)
    crawl(archive, replace(NEWS, url=NEW))
    archive.edits.withhold(URL, BY, NOW)
    (shown,) = archive.stored(archive.live_ids()).values()
    assert shown.article.url == NEW
    archive.edits.bring_back(URL, NOW, is_copy)
    assert len(archive.live_ids()) == 1


def test_a_removed_article_stays_away_at_another_address(archive: Archive) -> None:
    crawl(archive, NEWS)
    archive.edits.withhold(URL, BY, NOW)
    assert archive.move(URL, NEW)
    assert crawl(archive, replace(NEWS, url=NEW)) == [Stored.WITHHELD]
    assert archive.edits.bring_back(NEW, NOW)


def test_an_article_that_moves_to_a_removed_address_goes_with_it(archive: Archive) -> None:
    crawl(archive, NEWS, replace(generated_article(2), url=NEW))
    archive.edits.withhold(NEW, BY, NOW)
    archive.move(URL, NEW)
    assert archive.live_ids() == []
    assert archive.article(NEW) is None


def test_storing_says_for_each_article_what_happened(archive: Archive) -> None:
    archive.store([prepared(article())])
    archive.edits.withhold(article().url, BY, NOW)
    batch = [prepared(article()), prepared(article("https://vi-du.gov.vn/2"))]
    assert archive.store(batch) == [Stored.WITHHELD, Stored.CREATED]
    assert archive.store(batch, by_hand=True) == [Stored.CREATED, Stored.UNCHANGED]
