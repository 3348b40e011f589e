"""What people do on the page, as JSON over HTTP: `POST /page/<action>`."""

from __future__ import annotations

import base64
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from typing import Final

from tornado.web import HTTPError

from bot.sandbox.actions import Actions
from bot.sandbox.guard import PageApiHandler
from bot.sandbox.params import Params, parse_json
from bot.sandbox.values import ApiError, JsonObject, Person, bad_request

# How long the page lets a person wait for a button or inline results, in seconds.
_PATIENCE_S: Final = 30.0

_MOST_BODY_BYTES: Final = 16 * 2**20


async def _say(actions: Actions, person: Person, params: Params) -> object:
    reply_to = params.integer("reply_to")
    return await actions.say(person, params.text("text"), params.integer("chat"), reply_to)


async def _edit(actions: Actions, person: Person, params: Params) -> object:
    message_id = params.required_integer("message_id")
    return await actions.edit_message(person, message_id, params.text("text"))


async def _press(actions: Actions, person: Person, params: Params) -> object:
    message_id = params.required_integer("message_id")
    return asdict(await actions.press(person, message_id, params.text("data"), _PATIENCE_S))


async def _sticker(actions: Actions, person: Person, params: Params) -> object:
    return await actions.send_sticker(person, chat=params.integer("chat"))


async def _voice(actions: Actions, person: Person, params: Params) -> object:
    return await actions.send_voice(person, chat=params.integer("chat"))


async def _document(actions: Actions, person: Person, params: Params) -> object:
    try:
        data = base64.b64decode(params.text("data"), validate=True)
    except ValueError:
        raise bad_request('field "data" must be base64') from None
    name, chat = params.text("name")[:200] or "file", params.integer("chat")
    if params.text("mime_type") in ("image/png", "image/jpeg"):
        return await actions.send_photo(person, data, chat=chat)
    return await actions.send_document(person, name, data, chat=chat)


async def _inline(actions: Actions, person: Person, params: Params) -> object:
    answer = await actions.inline_query(
        person,
        params.text("query"),
        params.text("offset"),
        chat=params.integer("chat"),
        timeout=_PATIENCE_S,
    )
    return asdict(answer)


async def _choose(actions: Actions, person: Person, params: Params) -> object:
    query = actions.state.inline_queries.get(params.text("query_id"))
    results: list[JsonObject] = (query.answer or {}).get("results", []) if query else []
    for result in results:
        if result["id"] == params.text("result_id"):
            return await actions.choose_result(
                person, result, params.text("query"), params.integer("chat")
            )
    raise bad_request("RESULT_ID_INVALID")


async def _block(actions: Actions, person: Person, params: Params) -> object:
    await (actions.block if params.flag("blocked") else actions.unblock)(person)
    return True


_ACTIONS: Final[dict[str, Callable[[Actions, Person, Params], Awaitable[object]]]] = {
    "say": _say,
    "edit": _edit,
    "press": _press,
    "sticker": _sticker,
    "voice": _voice,
    "document": _document,
    "inline": _inline,
    "choose": _choose,
    "block": _block,
}


class ActionHandler(PageApiHandler):
    """One action of the person named in the body; answers `{"result"}` or `{"error"}`."""

    async def post(self, name: str) -> None:
        """Raises HTTPError 404 for an unknown action, 413 for a body over 16 MB."""
        if name not in _ACTIONS:
            raise HTTPError(404)
        if len(self.request.body) > _MOST_BODY_BYTES:
            raise HTTPError(413)
        actions: Actions = self.services["actions"]
        try:
            body = parse_json(self.request.body, "the request body as JSON")
            if not isinstance(body, dict):
                raise bad_request("the request body must be a JSON object")
            params = Params(body)
            person = actions.state.person(params.required_integer("person"))
            self.finish({"result": await _ACTIONS[name](actions, person, params)})
        except ApiError as error:
            self.set_status(error.code)
            self.finish({"error": error.description})
        except TimeoutError:
            self.set_status(504)
            self.finish({"error": "timeout"})
