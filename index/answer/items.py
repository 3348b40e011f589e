"""Which of several values in a sentence is told of what is asked.

"198 trạm của Viettel, 98 trạm của VNPT", "người lớn 40.000 đồng; trẻ em 20.000 đồng": each value
has words of its own, before it or behind it, and the sentence is cut between them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from index.language.sentences import Span

# What parts one value with its words from the next. Not within brackets.
_CUT: Final = re.compile(r"[,;:]|(?<!\w)(?:và|còn|riêng|trong đó|trong khi)(?!\w)")
_BRACKETED: Final = re.compile(r"\([^()]*\)")
_IN_TURN: Final = re.compile(r"(?<!\w)lần lượt(?!\w)")


def items(text: str, values: Sequence[Span]) -> list[Span]:
    """Returns for each of two values or more the stretch of the sentence that is told of it.

    `values` are in order and apart from each other. What stands in no stretch is told of all.
    """
    plain = _BRACKETED.sub(lambda m: "_" * len(m.group()), text)
    if in_turn := _in_turn(plain, values):
        return in_turn
    gaps = pairwise(values)
    cuts = [list(_CUT.finditer(plain, a.end, b.start)) for a, b in gaps]
    pairs = list(zip(values, values[1:], cuts, strict=False))
    behind = sum(_says(plain[a.end : c[0].start()]) for a, _, c in pairs if c)
    before = sum(_says(plain[c[-1].end() : b.start]) for _, b, c in pairs if c)
    first = behind <= before  # whether the words stand before their value
    ends = [
        (c[0].start() if first else c[-1].start()) if c else (a.end if first else b.start)
        for a, b, c in pairs
    ]
    begin = values[0].start
    if first:
        longest = max((b.start - end for b, end in zip(values[1:], ends, strict=True)), default=0)
        begin = max(_begin(plain, begin), begin - longest - _LONGER)
    after = _CUT.search(plain, values[-1].end)
    end = after.start() if after else len(text)
    bounds = [begin, *ends, max(end, values[-1].end)]
    return [Span(a, b) for a, b in pairwise(bounds)]


# The first words are as long as the others, about, and before them stands what is told of all.
_LONGER: Final = 8


def _says(piece: str) -> bool:
    return any(c.isalnum() or c == "_" for c in piece)


def _begin(plain: str, value: int) -> int:
    """Returns where the words before the first value begin: behind the last cut that leaves
    some.
    """
    for cut in reversed(list(_CUT.finditer(plain, 0, value))):
        if cut.group() == ":" and not _says(plain[cut.end() : value]):
            return value  # "Lệ phí: 200.000 đồng, sinh viên 100.000 đồng": the heading of all
        if _says(plain[cut.end() : value]):
            return cut.end()
    return 0


def _in_turn(plain: str, values: Sequence[Span]) -> list[Span] | None:
    """Returns the words of values that are told in turn: "Nhất, Nhì, Ba lần lượt là 9, 7 và 5"."""
    turn = _IN_TURN.search(plain, 0, values[0].start)
    if turn is None:
        return None
    labels: list[Span] = []
    end = turn.start()
    for cut in reversed(list(_CUT.finditer(plain, 0, turn.start()))):
        labels.insert(0, Span(cut.end(), end))
        end = cut.start()
        if len(labels) == len(values):
            return labels
    return [Span(0, end), *labels] if len(labels) == len(values) - 1 else None


def leads(
    stretches: Sequence[Span], places: Sequence[tuple[int, float]], starts: Sequence[int]
) -> list[float]:
    """Returns how far each stretch is ahead of the others in what is asked, -1 to 1.

    `places` are the asked words, (token, weight); `starts` is where each token begins.
    """
    held = [
        # Squared: of the words asked, the rare ones tell one value from another.
        sum(weight**2 for token, weight in places if stretch.start <= starts[token] < stretch.end)
        for stretch in stretches
    ]
    most = max(held)
    if not most:
        return [0.0 for _ in held]
    return [
        (own - max(other for i, other in enumerate(held) if i != at)) / most
        for at, own in enumerate(held)
    ]
