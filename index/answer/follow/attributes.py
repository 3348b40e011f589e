"""Another attribute of the same matter: "còn email?", "lệ phí bao nhiêu?"."""

from __future__ import annotations

from typing import Final

from index.answer.cues import AnswerType
from index.answer.follow.asked import Asked
from index.answer.follow.line import read_line
from index.answer.follow.matter import event, joined, matter
from index.answer.follow.message import Message
from index.answer.follow.slots import SlotKind, slots_in
from index.answer.follow.words import follow_words

# After a question for one way to reach somebody the next is for another of theirs.
_CONTACT: Final = frozenset(
    {AnswerType.PHONE, AnswerType.EMAIL, AnswerType.WEB, AnswerType.PLACE, AnswerType.TIME}
)
_REACHED: Final = (SlotKind.BODY, SlotKind.PERSON, SlotKind.POST)
# Attributes that nothing has but what they are of, by the sorts of `[needs]`.
RELATIONAL: Final = ("procedure", "document", "contest", "budget", "event")


def other_attribute(asked: Asked, message: Message) -> str | None:
    """Returns the question for another attribute; None for one that stands on its own.

    "Số điện thoại?" asks for the department's, "lệ phí bao nhiêu?" nothing without what it
    is of.
    """
    words = follow_words()
    line, first, end = message.line, message.first, message.end
    found = {
        sort: words[f"attributes.{sort}"].match(line, first, end)
        for sort in ("contact", *RELATIONAL)
    }
    sort = max(found, key=lambda name: found[name])
    length = found[sort]
    if not length or asked.previous.kind is AnswerType.YES_NO:
        return None
    asks = first + length
    while asks < end and (more := words["message.glue"].match(line, asks, end)):
        asks += more
    rest = words["attributes.asks"].match(line, asks, end) if asks < end else 0
    if asks + rest != end or _was_said(asked, message, length):
        return None
    about = _matter_with(asked, sort, message, asks_more=rest > 0)
    if not about:
        return None
    name = words[f"attributes.{sort}"].written(line, first, first + length)
    return joined(name, about, words["attributes.asks"].written(line, asks, end))


def _matter_with(asked: Asked, sort: str, message: Message, *, asks_more: bool) -> str | None:
    """Returns the matter that was asked about, None where it has no such attribute."""
    if sort == "contact":
        in_contact = asked.previous.kind in _CONTACT
        goes_on = message.opened or (in_contact and not asks_more)
        about = matter(asked)
        return about if goes_on and (in_contact or _can_be_reached(asked, about)) else None
    if sort == "event":
        return event(asked)
    return matter(asked) if follow_words().needed(asked.line, sort) else None


def _can_be_reached(asked: Asked, about: str) -> bool:
    """Tells whether a matter is a body, a person or the holder of a post."""
    slots = slots_in(read_line(about), asked.lexicon)
    return any(slot.kind in _REACHED and slot.first == 0 for slot in slots)


def _was_said(asked: Asked, message: Message, length: int) -> bool:
    """Tells whether the last question named this attribute already."""
    typed = message.line.tokens[message.first : message.first + length]
    wanted = [token.folded for token in typed]
    said = [token.folded for token in asked.line.tokens]
    return any(said[at : at + length] == wanted for at in range(len(said)))
