"""What stands around the question word: Vietnamese asks with the words in answering order.

"Sở chuyển về đâu?" is answered by "Sở chuyển về Khu hành chính": what is left of the
question word stands left of the answer, what is right of it stands right.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from index.language.normalize import fold

# So many words on each side tell; nearer ones tell more.
REACH: Final = 4
_WORDS: Final = (
    "như thế nào", "ra làm sao", "thế nào", "làm sao", "vì sao", "tại sao", "bao nhiêu", "bao giờ",
    "bao lâu", "khi nào", "ra sao", "ai", "gì", "nào", "đâu", "mấy", "sao",
)  # fmt: skip
_EXACT: Final = re.compile(rf"(?<!\S)(?:{'|'.join(_WORDS)})(?!\S)")
_FOLDED: Final = re.compile(rf"(?<!\S)(?:{'|'.join(fold(word) for word in _WORDS)})(?!\S)")


@dataclass(frozen=True, slots=True)
class Frame:
    """Folded words left and right of the question word, the nearest first."""

    left: tuple[str, ...] = ()
    right: tuple[str, ...] = ()


def frame_of(terms: Sequence[str]) -> Frame:
    """Returns the frame of a question's terms, an empty one where no question word stands.

    The last question word counts, since politeness comes before it ("cho em hỏi ai ...");
    but an "ai" that opens the question asks.
    """
    line = " ".join(terms)
    found = list((_FOLDED if line == fold(line) else _EXACT).finditer(line))
    if not found:
        return Frame()
    match = found[0] if found[0].start() == 0 else found[-1]
    left = line[: match.start()].split()[::-1][:REACH]
    right = line[match.end() :].split()[:REACH]
    return Frame(tuple(map(fold, left)), tuple(map(fold, right)))


def frame_match(words: Sequence[str], near: Sequence[str]) -> float:
    """Returns how much of one side of a frame stands in `near`, 0 to 1."""
    if not words:
        return 0.0
    weights = [1 / (place + 1) for place in range(len(words))]
    held = sum(w for w, word in zip(weights, words, strict=True) if word in near)
    return held / sum(weights)
