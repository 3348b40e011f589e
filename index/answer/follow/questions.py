"""Messages that are only a question word: "ở đâu?", "nộp ở đâu?", "ai vậy?", "vụ này vì sao?"."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from index.answer.cues import AnswerType
from index.answer.follow.asked import Asked
from index.answer.follow.extents import name_end
from index.answer.follow.matter import (
    event,
    joined,
    lowered,
    matter,
    names_attribute,
    phrase_end,
    statement,
)
from index.answer.follow.message import Message
from index.answer.follow.slots import SlotKind
from index.answer.follow.words import follow_words

_ASKING: Final = frozenset(
    {AnswerType.PLACE, AnswerType.DATE, AnswerType.TIME, AnswerType.NUMBER, AnswerType.PERSON,
     AnswerType.REASON, AnswerType.MANNER}
)  # fmt: skip
# Sorts of verbs by what they need in the last question; a "matter" needs nothing.
_NEEDING: Final = ("procedure", "document", "contest")
_VERBS: Final = ("event", "person", "office", *_NEEDING, "matter")
_FIGURES: Final = frozenset(
    {AnswerType.NUMBER, AnswerType.MONEY, AnswerType.PERCENT, AnswerType.RANK, AnswerType.NONE}
)
_ADDRESSES: Final = frozenset({AnswerType.PHONE, AnswerType.EMAIL, AnswerType.WEB})
_TIMED: Final = frozenset({AnswerType.DATE, AnswerType.TIME, AnswerType.PLACE})


@dataclass(frozen=True, slots=True)
class Bare:
    """A message of a question phrase and verbs that say nothing alone."""

    kind: AnswerType
    phrase: str
    """The question phrase, with its marks."""
    text: str
    """The whole of it, with its marks."""
    verbs: frozenset[str]
    """Of which sorts its verbs are."""


def read_bare(message: Message) -> Bare | None:
    """Returns a message as a bare question, None where it says anything more."""
    words = follow_words()
    line = message.line
    pieces: list[str] = []
    verbs: set[str] = set()
    asked: tuple[AnswerType, str] | None = None
    at = message.first
    while at < message.end:
        question = words.question(line, at, message.whole, lenient=True)
        thing = words["pronouns.thing"].match(line, at, message.end)
        sorts = {sort: words[f"verbs.{sort}"].match(line, at, message.end) for sort in _VERBS}
        length = max(sorts.values())
        if question is not None and question[0] >= max(thing, length):
            if asked is not None:
                return None
            kind, length = question[1], question[0]
            phrase = words.questions[kind].written(line, at, at + length)
            asked = (kind, phrase)
            pieces.append(phrase)
        elif thing and (at == message.first or thing > 1) and not length:
            length = thing
        elif length:
            sort = max(_VERBS, key=lambda name: sorts[name])
            verbs.update(sort for sort in _VERBS if sorts[sort] == length)
            pieces.append(words[f"verbs.{sort}"].written(line, at, at + length))
        elif length := words["message.glue"].match(line, at, message.end):
            pieces.append(words["message.glue"].written(line, at, at + length))
        else:
            return None
        at += length
    if asked is None or pieces == ["sao"]:  # "sao?" is as much "what?" as "why?"
        return None
    return _in_vietnamese(Bare(*asked, " ".join(pieces), frozenset(verbs)))


def _in_vietnamese(bare: Bare) -> Bare:
    """Returns an English question word as the Vietnamese one: "when?" after "Ai là ...?"."""
    other = follow_words().english_questions.get(bare.text.lower())
    return replace(bare, phrase=other, text=other) if other else bare


def bare_question(asked: Asked, message: Message) -> str | None:
    """Returns the last question with this question word, or about the same matter."""
    if more := _who_else(asked, message):
        return more
    bare = read_bare(message)
    if bare is None or bare.kind not in _ASKING or asked.previous.kind is AnswerType.YES_NO:
        return None
    if "tuổi" in bare.phrase:
        bare = replace(bare, verbs=frozenset({"person"}))
    if "office" in bare.verbs and asked.of_kind(SlotKind.POST):
        if bare.kind is AnswerType.PERSON:
            return None
        bare = replace(bare, text=bare.phrase, verbs=frozenset())
    if bare.verbs:
        return _about(asked, bare)
    return _of_kind(asked, bare)


def _of_kind(asked: Asked, bare: Bare) -> str | None:
    """Returns the last question with a question word of another kind."""
    kind, answer = asked.previous.kind, asked.previous.answer
    if bare.kind is AnswerType.PERSON:
        return _who(asked)
    if bare.kind is AnswerType.NUMBER:
        return _how_many(asked, bare)
    if bare.kind in (AnswerType.REASON, AnswerType.MANNER) and kind in _ADDRESSES:
        return None
    if bare.kind is AnswerType.REASON:
        told = statement(asked, told=True) if asked.question else ""
        return joined("vì sao", lowered(asked, told)) if told else None
    if bare.kind is AnswerType.MANNER and kind is AnswerType.PERSON:
        return None
    if bare.kind is AnswerType.TIME and kind not in _TIMED and not event(asked, in_question=True):
        return None
    if bare.kind is kind is AnswerType.PLACE and answer:
        return joined(answer, bare.text)
    return joined(matter(asked) if names_attribute(asked) else statement(asked), bare.text)


def _how_many(asked: Asked, bare: Bare) -> str | None:
    """Returns "how many?" about what can be counted, paid for, or lasts; None about others."""
    words = follow_words()
    if bare.phrase.endswith("người"):
        about = event(asked, in_question=True)
        return joined(about, "có", bare.text) if about else None
    if "tiền" in bare.phrase or "đồng" in bare.phrase:
        paid = words.needed(asked.line, "procedure", "contest", "budget", "money")
        return joined(matter(asked), bare.text) if paid else None
    if bare.phrase in ("bao lâu", "trong bao lâu", "bao nhiêu ngày", "mấy ngày"):
        about = event(asked, in_question=True)
        if about:
            return joined(about, bare.text)
        return joined(matter(asked), bare.text) if words.needed(asked.line, "procedure") else None
    return joined(matter(asked), bare.text) if asked.previous.kind in _FIGURES else None


def _about(asked: Asked, bare: Bare) -> str | None:
    """Returns a question such as "nộp ở đâu?" with what it is about."""
    needing = bare.verbs.intersection(_NEEDING)
    if needing and follow_words().needed(asked.line, *needing):
        return _verbs_last(matter(asked), bare)
    if "event" in bare.verbs:
        return _verbs_last(event(asked), bare)
    if "person" in bare.verbs:
        return _verbs_last(asked.person or _person_asked(asked), bare)
    if "matter" in bare.verbs and not needing and not asked.of_kind(SlotKind.POST):
        return _verbs_last(matter(asked), bare)
    return None


def _verbs_last(about: str | None, bare: Bare) -> str | None:
    if bare.kind is AnswerType.PERSON or not about:
        return None  # "ai ký": who did what to it is not told by the words alone
    if bare.kind is AnswerType.REASON:
        return joined(bare.phrase, about, bare.text.replace(bare.phrase, "").strip())
    return joined(about, bare.text)


def _person_asked(asked: Asked) -> str | None:
    persons = asked.of_kind(SlotKind.PERSON)
    return persons[0].vietnamese if len(persons) == 1 else None


def _who(asked: Asked) -> str | None:
    if who := asked.person or _person_asked(asked):
        return f"{who} là ai"
    if asked.previous.kind is AnswerType.PERSON:
        return None
    posts, prizes = asked.of_kind(SlotKind.POST), asked.of_kind(SlotKind.PRIZE)
    if len(posts) == 1:
        end = name_end(asked.line, posts[0].end)
        return f"{asked.line.piece(posts[0].first, end)} là ai"
    if len(prizes) == 1:
        end = phrase_end(asked.line, prizes[0].end) or prizes[0].end
        return f"ai đạt {asked.line.piece(prizes[0].first, end)}"
    return None


def _who_else(asked: Asked, message: Message) -> str | None:
    """Returns the last question asked for all: "còn ai nữa?"."""
    words = [token.folded for token in message.line.tokens[message.first : message.whole]]
    if words not in (["ai", "nua"], ["co", "ai", "nua"], ["ai", "nua", "khong"]):
        return None
    if asked.previous.kind is not AnswerType.PERSON or asked.question is None:
        return None
    start, stop = asked.question
    left, right = asked.line.piece(asked.first, start), asked.line.piece(stop, asked.end)
    return " ".join(piece for piece in (left, "những ai", right) if piece)
