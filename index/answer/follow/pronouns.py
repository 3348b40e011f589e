"""Messages with a word that stands for what was said: "ông ấy", "cuộc thi này", "năm đó", "it"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from index.answer.cues import AnswerType
from index.answer.follow.asked import Asked
from index.answer.follow.extents import name_end
from index.answer.follow.line import Line, read_line
from index.answer.follow.matter import event, joined, matter, phrase_end, subject
from index.answer.follow.message import Message
from index.answer.follow.slots import SlotKind
from index.answer.follow.words import FollowWords, follow_words

_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
# "ổng", "bả": Southern for "ông ấy", "bà ấy".
_SHORT: Final = {"ổng": "ông", "bả": "bà"}
_MEN: Final = frozenset({"ông", "anh", "chú"})
_WOMEN: Final = frozenset({"bà", "chị", "cô"})
# A clause is no name that could be put in.
_LONGEST_ANTECEDENT: Final = 14


@dataclass(frozen=True, slots=True)
class Pronoun:
    """Tokens `first` to `end` of a message, and what they stand for."""

    first: int
    end: int
    text: str
    of: str = ""
    """What is added at the end of the message."""


def pronouns_replaced(asked: Asked, message: Message) -> str | None:
    """Returns the message with its first such word replaced; None where it has none."""
    for at in range(message.first, message.end):
        found = _pronoun_at(asked, message, at)
        if found is not None:
            return _put_in(message, found) if found.text else None
    return None


def is_complete(asked: Asked) -> bool:
    """Tells whether the last question can be gone on from: it needs none before it itself."""
    words, line = follow_words(), asked.line
    opened = words["message.openings"].match(line, asked.first, lenient=False)
    if opened and asked.question is None:
        return False
    return not any(
        words[f"pronouns.{name}"].match(line, at, asked.end, lenient=False) > 1
        for at in range(asked.first, asked.end)
        for name in ("person", "thing", "people", "place", "year", "day")
    )


def _put_in(message: Message, pronoun: Pronoun) -> str | None:
    line = message.line
    if any(
        slot.kind in (SlotKind.PERSON, SlotKind.BODY, SlotKind.PLACE, SlotKind.POST)
        and slot.named and slot.end <= pronoun.first
        for slot in message.slots
    ) or _named_before(line, message.first, pronoun.first):  # fmt: skip
        return None  # it stands for something in its own message
    before = line.piece(message.first, pronoun.first)
    after = line.piece(pronoun.end, message.end)
    if not before and not after:
        return None
    return joined(before, pronoun.text, after, pronoun.of)


def _named_before(line: Line, first: int, end: int) -> bool:
    """Tells whether a name, or another clause, stands before token `end`."""
    return any(
        (at > first and line.is_capitalized(at)) or line.gap(at).strip()
        for at in range(first, end)
    ) or bool(end > first and line.gap(end).strip())  # fmt: skip


def _pronoun_at(asked: Asked, message: Message, at: int) -> Pronoun | None:
    """Returns the pronoun at a token; with an empty text where nothing is known for it."""
    words, line, end = follow_words(), message.line, message.end
    for name, antecedent in (
        ("person", _person), ("people", _people), ("year", _year), ("day", _day),
        ("place", _place), ("thing", _thing),
    ):  # fmt: skip
        length = words[f"pronouns.{name}"].match(line, at, end, lenient=name == "person")
        if not length or _is_other_word(line, at, at + length, message):
            continue
        of = event(asked) if name == "day" else ""  # who came "that day" came to something
        text = antecedent(asked, line, at) if of is not None else None
        return Pronoun(at, at + length, text or "", of or "")
    if length := words["pronouns.possessive"].match(line, at, end, lenient=False):
        who = _person(asked, line, at)
        return Pronoun(at, at + length, f"{who}'s" if who else "")
    return _pointed(asked, words, line, at, end)


def _is_other_word(line: Line, at: int, end: int, message: Message) -> bool:
    """Tells whether what reads like a pronoun is none: "ông Đỗ", "quan họ", "IT", "is it free to".

    Without marks "do" is "đó", "do" and a surname, "ta" is "ta" and "Tạ".
    """
    last = line.tokens[end - 1].text
    following = line.tokens[end].text if end < len(line.tokens) else ""
    if end - at > 1:
        return last in ("do", "ta") and not _goes_on(line, end)
    if line.piece(at, end) == "IT" or last in ("no", "do", "ho", "ong", "ba"):
        return True
    if last == "đó":
        return at != message.first or following != "là"
    if last == "họ":
        glue = follow_words()["message.glue"].match_before(line, at, message.first)
        return (at != message.first and not glue) or following in ("và", "tên")
    if last in ("this", "that"):
        return following not in ("is", "was", "") and end < message.end
    return last == "it" and not stands_for_something(line)


def _goes_on(line: Line, at: int) -> bool:
    """Tells whether a verb or a question word stands at a token, and no name."""
    words = follow_words()
    verbs = ("verbs.person", "verbs.office", "verbs.event", "verbs.matter", "verbs.procedure")
    if at == len(line.tokens) or line.tokens[at].text in ("la", "co", "o", "tai", "khi"):
        return True
    return any(words[name].match(line, at) for name in verbs) or bool(words.question(line, at))


def stands_for_something(line: Line) -> bool:
    """Tells "how long does it last?" from "is it free to ...?", where "it" is nothing."""
    return not {"to", "that", "if"} & {token.text for token in line.tokens}


# --- what they stand for -------------------------------------------------------------------


def _person(asked: Asked, line: Line, at: int) -> str | None:
    """Returns a name, or the post that was asked about; the honorific of the pronoun stays."""
    table = follow_words()["names.honorifics"]
    first = line.tokens[at].text
    before = _SHORT.get(first) or table.written(line, at, at + table.match(line, at))
    if asked.person:
        fits = _may_be(before, asked.person)
        return " ".join(filter(None, (before, asked.person))) if fits else None
    if asked.previous.kind is AnswerType.PERSON and asked.previous.answer is not None:
        return None  # several people
    persons = asked.of_kind(SlotKind.PERSON)
    if len(persons) == 1:
        if not _may_be(before, persons[0].vietnamese or ""):
            return None
        return persons[0].vietnamese if asked.vietnamese else persons[0].english
    posts = asked.of_kind(SlotKind.POST)
    if persons or len(posts) != 1 or not asked.vietnamese:
        return None
    return asked.line.piece(posts[0].first, name_end(asked.line, posts[0].end))


def _may_be(pronoun: str, name: str) -> bool:
    """Tells whether a man's or woman's pronoun may stand for a name, as far as it tells."""
    words = name.lower().split()
    man = "văn" in words[1:-1] or words[0] in _MEN
    woman = "thị" in words[1:-1] or words[0] in _WOMEN
    return not ((pronoun in _MEN and woman) or (pronoun in _WOMEN and man))


def _people(asked: Asked, line: Line, at: int) -> str | None:
    answer = asked.previous.answer
    if asked.previous.kind not in (AnswerType.PERSON, AnswerType.LIST):
        return None
    return answer if answer and len(answer.split()) <= _LONGEST_ANTECEDENT else None


def _year(asked: Asked, line: Line, at: int) -> str | None:
    years = {str(slot.value) for slot in asked.of_kind(SlotKind.YEAR)}
    if not years and asked.previous.kind is AnswerType.DATE:
        years = set(_YEAR.findall(asked.previous.answer or ""))
    if len(years) != 1 or not (year := years.pop()).isdecimal():
        return None
    return f"năm {year}" if asked.vietnamese else f"in {year}"


def _day(asked: Asked, line: Line, at: int) -> str | None:
    answer = asked.previous.answer
    if asked.previous.kind is not AnswerType.DATE or not answer:
        return None
    if not asked.vietnamese:
        return f"on {answer}"
    return f"ngày {answer}" if answer[0].isdecimal() else answer[0].lower() + answer[1:]


def _place(asked: Asked, line: Line, at: int) -> str | None:
    answer = asked.previous.answer
    if asked.previous.kind is not AnswerType.PLACE or not answer:
        return None
    return f"tại {answer}" if asked.vietnamese else f"at {answer}"


def _thing(asked: Asked, line: Line, at: int) -> str | None:
    following = [token.text for token in line.tokens[at + 1 : at + 3]]
    if asked.person:
        # "Đó là ai?", "who is that?"; a person is no "nó".
        return asked.person if following == ["là", "ai"] or "who" in line.folded else None
    if asked.previous.kind is AnswerType.PERSON:
        return None
    return subject(asked) if asked.vietnamese else None


def _pointed(asked: Asked, words: FollowWords, line: Line, at: int, end: int) -> Pronoun | None:
    """Returns "cuộc thi này" with the contest's name; None for what is pointed at nowhere."""
    length = words["names.pointed"].match(line, at, end)
    pointer = at + length
    if not length or pointer >= end:
        return None
    marks = words["names.pointers"].match(line, pointer, end, lenient=False)
    if not marks or not _is_pointer(line, pointer, marks):
        return None
    return Pronoun(at, pointer + marks, _antecedent(asked, line, at, pointer) or "")


def _is_pointer(line: Line, at: int, length: int) -> bool:
    """Tells "quyết định đó" from "quyết định do ai ký" where both are typed without marks."""
    if length > 1 or line.tokens[at].text in ("này", "đó", "ấy"):
        return True
    following = line.tokens[at + 1].text if at + 1 < len(line.tokens) else ""
    if line.tokens[at].text == "nay":
        return True
    verb = follow_words()["verbs.event"].match(line, at + 1)
    return line.tokens[at].text == "do" and (verb > 0 or following in ("o", "la", "co", "khi", ""))


def _antecedent(asked: Asked, line: Line, first: int, end: int) -> str | None:
    """Returns the phrase with this head in the last question, its answer or the title."""
    head = [token.folded for token in line.tokens[first:end]]
    asked_line = read_line(asked.line.piece(asked.first, asked.end))
    for text in (asked_line, read_line(asked.previous.answer or ""),
                 read_line(asked.previous.title or "")):  # fmt: skip
        folded = [token.folded for token in text.tokens]
        places = [at for at in range(len(folded)) if folded[at : at + len(head)] == head]
        if len(places) != 1:
            continue
        stop = phrase_end(text, places[0]) or 0
        if len(head) < stop - places[0] <= _LONGEST_ANTECEDENT:
            return text.piece(places[0], stop)
    if follow_words()["names.generic"].match(line, first, end) == end - first:
        return joined(line.piece(first, end), matter(asked))
    return None
