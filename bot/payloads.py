"""A reply as the JSON text that waits in the outbox."""

from __future__ import annotations

import json
from typing import Any

from bot.callbacks import decode
from bot.reply import Button, LinkButton, PressButton, Reply, ShareButton


def payload_of(reply: Reply) -> str:
    """Returns a reply as JSON text.

    >>> payload_of(Reply("<b>Tin</b>", ((LinkButton("Mở", "https://a.example/1"),),)))
    '{"html":"<b>Tin</b>","rows":[[["Mở","url","https://a.example/1"]]]}'
    """
    rows = [[_as_json(button) for button in row] for row in reply.rows]
    return json.dumps({"html": reply.html, "rows": rows}, ensure_ascii=False, separators=(",", ":"))


def reply_of(payload: str) -> Reply:
    """Returns the reply of a JSON text. Raises ValueError for one that is none."""
    try:
        given = json.loads(payload)
        html, rows = given["html"], given["rows"]
        made = tuple(tuple(_button(*button) for button in row) for row in rows)
    except (KeyError, TypeError) as error:
        raise ValueError(f"no reply: {type(error).__name__}") from None
    if not isinstance(html, str):
        raise ValueError("no reply: its text is none")
    return Reply(html, made)


def _as_json(button: Button) -> list[str]:
    if isinstance(button, LinkButton):
        return [button.text, "url", button.url]
    if isinstance(button, ShareButton):
        return [button.text, "share", button.query]
    return [button.text, "press", button.press.encode()]


def _button(text: Any, kind: Any, value: Any) -> Button:
    press = decode(value) if kind == "press" and isinstance(value, str) else None
    if press is not None:
        return PressButton(str(text), press)
    if kind == "share":
        return ShareButton(str(text), str(value))
    if kind != "url":
        raise ValueError(f"no button: {kind}")
    return LinkButton(str(text), str(value))
