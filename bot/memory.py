"""What the bot remembers while it runs: bounded, and lost without harm at a restart."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Recent(Generic[K, V]):
    """A mapping that keeps its `most` newest entries.

    >>> recent: Recent[int, str] = Recent(2)
    >>> for n in (1, 2, 3):
    ...     recent.put(n, str(n))
    >>> recent.get(1), recent.get(3)
    (None, '3')
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._entries: OrderedDict[K, V] = OrderedDict()

    def put(self, key: K, value: V) -> None:
        """Keeps a value, dropping the oldest entry when full."""
        self._entries[key] = value
        self._entries.move_to_end(key)
        if len(self._entries) > self._most:
            self._entries.popitem(last=False)

    def get(self, key: K) -> V | None:
        """Returns the value of a key, None when it was never put or has been dropped."""
        return self._entries.get(key)

    def pop(self, key: K) -> V | None:
        """Takes a key's value out."""
        return self._entries.pop(key, None)

    def __contains__(self, key: object) -> bool:
        return key in self._entries
