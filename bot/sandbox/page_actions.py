"""What people do on the page, as JSON over HTTP: `POST /page/<action>`."""

from __future__ import annotations

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

# A message of 4,096 characters, all escaped, is far below this.
_MOST_BODY_BYTES: Final = 2**20

_MOST_NAME: Final = 200
_PICTURES: Final = frozenset({"image/png", "image/jpeg"})


async def _say(actions: Actions, person: Person, params: Params) -> object:
    return await actions.say(
        person,
        params.text("text"),
        params.integer("chat"),
        params.integer("reply_to"),
        thread=params.integer("thread"),
    )


async def _edit(actions: Actions, person: Person, params: Params) -> object:
    number, chat = params.required_integer("message_id"), params.required_integer("chat")
    return await actions.edit_message(person, number, params.text("text"), chat)


async def _press(actions: Actions, person: Person, params: Params) -> object:
    number, chat = params.required_integer("message_id"), params.required_integer("chat")
    data = params.text("data")
    return asdict(await actions.press(person, number, data, _PATIENCE_S, chat=chat))


async def _sticker(actions: Actions, person: Person, params: Params) -> object:
    chat, thread = params.integer("chat"), params.integer("thread")
    return await actions.send_sticker(person, chat=chat, thread=thread)


async def _voice(actions: Actions, person: Person, params: Params) -> object:
    chat, thread = params.integer("chat"), params.integer("thread")
    return await actions.send_voice(person, chat=chat, thread=thread)


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
                person,
                result,
                params.text("query"),
                params.integer("chat"),
                thread=params.integer("thread"),
            )
    raise bad_request("RESULT_ID_INVALID")


async def _block(actions: Actions, person: Person, params: Params) -> object:
    await (actions.block if params.flag("blocked") else actions.unblock)(person)
    return True


async def _membership(actions: Actions, person: Person, params: Params) -> object:
    group = actions.place(person, params.required_integer("chat"))
    if not group.is_group:
        raise bad_request("chat member status can't be changed in private chats")
    await (actions.add_bot if params.flag("member") else actions.remove_bot)(person, group.id)
    return True


async def _migrate(actions: Actions, person: Person, params: Params) -> object:
    group = actions.place(person, params.required_integer("chat"))
    if group.kind != "group" or group.migrated_to is not None:
        raise bad_request("only a basic group can be upgraded")
    return await actions.migrate_group(group.id)


_ACTIONS: Final[dict[str, Callable[[Actions, Person, Params], Awaitable[object]]]] = {
    "say": _say,
    "edit": _edit,
    "press": _press,
    "sticker": _sticker,
    "voice": _voice,
    "inline": _inline,
    "choose": _choose,
    "block": _block,
    "membership": _membership,
    "migrate": _migrate,
}


class _AnsweringHandler(PageApiHandler):
    async def answer(self, doing: Awaitable[object]) -> None:
        """Says how it went: the result, or why not."""
        try:
            self.finish({"result": await doing})
        except ApiError as error:
            self.set_status(error.code)
            self.finish({"error": error.description})
        except TimeoutError:
            self.set_status(504)
            self.finish({"error": "timeout"})


class ActionHandler(_AnsweringHandler):
    """One action of the person named in the body; answers `{"result"}` or `{"error"}`."""

    async def post(self, name: str) -> None:
        """Raises HTTPError 404 for an unknown action, 413 for a body over 1 MB."""
        if name not in _ACTIONS:
            raise HTTPError(404)
        if len(self.request.body) > _MOST_BODY_BYTES:
            raise HTTPError(413)
        await self.answer(self._done(name))

    async def _done(self, name: str) -> object:
        actions: Actions = self.services["actions"]
        body = parse_json(self.request.body, "the request body as JSON")
        if not isinstance(body, dict):
            raise bad_request("the request body must be a JSON object")
        params = Params(body)
        person = actions.state.person(params.required_integer("person"))
        return await _ACTIONS[name](actions, person, params)


class UploadHandler(_AnsweringHandler):
    """`PUT /page/upload?person=&chat=&name=&type=`: a picture or file, the body its bytes.

    Beside these `caption`, `reply_to`, `thread`. A PNG or JPEG is sent as a photo unless
    `as` is `file`.
    """

    async def put(self) -> None:
        """Answers like the other actions."""
        await self.answer(self._sent())

    async def _sent(self) -> object:
        actions: Actions = self.services["actions"]
        names = self.request.query_arguments
        given = Params({name: self.get_query_argument(name) for name in names})
        person = actions.state.person(given.required_integer("person"))
        data, name = self.request.body, given.text("name")[:_MOST_NAME] or "file"
        caption, chat = given.text("caption"), given.integer("chat")
        reply_to, thread = given.integer("reply_to"), given.integer("thread")
        if given.text("type") in _PICTURES and given.text("as") != "file":
            return await actions.send_photo(person, data, caption, chat, reply_to, thread=thread)
        return await actions.send_document(
            person,
            name,
            data,
            mime_type=given.text("type")[:_MOST_NAME] or "application/octet-stream",
            caption=caption,
            chat=chat,
            reply_to=reply_to,
            thread=thread,
        )
