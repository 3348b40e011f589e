"""Messages that put something in the place of something: "còn phó bí thư?", "năm 2019?"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from index.answer.cues import AnswerType
from index.answer.follow.asked import Asked
from index.answer.follow.edits import Edit, edited, replacing, text_of
from index.answer.follow.message import Message
from index.answer.follow.names import head_of_other, name_edits, other_one
from index.answer.follow.periods import time_edits
from index.answer.follow.posts import PostName, english_post, post_text
from index.answer.follow.slots import TIMES, Slot, SlotKind
from index.answer.follow.words import follow_words

_NAMES: Final = frozenset({SlotKind.BODY, SlotKind.PLACE})
# Tokens of a message that no word such as "còn" opens: "bí thư khóa trước?".
_LONGEST_ALONE: Final = 7
# What may stand between slots: "còn người đạt giải Nhì thì ai?".
_BETWEEN: Final = (
    "message.glue", "message.fillers", "verbs.leading", "verbs.matter", "verbs.event",
)  # fmt: skip
# "nguyên Phó Giám đốc": "nguyên" is no part of the post.
_CAPITALIZED_POST: Final = re.compile(r"^((?:(?:nguyên|quyền|tân) )*)(phó )?(\w)")


@dataclass(frozen=True, slots=True)
class Offer:
    """What a message offers to put in, and what its question word asks for, if it has one."""

    slots: tuple[Slot, ...]
    kind: AnswerType | None


def exchanged(asked: Asked, message: Message) -> str | None:
    """Returns the last question with what the message names in the place of its like."""
    if (head := head_of_other(message)) is not None:
        return other_one(asked, message, head)
    offer = read_offer(asked, message)
    if offer is None or not _goes_on(asked, message, offer):
        return None
    edits: list[Edit] = []
    for slot in offer.slots:
        found = _edits(asked, slot, offer, opened=message.opened)
        if found is None:
            return None
        edits += found
    return edited(asked, edits)


def read_offer(asked: Asked, message: Message) -> Offer | None:
    """Returns what a message is made of, None where it says anything besides slots."""
    words = follow_words()
    slots: list[Slot] = []
    kind: AnswerType | None = None
    at = message.first
    while at < message.end:
        slot = _slot_at(message, at)
        question = words.question(message.line, at, message.end, lenient=True)
        if slot is not None:
            slots.append(slot)
            at = slot.end
            continue
        if question is not None and kind is None:
            length, kind = question
        else:
            length = max(words[name].match(message.line, at, message.end) for name in _BETWEEN)
            length = length or _said_again(asked, message, at)
        if not length:
            return None
        at += length
    return Offer(tuple(slots), kind) if slots else None


def _slot_at(message: Message, at: int) -> Slot | None:
    fitting = [
        slot
        for slot in message.slots
        if slot.first == at and slot.end <= message.end and slot.named
    ]
    return max(fitting, key=lambda slot: slot.end, default=None)


def _said_again(asked: Asked, message: Message, at: int) -> int:
    """Returns how many tokens say again what was asked about: "còn đại hội khóa VI?"."""
    length = follow_words()["names.events"].match(message.line, at, message.end)
    wanted = [token.folded for token in message.line.tokens[at : at + length]]
    said = [token.folded for token in asked.line.tokens]
    again = any(said[place : place + length] == wanted for place in range(len(said)))
    return length if again else 0


def _goes_on(asked: Asked, message: Message, offer: Offer) -> bool:
    """Tells whether slots alone are meant to go into the last question.

    A post with its body stands on its own, and so does a question for a post, unless it is
    the deputy of the one that was asked for.
    """
    if offer.kind not in (None, asked.previous.kind):
        return False
    if message.opened:
        return True
    if message.end - message.first > _LONGEST_ALONE:
        return False
    kinds = {slot.kind for slot in offer.slots}
    if SlotKind.PERSON in kinds or {SlotKind.POST, SlotKind.BODY} <= kinds:
        return False
    if offer.kind is None:
        return True
    posts = [slot for slot in offer.slots if slot.kind is SlotKind.POST]
    return not kinds & _NAMES and all(
        _same_words(post, other) for post in posts for other in asked.of_kind(SlotKind.POST)
    )


def _edits(asked: Asked, slot: Slot, offer: Offer, *, opened: bool) -> list[Edit] | None:
    if slot.kind in TIMES:
        return time_edits(asked, slot, opened=opened)
    if slot.kind in (SlotKind.POST, SlotKind.BODY) and asked.of_kind(SlotKind.PERSON):
        return None  # whose post and body were asked about is told by the name
    if slot.kind is SlotKind.POST:
        return _post_edits(asked, slot, offer)
    if slot.kind in _NAMES:
        of_post = any(other.kind is SlotKind.POST for other in offer.slots)
        return name_edits(asked, slot, of_post=of_post)
    like = [other for other in asked.slots if other.family == slot.family]
    if len(like) != 1 or text_of(asked, slot) is None:
        return None
    return [replacing(asked, like[0], slot)]


# --- posts -------------------------------------------------------------------------------


def _same_words(new: Slot, old: Slot) -> bool:
    """Tells whether two posts are one but for "phó" or "nguyên" before it."""
    return (
        isinstance(new.value, PostName)
        and isinstance(old.value, PostName)
        and new.value.words in ((), old.value.words)
    )


def _post_edits(asked: Asked, slot: Slot, offer: Offer) -> list[Edit] | None:
    posts = asked.of_kind(SlotKind.POST)
    like = [post for post in posts if _same_words(slot, post)] if len(posts) > 1 else posts
    if len(like) != 1 or not isinstance(slot.value, PostName):
        return None
    old = like[0]
    text = _post_text(asked, slot, old)
    if text is None:
        return None
    if asked.line.is_capitalized(old.first) and old.first != asked.first:
        text = _CAPITALIZED_POST.sub(_capitals, text)
    edits = [Edit(old.first, old.end, text)]
    with_body = any(other.kind is SlotKind.BODY for other in offer.slots)
    if _same_words(slot, old) or with_body:
        return edits
    return _fitting_body(asked, slot.value, old, edits)


def _post_text(asked: Asked, slot: Slot, old: Slot) -> str | None:
    """Returns the post as it is put in; "phó" is the deputy of the one that was asked for."""
    if not isinstance(slot.value, PostName) or slot.value.words:
        return text_of(asked, slot)
    if not isinstance(old.value, PostName) or old.value.deputy or not old.value.words:
        return None
    name = PostName(old.value.words, deputy=True, former=False)
    return post_text(name) if asked.vietnamese else english_post(name)


def _capitals(match: re.Match[str]) -> str:
    return match[1] + (match[2] or "").capitalize() + match[3].upper()


def _fitting_body(asked: Asked, post: PostName, old: Slot, edits: list[Edit]) -> list[Edit] | None:
    """Returns the edits with the body cut to what may have such a post, None where none may.

    After the secretary of "Chi đoàn Sở Y tế" the director is that of "Sở Y tế".
    """
    bodies = [slot for slot in asked.of_kind(*_NAMES) if slot.first >= old.end]
    if not asked.vietnamese:
        return None
    if not bodies:
        return edits
    heads = follow_words().post_bodies.get(post.words)
    if heads is None:
        return None
    fitting = [slot for slot in bodies if heads.match(asked.line, slot.first)]
    if not fitting:
        return None
    return [*edits, Edit(bodies[0].first, fitting[0].first, "")]
