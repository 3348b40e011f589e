"""Articles that wait until enough pages like theirs are there to learn a template from."""

from __future__ import annotations

from typing import Final

from index.crawl.visit import Visit
from index.crawl.visitor import Visitor

# So many pages of no known template are read before the first of them is let go: what most
# pages of a site share is no part of any article. Fewer than the fewest teach nothing.
ENOUGH: Final = 12
FEWEST: Final = 4
# Pages that still fit no template when so many are held are as they are: no two alike.
MOST_HELD: Final = 60


class Samples:
    """Holds back pages of unknown templates; a template is learnt from a dozen of them."""

    def __init__(self, visitor: Visitor) -> None:
        self._visitor = visitor
        self._held: list[Visit] = []
        self.has_learnt = False
        """Whether the visitor's profile has grown."""

    def __len__(self) -> int:
        return len(self._held)

    def take(self, visit: Visit) -> list[Visit]:
        """Returns what is well read now: the visit itself, nothing yet, or what was held."""
        if not visit.fits and visit.profile is not self._visitor.profile:
            visit = self._visitor.again(visit)  # more was learnt while it was read
        if visit.found is None or visit.fits:
            return [visit]
        self._held.append(visit)
        if len(self._held) % ENOUGH:
            return []
        return self._let_go(everything=len(self._held) >= MOST_HELD)

    def rest(self) -> list[Visit]:
        """Returns all that is held; there are no more pages to wait for."""
        return self._let_go(everything=True)

    def _let_go(self, *, everything: bool) -> list[Visit]:
        if len(self._held) < FEWEST:
            ready, self._held = self._held, []
            return ready
        before = self._visitor.profile
        self._visitor.learn(self._held)
        self.has_learnt = self.has_learnt or self._visitor.profile != before
        read = [(held, self._visitor.again(held)) for held in self._held]
        self._held = [] if everything else [held for held, new in read if not new.fits]
        return [new for _, new in read if everything or new.fits]
