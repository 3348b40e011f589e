"""English messages after an English question: "where?", "and when?", "how long does it last?"."""

from __future__ import annotations

from typing import Final

from index.answer.cues import AnswerType
from index.answer.follow.asked import Asked
from index.answer.follow.message import Message
from index.answer.follow.pronouns import stands_for_something
from index.answer.follow.slots import SlotKind
from index.answer.follow.words import follow_words

_ADJUNCTS: Final = frozenset(
    {AnswerType.PLACE, AnswerType.DATE, AnswerType.TIME, AnswerType.REASON}
)
_BE: Final = frozenset({"is", "are", "was", "were"})


def english_question(asked: Asked, message: Message) -> str | None:
    """Returns the last question with another question word, or on what "it" stands for."""
    question = follow_words().question(message.line, message.first, message.end)
    if question is not None and message.first + question[0] == message.end:
        phrase = _in_english(message.line.piece(message.first, message.end).lower())
        return _other_question(asked, phrase, question[1])
    return _on_it(asked, message)


def _in_english(phrase: str) -> str:
    ways = follow_words().english_questions.items()
    return next((en for en, vi in ways if vi == phrase), phrase)


def _other_question(asked: Asked, phrase: str, kind: AnswerType) -> str | None:
    if kind is AnswerType.PERSON:
        return f"who is {asked.person}" if asked.person else None
    if not asked.begins or asked.question is None:
        return None
    if not phrase.isascii() or (kind not in _ADJUNCTS and phrase != "how long"):
        return None
    line, after = asked.line, asked.question[1]
    rest = line.piece(after, asked.end)
    first = line.tokens[after].text if after < asked.end else ""
    if asked.previous.kind is AnswerType.PERSON:
        return _of_person(asked, phrase, kind, first, line.piece(after + 1, asked.end), rest)
    asks_number = line.tokens[asked.first].text == "how" and after - asked.first > 1
    if asks_number:
        return _of_number(asked, phrase, asked.first + 2)
    return f"{phrase} {rest}" if first in _auxiliaries(asked) else None


def _of_person(
    asked: Asked, phrase: str, kind: AnswerType, first: str, after: str, rest: str
) -> str | None:
    if first in _BE:
        if not asked.of_kind(SlotKind.POST):
            return None
        if kind is AnswerType.PLACE:
            return f"{phrase} {first} {after}"
        if phrase == "since when" and asked.person:
            return f"{phrase} has {asked.person} been {after}"
        if kind is AnswerType.DATE and asked.person:
            return f"{phrase} did {asked.person} become {after}"
        return None
    return f"{phrase} was it that {asked.person} {rest}" if asked.person else None


def _of_number(asked: Asked, phrase: str, after: int) -> str | None:
    """Returns "When did Muong Lai get tablets?" after "How many tablets did Muong Lai get?"."""
    line = asked.line
    helpers = [at for at in range(after, asked.end) if line.tokens[at].text in _auxiliaries(asked)]
    counted = line.piece(after, helpers[0] if helpers else asked.end)
    if not helpers:
        return f"{phrase} was it that {counted}" if counted else None
    return f"{phrase} {line.piece(helpers[0], asked.end)} {counted}"


def _auxiliaries(asked: Asked) -> frozenset[str]:
    return frozenset(key[0] for key in follow_words()["english.auxiliaries"].keys)


# --- "it" ----------------------------------------------------------------------------------


def _on_it(asked: Asked, message: Message) -> str | None:
    line = message.line
    places = [
        at for at in range(message.first, message.end)
        if line.tokens[at].text == "it" and line.piece(at, at + 1) != "IT"
    ]  # fmt: skip
    about = _subject(asked) if len(places) == 1 and stands_for_something(line) else None
    if about is None:
        return None
    before = line.piece(message.first, places[0])
    after = line.piece(places[0] + 1, message.end)
    return " ".join(piece for piece in (before, about, after) if piece)


def _subject(asked: Asked) -> str | None:
    """Returns what "Where was the congress held?" is about; None where that is not sure."""
    if not asked.begins or asked.question is None or asked.previous.kind is AnswerType.PERSON:
        return None
    line, at = asked.line, asked.question[1]
    if at >= asked.end or line.tokens[at].text not in _auxiliaries(asked):
        return None
    closing = follow_words()["english.participles"]
    found = [
        place for place in range(at + 1, asked.end) if closing.match(line, place, asked.end)
    ]  # fmt: skip
    if not found and line.tokens[at].text not in _BE:
        return None
    end = found[0] if found else asked.end
    return line.piece(at + 1, end) or None
