"""Where in a sentence people are named."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from index.answer.words import answer_words
from index.language.lexicon_file import lexicon_rows, warn_of_line
from index.language.normalize import fold, nfc
from index.language.sentences import Span
from index.language.syllable import looks_vietnamese

# Latin capitals up to Vietnamese: ranges of code points would take in small letters.
_UPPER: Final = "A-Z" + "".join(c for c in map(chr, range(0xC0, 0x1F00)) if c.isupper())
_NAME_WORD: Final = rf"(?<![^\W\d_])(?=[{_UPPER}])[^\W\d_]+(?:['’][^\W\d_]+)?"
CAPITALIZED: Final = re.compile(rf"{_NAME_WORD}(?:[ \u00a0]{_NAME_WORD})*")
_HONORIFIC: Final = re.compile(
    r"(?<!\w)(?:đồng chí|đ/c|ông|bà|anh|chị|em|cô|chú|bác sĩ|kỹ sư|thạc sĩ|tiến sĩ|nhà báo|"
    r"thí sinh|tác giả|học sinh|sinh viên|cháu|GS|PGS|TS|ThS|BS|KS|CN)\.?[ \u00a0]+$",
    re.IGNORECASE,
)
_NAME_PART: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
# "X Thị Y", "X Văn Y" is a person, whatever X is.
_MIDDLE_NAMES: Final = frozenset({"Thị", "Văn"})
_NAME_WORDS: Final = range(2, 6)
_TITLES: Final = frozenset({"ông", "bà", "anh", "chị", "em", "cô"})
# "Đoàn Khối", "Hội Cựu": bodies and posts that begin like a surname.
_POSTS: Final = frozenset({"Phó", "Chánh", "Trưởng", "Nguyên", "Quyền", "Giám", "Bí", "Chủ"})
_AFTER_NO_SURNAME: Final = frozenset(
    {"Khối", "Thanh niên", "TNCS", "Chủ", "Bí", "Giám", "Trưởng", "Chấp", "Thường", "Việt"}
)
# A surname that fewer percent of people bear is an ordinary word too often ("Yên Bái",
# "Hồng Đức"): only with two more syllables is it a name.
_COMMON_SHARE: Final = 0.1
_RARE_NAME_WORDS: Final = 3
_STREET: Final = re.compile(
    r"(?:đường|phố|đại lộ|quốc lộ|phường|xã|quận|huyện|trường|tỉnh|thành phố|thị xã|TP\.?|"
    r"giải thưởng|giải|nhà thi đấu|tư tưởng|cúp|công viên|Đoàn TNCS|Cộng sản)[ \u00a0]+$",
    re.IGNORECASE,
)

# "Chủ tịch UBND tỉnh Đỗ Bá Thịnh": the place ends the post, a person follows.
_OFFICE_OF_PLACE: Final = re.compile(
    r"(?:UBND|HĐND|MTTQ|Tổ quốc|nhân dân|Công an|Tòa án|Đoàn|Hội|Sở|[Bb]í thư|[Cc]hủ tịch|"
    r"[Gg]iám đốc|[Cc]ông đoàn|CĐVC|Liên đoàn Lao động|LĐLĐ|Hội LHPN|Thanh tra)[ \u00a0]"
    r"(?:tỉnh|thành phố|huyện|xã|phường|thị xã|quận)"
    r"[ \u00a0]+$"
)


def persons(text: str) -> list[Span]:
    """Finds names of people: a surname and up to four more capitalized syllables.

    After an honorific ("đồng chí", "ông") any two capitalized syllables are a name; after
    "đường" or "phường" none is.
    """
    found = []
    for match in CAPITALIZED.finditer(text):
        words = list(_NAME_PART.finditer(match.group()))
        first = _name_start(text, match, words)
        if first is None:
            continue
        kept = words[first : first + _NAME_WORDS[-1]]
        span = Span(match.start() + kept[0].start(), match.start() + kept[-1].end())
        if (
            len(kept) in _NAME_WORDS
            and text[span.start : span.end] not in answer_words().no_persons
        ):
            found.append(span)
    return found


def _name_start(text: str, match: re.Match[str], words: list[re.Match[str]]) -> int | None:
    before = text[max(0, match.start() - 40) : match.start()]
    if _STREET.search(before) and not (
        len(words) >= _RARE_NAME_WORDS and _OFFICE_OF_PLACE.search(before)
    ):
        return None
    first = 0
    while first < len(words) and words[first].group().lower() in _TITLES:
        first += 1  # "Ông Đỗ ..." at the start of a sentence
    if first < len(words) and words[first].group() in _POSTS:
        return None
    named = first > 0 or _HONORIFIC.search(before)
    # "học sinh Trường THPT Cái Mây"
    body = words[first:] and (
        words[first].group().lower() in answer_words().organization_heads
        or (
            any(len(w.group()) > 1 and w.group().isupper() for w in words[first:])
            and not match.group().isupper()
        )
    )
    if named and not body and len(words) - first in _NAME_WORDS:
        return first
    if (
        len(words) - first >= _RARE_NAME_WORDS
        and not body
        and (words[first + 1].group() in _MIDDLE_NAMES or _titled(before, words[first].group()))
    ):
        return first
    surnames = known_surnames()
    for position in range(first, len(words) - 1):
        word, following = words[position].group(), words[position + 1].group()
        rare = len(words) - position < _RARE_NAME_WORDS and surnames.get(word, 0) < _COMMON_SHARE
        known = word in surnames or word in answer_words().rare_surnames
        if known and not rare and following not in _AFTER_NO_SURNAME:
            return position
        if word.isupper() and len(word) > 1:
            return None
    names = [word.group() for word in words[first:]]
    if len(names) in _NAME_WORDS and all(is_foreign(name) for name in names[:2]):
        return first
    return None


def _titled(before: str, name: str) -> bool:
    """Tells whether a post or a calling stands right before a name that begins no body's."""
    titles = answer_words().person_titles
    words = before.lower().split()
    titled = before.endswith((" ", "\u00a0")) and any(
        " ".join(words[-length:]) in titles for length in (1, 2, 3)
    )
    return titled and name.lower() not in answer_words().organization_heads and not name.isupper()


def is_foreign(word: str) -> bool:
    """Tells whether a capitalized word is spelled as no Vietnamese syllable is."""
    return not word.isupper() and not looks_vietnamese(fold(word))


@cache
def known_surnames() -> dict[str, float]:
    """Returns the surnames of `data/lexicon/surnames.tsv` with their share in percent."""
    shares: dict[str, float] = {}
    for number, (name, share, *_) in lexicon_rows("surnames.tsv", 2):
        try:
            shares[nfc(name)] = float(share)
        except ValueError:
            warn_of_line("surnames.tsv", number, f"{share!r} is no number")
    return shares
