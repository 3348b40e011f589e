"""Groups of the staff: kept, moved with the group, gone with it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from index.archive.archive import Archive
from index.archive.staff_groups import MOST_GROUPS
from index.errors import LimitError
from index.service import MessageKind, Outgoing

NOW = datetime(2026, 1, 31, 12, tzinfo=UTC)


def test_a_group_is_kept_once_and_taken_back(archive: Archive) -> None:
    assert archive.staff_groups.add(-5, 900, NOW)
    assert not archive.staff_groups.add(-5, 901, NOW)
    assert archive.staff_groups.all() == [-5]
    assert archive.staff_groups.remove(-5)
    assert not archive.staff_groups.remove(-5)


def test_more_than_ten_are_refused(archive: Archive) -> None:
    for n in range(MOST_GROUPS):
        archive.staff_groups.add(-5 - n, 900, NOW)
    with pytest.raises(LimitError):
        archive.staff_groups.add(-50, 900, NOW)


def test_a_group_that_moves_or_leaves_takes_it_along(archive: Archive) -> None:
    archive.staff_groups.add(-5, 900, NOW)
    archive.people.moved(-5, -100500)
    assert archive.staff_groups.all() == [-100500]
    archive.people.left(-100500, NOW)
    assert archive.staff_groups.all() == []


def test_what_was_not_delivered_is_listed_by_kind(archive: Archive) -> None:
    for kind in (MessageKind.HANDOFF, MessageKind.NOTICE):
        archive.outbox.enqueue(kind.value, kind, [Outgoing(7, "{}")], NOW)
    for message in archive.outbox.claim_next(9, NOW):
        archive.outbox.failed(message.id, "blocked", NOW)
    (failed,) = archive.outbox.undelivered(MessageKind.HANDOFF, NOW)
    assert (failed.batch, failed.reason) == ("handoff", "blocked")
    later = NOW.replace(hour=13)
    assert archive.outbox.undelivered(MessageKind.HANDOFF, later) == []
