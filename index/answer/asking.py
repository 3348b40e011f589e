"""How a Vietnamese question asks: which of its question words counts, and for what.

A question may hold several: "Ai nuôi lợn bị dịch thì được hỗ trợ bao nhiêu vậy mấy anh?" asks
for money. The words are in `data/lexicon/answer_types.toml`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from index.answer.counting_words import count_ask, counting_at
from index.answer.cues import AnswerType
from index.answer.question_line import Ask, Line
from index.answer.whether import asks_whether, bare_question
from index.answer.which_words import asks_which, which_ask

# "ai cũng", "nào cũng": everybody, any.
_ANY: Final = frozenset({"cung"})
_THEN: Final = frozenset({"thi"})
# What "bao nhiêu" may ask for, told by what the question is about.
_COUNTED: Final = {
    AnswerType.NUMBER: frozenset(
        {AnswerType.PHONE, AnswerType.PERCENT, AnswerType.RANK, AnswerType.MONEY,
         AnswerType.DURATION}
    ),
    AnswerType.MONEY: frozenset({AnswerType.PERCENT, AnswerType.PHONE}),
}  # fmt: skip
# Types for which "thế nào" may stand: "giờ làm việc thế nào".
_AS_IT_IS: Final = frozenset({AnswerType.TIME, AnswerType.PHONE, AnswerType.MONEY})
_HOW: Final = frozenset({"nao", "sao"})
# "bản sao", "3 sao": no question word.
_NO_SAO: Final = frozenset(
    {"bản", "ban", "ngôi", "ngoi", "3", "4", "5", "ba", "bốn", "năm", "hạng"}
)
_CLAUSE_ENDS: Final = frozenset({"", "mà", "ma", "nhưng", "nhung"})
# "cuộc thi ai": artificial intelligence.
_CONTESTS: Final = frozenset({"cuoc", "hoi", "ky"})
_BEFORE_AI: Final = frozenset({"nghe", "dung", "ve", "ly", "hoc"})
# "tiếp dân thứ mấy": the day, not the rank.
_ON_DAYS: Final = frozenset({"tiep", "dan", "hop", "vao", "nghi", "gom", "ngay", "hom", "cd"})
# After "ai" that opens a question of one clause, these ask nothing of their own.
_AFTER_WHO: Final = frozenset(
    {AnswerType.PERSON, AnswerType.THING, AnswerType.ORGANIZATION, AnswerType.LIST,
     AnswerType.RANK, AnswerType.PLACE}
)  # fmt: skip


def vietnamese_type(terms: Sequence[str]) -> AnswerType | None:
    """Returns the type that a Vietnamese question asks for, None for keywords that tell none.

    >>> vietnamese_type("ai bị phạt thì nộp bao nhiêu vậy mấy anh".split()).value
    'money'
    >>> vietnamese_type("diện tích trụ sở mới".split()).value
    'number'
    """
    line = Line(bare_question(terms))
    asks = list(_asks(line))
    if asks_whether(terms, line.terms, [ask.start for ask in asks if not ask.weak]):
        return AnswerType.YES_NO
    ask = _that_counts(asks, line)
    if ask is None:
        return _about(line)
    if not ask.general:
        return ask.kind
    about = _about(line)
    if ask.kind is AnswerType.MANNER:
        first = line.cues.about.match(line.terms, 0)
        return about if first and about in _AS_IT_IS else ask.kind
    if ask.kind in _COUNTED:
        return about if about in _COUNTED[ask.kind] else ask.kind
    return about or ask.kind


def _that_counts(asks: Sequence[Ask], line: Line) -> Ask | None:
    """Returns the question word that counts: why, wherever it is asked; else the last one, but
    for "ai" that opens a question of one clause.
    """
    sure = [ask for ask in asks if not ask.weak] or asks
    if not sure:
        return None
    why = next((ask for ask in sure if ask.kind is AnswerType.REASON), None)
    if why is not None:
        return why
    first, last = sure[0], sure[-1]
    opens = first.start == 0 and first.kind is AnswerType.PERSON and last.kind in _AFTER_WHO
    one_clause = not _THEN & set(line.folded[first.end : last.start])
    return first if opens and one_clause else last


def _asks(line: Line) -> Iterator[Ask]:
    at, listed = 0, -1
    while at < len(line.terms):
        ask = _ask_at(line, at)
        if ask is None:
            at += 1
            continue
        at = ask.end
        # "gồm những | ai": the list is asked for.
        if line.bare(at) not in _ANY and ask.start != listed:
            yield ask
            listed = at if ask.kind is AnswerType.LIST else -1


def _ask_at(line: Line, at: int) -> Ask | None:
    counting = counting_at(line, at)
    fixed = line.cues.ask.match(line.terms, at)
    if fixed is not None and fixed[0] > counting:
        return _fixed_ask(line, at, *fixed)
    if counting:
        return count_ask(line, at, at + counting)
    if line.bare(at) == "sao" and line.term(at - 1) not in _NO_SAO:
        # "sao" asks why at the beginning of a clause, and how elsewhere.
        why = line.term(at - 1) in _CLAUSE_ENDS
        return Ask(at, at + 1, AnswerType.REASON if why else AnswerType.MANNER, weak=why)
    return which_ask(line, at) if asks_which(line, at) else None


def _fixed_ask(line: Line, at: int, length: int, kind: AnswerType) -> Ask | None:
    before = line.bare(at - 1)
    if kind is AnswerType.PERSON and line.bare(at) == "ai" and _is_matter(line, at):
        return None
    if kind is AnswerType.RANK and before in _ON_DAYS:
        kind = AnswerType.DATE
    end = at + length
    general = kind is AnswerType.MANNER and line.bare(end - 1) in _HOW
    return Ask(at, end, kind, general=general)


def _is_matter(line: Line, at: int) -> bool:
    """Tells whether "ai" is artificial intelligence; "thì ai" asks who."""
    before = line.bare(at - 1)
    if before != "thi":
        return before in _BEFORE_AI
    contest = line.bare(at - 2) in _CONTESTS
    return contest if not line.marked else line.term(at - 1) == "thi"


def _about(line: Line) -> AnswerType | None:
    """Returns the type of the first noun of a question that tells one."""
    at = 0
    while at < len(line.terms):
        shield = line.cues.shields.match(line.terms, at)
        match = line.cues.about.match(line.terms, at)
        if match and not (shield and shield[0] >= match[0]):
            return match[1]
        at += shield[0] if shield else 1
    return None
