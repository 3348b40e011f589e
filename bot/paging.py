"""Pages of lists that get shorter while somebody reads them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def page_at(
    look: Callable[[int, int], tuple[int, list[T]]], size: int, offset: int
) -> tuple[int, int, list[T]]:
    """Returns how many there are in all, where the page begins, and the page.

    `look(limit, offset)` gives the first and the last of these. Where the list ends before
    `offset`, because what stood there was done meanwhile, it is the last page: an empty one
    would say that there is nothing at all.
    """
    total, page = look(size, offset)
    if total and not page:
        offset = (total - 1) // size * size
        total, page = look(size, offset)
    return total, offset, page
