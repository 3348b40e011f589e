"""Step 5's finders: where in a sentence something of an answer type stands.

Each finder takes a text and returns the code point spans of all candidates, in order.
They know forms, not meaning; which candidate answers is for `reader` to say.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from itertools import pairwise
from typing import Final

from index.answer.cues import AnswerType
from index.answer.enumerations import enumerations
from index.answer.proper import organizations, places
from index.answer.words import answer_words
from index.language.dates import find_dates
from index.language.lexicon_file import lexicon_rows, warn_of_line
from index.language.normalize import fold, nfc
from index.language.sentences import Span
from index.language.syllable import looks_vietnamese

Finder = Callable[[str], list[Span]]

# Latin capitals up to Vietnamese: ranges of code points would take in small letters.
_UPPER: Final = "A-Z" + "".join(c for c in map(chr, range(0xC0, 0x1F00)) if c.isupper())
_NAME_WORD: Final = rf"(?<![^\W\d_])(?=[{_UPPER}])[^\W\d_]+(?:['’][^\W\d_]+)?"
_CAPITALIZED: Final = re.compile(rf"{_NAME_WORD}(?:[ \u00a0]{_NAME_WORD})*")
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
    r"[Gg]iám đốc|Công đoàn|Thanh tra)[ \u00a0](?:tỉnh|thành phố|huyện|xã|phường|thị xã|quận)"
    r"[ \u00a0]+$"
)


def persons(text: str) -> list[Span]:
    """Finds names of people: a surname and up to four more capitalized syllables.

    After an honorific ("đồng chí", "ông") any two capitalized syllables are a name; after
    "đường" or "phường" none is.
    """
    found = []
    for match in _CAPITALIZED.finditer(text):
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
    if len(names) in _NAME_WORDS and all(_is_foreign(name) for name in names[:2]):
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


def _is_foreign(word: str) -> bool:
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


# "ngày 05 và ngày 20 hằng tháng": days of every month.
_DAYS: Final = re.compile(
    r"(?:[Cc]ác )?(?<!\d )ngày \d{1,2}(?![\d/.-])(?:(?:,| và|, ngày| và ngày) ?\d{1,2}(?![\d/.-]))*"
    r"(?: (?:hằng|hàng|mỗi) tháng)?(?! tháng)"
)
_YEARS: Final = re.compile(r"(?:[Nn]ăm )?(?<![\d/])(?:19|20)\d\d(?![\d/])(?:-(?:19|20)\d\d)?")
_WEEKDAY: Final = r"(?:thứ (?:Hai|Ba|Tư|Năm|Sáu|Bảy|hai|ba|tư|năm|sáu|bảy)|[Cc]hủ nhật)"
# Days of every week; not "thứ Hai, ngày 05/3", which the date tells.
_WEEKDAYS: Final = re.compile(
    rf"(?:[Cc]ác )?(?:ngày )?(?:(?:[Ss]áng|[Cc]hiều|[Tt]ối) )?(?<!\w){_WEEKDAY}"
    rf"(?:(?:,| và| đến)(?: (?:sáng|chiều|tối))? {_WEEKDAY})*(?: (?:hằng|hàng|mỗi) tuần)?"
    r"(?!\w)(?!,? ?\(?(?:ngày )?\d)",
    re.IGNORECASE,
)
# Between two dates that make one stretch of time.
_TO: Final = re.compile(
    r"\s*(?:\([^)]{1,20}\)\s*)?(?:đến|tới|-|–)(?: hết)?(?:,? thứ \w+,?| Chủ nhật,?)?(?: ngày)?\s*"
)


def dates(text: str) -> list[Span]:
    """Finds dates and years, the longest form of each, and stretches from one to another."""
    found = [Span(m.start, m.end) for m in find_dates(text)]
    for pattern in (_DAYS, _YEARS, _WEEKDAYS):
        for match in pattern.finditer(text):
            if not any(s.start < match.end() and match.start() < s.end for s in found):
                found.append(Span(match.start(), match.end()))
    found.sort(key=lambda span: span.start)
    stretches = [
        Span(_stretch_start(text, first.start), last.end)
        for first, last in pairwise(found)
        if _TO.fullmatch(text[first.end : last.start])
    ]
    return sorted(found + stretches, key=lambda span: span.start)


# "từ thứ Bảy, ngày 29/8 đến hết ngày 02/9": what opens the stretch is said with it.
_FROM: Final = re.compile(rf"(?:[Tt]ừ )?(?:{_WEEKDAY},? )?(?:[Nn]gày |[Tt]háng |[Nn]ăm )?$")
_LONGEST_FROM: Final = 25


def _stretch_start(text: str, first: int) -> int:
    begin = max(0, first - _LONGEST_FROM)
    opened = _FROM.search(text[begin:first])
    return begin + opened.start() if opened else first


def _finder(*patterns: str, flags: int = 0) -> Finder:
    compiled = [re.compile(pattern, flags) for pattern in patterns]

    def find(text: str) -> list[Span]:
        found: list[Span] = []
        for pattern in compiled:
            for match in pattern.finditer(text):
                if not any(s.start < match.end() and match.start() < s.end for s in found):
                    found.append(Span(match.start(), match.end()))
        return sorted(found, key=lambda span: span.start)

    return find


_NUMBER: Final = r"(?<![\d.,/-])\d+(?:[.,]\d+)*(?![\d/])"
_SPELLED: Final = (
    r"(?:hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|hàng chục|hàng trăm|hàng nghìn|hàng ngàn)"
)
_CLOCK: Final = r"\d{1,2}(?:[h:]\d{2}|[ ]?giờ(?:[ ]\d{1,2}(?:[ ]phút)?)?|h)(?!\w)"
FINDERS: Final[Mapping[AnswerType, Finder]] = {
    AnswerType.PERSON: persons,
    AnswerType.DATE: dates,
    AnswerType.TIME: _finder(
        rf"(?:[Tt]ừ[ ])?{_CLOCK}(?:[ ]?(?:-|–|đến|tới)[ ]?{_CLOCK})?"
        rf"(?:(?:,|;| và)?[ ](?:(?:buổi )?(?:sáng|chiều)[ ]?:?[ ]?)?(?:từ )?{_CLOCK}"
        rf"(?:[ ]?(?:-|–|đến|tới)[ ]?{_CLOCK})?)*",
    ),
    AnswerType.MONEY: _finder(
        rf"(?:[Hh]ơn |[Gg]ần |[Kk]hoảng )?{_NUMBER}[ ]?(?:nghìn |ngàn |triệu |tỷ |tỉ )*"
        r"(?:đồng(?!\s*chí)|VNĐ|VND|USD|đ(?!\w))(?:/[^\W\d]+\d?)?",
        rf"(?:[Hh]ơn |[Gg]ần |[Kk]hoảng )?{_NUMBER}[ ]?(?:triệu|tỷ|tỉ)(?!\w)",
        r"[Mm]iễn (?:phí|lệ phí)|[Kk]hông thu (?:phí|lệ phí)",
    ),
    AnswerType.PERCENT: _finder(rf"{_NUMBER}[ ]?%", rf"{_NUMBER} phần trăm"),
    AnswerType.RANK: _finder(
        r"(?:(?:vị trí|hạng)[ ])?(?<!lần )thứ (?:\d+|nhất|nhì|hai|ba|tư|năm)(?:/\d+)?",
        r"(?<!bảng xếp )(?:hạng|vị trí|top)[ ](?:\d+|nhất|nhì|ba)(?:/\d+)?",
        r"(?<!\w)[Gg]iải (?:[Nn]hất|[Nn]hì|[Bb]a|[Kk]huyến khích|[Đđ]ặc biệt|[ABC](?!\w))",
        r"(?<!\w)[Hh]uy chương (?:[Vv]àng|[Bb]ạc|[Đđ]ồng)",
        r"(?:[Nn]hất|[Nn]hì|[Bb]a)(?= toàn (?:đoàn|tỉnh|quốc))",
        r"(?<!\d)\d{1,2}/(?:63|34|\d{2})(?=[ ](?:tỉnh|thành|đơn vị|địa phương))",
    ),
    AnswerType.PHONE: _finder(
        # Groups of any length, eight digits or more in all; no date.
        r"(?<![\d/])(?!\d{1,2}[.-]\d{1,2}[.-](?:19|20)\d\d(?!\d))"
        r"(?=\(?\+?(?:[ .)-]{0,2}\d){8,13}(?!\d))"
        r"(?:\(0\d{2,4}\)|\+84|0\d{1,4}|1[89]00)(?:[ .-]?\d{1,5}){1,5}(?!\d)",
        r"(?<=[Tt]ổng đài )\d{3,5}(?!\d)",
        r"(?<=[Gg]ọi )(?:số )?1\d{2,3}(?![\d/.-])",
    ),
    AnswerType.EMAIL: _finder(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    AnswerType.WEB: _finder(
        r"https?://[^\s)>\]”\"']+[^\s)>\]”\"'.,;:]",
        r"(?<![@\w.])(?:[a-z0-9-]+\.){1,4}(?:vn|com|org|net|example)(?:/[^\s)>\]”\"',;]*[^\s)>\]”\"',;.])?",
    ),
    AnswerType.DOCUMENT: _finder(
        r"(?:(?:Quyết định|Nghị quyết|Nghị định|Thông tư|Chỉ thị|Kế hoạch|Công văn|Thông báo|"
        r"Giấy phép|Luật|Hướng dẫn|Văn bản|Tờ trình|Báo cáo|Chương trình|Quy chế)"
        r"(?: (?:số|xuất bản số))? )?\d{1,5}(?:/\d{4})?(?:/|-)[A-ZĐ][\w&Đ]*(?:[-/.][A-ZĐ][\w&Đ]*)*",
    ),
    AnswerType.DURATION: _finder(
        rf"(?<!\w)(?:{_NUMBER}|{_SPELLED})(?:[ ]?(?:-|–|đến)[ ]?{_NUMBER})?"
        r"[ ]?(?:ngày(?: làm việc)?|tháng|"
        r"năm|tuần|phút|giờ(?! \d)(?: đồng hồ| làm việc)?|tiếng|giây|buổi|đêm|quý)(?!\w)"
        r"(?:[ ](?:\d+[ ])?(?:rưỡi|phút|giây|tháng)(?!\w))?",
    ),
    # "27/28 phiếu"
    AnswerType.NUMBER: _finder(
        r"(?<![\d.,/-])\d+/\d+(?=[ ][^\W\d])", _NUMBER, rf"(?<!\w){_SPELLED}(?= [^\W\d]{{2,}})"
    ),
    AnswerType.PLACE: places,
    AnswerType.ORGANIZATION: organizations,
    AnswerType.LIST: lambda text: enumerations(text, persons, organizations),
}  # fmt: skip


@lru_cache(maxsize=8192)
def find_spans(answer_type: AnswerType, text: str) -> tuple[Span, ...]:
    """Returns the candidates of a type in `text`; none for types without a form."""
    finder = FINDERS.get(answer_type)
    return tuple(finder(text)) if finder else ()


_QUOTED: Final = re.compile(r"[\"“]([^\"”“]{2,80})[\"”]")


@lru_cache(maxsize=8192)
def proper_names(text: str) -> tuple[Span, ...]:
    """Finds what is named, whatever it is: capitalized words in a row, and what is quoted."""
    found = [
        Span(m.start(), m.end())
        for m in _CAPITALIZED.finditer(text)
        # "Bệnh viện", "Hồ sơ": one capital begins a common noun.
        if m.start() > 0
        and text[m.start() - 1] not in "/-&"
        and (" " in m.group() or m.group().isupper() or _is_foreign(m.group()))
    ]
    found += [Span(m.start(1), m.end(1)) for m in _QUOTED.finditer(text)]
    return tuple(found)
