"""What may be sent as `reply_markup`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from bot.sandbox.links import LinkError, checked_link
from bot.sandbox.params import Params
from bot.sandbox.values import JsonObject, bad_request

MOST_BUTTONS: Final = 100
MOST_IN_A_ROW: Final = 8
MOST_CALLBACK_BYTES: Final = 64
_MOST_COPIED: Final = 256

_ACTIONS: Final = frozenset(
    {
        "url",
        "callback_data",
        "web_app",
        "login_url",
        "switch_inline_query",
        "switch_inline_query_current_chat",
        "switch_inline_query_chosen_chat",
        "copy_text",
        "callback_game",
        "pay",
    }
)
_UNPLAYED: Final = frozenset({"web_app", "login_url", "callback_game", "pay"})
_OTHER_MARKUPS: Final = frozenset({"keyboard", "remove_keyboard", "force_reply"})


def reply_markup(params: Params, *, inline_only: bool = False) -> JsonObject | None:
    """The markup of a message, checked; None when there is none or it has no buttons.

    Raises ApiError 400 for a keyboard that Telegram refuses, or would show cut short.
    """
    return checked_markup(params.json_object("reply_markup"), inline_only=inline_only)


def checked_markup(markup: object, *, inline_only: bool = False) -> JsonObject | None:
    """Checks a markup that was read already; see `reply_markup`."""
    if not markup:
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in markup:
        rows = _rows(markup["inline_keyboard"], _inline_button)
        return {"inline_keyboard": rows} if rows else None
    if inline_only:
        raise bad_request("inline keyboard expected")
    if "keyboard" in markup:
        return {**markup, "keyboard": _rows(markup["keyboard"], _reply_button)}
    if not _OTHER_MARKUPS & markup.keys():
        raise bad_request("object expected as reply markup")
    return markup


def buttons_of(markup: JsonObject | None) -> list[JsonObject]:
    """All buttons of an inline keyboard, row by row."""
    return [button for row in (markup or {}).get("inline_keyboard", []) for button in row]


def callback_data(markup: JsonObject | None) -> set[str]:
    """The callback data of all buttons of an inline keyboard."""
    return {one["callback_data"] for one in buttons_of(markup) if "callback_data" in one}


def _rows(rows: object, check: Callable[[object], JsonObject]) -> list[list[JsonObject]]:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request("keyboard must be an Array of Arrays of buttons")
    if any(not row for row in rows):
        raise bad_request("a row of the keyboard is empty, which Telegram drops")
    if any(len(row) > MOST_IN_A_ROW for row in rows):
        raise bad_request(f"a row of the keyboard has more than {MOST_IN_A_ROW} buttons")
    if sum(map(len, rows)) > MOST_BUTTONS:
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    return [[check(button) for button in row] for row in rows]


def _reply_button(button: object) -> JsonObject:
    found = {"text": button} if isinstance(button, str) else button
    if not isinstance(found, dict) or not str(found.get("text", "")).strip():
        raise bad_request("keyboard button text must be non-empty")
    return found


def _inline_button(button: object) -> JsonObject:
    if not isinstance(button, dict):
        raise bad_request("can't parse inline keyboard button: an Object is expected")
    text = button.get("text")
    if not isinstance(text, str) or not text.strip():
        raise bad_request("can't parse inline keyboard button: text must be non-empty")
    actions = sorted(_ACTIONS & button.keys())
    if not actions:
        raise bad_request("Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise bad_request(
            f"inline keyboard button {text!r} must have exactly one action, has {actions}"
        )
    action = actions[0]
    value = button[action]
    if action in _UNPLAYED:
        raise bad_request(f"{action} buttons are unsupported by the sandbox")
    if action == "copy_text":
        _check_copied(value)
    elif action == "switch_inline_query_chosen_chat":
        if not isinstance(value, dict):
            raise bad_request(f'field "{action}" must be of type Object')
    elif not isinstance(value, str):
        raise bad_request(f'field "{action}" must be of type String')
    if action == "callback_data" and not 1 <= len(value.encode()) <= MOST_CALLBACK_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    if action == "url":
        try:
            return {**button, "url": checked_link(value)}
        except LinkError as error:
            raise bad_request(
                f"inline keyboard button URL '{value[:100]}' is invalid: {error}"
            ) from None
    return button


def _check_copied(value: object) -> None:
    text = value.get("text") if isinstance(value, dict) else None
    if not isinstance(text, str) or not 1 <= len(text) <= _MOST_COPIED:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
