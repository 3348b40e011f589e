"""The methods that answer callback and inline queries."""

from __future__ import annotations

import re
from typing import Final

from bot.sandbox import content
from bot.sandbox.entities import utf16_length
from bot.sandbox.keyboards import checked_markup
from bot.sandbox.links import LinkError, checked_link
from bot.sandbox.params import Params
from bot.sandbox.state import State
from bot.sandbox.values import JsonObject, bad_request

MOST_CALLBACK_TEXT: Final = 200
MOST_RESULTS: Final = 50
MOST_ID_BYTES: Final = 64
_CACHE_S: Final = 300
_START_PARAMETER: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")


async def answer_callback_query(state: State, params: Params) -> bool:
    """`answerCallbackQuery`: once a query, in time, with a text of at most 200."""
    text = params.text("text")
    if utf16_length(text) > MOST_CALLBACK_TEXT:
        raise bad_request("MESSAGE_TOO_LONG")
    url = params.text("url")
    if url and not url.startswith(f"https://t.me/{state.bot.username}?start="):
        raise bad_request("URL_INVALID")
    query = state.open_query(state.callbacks, params.text("callback_query_id"))
    query.answer = {"text": text, "show_alert": params.flag("show_alert"), "url": url}
    state.journal.wake(query.id)
    return True


async def answer_inline_query(state: State, params: Params) -> bool:
    """`answerInlineQuery`: once a query, with at most 50 results of different ids."""
    results = params.json_array("results")
    if results is None:
        raise bad_request('parameter "results" is required')
    if len(results) > MOST_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    next_offset = params.text("next_offset")
    if len(next_offset.encode()) > MOST_ID_BYTES:
        raise bad_request("NEXT_OFFSET_INVALID")
    checked = [_result(result) for result in results]
    if len({result["id"] for result in checked}) < len(checked):
        raise bad_request("RESULT_ID_DUPLICATE")
    cache_time = params.integer("cache_time", _CACHE_S) or 0
    if cache_time < 0:
        raise bad_request("cache_time must be non-negative")
    personal = params.flag("is_personal")
    answer = {
        "results": checked,
        "next_offset": next_offset,
        "cache_time": cache_time,
        "is_personal": personal,
        "button": _button(params),
    }
    query = state.open_query(state.inline_queries, params.text("inline_query_id"))
    query.answer = answer
    whom = query.person.id if personal else None
    state.inline_cache[query.text, query.offset, whom] = (state.clock() + cache_time, answer)
    state.journal.wake(query.id)
    return True


def _button(params: Params) -> JsonObject | None:
    button = params.json_object("button")
    if button is None:
        return None
    if not isinstance(button.get("text"), str) or not button["text"]:
        raise bad_request("inline query results button must have non-empty text")
    if "web_app" in button:
        raise bad_request("web_app buttons are unsupported by the sandbox")
    if not _START_PARAMETER.fullmatch(str(button.get("start_parameter", ""))):
        raise bad_request("START_PARAM_INVALID")
    return button


def _result(result: object) -> JsonObject:
    """One result with its message parsed: `message` holds what choosing it will send."""
    if not isinstance(result, dict):
        raise bad_request("can't parse inline query result: Object expected")
    result_id = result.get("id")
    if not isinstance(result_id, str) or not 1 <= len(result_id.encode()) <= MOST_ID_BYTES:
        raise bad_request("RESULT_ID_INVALID")
    if result.get("type") != "article":
        raise bad_request("only results of type article are supported by the sandbox")
    title = result.get("title")
    if not isinstance(title, str) or not title.strip():
        raise bad_request("can't parse inline query result: title must be non-empty")
    wanted = result.get("input_message_content")
    if not isinstance(wanted, dict):
        raise bad_request('can\'t find field "input_message_content"')
    if result.get("url"):
        try:
            checked_link(str(result["url"]))
        except LinkError as error:
            raise bad_request(f"inline query result URL is invalid: {error}") from None
    markup = checked_markup(result.get("reply_markup"), inline_only=True)
    message = content.input_content(wanted)
    if markup is not None:
        message["reply_markup"] = markup
    return {**result, "message": message}
