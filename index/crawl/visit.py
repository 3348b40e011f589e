"""What one address gave when it was visited."""

from __future__ import annotations

from dataclasses import dataclass

from index.archive.run_records import Address
from index.fetch.values import Fetched
from index.ingest.page import Page
from index.ingest.read import Found
from index.model import Rejection
from index.sites.kinds import PageKind
from index.sites.profile import SiteProfile


@dataclass(frozen=True, slots=True)
class Visit:
    """What one address gave: an article, or why there is none, and where it leads.

    Both `found` and `rejected` are None for a list: it is no article, and that is no fault.
    """

    asked: Address
    url: str
    """Where it was found, after redirects."""
    found: Found | None = None
    rejected: Rejection | None = None
    leads: tuple[Address, ...] = ()
    what: str = ""
    """What it is, in a word or two, for people."""
    fetched: Fetched | None = None
    fingerprint: str | None = None
    """Of the article's content; None where there is no article."""
    kind: PageKind | None = None
    """Of a page; None for documents and feeds."""
    is_known: bool = False
    """It has not changed since it was kept, as the site says (304); nothing was read."""
    page: Page | None = None
    """An article's page of a kind that nothing was learnt of yet; None where that is known."""
    profile: SiteProfile | None = None
    """What was known of the site when its page was read."""

    @property
    def fits(self) -> bool:
        """False for an article page of a kind that nothing was learnt of yet."""
        return self.page is None
