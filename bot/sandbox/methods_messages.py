"""The methods that send, edit and delete messages."""

from __future__ import annotations

from typing import Final

from telegram.constants import ReactionEmoji

from bot.sandbox import content
from bot.sandbox.chats import Chat, without_reply
from bot.sandbox.keyboards import reply_markup
from bot.sandbox.params import Params
from bot.sandbox.state import State
from bot.sandbox.values import JsonObject, Message, bad_request

_NOT_MODIFIED: Final = (
    "message is not modified: specified new message content and reply markup are exactly "
    "the same as a current content and reply markup of the message"
)
_ACTIONS: Final = frozenset(
    [
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    ]
)
_REACTIONS: Final = frozenset(emoji.value for emoji in ReactionEmoji)
CHAT_ACTION_S: Final = 5.0
_DELETABLE_S: Final = 48 * 3600


def sent(state: State, params: Params, body: JsonObject) -> Message:
    """Sends what was checked to the chat that `params` name, as a reply where asked.

    Raises ApiError 400 or 403 where the chat or the replied message is not to be had,
    429 where flood limits are enforced and exceeded.
    """
    chat = state.known_chat(params.values.get("chat_id"))
    markup = reply_markup(params)
    replied = _replied(chat, params)
    thread = params.integer("message_thread_id")
    if thread is not None:
        chat.check_thread(thread)
    elif replied is not None and replied.get("is_topic_message"):
        thread = replied["message_thread_id"]
    state.flood.count(chat.id, group=chat.is_group)
    if replied is not None:
        body["reply_to_message"] = replied
    keyboard = None
    if markup is not None and "inline_keyboard" in markup:
        body["reply_markup"] = markup
    else:
        keyboard = markup
    if thread is not None:
        chat.in_thread(body, thread)
    if params.flag("protect_content"):
        body["has_protected_content"] = True
    return state.post(chat, state.bot.as_json(), body, keyboard)


def _replied(chat: Chat, params: Params) -> Message | None:
    wanted = params.json_object("reply_parameters")
    if wanted is None:
        return None
    reply = Params(wanted)
    if str(reply.values.get("chat_id", chat.id)) != str(chat.id):
        raise bad_request("replies to messages of other chats are unsupported by the sandbox")
    message = chat.messages.get(reply.required_integer("message_id"))
    if message is None and not reply.flag("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")
    if message is None:
        return None
    if reply.text("quote") not in str(message.get("text") or message.get("caption") or ""):
        raise bad_request("QUOTE_TEXT_INVALID")
    return without_reply(message)


async def send_message(state: State, params: Params) -> Message:
    """`sendMessage`."""
    state.known_chat(params.values.get("chat_id"))
    body = {**content.message_text(params), **content.link_preview(params)}
    return sent(state, params, body)


def own_message(state: State, params: Params, purpose: str) -> tuple[Chat, Message]:
    """The bot's message that is to be edited, named by chat and id or by inline id.

    Raises ApiError 400 where it is not there, or somebody else's.
    """
    inline_id = params.text("inline_message_id")
    if inline_id:
        if inline_id not in state.inline_messages:
            raise bad_request("MESSAGE_ID_INVALID")
        chat_id, message_id = state.inline_messages[inline_id]
        chat = state.chats[chat_id]
    else:
        chat = state.known_chat(params.values.get("chat_id"))
        message_id = params.required_integer("message_id")
    message = chat.messages.get(message_id)
    if message is None:
        raise bad_request(f"message to {purpose} not found")
    own = message["from"]["id"] == state.bot.id or (inline_id and "via_bot" in message)
    if not own or (purpose == "edit" and message_id in chat.keyboards):
        raise bad_request(f"message can't be {purpose}ed")
    return chat, message


def edited(
    state: State, params: Params, chat: Chat, message: Message, changes: JsonObject
) -> Message | bool:
    """Puts the changes (None takes a field away) into the message and shows it.

    Raises ApiError 400 where they change nothing.
    """
    changes["reply_markup"] = reply_markup(params, inline_only=True)
    if all(message.get(name) == value for name, value in changes.items()):
        raise bad_request(_NOT_MODIFIED)
    for name, value in changes.items():
        if value is None:
            message.pop(name, None)
        else:
            message[name] = value
    if changes.keys() != {"reply_markup"}:
        message["edit_date"] = int(state.clock())
    state.changed(chat, message)
    return True if params.text("inline_message_id") else message


async def edit_message_text(state: State, params: Params) -> Message | bool:
    """`editMessageText`. Without `reply_markup` the keyboard goes, as Telegram has it."""
    chat, message = own_message(state, params, "edit")
    if "text" not in message:
        raise bad_request("there is no text in the message to edit")
    body = content.message_text(params)
    gone = {"entities": None, "link_preview_options": None}
    changes = {**gone, **body, **content.link_preview(params)}
    return edited(state, params, chat, message, changes)


async def edit_message_caption(state: State, params: Params) -> Message | bool:
    """`editMessageCaption`."""
    chat, message = own_message(state, params, "edit")
    if "text" in message:
        raise bad_request("there is no caption in the message to edit")
    body = content.caption(params)
    changes = {"caption": None, "caption_entities": None, **body}
    return edited(state, params, chat, message, changes)


async def edit_message_reply_markup(state: State, params: Params) -> Message | bool:
    """`editMessageReplyMarkup`."""
    chat, message = own_message(state, params, "edit")
    return edited(state, params, chat, message, {})


async def delete_message(state: State, params: Params) -> bool:
    """`deleteMessage`: of the last 48 hours, the bot's own and in private chats others'."""
    chat = state.known_chat(params.values.get("chat_id"))
    message = chat.messages.get(params.required_integer("message_id"))
    if message is None:
        raise bad_request("message to delete not found")
    if chat.is_group and message["from"]["id"] != state.bot.id:
        raise bad_request("message can't be deleted")
    if state.clock() - message["date"] > _DELETABLE_S:
        raise bad_request("message can't be deleted for everyone")
    del chat.messages[message["message_id"]]
    state.journal.write("deleted", chat_id=chat.id, message_id=message["message_id"])
    return True


async def send_chat_action(state: State, params: Params) -> bool:
    """`sendChatAction`: shown for 5 seconds or until the bot writes."""
    chat = state.known_chat(params.values.get("chat_id"))
    action = params.text("action")
    if action not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    thread = params.integer("message_thread_id")
    if thread is not None:
        chat.check_thread(thread)
    until = state.clock() + CHAT_ACTION_S
    state.journal.write("action", chat_id=chat.id, action=action, thread=thread, until=until)
    return True


async def set_message_reaction(state: State, params: Params) -> bool:
    """`setMessageReaction` with at most one of Telegram's own emoji."""
    chat = state.known_chat(params.values.get("chat_id"))
    message_id = params.required_integer("message_id")
    if message_id not in chat.messages:
        raise bad_request("message to react not found")
    reactions = params.json_array("reaction") or []
    if len(reactions) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    emoji = [str(one.get("emoji")) for one in reactions if isinstance(one, dict)]
    if len(emoji) != len(reactions) or not set(emoji) <= _REACTIONS:
        raise bad_request("REACTION_INVALID")
    chat.reactions[message_id] = emoji
    state.journal.write("reaction", chat_id=chat.id, message_id=message_id, emoji=emoji)
    return True
