"""Step 5's finder of lists within a sentence: "3 trụ cột là chính quyền số, kinh tế số và ..."."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Final

from index.language.sentences import Span

# Behind these a list begins; "là" only where more than one thing follows.
_OPENERS: Final = re.compile(
    r"(?::|(?<!\w)(?:bao gồm|gồm có|gồm|là|như))(?= )(?: (?:các|những)(?= ))?"
    r"(?: (?:đồng chí|ông|bà)(?= [^\W\d_]))? "
)
# What a list ends at, and what parts its items.
_ENDS: Final = re.compile(r"[.!?](?:\s|$)|:(?:\s|$)|[\"”](?:\s|$)|$")
_PARTS: Final = re.compile(r"\s*[,;]\s+(?:và\s+)?|\s+và\s+")
_BETWEEN: Final = re.compile(
    r"\s*(?:[,;]|và|cùng|-|–)\s*(?:và )?(?:các )?(?:đồng chí|ông|bà|anh|chị|em|cô|thầy|đ/c)?\s*",
    re.IGNORECASE,
)
_BETWEEN_BODIES: Final = re.compile(r"\s*(?:[,;]|và)\s*(?:và )?(?:các )?")
# "phường Nam Hạc, thành phố Hạc Giang" is one address.
_LEVEL: Final = re.compile(r"(?:tỉnh|thành phố|thị xã|quận|huyện|phường|xã|TP)(?!\w)")
_FEWEST: Final = 2
_MOST_ITEM_WORDS: Final = 14


def enumerations(
    text: str, persons: Callable[[str], Sequence[Span]], bodies: Callable[[str], Sequence[Span]]
) -> list[Span]:
    """Finds two or more things that are told in a row, each such row as a whole.

    Rows of persons or bodies, and what stands behind a colon, "gồm" or "là".
    """
    named = [s for s in bodies(text) if not _LEVEL.match(text, s.start)]
    found = [*_rows(text, persons(text), _BETWEEN), *_rows(text, named, _BETWEEN_BODIES)]
    for opener in _OPENERS.finditer(text):
        end = _ENDS.search(text, opener.end())
        if end is None:
            continue
        told = text[opener.end() : end.start()]
        for piece in {told, told.split(";")[0]}:
            items = [item for item in _PARTS.split(piece) if item.strip()]
            whole = piece.count("(") == piece.count(")")
            short = all(len(item.split()) <= _MOST_ITEM_WORDS for item in items)
            if len(items) >= _FEWEST and whole and short:
                found.append(Span(opener.end(), opener.end() + len(piece.rstrip())))
    return sorted(set(found), key=lambda span: (span.start, -span.end))


def _rows(text: str, spans: Sequence[Span], between: re.Pattern[str]) -> list[Span]:
    """Returns the runs of spans that nothing but `between` parts, each run as one span."""
    runs: list[list[Span]] = [[span] for span in spans[:1]]
    for before, span in pairwise(spans):
        if between.fullmatch(text[before.end : span.start]):
            runs[-1].append(span)
        else:
            runs.append([span])
    return [Span(run[0].start, run[-1].end) for run in runs if len(run) >= _FEWEST]
