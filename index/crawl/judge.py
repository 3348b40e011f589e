"""Is what was visited an article to be stored, or one that is known already?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from index.archive.archive import Archive
from index.archive.page_states import PageState
from index.archive.run_records import Done
from index.archive.source_records import Source
from index.crawl import findings
from index.crawl.visit import Visit
from index.model import Article


@dataclass(frozen=True, slots=True)
class Arrival:
    """An article to be stored, and the state of its address once it is."""

    visit: Visit
    article: Article
    state: PageState
    moved_from: str | None


class Judge:
    """Judges the visits of one run, by what it has read so far and what the archive knows."""

    def __init__(self, archive: Archive, source: Source, started_at: datetime) -> None:
        """`started_at` is when the run was opened."""
        self._archive = archive
        self._source = source
        self._started_at = started_at
        # Read in this run under the address that another one leads to.
        self._read: set[str] = set()

    def was_read(self, url: str, known: PageState | None) -> bool:
        """Tells whether the run has read an address by way of one that leads there."""
        if known is None or not findings.holds_article(known):
            return url in self._read
        # Also before the run was killed, as far as seconds tell.
        return url in self._read or known.seen_at > self._started_at

    def leads_to_known(self, state: PageState | None) -> bool:
        """Tells whether an address leads to an article that is still there elsewhere."""
        if state is None or state.article_url is None or not findings.is_alias(state):
            return False
        return any(owner.gone == 0 for owner in self._owners(state.article_url))

    def _owners(self, article_url: str) -> list[PageState]:
        return [s for s in self._archive.page_states.of_article(article_url) if s.fingerprint]

    def judge(
        self,
        visit: Visit,
        known: PageState | None,
        arrivals: list[Arrival],
        aliases: list[PageState],
        now: datetime,
    ) -> Done | None:
        """Returns what to record of a visit; an article to be stored goes to `arrivals`."""
        url, source = visit.asked.url, self._source
        if url in self._read:  # meanwhile, by way of an address that leads here
            return Done(url)
        if visit.is_known and known is not None:
            return findings.unchanged(known, visit, now)
        if visit.found is None:
            return findings.of_no_article(source, visit, known, now)
        article = findings.as_of(source, visit.found.article)
        moved_from = self._moved_from(visit, known, article)
        if article.url in {one.article.url for one in arrivals} or (
            moved_from is None and self._is_read_elsewhere(visit, article.url)
        ):
            return Done(url, state=findings.alias(source, url, article.url, now))
        if known is not None and known.url == visit.url and known.fingerprint == visit.fingerprint:
            return findings.unchanged(known, visit, now)
        state = findings.read(source, visit, article, now)
        if visit.url != url:
            aliases.append(state)
            self._read.add(visit.url)
            state = findings.alias(source, url, article.url, now)
        arrivals.append(Arrival(visit, article, state, moved_from))
        return None

    def _is_read_elsewhere(self, visit: Visit, article_url: str) -> bool:
        """Tells whether the article is read at another address, of this source or of another."""
        asked = (self._source.id, visit.asked.url)
        return any((s.source_id, s.url) != asked for s in self._owners(article_url))

    def _moved_from(self, visit: Visit, known: PageState | None, article: Article) -> str | None:
        """Returns the former url of an article whose address has moved for good."""
        if known is None or not findings.holds_article(known) or visit.fetched is None:
            return None
        if visit.fetched.moved_to is None or known.article_url == article.url:
            return None
        return known.article_url
