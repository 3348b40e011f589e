"""XML from outside to a tree, within bounds: no entities of its own, no depth, no bombs.

Feeds are read with lxml and not with feedparser: the sitemaps need it anyway, it is bounded
in size and depth here, and of feedparser's work (mending, cleaning of HTML) nothing is used.
"""

from __future__ import annotations

import re
import zlib
from html.entities import name2codepoint
from typing import Final

from lxml import etree

from index.errors import IngestError
from index.ingest.encoding import decode

# The protocol of sitemaps allows 50 MB; 50,000 addresses need some 10.
MOST_BYTES: Final = 16 << 20
_GZIP: Final = b"\x1f\x8b"
_GZIP_WINDOW: Final = 31
# Sitemaps and feeds are six elements deep; libxml2 itself stops at 256.
_DEEPEST: Final = 60
_MOST_ELEMENTS: Final = 1_000_000
_XML_ENTITIES: Final = frozenset({"amp", "lt", "gt", "quot", "apos"})
_NAMED: Final = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31});")
_DECLARATION: Final = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_DOCTYPE: Final = re.compile(r"<!DOCTYPE[^>\[]{0,500}>", re.IGNORECASE)


def unpack(data: bytes) -> bytes:
    """Returns `data`, unpacked where it is gzip.

    Raises:
        IngestError: it is damaged, or larger than 16 MB unpacked.
    """
    if data[:2] == _GZIP:
        worker = zlib.decompressobj(_GZIP_WINDOW)
        try:
            unpacked = worker.decompress(data, MOST_BYTES + 1)
        except zlib.error as fault:
            raise IngestError("a damaged gzip file") from fault
        if not worker.eof and len(unpacked) <= MOST_BYTES:
            raise IngestError("a damaged gzip file")
        data = unpacked
    if len(data) > MOST_BYTES:
        raise IngestError(f"larger than {MOST_BYTES >> 20} MB unpacked")
    return data


def parse_xml(data: bytes) -> etree._Element:
    """Returns the root of the XML in `data`, gzip or not; small faults are mended.

    Raises:
        IngestError: it is no XML, too large, too deep, or declares entities.
    """
    text = decode(unpack(data), html=True)
    if "<!ENTITY" in text or "<!entity" in text:
        raise IngestError("XML that declares entities is not read")
    plain = _DOCTYPE.sub("", _DECLARATION.sub("", text.lstrip("\ufeff")), count=1)
    if "<!DOCTYPE" in plain:
        raise IngestError("XML that declares its own grammar is not read")
    parser = etree.XMLParser(
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        encoding="utf-8",
    )
    try:
        root = etree.fromstring(_NAMED.sub(_character, plain).encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as fault:
        raise IngestError("not XML, or broken beyond mending") from fault
    if root is None:
        raise IngestError("not XML, or broken beyond mending")
    _check_depth(root)
    return root


def local_name(element: etree._Element) -> str:
    """Returns the name of an element without its namespace, in lower case."""
    tag = element.tag
    return tag.rsplit("}", 1)[-1].lower() if isinstance(tag, str) else ""


def text_of(element: etree._Element | None, longest: int) -> str:
    """Returns the text of an element on one line, cut at `longest` characters."""
    if element is None:
        return ""
    pieces: list[str] = []
    size = 0
    for piece in element.itertext():
        pieces.append(str(piece))
        size += len(piece)
        if size > longest * 4:
            break
    return " ".join("".join(pieces).split())[:longest]


def _character(match: re.Match[str]) -> str:
    """Writes HTML's named characters out, which XML does not know."""
    name = match[1]
    if name in _XML_ENTITIES:
        return match[0]
    code = name2codepoint.get(name)
    return f"&#{code};" if code else f"&amp;{name};"


def _check_depth(root: etree._Element) -> None:
    depth = count = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        count += event == "start"
        if depth > _DEEPEST or count > _MOST_ELEMENTS:
            raise IngestError("XML nested too deep, or of too many elements")
