"""Run in a limited child: what a DOCX holds, in its order, as lines of JSON.

Argument: bytes of unpacked XML at most. The first line printed is `{"title", "lists"}`, where
`lists` maps the number of a list to its levels, `[format, pattern, start]` each; then one line
of each paragraph, `{"runs": [[text, font], ...], "heading": n, "list": [number, level]}`, or
table, `{"rows": [[[paragraph, ...] of a cell, ...] of a row, ...], "ruled"}`.

Read with lxml and not python-docx, which has no numbers of lists and leaves out what stands
in tracked insertions, content controls and text boxes.
"""

from __future__ import annotations

import io
import json
import re
import sys
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from lxml import etree

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DC_TITLE: Final = "{http://purl.org/dc/elements/1.1/}title"
_MC_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_STRICT: Final = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_DOCUMENT: Final = re.compile(r"word/document\d*\.xml")
_MOST_PARTS: Final = 5000
_HEADING: Final = re.compile(r"(?:heading|tiêu đề)\s*([1-9])|(title|tiêu đề)", re.IGNORECASE)
_OLD_FONTS: Final = (".vn", "vn", "vni")
# What is not, or no longer, text of the document.
_LEFT_OUT: Final = frozenset(
    {_MC_FALLBACK, *(_W + tag for tag in ("del", "moveFrom", "instrText", "txbxContent", "pPr"))}
)
_SIGNS: Final = {
    _W + "tab": "\t",
    _W + "br": "\n",
    _W + "cr": "\n",
    _W + "noBreakHyphen": "-",
    # In old Vietnamese fonts the code of this sign is the letter "ư".
    _W + "softHyphen": "\u00ad",
}
# Deeper styles are a circle.
_DEEPEST_STYLE: Final = 12

_BROKEN: Final = "the DOCX is damaged; open it in Word, save it again and send that"
_KINDS: Final = (
    ("xl/", "a spreadsheet"),
    ("ppt/", "a presentation"),
    ("content.xml", "an OpenDocument file"),
)


class FaultError(Exception):
    """What is wrong with the document, in words for a person."""


@dataclass(frozen=True, slots=True)
class Style:
    """What a style of paragraphs or characters adds, after those it is based on."""

    heading: int = 0
    font: str = ""
    list: tuple[str, int] | None = None


class Archive:
    """The parts of a DOCX, unpacked up to a limit for all of them."""

    def __init__(self, data: bytes, most_bytes: int) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, EOFError) as fault:
            raise FaultError(_BROKEN) from fault
        self.names = self._zip.namelist()
        self._left = most_bytes
        if len(self.names) > _MOST_PARTS:
            raise FaultError("the file holds too many parts to be a document; save it as PDF")

    def tree(self, name: str) -> etree._Element | None:
        """Returns the root of a part, None when it is not there."""
        if name not in self.names:
            return None
        try:
            with self._zip.open(name) as part:
                data = part.read(self._left + 1)
        except RuntimeError as fault:
            raise FaultError("the DOCX is locked with a password; save it without one") from fault
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError) as fault:
            raise FaultError(_BROKEN) from fault
        self._left -= len(data)
        if self._left < 0:
            raise FaultError("the DOCX unpacks to more than a document needs; save it as PDF")
        # The strict flavour of the format has other namespaces for the same elements.
        data = data.replace(_STRICT, _W[1:-1].encode())
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
        )
        try:
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as fault:
            raise FaultError(_BROKEN) from fault
        if root.getroottree().docinfo.internalDTD is not None:
            raise FaultError("the DOCX declares entities, which Word never does; save it as PDF")
        return root


def main_part(names: list[str]) -> str:
    """Returns the name of the part that holds the text."""
    for name in names:
        if _DOCUMENT.fullmatch(name):
            return name
    for start, kind in _KINDS:
        if any(name.startswith(start) for name in names):
            raise FaultError(f"the file is {kind}; save it as PDF or DOCX")
    raise FaultError(
        "the file is a ZIP archive without a document; unpack it and send the documents"
    )


def value(element: etree._Element | None, path: str) -> str:
    """Returns the `w:val` of the element at `path` ("pPr/pStyle") below `element`."""
    found = None if element is None else element.find("/".join(_W + t for t in path.split("/")))
    return "" if found is None else found.get(_W + "val", "")


def number(text: str, default: int = 0) -> int:
    """Returns the small number that `text` is, else `default`."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else default  # noqa: PLR2004


def font_of(properties: etree._Element | None) -> str:
    """Returns the font that `w:rPr` names, "" for none."""
    fonts = None if properties is None else properties.find(_W + "rFonts")
    if fonts is None:
        return ""
    return fonts.get(_W + "ascii") or fonts.get(_W + "hAnsi") or ""


def list_of(properties: etree._Element | None) -> tuple[str, int] | None:
    """Returns number and level of the list that `w:pPr` puts the paragraph in."""
    found = value(properties, "numPr/numId")
    return (found, number(value(properties, "numPr/ilvl"))) if found else None


def styles_of(root: etree._Element | None) -> tuple[dict[str, Style], str]:
    """Returns the styles by id ("" is the default paragraph's) and the default font."""
    if root is None:
        return {}, ""
    elements = {e.get(_W + "styleId", ""): e for e in root.findall(_W + "style")}
    styles: dict[str, Style] = {}
    for key, element in elements.items():
        heading, font, items = 0, "", None
        at: etree._Element | None = element
        for _ in range(_DEEPEST_STYLE):
            if at is None:
                break
            named = _HEADING.match(value(at, "name"))
            if named and not heading:
                heading = int(named[1] or 1)
            font = font or font_of(at.find(_W + "rPr"))
            items = items or list_of(at.find(_W + "pPr"))
            at = elements.get(value(at, "basedOn"))
        styles[key] = Style(heading, font, items)
        if element.get(_W + "default") == "1" and element.get(_W + "type") == "paragraph":
            styles[""] = styles[key]
    defaults = root.find(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr")
    return styles, font_of(defaults)


def lists_of(root: etree._Element | None) -> dict[str, list[list[Any]]]:
    """Returns the levels of each list: format, pattern ("%1.%2.") and first number."""
    if root is None:
        return {}
    kinds: dict[str, list[list[Any]]] = {}
    for abstract in root.findall(_W + "abstractNum"):
        levels = sorted(abstract.findall(_W + "lvl"), key=lambda e: number(e.get(_W + "ilvl", "")))
        kinds[abstract.get(_W + "abstractNumId", "")] = [
            [value(e, "numFmt"), value(e, "lvlText")[:40], number(value(e, "start"), 1)]
            for e in levels
        ]
    return {
        e.get(_W + "numId", ""): kinds.get(value(e, "abstractNumId"), [])
        for e in root.findall(_W + "num")
    }


class Writer:
    """Walks the body of a document."""

    def __init__(self, styles: dict[str, Style], font: str) -> None:
        self._styles = styles
        self._font = font

    def blocks(self, parent: etree._Element) -> Iterator[dict[str, Any]]:
        """Yields paragraphs and tables of `parent` in order, those of text boxes after."""
        for element in parent:
            if element.tag == _W + "p":
                yield self.paragraph(element)
                for box in element.iter(_W + "txbxContent"):
                    if next(box.iterancestors(_MC_FALLBACK), None) is None:
                        yield from self.blocks(box)
            elif element.tag == _W + "tbl":
                yield self.table(element)
            elif element.tag in (_W + "sdt", _W + "sdtContent", _W + "ins", _W + "customXml"):
                yield from self.blocks(element)

    def paragraph(self, element: etree._Element) -> dict[str, Any]:
        """Returns the runs, heading level and list of a paragraph."""
        properties = element.find(_W + "pPr")
        style = self._styles.get(value(properties, "pStyle"), Style())
        outline = value(properties, "outlineLvl")
        heading = number(outline) + 1 if outline and number(outline, 9) < 9 else style.heading  # noqa: PLR2004
        runs = [list(run) for run in self._runs(element, style.font or self._font)]
        return {"runs": runs, "heading": heading, "list": list_of(properties) or style.list}

    def table(self, element: etree._Element) -> dict[str, Any]:
        """Returns the cells of a table by rows, and whether it has borders."""
        rows = [
            [self._cell(cell) for cell in row.iter(_W + "tc") if row in nearest(cell)]
            for row in element.iter(_W + "tr")
            if nearest(row)[0] is element
        ]
        borders = element.find(f"{_W}tblPr/{_W}tblBorders")
        named = value(element.find(_W + "tblPr"), "tblStyle")
        ruled = (
            bool(named)
            if borders is None
            else any(e.get(_W + "val") not in ("none", "nil") for e in borders)
        )
        return {"rows": rows, "ruled": ruled}

    def _cell(self, cell: etree._Element) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        for block in self.blocks(cell):
            inner = [p for row in block.get("rows", ()) for c in row for p in c]
            found += inner if "rows" in block else [block]
        return found

    def _runs(self, paragraph: etree._Element, font: str) -> Iterator[tuple[str, str]]:
        events = etree.iterwalk(paragraph, events=("start",))
        for _, element in events:
            if element.tag in _LEFT_OUT:
                events.skip_subtree()
                continue
            text = element.text if element.tag == _W + "t" else _SIGNS.get(str(element.tag))
            if not text:
                continue
            run = next(element.iterancestors(_W + "r"), None)
            properties = None if run is None else run.find(_W + "rPr")
            style = self._styles.get(value(properties, "rStyle"), Style())
            used = font_of(properties) or style.font or font
            yield text, used if used.lower().startswith(_OLD_FONTS) else ""


def nearest(element: etree._Element) -> tuple[etree._Element, ...]:
    """Returns the nearest table and row around `element`, in the order found outward."""
    found = []
    for above in element.iterancestors(_W + "tr", _W + "tbl"):
        found.append(above)
        if above.tag == _W + "tbl":
            break
    return tuple(found)


def tell(told: dict[str, Any]) -> None:
    """Prints one line for the parent."""
    sys.stdout.write(json.dumps(told) + "\n")


def main(most_bytes: str) -> None:
    """Tells what the DOCX on standard input holds."""
    try:
        archive = Archive(sys.stdin.buffer.read(), int(most_bytes))
        document = archive.tree(main_part(archive.names))
        core = archive.tree("docProps/core.xml")
        title = None if core is None else core.findtext(_DC_TITLE)
        lists = lists_of(archive.tree("word/numbering.xml"))
        styles, font = styles_of(archive.tree("word/styles.xml"))
        tell({"title": (title or "")[:500], "lists": lists})
        body = None if document is None else document.find(_W + "body")
        if body is None:
            raise FaultError(_BROKEN)
        for block in Writer(styles, font).blocks(body):
            tell(block)
    except FaultError as fault:
        tell({"fault": str(fault)})


if __name__ == "__main__":
    main(*sys.argv[1:])
