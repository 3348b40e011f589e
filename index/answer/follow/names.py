"""A name in the place of a name: "còn huyện Sơn Hà?", "còn công đoàn?", "chi đoàn kia?"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from index.answer.follow.asked import Asked
from index.answer.follow.edits import Edit, edited, replacing
from index.answer.follow.extents import name_end
from index.answer.follow.line import read_line
from index.answer.follow.message import Message
from index.answer.follow.posts import PostName
from index.answer.follow.slots import TIMES, Slot, SlotKind, slots_in
from index.answer.follow.words import follow_words

_LONGEST_EXCHANGE: Final = 8
_HEAD: Final = 2
"""Words that two phrases must share to be of one kind: "giấy phép bưu chính", "... báo chí"."""


def name_edits(asked: Asked, slot: Slot, *, of_post: bool) -> list[Edit] | None:
    """Returns the edits that put a place or body into the question, None where none fits.

    `of_post`: the message names a post beside it, whose body it is.
    """
    like = [other for other in asked.slots if other.family == slot.family and other.named]
    if not like and of_post:
        like = _body_of_post(asked)
    if not like and not of_post and slot.kind is SlotKind.BODY:
        like = _body_of_same_post(asked, slot)
    if len(like) != 1:
        return None
    return [_headed(asked, like[0], slot) or replacing(asked, like[0], slot)]


def _headed(asked: Asked, old: Slot, new: Slot) -> Edit | None:
    """Puts "công đoàn", the head alone, in the place of "Chi đoàn" before "Sở Y tế"."""
    alone = follow_words()["names.alone"]
    head = read_line(new.vietnamese or "")
    if not head.tokens or alone.match(head, 0) != len(head.tokens):
        return None
    length = alone.match(asked.line, old.first, lenient=False)
    end = old.first + length
    if length and not any(slot.first == end for slot in asked.of_kind(SlotKind.BODY)):
        return None
    return Edit(old.first, end, head.text)


def _body_of_post(asked: Asked) -> list[Slot]:
    posts = asked.of_kind(SlotKind.POST)
    if len(posts) != 1:
        return []
    return [slot for slot in asked.of_kind(SlotKind.BODY) if slot.first >= posts[0].end][:1]


def _body_of_same_post(asked: Asked, slot: Slot) -> list[Slot]:
    """Returns the body that another may replace, because it has such a post as well."""
    found = _body_of_post(asked)
    post = asked.of_kind(SlotKind.POST)[0].value if found else None
    heads = follow_words().post_bodies.get(post.words) if isinstance(post, PostName) else None
    if heads is None or slot.vietnamese is None:
        return []
    return found if heads.match(read_line(slot.vietnamese), 0) else []


def head_of_other(message: Message) -> int | None:
    """Returns the length of "chi đoàn" in "chi đoàn kia", None for other messages."""
    words = follow_words()
    length = words["names.others"].match_before(message.line, message.end, message.first)
    head = words["names.bodies"].match(message.line, message.first, message.end - length)
    return head if length and head and message.first + head + length == message.end else None


def other_one(asked: Asked, message: Message, head: int) -> str | None:
    """Returns the last question on the other of two bodies that were named: "chi đoàn kia"."""
    typed = message.line.tokens[message.first : message.first + head]
    family = (SlotKind.BODY, tuple(token.folded for token in typed))
    like = [slot for slot in asked.slots if slot.family == family]
    told = " . ".join(filter(None, (asked.previous.title, asked.previous.sentence)))
    others = {
        slot.value: slot
        for slot in slots_in(read_line(told), asked.lexicon)
        if slot.family == family and slot.end - slot.first > head
    }
    for slot in like:
        others.pop(slot.value, None)
    if len(like) != 1 or len(others) != 1:
        return None
    return edited(asked, [replacing(asked, like[0], next(iter(others.values())))])


def exchanged_name(asked: Asked, message: Message) -> str | None:
    """Returns the last question with another phrase of one head: "còn giấy phép báo chí?"."""
    if not message.opened or head_of_other(message) is not None:
        return None
    if other := _other_procedure(asked, message):
        return other
    said = [token.folded for token in message.line.tokens[message.first : message.end]]
    if not _HEAD < len(said) <= _LONGEST_EXCHANGE or _says_more(message):
        return None
    at = _place_of(said[:_HEAD], asked)
    if at is None:
        return None
    end = min(name_end(asked.line, at), asked.end)
    old = [token.folded for token in asked.line.tokens[at:end]]
    if old[: len(said)] == said or (asked.question is not None and at < asked.question[1] <= end):
        return None
    return edited(asked, [Edit(at, end, message.text)])


def _says_more(message: Message) -> bool:
    """Tells whether a message has a question word, a time or a prize in it."""
    if any(slot.kind in TIMES or slot.kind is SlotKind.PRIZE for slot in message.slots):
        return True
    return any(
        follow_words().question(message.line, at, message.end, lenient=True)
        for at in range(message.first, message.end)
    )


def _place_of(head: Sequence[str], asked: Asked) -> int | None:
    """Returns where these folded words stand in the question, None unless in one place."""
    folded = [token.folded for token in asked.line.tokens]
    places = [
        at for at in range(asked.first, asked.end) if folded[at : at + len(head)] == list(head)
    ]
    return places[0] if len(places) == 1 else None


def _other_procedure(asked: Asked, message: Message) -> str | None:
    """Returns the last question on another step with the same thing: "còn gia hạn?"."""
    table = follow_words()["verbs.steps"]
    at = message.first
    while at < message.end and (length := table.match(message.line, at, message.end)):
        at += length
    end = asked.first
    while length := table.match(asked.line, end, asked.end, lenient=False):
        end += length
    if at != message.end or end in (asked.first, asked.end) or asked.begins:
        return None
    return edited(asked, [Edit(asked.first, end, message.text)])
