"""Values of a run: the addresses to visit, what came of them, and the bounds of a run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from index.archive.page_states import AddressKind, PageState

MOST_ADDRESSES: Final = 50_000
"""Of one run; what is found beyond them waits for another run."""
# An address in whose company a run ended so often is taken for the cause, and given up. Many:
# whole batches are claimed at once, and a run may be killed often for other reasons.
MOST_CLAIMS: Final = 20
# What an older run has yet to visit is found anew sooner than it would be come by.
STALE_AFTER: Final = timedelta(days=2)
MOST_SHOWN: Final = 1_000


class Outcome(StrEnum):
    """What came of one address; `RunResult` counts all but `READ`."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REMOVED = "removed"
    REJECTED = "rejected"
    READ = "read"
    """Only its links counted, or nothing is to be said of it."""


@dataclass(frozen=True, slots=True)
class Address:
    """An address to visit; `depth` counts steps from the start of the source."""

    url: str
    kind: AddressKind
    found_on: str | None = None
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Pending:
    """An address that was claimed, for the `claims`th time in this run (from 1)."""

    address: Address
    claims: int


@dataclass(frozen=True, slots=True)
class Done:
    """What came of an address, and its state for the runs to come."""

    url: str
    outcome: Outcome = Outcome.READ
    reason: str | None = None
    state: PageState | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """A source's open run; `resumed` when it goes on with one that was cut off."""

    source_id: int
    started_at: datetime
    resumed: bool
