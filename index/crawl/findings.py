"""What came of a visit, for the records of a run: pure functions from visits to values."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Final

from index.archive.page_states import AddressKind, PageState
from index.archive.run_records import Done, Outcome
from index.archive.source_records import Source
from index.archive.storing import Stored
from index.crawl.visit import Visit
from index.fetch.errors import FetchError, Reason
from index.model import Article
from index.sites.kinds import PageKind

# An article leaves the answers when it was not there in so many runs in a row.
GONE_AFTER: Final = 2

_GONE: Final = frozenset({Reason.NOT_FOUND, Reason.GONE})
# A removed article's address often leads to a list, or to a page that says so with status 200.
_NO_MORE: Final = frozenset({PageKind.NOT_FOUND, PageKind.LISTING, PageKind.EMPTY})
_OUTCOMES: Final = {
    Stored.CREATED: Outcome.CREATED,
    Stored.UPDATED: Outcome.UPDATED,
    Stored.UNCHANGED: Outcome.UNCHANGED,
    Stored.WITHHELD: Outcome.READ,
}


def holds_article(state: PageState | None) -> bool:
    """Tells whether an article was read at an address, and from no other before."""
    return state is not None and state.fingerprint is not None


def is_alias(state: PageState | None) -> bool:
    """Tells whether an address leads to an article that is read at another one."""
    return state is not None and state.article_url is not None and state.fingerprint is None


def of_fault(url: str, known: PageState | None, fault: FetchError, now: datetime) -> Done:
    """Returns what to record of an address that could not be had."""
    if known is not None and holds_article(known) and fault.reason in _GONE:
        return _gone(url, known, str(fault), now)
    if is_alias(known):
        return Done(url)
    return Done(url, Outcome.REJECTED, str(fault), known)


def of_no_article(source: Source, visit: Visit, known: PageState | None, now: datetime) -> Done:
    """Returns what to record of a page that is a list, or no article although it should be."""
    url = visit.asked.url
    if visit.rejected is None:
        return Done(url, state=PageState(source.id, url, AddressKind.LISTING, now))
    reason = visit.rejected.reason
    if known is not None and holds_article(known):
        moved = visit.url != url and visit.kind in _NO_MORE
        if moved or visit.kind is PageKind.NOT_FOUND:
            return _gone(url, known, reason, now)
        return Done(url, Outcome.REJECTED, reason, known)  # a login, a fault: for the time being
    state = PageState(source.id, url, AddressKind.OTHER, now, reason=reason)
    return Done(url, Outcome.REJECTED, reason, state)


def unchanged(known: PageState, visit: Visit, now: datetime) -> Done:
    """Returns what to record of an article that is as it was."""
    fetched = visit.fetched
    state = replace(known, seen_at=now, gone=0, reason=None)
    if fetched is not None:
        state = replace(state, etag=fetched.etag, last_modified=fetched.last_modified)
    return Done(visit.asked.url, Outcome.UNCHANGED, state=state)


def alias(source: Source, url: str, article_url: str, now: datetime) -> PageState:
    """Returns the state of an address that leads to an article read elsewhere."""
    return PageState(source.id, url, AddressKind.ARTICLE, now, article_url=article_url)


def read(source: Source, visit: Visit, article: Article, now: datetime) -> PageState:
    """Returns the state of the address at which an article was read."""
    fetched = visit.fetched
    return PageState(
        source.id,
        visit.url,
        AddressKind.ARTICLE,
        now,
        article_url=article.url,
        etag=fetched.etag if fetched else None,
        last_modified=fetched.last_modified if fetched else None,
        fingerprint=visit.fingerprint,
    )


def as_of(source: Source, article: Article) -> Article:
    """Returns the article with what its source says of all its articles."""
    return replace(
        article,
        source=source.name,
        audience=source.audience,
        category=article.category or source.category,
    )


def outcome_of(stored: Stored) -> Outcome:
    """Returns how storing an article counts."""
    return _OUTCOMES[stored]


def removed(state: PageState, now: datetime) -> Done:
    """Returns what to record of an article that has vanished: nothing is known of it any more."""
    reason = "not there any more"
    bare = PageState(state.source_id, state.url, AddressKind.OTHER, now, reason=reason)
    return Done(state.url, Outcome.REMOVED, reason, bare)


def _gone(url: str, known: PageState, reason: str, now: datetime) -> Done:
    times = known.gone + 1
    if times < GONE_AFTER:
        reason = f"{reason}; it leaves the answers if it is still missing at the next crawl"
    state = replace(known, gone=times, seen_at=now, reason=reason)
    return Done(url, Outcome.REJECTED, reason, state)
