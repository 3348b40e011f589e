"""The methods of the Bot API that the sandbox knows, by name."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import Any, Final, TypeAlias
from urllib.parse import urlsplit

from bot.sandbox import methods_copies as copies
from bot.sandbox import methods_files as files
from bot.sandbox import methods_messages as messages
from bot.sandbox import methods_profile as profile
from bot.sandbox import methods_queries as queries
from bot.sandbox.params import Params
from bot.sandbox.state import State
from bot.sandbox.updates import Webhook
from bot.sandbox.values import ApiError, JsonObject, bad_request

Method: TypeAlias = Callable[[State, Params], Awaitable[Any]]

_LONGEST_POLL_S: Final = 50
_MOST_UPDATES: Final = 100
_SECRET: Final = re.compile(r"[A-Za-z0-9_-]{0,256}")


def _allow(state: State, params: Params) -> None:
    if params.has("allowed_updates"):
        state.updates.allow([str(kind) for kind in params.json_array("allowed_updates") or []])


async def get_updates(state: State, params: Params) -> list[JsonObject]:
    """`getUpdates`, with long polling."""
    _allow(state, params)
    limit = params.integer("limit", _MOST_UPDATES) or _MOST_UPDATES
    timeout = params.integer("timeout", 0) or 0
    return await state.updates.poll(
        params.integer("offset"),
        min(max(limit, 1), _MOST_UPDATES),
        min(max(timeout, 0), _LONGEST_POLL_S),
    )


def _check_webhook_address(url: str) -> None:
    """Raises ApiError 400 for what is no https address; plain http on this machine passes."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise bad_request("bad webhook: invalid URL") from None
    local = parts.scheme == "http" and host in ("127.0.0.1", "localhost")
    if not host or (parts.scheme != "https" and not local):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")


async def set_webhook(state: State, params: Params) -> bool:
    """`setWebhook`: an https address; an empty one takes the webhook away."""
    url = params.text("url")
    if not url:
        return await delete_webhook(state, params)
    _check_webhook_address(url)
    secret = params.text("secret_token")
    if not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    _allow(state, params)
    if params.flag("drop_pending_updates"):
        state.updates.drop_pending()
    connections = params.integer("max_connections", 40) or 40
    state.updates.webhook = Webhook(url, secret, connections)
    state.updates.notify()
    return True


async def delete_webhook(state: State, params: Params) -> bool:
    """`deleteWebhook`."""
    if params.flag("drop_pending_updates"):
        state.updates.drop_pending()
    state.updates.webhook = None
    return True


async def get_webhook_info(state: State, params: Params) -> JsonObject:
    """`getWebhookInfo`."""
    hook = state.updates.webhook
    info: JsonObject = {
        "url": hook.url if hook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(state.updates.pending),
    }
    if state.updates.allowed is not None:
        info["allowed_updates"] = sorted(state.updates.allowed)
    if hook:
        info["max_connections"] = hook.max_connections
    if hook and hook.last_error:
        info |= {"last_error_message": hook.last_error, "last_error_date": hook.last_error_at}
    return info


METHODS: Final[dict[str, Method]] = {
    "getMe": profile.get_me,
    "getUpdates": get_updates,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
    "sendMessage": messages.send_message,
    "sendPhoto": files.send_photo,
    "sendDocument": files.send_document,
    "copyMessage": copies.copy_message,
    "forwardMessage": copies.forward_message,
    "getFile": files.get_file,
    "editMessageText": messages.edit_message_text,
    "editMessageCaption": messages.edit_message_caption,
    "editMessageMedia": files.edit_message_media,
    "editMessageReplyMarkup": messages.edit_message_reply_markup,
    "deleteMessage": messages.delete_message,
    "sendChatAction": messages.send_chat_action,
    "setMessageReaction": messages.set_message_reaction,
    "answerCallbackQuery": queries.answer_callback_query,
    "answerInlineQuery": queries.answer_inline_query,
    "setMyCommands": profile.set_my_commands,
    "getMyCommands": profile.get_my_commands,
    "deleteMyCommands": profile.delete_my_commands,
    "setMyName": profile.set_my_name,
    "getMyName": profile.get_my_name,
    "setMyDescription": profile.set_my_description,
    "getMyDescription": profile.get_my_description,
    "setMyShortDescription": profile.set_my_short_description,
    "getMyShortDescription": profile.get_my_short_description,
    "setChatMenuButton": profile.set_chat_menu_button,
    "getChatMenuButton": profile.get_chat_menu_button,
    "getChat": profile.get_chat,
    "getChatMember": profile.get_chat_member,
    "leaveChat": profile.leave_chat,
}

_BY_LOWER_NAME: Final = {name.lower(): method for name, method in METHODS.items()}


def method_named(name: str) -> Method:
    """The method of that name, in any case. Raises ApiError 404 for another."""
    method = _BY_LOWER_NAME.get(name.lower())
    if method is None:
        raise ApiError(404, "Not Found: method not found")
    return method
