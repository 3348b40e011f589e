"""A window of a real Chromium: what any page in it can be asked and made to do.

Things are found as a screen reader finds them, by role and name, and used with real clicks
and keys: what is hidden, covered or unnamed cannot be used.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import json
import time
from pathlib import Path
from typing import Any

from tests.bot.devtools import DevTools

PATIENCE_S = 20.0
LOOK_EVERY_S = 0.02
PHONE = (360, 740)
DESKTOP = (1200, 800)

# Key names of DevTools: code, and text for those that write.
_KEYS = {
    "Enter": (13, "\r"),
    "Tab": (9, ""),
    "Escape": (27, ""),
    "Space": (32, " "),
    "ArrowUp": (38, ""),
    "ArrowDown": (40, ""),
    "Home": (36, ""),
    "End": (35, ""),
    "Backspace": (8, ""),
}
_SHIFT = 8

# Roles of what a press is for.
PRESSED = {"button", "link", "option", "tab"}

_IS_ON_TOP = """function (x, y) { return this.contains(document.elementFromPoint(x, y)); }"""


class NotThereError(AssertionError):
    """What a person looked for did not appear; says what there is instead."""


class Window:
    """One page of a browser. Every wait ends with `NotThereError` after `PATIENCE_S`.

    `faults` lists script errors, refusals by the page's policy, and files that are not there.
    """

    def __init__(self, tools: DevTools, session: str, url: str) -> None:
        self._tools = tools
        self._session = session
        self.url = url
        self.faults: list[str] = []
        tools.on("Runtime.exceptionThrown", self._note_exception, session)
        tools.on("Log.entryAdded", self._note_log, session)

    async def size(self, width: int, height: int) -> None:
        """Makes the window that large, in CSS pixels; a narrow one is a phone with touch."""
        phone = width < 600
        await self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=2 if phone else 1,
            mobile=phone,
        )
        await self.call("Emulation.setTouchEmulationEnabled", enabled=phone)

    async def dark(self, dark: bool = True) -> None:
        """Sets what the computer prefers, dark or light."""
        value = "dark" if dark else "light"
        features = [{"name": "prefers-color-scheme", "value": value}]
        await self.call("Emulation.setEmulatedMedia", features=features)

    async def screenshot(self, path: str | Path, width: int | None = None) -> None:
        """Keeps what is seen as a PNG, at `width` pixels where it is given (360: a phone)."""
        if width is not None:
            await self.size(width, PHONE[1] if width < 600 else DESKTOP[1])
        # Two frames: the first may be drawn before the last change.
        await self.evaluate("new Promise((done) => requestAnimationFrame(() => "
                            "requestAnimationFrame(() => done(true))))")  # fmt: skip
        shot = await self.call("Page.captureScreenshot", format="png")
        await asyncio.to_thread(Path(path).write_bytes, base64.b64decode(shot["data"]))

    async def until(self, condition: str, what: str) -> None:
        """Waits until a JavaScript expression gives something true; `what` says what that is."""
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline:
            with contextlib.suppress(RuntimeError):  # between two pages there is none to ask
                if await self.evaluate(condition):
                    return
            await asyncio.sleep(LOOK_EVERY_S)
        shown = await self.evaluate("document.body.innerText")
        raise NotThereError(f"waited in vain for {what}; the page shows:\n{shown}")

    async def visible(self, selector: str) -> bool:
        script = f"!!document.querySelector({json.dumps(selector)})?.offsetParent"
        return bool(await self.evaluate(script))

    async def focused(self) -> tuple[str, str]:
        """Role and name of what has the focus, as a screen reader tells them."""
        about = await self.call("Runtime.evaluate", expression="document.activeElement")
        told = await self.call(
            "Accessibility.getPartialAXTree",
            objectId=about["result"]["objectId"],
            fetchRelatives=False,
        )
        node = told["nodes"][0]
        return _value(node, "role"), _value(node, "name")

    async def accessible(self, where: str = "body") -> list[tuple[str, str]]:
        """Role and name of all that a screen reader tells."""
        nodes = await self._accessible(where)
        return [(_value(node, "role"), _value(node, "name")) for node in nodes]

    async def evaluate(self, script: str) -> Any:
        """The value of a JavaScript expression, awaited. Raises RuntimeError when it throws."""
        answer = await self.call(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True
        )
        if "exceptionDetails" in answer:
            raise RuntimeError(answer["exceptionDetails"]["exception"].get("description", "?"))
        return answer["result"].get("value")

    async def call(self, method: str, **params: Any) -> dict[str, Any]:
        """A command of the DevTools protocol."""
        return await self._tools.call(method, self._session, **params)

    # ---- Keys, finding and clicking.

    async def key(self, name: str, *, shift: bool = False, times: int = 1) -> None:
        """Presses a key: `Enter`, `Tab`, `Escape`, `Space`, `ArrowUp`, ... or a letter."""
        code, text = _KEYS.get(name, (ord(name[0].upper()), name))
        held = {"modifiers": _SHIFT} if shift else {}
        key = " " if name == "Space" else name
        about = {"key": key, "code": name, "windowsVirtualKeyCode": code, **held}
        for _ in range(times):
            kind = "keyDown" if text else "rawKeyDown"
            await self.call("Input.dispatchKeyEvent", type=kind, text=text, **about)
            await self.call("Input.dispatchKeyEvent", type="keyUp", **about)

    async def tab_to(self, role: str, name: str, *, back: bool = False, most: int = 80) -> None:
        """Presses Tab until the focus is on what has that role and a name with `name`."""
        for _ in range(most):
            found_role, found_name = await self.focused()
            if found_role == role and name in found_name:
                return
            await self.key("Tab", shift=back)
        raise NotThereError(f"Tab never led to the {role} {name!r}")

    async def press(self, name: str, where: str = "body", *, last: bool = True) -> None:
        """Presses the button, link or option whose name holds `name`, of several the last.

        Capitals do not matter. `where` is a CSS selector of what it stands in.
        """
        deadline = time.monotonic() + PATIENCE_S
        there: list[str] = []
        while time.monotonic() < deadline:
            nodes = [one for one in await self._accessible(where) if _value(one, "role") in PRESSED]
            there = [_value(node, "name") for node in nodes]
            wanted = [node for node in nodes if name.casefold() in _value(node, "name").casefold()]
            if wanted and await self._clicked(wanted[-1 if last else 0]["backendDOMNodeId"]):
                return
            await asyncio.sleep(LOOK_EVERY_S)
        raise NotThereError(f"nothing named {name!r} to press in {where}, but {there}")

    async def _accessible(self, where: str) -> list[dict[str, Any]]:
        about = await self.call(
            "Runtime.evaluate", expression=f"document.querySelector({json.dumps(where)})"
        )
        if "objectId" not in about["result"]:
            return []
        told = await self.call("Accessibility.queryAXTree", objectId=about["result"]["objectId"])
        return [node for node in told["nodes"] if not node.get("ignored")]

    async def click(self, selector: str) -> None:
        await self.click_element(f"document.querySelector({json.dumps(selector)})")

    async def click_element(self, script: str) -> None:
        """Clicks the element that a JavaScript expression gives, once it is to be seen."""
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline:
            about = (await self.call("Runtime.evaluate", expression=script))["result"]
            if "objectId" in about:
                told = await self.call("DOM.describeNode", objectId=about["objectId"])
                if await self._clicked(told["node"]["backendNodeId"]):
                    return
            await asyncio.sleep(LOOK_EVERY_S)
        raise NotThereError(f"to be clicked, but not to be seen: {script}")

    async def _clicked(self, node: int) -> bool:
        """Clicks in its middle with the mouse, unless it is gone, hidden, moving or covered."""
        try:
            await self.call("DOM.scrollIntoViewIfNeeded", backendNodeId=node)
            box = await self.call("DOM.getBoxModel", backendNodeId=node)
            handle = await self.call("DOM.resolveNode", backendNodeId=node)
            corners = box["model"]["border"]
            at = {"x": sum(corners[::2]) / 4, "y": sum(corners[1::2]) / 4}
            hit = await self.call(
                "Runtime.callFunctionOn",
                objectId=handle["object"]["objectId"],
                functionDeclaration=_IS_ON_TOP,
                arguments=[{"value": at["x"]}, {"value": at["y"]}],
                returnByValue=True,
            )
        except RuntimeError:  # it was drawn anew meanwhile
            return False
        if not hit["result"]["value"]:
            return False
        about = {"button": "left", "clickCount": 1, **at}
        await self.call("Input.dispatchMouseEvent", type="mouseMoved", **at)
        await self.call("Input.dispatchMouseEvent", type="mousePressed", **about)
        await self.call("Input.dispatchMouseEvent", type="mouseReleased", **about)
        return True

    async def swipe(self, script: str, across: int) -> None:
        """Draws a finger over the element that an expression gives, so many pixels across."""
        box = await self.evaluate(f"(({script}).getBoundingClientRect()).toJSON()")
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        for kind, moved in (("Start", 0.0), ("Move", 0.5), ("Move", 1.0), ("End", None)):
            at = [] if moved is None else [{"x": x + moved * across, "y": y}]
            await self.call("Input.dispatchTouchEvent", type=f"touch{kind}", touchPoints=at)

    def _note_exception(self, event: dict[str, Any]) -> None:
        details = event["exceptionDetails"]
        self.faults.append(details.get("exception", {}).get("description") or details["text"])

    def _note_log(self, event: dict[str, Any]) -> None:
        entry = event["entry"]
        if entry["level"] == "error":
            self.faults.append(f"{entry['text']} {entry.get('url', '')}")


def _value(node: dict[str, Any], name: str) -> str:
    return str(node.get(name, {}).get("value", ""))
