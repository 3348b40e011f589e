"""Bytes to text: which encoding is this? Always NFC, always without control characters.

Knows what Vietnamese pages are saved in: UTF-8, UTF-16 and windows-1258, each with or
without a byte order mark or a declaration. What is no text is refused.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from itertools import pairwise
from typing import Final

from index.errors import IngestError

# HTML must declare its encoding within the first 1024 bytes; saved pages put comments first.
_DECLARATION_BYTES: Final = 4096
_DECLARED: Final = re.compile(
    rb"""<(?:meta\b[^>]{0,300}?\bcharset|\?xml\b[^>]{0,100}?\bencoding)\s*=\s*["']?\s*([\w.:-]{2,40})""",
    re.IGNORECASE,
)
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# First bytes of files that are no text, and what to tell about them.
_SIGNATURES: Final = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"\x1f\x8b", "a gzip file"),
    (b"SQLite format 3", "a database"),
)
# Only encodings of text that pages declare; Python's registry also has "rot13" and "zip".
_SINGLE_BYTE: Final = re.compile(
    r"^(?:windows-?|cp-?)(125[0-8])$|^iso-?8859-?(\d{1,2})$|^latin-?1$"
)
_CP1258_TONES: Final = "\u0300\u0301\u0303\u0309\u0323"
_TONED_VOWELS: Final = frozenset("aăâeêioôơuưyAĂÂEÊIOÔƠUƯY")
_VIETNAMESE_LETTERS: Final = frozenset("ăâđêôơưĂÂĐÊÔƠƯ")
# High bytes of UTF-16 code units of Vietnamese: Latin, its extensions, combining marks,
# punctuation.
_HIGH_BYTES: Final = frozenset((0x00, 0x01, 0x03, 0x1E, 0x20, 0x21, 0x22, 0x25))
_MOSTLY: Final = 0.97
# Typing errors put a tone in an odd place now and then.
_TONES_PLACED: Final = 0.9
# Broken bytes in otherwise sound UTF-8, and stray control characters, for each character.
_FEW: Final = 0.002
# Western text in windows-1252: accents and curly quotes are few.
_WESTERN_SHARE: Final = 0.2
_ASCII_END: Final = 0x80
_SAMPLE: Final = 1 << 16
_CONTROL: Final = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff\ud800-\udfff]"
)
_LINE_ENDS: Final = re.compile("\r\n|[\r\x85\u2028\u2029]")


def decode(data: bytes, *, html: bool = False) -> str:
    r"""Returns the text of `data` in NFC, lines ended by "\n", without control characters.

    With `html` the encoding that the page declares is honoured, where its bytes allow it.

    Raises:
        IngestError: `data` is binary or in an encoding that cannot be told.
    """
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            raise IngestError(f"not text but {kind}; save it as .txt, .html or .md")
    return clean(_decoded(data, html))


def clean(text: str) -> str:
    """Returns `text` in NFC, without control characters and half surrogates.

    Raises:
        IngestError: so many control characters that it is no text.
    """
    plain, removed = _CONTROL.subn("", _LINE_ENDS.sub("\n", text))
    if removed > 1 and removed > len(text) * _FEW * 5:
        raise IngestError("not text but binary data; save it as text in UTF-8")
    return unicodedata.normalize("NFC", plain.replace("\x0c", "\n"))


def utf16_without_mark(data: bytes) -> str | None:
    """Returns "utf-16-le" or "utf-16-be" when `data` looks like it, or None.

    Judged by the high bytes: in Vietnamese and English text nearly all are one of few.
    """
    sample = data[:_SAMPLE]
    half = len(sample) // 2
    if half == 0 or b"\0" not in sample:
        return None
    for name, high, low in (("utf-16-le", 1, 0), ("utf-16-be", 0, 1)):
        highs, lows = sample[high::2][:half], sample[low::2][:half]
        fitting = sum(byte in _HIGH_BYTES for byte in highs)
        if fitting >= half * _MOSTLY and lows.count(0) <= half * _FEW < highs.count(0):
            return name
    return None


def _decoded(data: bytes, html: bool) -> str:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return (
                data[len(codecs.BOM_UTF8) :].decode("utf-8", "replace")
                if (name == "utf-8")
                else data.decode(name, "replace")
            )
    if utf16 := utf16_without_mark(data):
        return data.decode(utf16, "replace")
    if b"\0" in data:
        raise IngestError("not text but binary data; save it as text in UTF-8")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    return _eight_bit(data, _declared(data) if html else None)


def _eight_bit(data: bytes, declared: str | None) -> str:
    broken = data.decode("utf-8", "replace")
    if broken.count("\ufffd") <= len(broken) * _FEW and not broken.isascii():
        return broken
    vietnamese = data.decode("cp1258", "replace")
    # Pages in windows-1258 often declare iso-8859-1: the letters themselves tell better.
    if _is_vietnamese(vietnamese):
        return vietnamese
    if declared is not None:
        return data.decode(declared, "replace")
    high = sum(byte >= _ASCII_END for byte in data)
    if high <= len(data) * _WESTERN_SHARE:
        western = data.decode("cp1252", "replace")
        if "\ufffd" not in western:
            return western
    raise IngestError("its encoding cannot be told; save it as text in UTF-8")


def _declared(data: bytes) -> str | None:
    match = _DECLARED.search(data[:_DECLARATION_BYTES])
    if match is None:
        return None
    label = match[1].decode("ascii", "replace").lower()
    known = _SINGLE_BYTE.match(label)
    if known is None:
        return None
    if known[1]:
        return f"cp{known[1]}"
    # Browsers read both names of Latin-1 as windows-1252.
    name = f"iso8859-{known[2]}" if known[2] and known[2] != "1" else "cp1252"
    try:
        return codecs.lookup(name).name
    except LookupError:
        return None


def _is_vietnamese(text: str) -> bool:
    """Tells whether `text`, read as windows-1258, has tones on vowels and few oddities."""
    sample = text[:_SAMPLE]
    tones = sum(sample.count(tone) for tone in _CP1258_TONES)
    letters = sum(sample.count(letter) for letter in _VIETNAMESE_LETTERS)
    placed = sum(
        after in _CP1258_TONES and before in _TONED_VOWELS for before, after in pairwise(sample)
    )
    foreign = sum(ord(c) >= _ASCII_END and c.isalpha() for c in sample) - letters
    if tones == 0:
        # Single words such as "Đô" have no tone; Western text has other accented letters.
        return letters > 0 and foreign <= letters // 4 and "\ufffd" not in sample
    # Precomposed "á", "é" ... stand for themselves in windows-1258 and are Vietnamese too.
    return placed >= tones * _TONES_PLACED and sample.count("\ufffd") <= len(sample) * _FEW
