"""Text typed for the fonts used before Unicode, TCVN3 (.VnTime) and VNI, to Unicode.

Such fonts show Vietnamese letters at the places of Western ones: "Céng hßa" is "Cộng hòa".
Where the document names its fonts these tell; else the words do: read as they stand few are
spelled as Vietnamese syllables are, read by the right table nearly all. Bytes in encodings
of Unicode's age are the matter of `index.ingest.encoding`. The tables are our own
(`data/lexicon/old_fonts.tsv`): the only library found, viparse, is three months old, asks
for a whole text in one encoding, and does not know the fonts whose letters are capitals.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from typing import Final

from index.language.lexicon_file import lexicon_rows
from index.language.normalize import nfc
from index.language.spelling import is_syllable

SOFT_HYPHEN: Final = "\u00ad"
_CODE_OF_SOFT_HYPHEN: Final = "U+00AD"
_NO_CODE: Final = "-"
_LATIN_1_END: Final = 0xFF
_EDGES: Final = "\"'()[]{}<>.,;:!?/“”‘’…–"
_WORD: Final = re.compile(r"[^\s/,;:()\"]+")
_IN_WORD: Final = r"""[^\s\d\-.,;:!?()"']"""
_HYPHENED: Final = re.compile(rf"(?<!{_IN_WORD}){_IN_WORD}*-{_IN_WORD}*")
_LONGEST_WORD: Final = 30
# Windows keeps typographic signs there; in all three kinds of text they mean the same.
_SIGNS: Final = frozenset("‘’“”–—…•€™ŠšŽžŒœŸˆ˜†‡‰‹›ƒ„‚\u00a0\ufffd")
# So many words must get better; one or two may do so by chance.
_FEWEST_WORDS: Final = 3
_MOSTLY: Final = 0.8
_TIMES_BETTER: Final = 4
_CACHED: Final = 1 << 15
_CAPITALS: Final = re.compile(r"H(?=$|[\s,\-]|Bold|Italic)")


class OldEncoding(StrEnum):
    """What a font from before Unicode shows Vietnamese letters for."""

    TCVN3 = "TCVN3"
    VNI = "VNI"


@dataclass(frozen=True, slots=True)
class Weighed:
    """Words beyond ASCII, as they stand and as read by a table: how many are syllables."""

    words: int
    as_is: int
    read: int
    better: int
    worse: int


def to_unicode(text: str) -> str:
    """Returns `text` in Unicode if it was typed for an old font, else as it is.

    >>> to_unicode("Céng hßa x· héi chñ nghÜa ViÖt Nam")
    'Cộng hòa xã hội chủ nghĩa Việt Nam'
    """
    return "\n".join(runs_to_unicode([(line, "") for line in text.split("\n")]))


def runs_to_unicode(runs: Sequence[tuple[str, str]]) -> list[str]:
    """Returns the texts of a document's `runs` of text and font in Unicode.

    The font is "" where it is unknown. What is Unicode already comes out unchanged.
    """
    sure = {
        kind: [text for text, font in runs if encoding_of(font) is kind] for kind in OldEncoding
    }
    trusted = {kind: _fits(texts, kind) for kind, texts in sure.items()}
    guessed = _guess([text for text, font in runs if encoding_of(font) is None])
    converted: list[str] = []
    for text, font in runs:
        kind = encoding_of(font)
        if kind is not None:
            usable = trusted[kind] and not _is_unicode(text)
            plain = read_as(text, kind) if usable else text
            shown = plain.upper() if usable and _CAPITALS.search(font) else plain
            converted.append(shown)
        elif guessed is not None and not _is_unicode(text) and not _is_better_kept(text, guessed):
            converted.append(read_as(text, guessed))
        else:
            converted.append(text)
    return converted


@lru_cache(maxsize=_CACHED)
def encoding_of(font: str) -> OldEncoding | None:
    """Returns the encoding of a font by its name: ".VnTime", "VNI-Times"; None for others."""
    if font.upper().startswith("VNI"):
        return OldEncoding.VNI
    return OldEncoding.TCVN3 if re.match(r"\.Vn|Vn[A-Z3]", font) else None


def read_as(text: str, kind: OldEncoding) -> str:
    """Returns `text`, typed for a font of `kind`, in NFC."""
    if kind is OldEncoding.TCVN3:
        # Writers of PDF turn the letter "ư", which has the code of a soft hyphen, into "-".
        text = _HYPHENED.sub(_horned, text)
    table, pattern = _table(kind)
    return nfc(pattern.sub(lambda match: table[match[0]], text))


def _horned(match: re.Match[str]) -> str:
    word = match[0].replace("-", SOFT_HYPHEN)
    table, pattern = _table(OldEncoding.TCVN3)
    plain = pattern.sub(lambda found: table[found[0]], word)
    return word if len(word) > 1 and is_syllable(plain) else match[0]


@cache
def _table(kind: OldEncoding) -> tuple[dict[str, str], re.Pattern[str]]:
    """Returns codes to letters, and a pattern that finds the longest code first."""
    table: dict[str, str] = {}
    column = 1 if kind is OldEncoding.TCVN3 else 2
    for _, parts in lexicon_rows("old_fonts.tsv", 3):
        code = parts[column].replace(_CODE_OF_SOFT_HYPHEN, SOFT_HYPHEN)
        if code != _NO_CODE:
            table[code] = parts[0]
            if len(code) > 1 and code.isupper():
                # A capital that carries the mark of a small letter.
                table.setdefault(code[0] + code[1:].lower(), parts[0])
    codes = sorted(table, key=len, reverse=True)
    return table, re.compile("|".join(map(re.escape, codes)))


def _guess(texts: Sequence[str]) -> OldEncoding | None:
    """Returns the encoding that the words of `texts` speak for, if any does clearly."""
    unicode_words = sum(_is_unicode(word) for text in texts for word in _WORD.findall(text))
    best, kind = 0, None
    for candidate in OldEncoding:
        w = _weigh(texts, candidate)
        against = w.worse + unicode_words
        clear = w.better >= _FEWEST_WORDS and w.better > _TIMES_BETTER * against
        if clear and w.read >= w.words * _MOSTLY and w.read > best:
            best, kind = w.read, candidate
    return kind


def _fits(texts: Sequence[str], kind: OldEncoding) -> bool:
    """Tells whether the font may be believed: Unicode is at times shown in an old font."""
    weighed = _weigh(texts, kind)
    return weighed.read >= weighed.as_is


def _is_better_kept(text: str, kind: OldEncoding) -> bool:
    weighed = _weigh([text], kind)
    return weighed.as_is > weighed.read


def _weigh(texts: Iterable[str], kind: OldEncoding) -> Weighed:
    words = as_is = read = better = worse = 0
    for text in texts:
        if text.isascii() or _is_unicode(text):
            continue
        for found in _WORD.findall(text):
            word = found.strip(_EDGES)
            # One sign alone may be a footnote's: "¹".
            if word.isascii() or not 1 < len(word) < _LONGEST_WORD:
                continue
            before, after = is_syllable(word), _reads(word, kind)
            words += 1
            as_is += before
            read += after
            better += after and not before
            worse += before and not after
    return Weighed(words, as_is, read, better, worse)


@lru_cache(maxsize=_CACHED)
def _reads(word: str, kind: OldEncoding) -> bool:
    return all(is_syllable(part) for part in read_as(word, kind).split("-") if part)


def _is_unicode(text: str) -> bool:
    """Tells whether `text` has letters that old fonts have no code for."""
    return any(ord(char) > _LATIN_1_END and char not in _SIGNS for char in text)
