"""How a Vietnamese question asks: which of its question words counts, and for what.

A question may hold several: "Ai nuôi lợn bị dịch thì được hỗ trợ bao nhiêu vậy mấy anh?" asks
for money. The words are in `data/lexicon/answer_types.toml`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from index.answer.cues import AnswerType, VietnameseCues, Words, answer_cues
from index.answer.roles import posts_in
from index.answer.units import unit_words
from index.answer.whether import asks_whether, bare_question
from index.language.normalize import fold

_COUNTING: Final = frozenset({"bao nhieu", "may", "nhieu", "bao nhiu"})
_GENERIC: Final = frozenset({"gi", "nao", "chi", "mo"})
# "chi" and "mô" ask in the Centre; elsewhere they begin other words ("chi phí", "mô hình").
_CENTRAL_AFTER: Final = frozenset(
    {"cái", "là", "làm", "mần", "việc", "món", "thứ", "điều", "con", "có", "bị", "được", "chuyện",
     "xã", "huyện", "bản", "thôn", "trường", "đội", "ông", "bà", "thằng", "người", "nhà", "loại",
     "o", "cây", "giải", "chỗ", "bên", "khoản", "phần", "cần", "đem", "mang", "nói", "nộp", "gồm"}
)  # fmt: skip
_NO_MO: Final = frozenset({"quy", "vi", "xi", "hình", "tả", "phỏng", "men", "đất"})
_NO_CHI: Final = frozenset({"chi phí", "chi đoàn", "chi nhánh", "chi cục", "chi bộ", "chi hội"})
_NO_STAR: Final = frozenset({"bản", "ban", "ngôi", "ngoi", "3", "4", "5", "ba", "bốn", "năm", "hạng"})
# "ai cũng", "nào cũng": everybody, any.
_ANY: Final = frozenset({"cũng", "cung"})
_NOUN_REACH: Final = 3
_SEVERAL: Final = frozenset({"những", "nhung", "các", "cac", "mấy"})
_THEN: Final = frozenset({"thì", "thi"})
# Types that "bao nhiêu" may ask for.
_COUNTED: Final = frozenset(
    {AnswerType.PHONE, AnswerType.PERCENT, AnswerType.RANK, AnswerType.MONEY, AnswerType.DURATION}
)
# Types for which "thế nào" may stand: "giờ làm việc thế nào".
_AS_IT_IS: Final = frozenset({AnswerType.TIME, AnswerType.PHONE, AnswerType.MONEY})
_MATTERS: Final = frozenset({"thi", "cong nghe", "ung dung", "dung", "ve", "tro ly", "hoc"})


# "giờ làm việc thế nào": how something is.
_HOW: Final = frozenset({"nào", "nao", "sao"})


@dataclass(frozen=True, slots=True)
class Ask:
    """A question word at a place, and what it asks for."""

    start: int
    end: int
    kind: AnswerType
    weak: bool = False
    """It may ask nothing: "mấy anh", the "gì" of "không có gì"."""
    general: bool = False
    """What the question is about may tell more than the word does."""


def vietnamese_type(terms: Sequence[str]) -> AnswerType | None:
    """Returns the type that a Vietnamese question asks for, None for keywords that tell none.

    >>> vietnamese_type("ai bị phạt thì nộp bao nhiêu vậy mấy anh".split()).value
    'money'
    >>> vietnamese_type("diện tích trụ sở mới".split()).value
    'number'
    """
    cues = answer_cues().of(terms)
    typed, terms = terms, bare_question(terms)
    asks = list(_asks(terms, cues))
    if asks_whether(typed, terms, [ask.start for ask in asks if not ask.weak]):
        return AnswerType.YES_NO
    counted = _counted(asks, terms)
    if counted is None:
        return _about(terms, cues)
    if not counted.general:
        return counted.kind
    about = _about(terms, cues)
    if counted.kind is AnswerType.MANNER:
        return about if about in _AS_IT_IS and cues.about.match(terms, 0) else counted.kind
    if counted.kind is AnswerType.NUMBER:
        return about if about in _COUNTED else counted.kind
    if counted.kind is AnswerType.MONEY:
        return about if about in (AnswerType.PERCENT, AnswerType.PHONE) else counted.kind
    return about or counted.kind


def _counted(asks: Sequence[Ask], terms: Sequence[str]) -> Ask | None:
    """Returns the question word that counts: why, wherever it is asked; else the last one, but
    for "ai" that opens a question of one clause.
    """
    sure = [ask for ask in asks if not ask.weak] or list(asks)
    if not sure:
        return None
    for ask in sure:
        if ask.kind is AnswerType.REASON:
            return ask
    first, last = sure[0], sure[-1]
    opens = first.start == 0 and first.kind is AnswerType.PERSON
    general = last.kind in _NAMED_BY_WHICH
    return first if opens and general and not _THEN & set(terms[first.end : last.start]) else last


_NAMED_BY_WHICH: Final = frozenset(
    {AnswerType.PERSON, AnswerType.THING, AnswerType.ORGANIZATION, AnswerType.LIST,
     AnswerType.RANK, AnswerType.PLACE}
)  # fmt: skip


def _asks(terms: Sequence[str], cues: VietnameseCues) -> Iterator[Ask]:
    at = 0
    previous: Ask | None = None
    while at < len(terms):
        ask = _ask_at(terms, at, cues)
        if ask is None:
            at += 1
            continue
        listed = previous is not None and previous.kind is AnswerType.LIST
        if (ask.end >= len(terms) or terms[ask.end] not in _ANY) and not (
            listed and previous is not None and previous.end == ask.start
        ):
            yield ask
            previous = ask
        at = ask.end


def _ask_at(terms: Sequence[str], at: int, cues: VietnameseCues) -> Ask | None:
    counting = _counting_at(terms, at)
    fixed = cues.ask.match(terms, at)
    if fixed is not None and (not counting or fixed[0] > counting):
        length, kind = fixed
        if kind is AnswerType.PERSON and _is_matter(terms, at):
            return None
        if kind is AnswerType.RANK and at and fold(terms[at - 1]) in _ON_DAYS:
            kind = AnswerType.DATE  # "tiếp dân thứ mấy"
        return Ask(at, at + length, kind, general=kind is AnswerType.MANNER and terms[at + length - 1] in _HOW)
    if counting:
        return _count_ask(terms, at, at + counting, cues)
    word = fold(terms[at])
    if word == "sao" and (at == 0 or terms[at - 1] not in _NO_STAR):
        clause = at == 0 or terms[at - 1] in ("mà", "ma", "nhưng", "nhung")
        return Ask(at, at + 1, AnswerType.REASON if clause else AnswerType.MANNER, weak=clause)
    if word in _GENERIC and _asks_indeed(terms, at):
        return _which_ask(terms, at, cues)
    return None


_ON_DAYS: Final = frozenset({"tiep", "dan", "hop", "vao", "nghi", "gom", "ngay", "hom", "cd"})


def _is_matter(terms: Sequence[str], at: int) -> bool:
    """Tells whether "ai" is artificial intelligence: "cuộc thi ai"."""
    return at > 0 and fold(terms[at - 1]) in _MATTERS and fold(terms[at]) == "ai"


def _asks_indeed(terms: Sequence[str], at: int) -> bool:
    """Tells whether "chi", "mô" are question words; without marks they never are alone."""
    word = terms[at]
    if fold(word) not in ("chi", "mo"):
        return True
    before, after = terms[at - 1] if at else "", terms[at + 1] if at + 1 < len(terms) else ""
    if word == "mô":
        return at > 0 and before not in _NO_MO and after not in _NO_MO
    marked = any(term != fold(term) for term in terms)
    return word == "chi" and marked and at > 0 and (not after or before in _CENTRAL_AFTER) and (
        f"{word} {after}" not in _NO_CHI
    )


# --- "bao nhiêu", "mấy" -----------------------------------------------------------------


def _counting_at(terms: Sequence[str], at: int) -> int:
    """Returns of how many terms a counting word at this place is made, 0 for none."""
    if fold(" ".join(terms[at : at + 2])) in _COUNTING:
        return 2
    # "nhiều" is many; without marks only "bao nhieu" asks.
    return int(terms[at] in ("mấy", "may", "nhiêu"))


def _count_ask(
    terms: Sequence[str], start: int, end: int, cues: VietnameseCues
) -> Ask | None:
    def said(words: Words) -> bool:
        return any(words.match(terms, at) for at in range(len(terms)))

    before = fold(terms[start - 1]) if start else ""
    if before in ("so", "mang") and fold(terms[start - 1]) == "so":
        return Ask(start, end, _numbered(said, cues))
    few = fold(terms[start]) == "may"
    unsure = terms[start] == "may" and before not in _BEFORE_FEW
    if unsure and fold(" ".join(terms[end : end + 1])) in _MACHINES:
        return None  # "máy" without marks
    rest = terms[end:]
    if cues.money.match(terms, end) and fold(" ".join(rest[:2])) != "dong chi":
        return Ask(start, end + 1, AnswerType.MONEY)
    hour = rest and fold(rest[0]) in ("gio", "h") and rest[:2] != ["giờ", "đồng"]
    if hour:
        lasting = before in ("trong", "het", "mat", "keo", "dai", "khoang", "am", "toi da")
        kind = AnswerType.DURATION if lasting and not few else AnswerType.TIME
        return Ask(start, end + 1, kind)
    multiple = cues.multiples.match(terms, end)
    if multiple:
        end += multiple[0]
        if cues.money.match(terms, end) or _ends(terms, end, cues):
            return Ask(start, end, AnswerType.MONEY)
        if fold(terms[end - 1]) in ("trieu", "ty", "ti", "nghin", "ngan"):
            return Ask(start, end, AnswerType.MONEY if said(cues.money_words) else AnswerType.NUMBER)
    elif cues.durations.match(terms, end):
        several = few and bool(cues.several.match(terms, end)) and before not in _BEFORE_FEW
        return Ask(start, end + 1, AnswerType.DURATION, weak=several or unsure)
    if few and cues.several.match(terms, end) and before not in _BEFORE_FEW:
        return Ask(start, end + 1, AnswerType.NUMBER, weak=True)
    if not _ends(terms, end, cues):
        return Ask(start, end, AnswerType.NUMBER, weak=unsure)
    if said(cues.phone_words):
        return Ask(start, end, AnswerType.PHONE)
    if said(cues.money_words):
        return Ask(start, end, AnswerType.MONEY, general=True)
    return Ask(start, end, AnswerType.NUMBER, general=True)


# Before "mấy" these say that it counts: "có mấy anh chị", "gồm mấy người".
_BEFORE_FEW: Final = frozenset(
    {"co", "gom", "duoc", "tuyen", "het", "lay", "toi", "den", "khoang", "trong", "tong", "cong",
     "ca", "voi", "chia", "lam", "mat", "chet", "nhan", "trao", "can", "o", "cu", "dat", "mo",
     "xay", "phat", "chi", "cap", "nop", "thu", "keo", "dai", "hon", "moi", "them"}
)  # fmt: skip
_MACHINES: Final = frozenset(
    {"tinh", "moc", "bay", "chu", "in", "phat", "dien", "lanh", "loc", "cay", "gat", "mac", "quay",
     "do", "chieu", "quet", "bom", "xuc", "nong", "thu"}
)  # fmt: skip


def _numbered(said: Callable[[Words], bool], cues: VietnameseCues) -> AnswerType:
    """Returns what "số mấy", "số nào" ask for: by what is numbered."""
    if said(cues.phone_words):
        return AnswerType.PHONE
    return AnswerType.DOCUMENT if said(cues.document_words) else AnswerType.NUMBER


def _ends(terms: Sequence[str], at: int, cues: VietnameseCues) -> bool:
    """Tells whether no counted thing follows: "bao nhiêu một tháng", "bao nhiêu?"."""
    if at >= len(terms) or cues.each.match(terms, at):
        return True
    marked = any(term != fold(term) for term in terms)
    return marked and not unit_words(terms[at:])


# --- "nào", "gì" ------------------------------------------------------------------------


def _which_ask(terms: Sequence[str], at: int, cues: VietnameseCues) -> Ask:
    end = at + 1
    before = [fold(term) for term in terms[:at]]
    if before[-1:] == ["ten"] or before[-2:] in (["ten", "la"], ["goi", "la"]):
        named = posts_in(" ".join(terms[:at])) or _first_noun(terms[:at], cues) is AnswerType.PERSON
        return Ask(at, end, AnswerType.PERSON if named else AnswerType.THING)
    if before[-1:] == ["so"] and terms[at - 1] != "sở":
        kind = _numbered(lambda words: any(words.match(terms, i) for i in range(len(terms))), cues)
        bare = terms[at - 1] == "so" and kind is AnswerType.NUMBER
        return Ask(at, end, AnswerType.ORGANIZATION if bare else kind)
    if before[-1:] == ["la"]:
        return Ask(at, end, AnswerType.THING, general=True)
    kind = _noun_before(terms, at, cues)
    several = _SEVERAL & set(terms[max(0, at - _LONGEST_SEVERAL) : at])
    if several and kind not in (AnswerType.DATE, AnswerType.TIME):
        return Ask(at, end, AnswerType.LIST)
    if kind is not None:
        return Ask(at, end, kind)
    nothing = bool(_NOTHING & {*before[-2:], *(fold(term) for term in terms[end : end + 1])})
    return Ask(at, end, AnswerType.THING, weak=nothing)


_NOTHING: Final = frozenset({"khong", "chang", "cha", "hong", "dau", "het", "ca"})
# "nông thôn nào" asks for no thôn.
_SHIELDED: Final = frozenset({"nông thôn", "nong thon", "trường hợp", "truong hop"})


def _noun_before(terms: Sequence[str], at: int, cues: VietnameseCues) -> AnswerType | None:
    """Returns the type of the noun that "nào" asks of: the nearest of those known before it."""
    best: tuple[int, int, AnswerType] | None = None
    for start in range(max(0, at - _NOUN_REACH - _LONGEST_NOUN), at):
        match = cues.nouns.match(terms[:at], start)
        if match is None:
            continue
        length, kind = match
        end = start + length
        near = _NOUN_REACH if length > 1 else _NEAR
        shielded = length == 1 and start and " ".join(terms[start - 1 : end]) in _SHIELDED
        # "năm 2022, việc nào": figures part.
        parted = any(term[0].isdigit() for term in terms[end:at])
        if at - end <= near and not shielded and not parted:
            best = max(best or (0, 0, kind), (end, length, kind))
    return best[2] if best else None


_LONGEST_NOUN: Final = 4
_LONGEST_SEVERAL: Final = 6
_NEAR: Final = 2


def _first_noun(terms: Sequence[str], cues: VietnameseCues) -> AnswerType | None:
    matches = (cues.nouns.match(terms, at) for at in range(len(terms)))
    return next((match[1] for match in matches if match), None)


def _about(terms: Sequence[str], cues: VietnameseCues) -> AnswerType | None:
    """Returns the type of the first noun of a question that tells one."""
    at = 0
    while at < len(terms):
        shield = cues.shields.match(terms, at)
        match = cues.about.match(terms, at)
        if match and not (shield and shield[0] >= match[0]):
            return match[1]
        at += shield[0] if shield else 1
    return None
