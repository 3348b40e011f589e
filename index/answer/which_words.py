"""What "nào" and "gì" (in the Centre "mô" and "chi") ask for: by the noun before them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from index.answer.counting_words import numbered
from index.answer.cues import AnswerType, VietnameseCues
from index.answer.question_line import Ask, Line
from index.answer.roles import posts_in

_WHICH: Final = frozenset({"gi", "nao"})
# Elsewhere "chi" and "mô" begin other words: "chi phí", "mô hình".
_CHI_AFTER: Final = frozenset(
    {"cái", "là", "làm", "mần", "việc", "món", "thứ", "điều", "con", "có", "bị", "được", "chuyện",
     "xã", "huyện", "bản", "thôn", "trường", "đội", "ông", "bà", "thằng", "người", "nhà", "loại",
     "o", "cây", "giải", "chỗ", "bên", "khoản", "phần", "cần", "đem", "mang", "nói", "nộp", "gồm"}
)  # fmt: skip
_NO_CHI: Final = frozenset({"phí", "đoàn", "nhánh", "cục", "bộ", "hội"})
_NO_MO: Final = frozenset({"quy", "vi", "xi", "hình", "tả", "phỏng", "men", "đất"})
_SEVERAL: Final = frozenset({"những", "nhung", "các", "cac", "mấy"})
_SEVERAL_REACH: Final = 6
# Around "gì" these say that there is nothing.
_NOTHING: Final = frozenset({"khong", "chang", "cha", "hong", "dau", "het", "ca"})
# A noun of one syllable tells only right before; a longer one over an attribute too.
_NOUN_REACH: Final = 3
_SYLLABLE_REACH: Final = 2
_LONGEST_NOUN: Final = 4
# "nông thôn nào" asks for no thôn.
_SHIELDED: Final = frozenset({"nông thôn", "nong thon", "trường hợp", "truong hop"})


def asks_which(line: Line, at: int) -> bool:
    """Tells whether the term at a place asks which; without marks "chi", "mo" never do."""
    if line.bare(at) in _WHICH:
        return True
    before, after = line.term(at - 1), line.term(at + 1)
    if not before or not line.marked:
        return False
    if line.term(at) == "mô":
        return before not in _NO_MO and after not in _NO_MO
    return line.term(at) == "chi" and (not after or (before in _CHI_AFTER and after not in _NO_CHI))


def which_ask(line: Line, at: int) -> Ask:
    """Returns what the "nào" or "gì" at a place asks for."""
    end = at + 1
    before = (line.bare(at - 2), line.bare(at - 1))
    if before[1] == "ten" or before in (("ten", "la"), ("goi", "la")):
        return Ask(at, end, _of_name(line, at))
    if before[1] == "so" and line.term(at - 1) != "sở":
        # "so nao": without marks a department.
        other = AnswerType.PHONE if line.marked else AnswerType.ORGANIZATION
        return Ask(at, end, numbered(line, other))
    if before[1] == "la":
        return Ask(at, end, AnswerType.THING, general=True)
    noun = _noun_before(line.terms, at, line.cues)
    several = _SEVERAL & set(line.terms[max(0, at - _SEVERAL_REACH) : at])
    if several and noun not in (AnswerType.DATE, AnswerType.TIME):
        return Ask(at, end, AnswerType.LIST)
    nothing = noun is None and bool(_NOTHING & {*before, line.bare(end)})
    return Ask(at, end, noun or AnswerType.THING, weak=nothing)


def _of_name(line: Line, at: int) -> AnswerType:
    """Returns what "tên gì" asks for: a person, where one is spoken of first."""
    terms = line.terms[:at]
    nouns = (line.cues.nouns.match(terms, place) for place in range(at))
    first = next((match[1] for match in nouns if match), None)
    person = first is AnswerType.PERSON or bool(posts_in(" ".join(terms)))
    return AnswerType.PERSON if person else AnswerType.THING


def _noun_before(terms: Sequence[str], at: int, cues: VietnameseCues) -> AnswerType | None:
    """Returns the type of the noun that is asked of: the nearest of those known before."""
    best: tuple[int, int, AnswerType] | None = None
    for start in range(max(0, at - _NOUN_REACH - _LONGEST_NOUN), at):
        match = cues.nouns.match(terms[:at], start)
        if match is None:
            continue
        length, kind = match
        end = start + length
        reach = _NOUN_REACH if length > 1 else _SYLLABLE_REACH
        shielded = length == 1 and start > 0 and " ".join(terms[start - 1 : end]) in _SHIELDED
        # "năm 2022, việc nào": figures part.
        parted = any(term[0].isdigit() for term in terms[end:at])
        if at - end <= reach and not shielded and not parted:
            best = max(best or (0, 0, kind), (end, length, kind))
    return best[2] if best else None
