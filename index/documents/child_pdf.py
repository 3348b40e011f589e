"""Run in a limited child: what stands where on the pages of a PDF, as lines of JSON.

Arguments: pages at most, characters at most. The first line printed is
`{"pages", "title"}`, then one of each page: `{"width", "height", "picture", "runs", "rules"}`.
A run is `[text, left, bottom, right, top, font]`: characters side by side on one line without
a wide gap; a rule is `[x, y, x, y]`, a drawn line that is level or upright. Lengths are in
points, the origin is the lower left corner of the page as it is shown.
"""

from __future__ import annotations

import ctypes
import json
import sys
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, pairwise, takewhile
from typing import Any, Final

import pypdfium2 as pdfium
import pypdfium2.raw as c

# A gap wider than so many letter heights is no space between words.
_WIDE_GAP: Final = 1.0
# Rules are thin; letters drawn as paths and pictures made of paths are not rules.
_THICK_PT: Final = 2.5
_SHORTEST_RULE_PT: Final = 6.0
# More on a page is a drawing or a map, or an attack.
_MOST_RULES: Final = 4000
_MOST_OBJECTS: Final = 40000
_MOST_POINTS: Final = 64
# Pages of text have some fifty runs, of tables some hundreds.
_MOST_RUNS: Final = 5_000
_MOST_RUNS_IN_ALL: Final = 200_000
_OLD_FONTS: Final = (".vn", "vn", "vni")
_HYPHEN_AT_END: Final = (0x02, 0xFFFE)
_NAME_BYTES: Final = 128

_ENCRYPTED: Final = "the PDF is locked with a password; save it without one and send it again"
_PIECES: Final = "the text of the PDF is in too many pieces; print it to a new PDF and send that"
_BROKEN: Final = "the PDF is damaged or cut off; send the file again, or print it to a new PDF"


class FaultError(Exception):
    """What is wrong with the document, in words for a person."""


@dataclass(slots=True)
class Run:
    """Characters side by side, with the box around them."""

    font: str
    chars: list[str] = field(default_factory=list)
    left: float = 0.0
    bottom: float = 0.0
    right: float = 0.0
    top: float = 0.0

    def add(self, char: str, box: c.FS_RECTF) -> None:
        """Adds a character that stands in `box`."""
        if not self.chars:
            self.left, self.bottom, self.right, self.top = box.left, box.bottom, box.right, box.top
        self.chars.append(char)
        self.left, self.right = min(self.left, box.left), max(self.right, box.right)
        self.bottom, self.top = min(self.bottom, box.bottom), max(self.top, box.top)

    def goes_on(self, box: c.FS_RECTF) -> bool:
        """Tells whether a character of `box` is the next of this run."""
        height = max(self.top - self.bottom, 1.0)
        middle = (box.top + box.bottom) / 2
        gap = box.left - self.right
        return bool(self.bottom < middle < self.top and -height / 2 < gap < height * _WIDE_GAP)


def text_of_page(
    page: pdfium.PdfPage, rules: Sequence[Sequence[float]], most_chars: int
) -> list[Run]:
    """Returns the runs of characters of a page, in the order that the file has them.

    A run ends where an upright rule does: beyond it is another cell.
    """
    uprights = sorted((rule[0], rule[1], rule[3]) for rule in rules if rule[0] == rule[2])
    textpage = page.get_textpage()
    handle, box = textpage.raw, c.FS_RECTF()
    count = textpage.count_chars()
    if count > most_chars:
        raise FaultError("the PDF has too much text to be one article; split it into parts")
    runs: list[Run] = []
    run: Run | None = None
    space = False
    for i in range(count):
        code = c.FPDFText_GetUnicode(handle, i)
        if code in _HYPHEN_AT_END and run is not None:
            run.chars.append("\u00ad")
            continue
        char = chr(code) if 0 < code <= sys.maxunicode else "\ufffd"
        if char.isspace() or c.FPDFText_IsGenerated(handle, i) == 1:
            space = True
            continue
        if run is not None and unicodedata.combining(char) and not space:
            run.chars.append(char)
            continue
        if not c.FPDFText_GetLooseCharBox(handle, i, box):
            continue
        if (
            run is None
            or not run.goes_on(box)
            or (space and (run.font != font_of(handle, i) or parted(run, box, uprights)))
        ):
            if len(runs) == _MOST_RUNS:
                raise FaultError(_PIECES)
            run = Run(font_of(handle, i))
            runs.append(run)
        elif space:
            run.chars.append(" ")
        run.add(char, box)
        space = False
    return runs


def parted(run: Run, box: c.FS_RECTF, uprights: Sequence[tuple[float, float, float]]) -> bool:
    """Tells whether one of the `uprights` (x, bottom, top) stands between run and box."""
    middle = (box.top + box.bottom) / 2
    first, end = bisect_left(uprights, (run.right - _THICK_PT,)), box.left + _THICK_PT
    near = takewhile(lambda upright: upright[0] < end, islice(uprights, first, None))
    return any(bottom < middle < top for _, bottom, top in islice(near, _MOST_POINTS))


def font_of(textpage: Any, index: int) -> str:
    """Returns the name of an old Vietnamese font, and "" for all others."""
    name, flags = ctypes.create_string_buffer(_NAME_BYTES), ctypes.c_int()
    c.FPDFText_GetFontInfo(textpage, index, name, _NAME_BYTES, flags)
    plain = name.value.decode("utf-8", "replace").split("+")[-1]
    return plain if plain.lower().startswith(_OLD_FONTS) else ""


def drawn_on(page: pdfium.PdfPage) -> tuple[bool, list[list[float]]]:
    """Returns whether there is a picture on the page, and its rules."""
    picture = False
    rules: list[list[float]] = []
    for i in range(min(c.FPDFPage_CountObjects(page.raw), _MOST_OBJECTS)):
        thing = c.FPDFPage_GetObject(page.raw, i)
        kind = c.FPDFPageObj_GetType(thing)
        # Scans are often wrapped in a form.
        picture = picture or kind in (c.FPDF_PAGEOBJ_IMAGE, c.FPDF_PAGEOBJ_FORM)
        if kind == c.FPDF_PAGEOBJ_PATH and len(rules) < _MOST_RULES:
            rules += rules_of(thing)
    return picture, rules


def rules_of(path: Any) -> Iterator[list[float]]:
    """Yields the level and upright lines of a path; a thin filled box is one line."""
    edges = [ctypes.c_float() for _ in range(4)]
    if not c.FPDFPageObj_GetBounds(path, *edges):
        return
    left, bottom, right, top = (edge.value for edge in edges)
    if min(right - left, top - bottom) <= _THICK_PT:
        if max(right - left, top - bottom) >= _SHORTEST_RULE_PT:
            level = right - left >= top - bottom
            x, y = (left + right) / 2, (bottom + top) / 2
            yield [left, y, right, y] if level else [x, bottom, x, top]
        return
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    c.FPDFPath_GetDrawMode(path, mode, stroke)
    if not stroke.value:
        return
    points = list(points_of(path))
    for (x0, y0, _), (x1, y1, drawn) in pairwise(points):
        level, upright = abs(y1 - y0) <= _THICK_PT, abs(x1 - x0) <= _THICK_PT
        if drawn and level != upright and abs(x1 - x0) + abs(y1 - y0) >= _SHORTEST_RULE_PT:
            x, y = (x0 + x1) / 2, (y0 + y1) / 2
            yield ([min(x0, x1), y, max(x0, x1), y] if level else [x, min(y0, y1), x, max(y0, y1)])


def points_of(path: Any) -> Iterator[tuple[float, float, bool]]:
    """Yields the corners of a path on its page, and whether a straight line leads there."""
    m, x, y = c.FS_MATRIX(), ctypes.c_float(), ctypes.c_float()
    c.FPDFPageObj_GetMatrix(path, m)
    begun = (0.0, 0.0)
    for i in range(min(c.FPDFPath_CountSegments(path), _MOST_POINTS)):
        segment = c.FPDFPath_GetPathSegment(path, i)
        c.FPDFPathSegment_GetPoint(segment, x, y)
        at = (m.a * x.value + m.c * y.value + m.e, m.b * x.value + m.d * y.value + m.f)
        kind = c.FPDFPathSegment_GetType(segment)
        if kind == c.FPDF_SEGMENT_MOVETO:
            begun = at
        yield (*at, kind == c.FPDF_SEGMENT_LINETO)
        if c.FPDFPathSegment_GetClose(segment):
            yield (*begun, True)


def as_shown(page: pdfium.PdfPage, box: list[float]) -> list[float]:
    """Returns left, bottom, right, top of `box` on the page as it is turned to be read."""
    left, bottom, right, top = page.get_mediabox()
    width, height = right - left, top - bottom
    x0, y0, x1, y1 = box[0] - left, box[1] - bottom, box[2] - left, box[3] - bottom
    turned = {
        0: [x0, y0, x1, y1],
        90: [y0, width - x1, y1, width - x0],
        180: [width - x1, height - y1, width - x0, height - y0],
        270: [height - y1, x0, height - y0, x1],
    }[page.get_rotation()]
    return [round(value, 1) for value in turned]


def tell_pages(document: pdfium.PdfDocument, most_pages: int, most_chars: int) -> None:
    """Prints what stands on the pages."""
    if len(document) > most_pages:
        told = f"the PDF has {len(document):,} pages, {most_pages} are read at most"
        raise FaultError(f"{told}; send the part that matters")
    tell({"pages": len(document), "title": document.get_metadata_value("Title")[:500]})
    left, pieces = most_chars, 0
    for number in range(len(document)):
        page = document[number]
        picture, rules = drawn_on(page)
        runs = text_of_page(page, rules, left)
        left -= sum(len(run.chars) for run in runs)
        pieces += len(runs)
        if pieces > _MOST_RUNS_IN_ALL:
            raise FaultError(_PIECES)
        width, height = page.get_size()
        boxes = [as_shown(page, [run.left, run.bottom, run.right, run.top]) for run in runs]
        tell(
            {
                "width": width,
                "height": height,
                "picture": picture,
                "runs": [
                    ["".join(run.chars), *box, run.font]
                    for run, box in zip(runs, boxes, strict=True)
                ],
                "rules": [as_shown(page, rule) for rule in rules],
            }
        )
        page.close()


def tell(value: dict[str, Any]) -> None:
    """Prints one line for the parent, at once."""
    sys.stdout.write(json.dumps(value, ensure_ascii=True) + "\n")
    sys.stdout.flush()


def opened(data: bytes) -> pdfium.PdfDocument:
    """Opens the PDF, or raises what is wrong with it."""
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as fault:
        locked = getattr(fault, "err_code", None) == c.FPDF_ERR_PASSWORD
        raise FaultError(_ENCRYPTED if locked else _BROKEN) from None


def main(most_pages: str, most_chars: str) -> None:
    """Tells what stands on the pages of the PDF on standard input."""
    try:
        document = opened(sys.stdin.buffer.read())
        tell_pages(document, int(most_pages), int(most_chars))
    except FaultError as fault:
        tell({"fault": str(fault)})
    except pdfium.PdfiumError:
        tell({"fault": _BROKEN})


if __name__ == "__main__":
    main(*sys.argv[1:])
