"""The addresses of a run that are yet to be visited: each page once, however it is spelled."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Final

from index.archive.archive import Archive
from index.archive.page_states import AddressKind, PageState
from index.archive.run_records import Address
from index.archive.source_records import Source
from index.sites.addresses import address_key, page_number, same_site

# A calendar that pages on for ever must not fill a run.
MOST_LISTS: Final = 1_000
# How many addresses of known articles are queued at a time.
_KNOWN_AT_ONCE: Final = 500


class Frontier:
    """What a run of one source has yet to visit; kept in the archive, so that a kill loses none.

    A `thorough` run looks at all that is known of the source. Another one passes over articles
    that have rested less than their age asks for, and turns the pages of a list only where the
    first of them shows something new.
    """

    def __init__(self, archive: Archive, source: Source, *, thorough: bool) -> None:
        self._archive = archive
        self._source = source
        self._thorough = thorough
        states = archive.page_states.of_source(source.id)
        # Of several spellings of one address, that at which the article was read.
        states.sort(key=lambda state: state.fingerprint is not None)
        self._known = {address_key(state.url): (state.url, state.kind) for state in states}
        self._queued = {address_key(url) for url in archive.runs.addresses(source.id)}
        self.new = len(self._queued - self._known.keys())
        """How many addresses of the run were found of which nothing was known."""
        self._lists = 0

    def start(self) -> None:
        """Queues the address that the source begins with."""
        key = address_key(self._source.url)
        if key not in self._queued:
            self._queued.add(key)
            self._enqueue([Address(self._source.url, AddressKind.START)])

    def add(self, found: Iterable[Address]) -> None:
        """Queues what a page leads to, as far as it is of the site and was not queued before."""
        found = list(found)
        turns = self._thorough or any(address_key(a.url) not in self._known for a in found)
        wanted: list[Address] = []
        for address in found:
            key = address_key(address.url)
            if key in self._queued or not same_site(address.url, self._source.url):
                continue
            if not self._is_wanted(address, key, turns=turns):
                continue
            self._queued.add(key)
            self.new += key not in self._known
            url, _ = self._known.get(key, (address.url, address.kind))
            wanted.append(replace(address, url=url))
        self._enqueue(wanted)

    def add_known(self, now: datetime) -> bool:
        """Queues known articles that no page led to; returns whether there were any."""
        due_at = None if self._thorough else now
        states = self._archive.page_states.unmet(self._source.id, _KNOWN_AT_ONCE, due_at)
        self._queued.update(address_key(state.url) for state in states)
        return self._enqueue([Address(state.url, AddressKind.ARTICLE) for state in states]) > 0

    def next(self, limit: int) -> list[tuple[Address, PageState | None]]:
        """Claims up to `limit` addresses; each comes with what is known of it."""
        claimed = self._archive.runs.next_pending(self._source.id, limit)
        get = self._archive.page_states.get
        return [(p.address, get(self._source.id, p.address.url)) for p in claimed]

    @property
    def progress(self) -> tuple[int, int]:
        """How many addresses of the run are done, and how many there are."""
        return self._archive.runs.progress(self._source.id)

    def _is_wanted(self, address: Address, key: str, *, turns: bool) -> bool:
        if address.kind is AddressKind.LISTING:
            # Sections are looked at each time, further pages of a list where it has news.
            is_further = page_number(address.url) is not None
            if self._lists >= MOST_LISTS or (is_further and not turns):
                return False
            self._lists += 1
            return True
        _, known = self._known.get(key, ("", None))
        # Known articles come when they are due.
        return self._thorough or known in (None, AddressKind.LISTING)

    def _enqueue(self, addresses: list[Address]) -> int:
        return self._archive.runs.enqueue(self._source.id, addresses) if addresses else 0
