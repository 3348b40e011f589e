"""What the chat page is told: everything at first, then each event."""

from __future__ import annotations

from itertools import islice
from typing import Final

from bot.sandbox.chats import Chat
from bot.sandbox.entities import utf16_slice
from bot.sandbox.links import page_href
from bot.sandbox.state import State
from bot.sandbox.values import JsonObject, Message
from bot.sandbox.wording import wording

# A crowd of a load test is not drawn.
MOST_PEOPLE: Final = 30


def world(state: State, suffix: str) -> JsonObject:
    """People, chats with their messages, the bot, the wording, and up to which event."""
    people = list(islice(state.people.values(), MOST_PEOPLE))
    return {
        "n": state.journal.number,
        "run": state.run,
        "bot": {
            **state.bot.as_json(),
            "names": state.bot.names,
            "descriptions": state.bot.descriptions,
        },
        "people": [{**person.as_json(), "role": person.role.value} for person in people],
        "chats": [_chat(chat, suffix) for chat in _shown_chats(state)],
        "wording": wording(),
    }


def event_shown(event: JsonObject, state: State, suffix: str) -> JsonObject | None:
    """The event as the page gets it; None for one of a chat that it does not show."""
    chat_id = event.get("chat_id")
    if chat_id is not None and chat_id not in _shown_ids(state):
        return None
    if "message" in event:
        return {**event, "message": message_shown(event["message"], suffix)}
    return event


def message_shown(message: Message, suffix: str) -> Message:
    """The message as the page gets it: every link with the `href` that it opens."""
    result = dict(message)
    for field, text in (("entities", "text"), ("caption_entities", "caption")):
        if field in message:
            result[field] = [_linked(one, message[text], suffix) for one in message[field]]
    rows = message.get("reply_markup", {}).get("inline_keyboard")
    if rows:
        result["reply_markup"] = {
            "inline_keyboard": [[_opened(button, suffix) for button in row] for row in rows]
        }
    return result


def _shown_ids(state: State) -> set[int]:
    return {*islice(state.people, MOST_PEOPLE), *(group.id for group in state.groups)}


def _shown_chats(state: State) -> list[Chat]:
    shown = _shown_ids(state)
    return [chat for chat in state.chats.values() if chat.id in shown]


def _chat(chat: Chat, suffix: str) -> JsonObject:
    messages = [message_shown(one, suffix) for one in chat.messages.values()]
    for message in messages:
        message["reactions"] = chat.reactions.get(message["message_id"], [])
        message["keyboard"] = chat.keyboards.get(message["message_id"])
    return {
        **chat.as_json(),
        "title": chat.title,
        "members": list(chat.members),
        "blocked": chat.blocked,
        "closed": chat.migrated_to is not None,
        "topics": [
            {"id": thread, "name": opening["forum_topic_created"]["name"]}
            for thread, opening in chat.topics.items()
        ],
        "seen": sorted(chat.seen),
        "messages": messages,
    }


def _linked(entity: JsonObject, text: str, suffix: str) -> JsonObject:
    if entity["type"] == "text_link":
        return {**entity, "href": page_href(entity["url"], suffix)}
    if entity["type"] == "url":
        url = utf16_slice(text, entity["offset"], entity["length"])
        return {**entity, "href": page_href(url, suffix)}
    return entity


def _opened(button: JsonObject, suffix: str) -> JsonObject:
    return {**button, "href": page_href(button["url"], suffix)} if "url" in button else button
