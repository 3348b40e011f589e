"""A person at the sandbox's page in a real Chromium.

    async with browse(chromium, sandbox.url) as page:
        await page.as_person(LAN)
        await page.start()
        await page.say("Ai là Bí thư?")
        await page.wait_text("Đỗ Hữu Đạt")
        await page.press("Xem thêm")

Things are found as a screen reader finds them, by role and name, and used with real clicks
and keys: what is hidden, covered or unnamed cannot be used. A script error, a refusal by
the page's policy or a file that is not there fails the test when the page is closed.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import json
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from bot.sandbox import Person
from tests.bot.devtools import Chromium, DevTools

PATIENCE_S = 10.0
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

# The text of the messages, newest last, without what only buttons say.
_MESSAGES = """[...document.querySelectorAll("#messages .message")]
  .map((item) => item.querySelector(".bubble").innerText)"""


class NotThereError(AssertionError):
    """What a person looked for did not appear; says what there is instead."""


class Page:
    """A page and the person at it. Every wait ends with `NotThereError` after `PATIENCE_S`."""

    def __init__(self, tools: DevTools, session: str, url: str) -> None:
        self._tools = tools
        self._session = session
        self.url = url
        self.faults: list[str] = []
        tools.on("Runtime.exceptionThrown", self._note_exception, session)
        tools.on("Log.entryAdded", self._note_log, session)

    # ---- Opening it.

    async def open(self, query: str = "") -> None:
        """Opens the page, at `?query` where one is given, and waits until it is drawn."""
        await self.call("Page.navigate", url=f"{self.url}/{query}")
        drawn = "document.querySelectorAll('#people button, #chats button').length > 1"
        await self.until(drawn, "the page is drawn")

    async def reload(self) -> None:
        """Opens the same address again, as a person does with F5."""
        await self.evaluate("window.isOld = true")
        await self.call("Page.reload")
        drawn = "!window.isOld && document.querySelectorAll('#people button').length > 1"
        await self.until(drawn, "the page is drawn again")

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

    # ---- What a person does.

    async def as_person(self, person: Person | int) -> None:
        """Goes on as that person, in the chat that is open where they are in it."""
        number = person if isinstance(person, int) else person.id
        if await self._visible("#head-person") and not await self._visible("#people"):
            await self._click("#head-person")
            name = await self.evaluate(
                f"document.querySelector('#people [data-person=\"{number}\"]').title"
            )
            await self.press(name, where="#alert")
        else:
            await self._click(f'#people [data-person="{number}"]')
        await self.until(
            f"new URLSearchParams(location.search).get('person') === '{number}'", "their chats"
        )

    async def in_chat(self, name: str, topic: str | None = None) -> None:
        """Opens the chat with that name (the bot's, or a group's), and there the topic."""
        if not await self._visible("#chats"):
            await self._click("#back")
        await self._click_titled("#chats button", name)
        await self.until("!!document.querySelector('#head-name').offsetParent", "the chat")
        if topic is not None:
            await self._click_titled("#topics button", topic)

    async def start(self) -> None:
        """Presses Start, which stands in the composer's place before the first message."""
        await self._click("#shut .start")

    async def type(self, text: str) -> None:
        """Writes into the composer, and does not send."""
        await self._click("#text")
        await self.call("Input.insertText", text=text)

    async def say(self, text: str) -> None:
        """Writes and sends with Enter; what stood in the composer is written over."""
        await self._click("#text")
        await self.evaluate("document.querySelector('#text').select()")
        await self.call("Input.insertText", text=text)
        await self.key("Enter")
        await self.until("document.querySelector('#text').value === ''", f"{text!r} is sent")

    async def press(self, name: str, where: str = "body", last: bool = True) -> None:
        """Presses the button or link whose name holds `name`, of several the last.

        Capitals do not matter. `where` is a CSS selector: `#messages` for the buttons under
        messages alone.
        """
        node = await self._found(("button", "link", "option", "tab"), name, where, last=last)
        await self._click_node(node)

    async def reply(self, to: str, text: str) -> None:
        """Answers the last message that holds `to`."""
        message = f"""[...document.querySelectorAll("#messages .message")]
          .findLast((item) => item.innerText.includes({json.dumps(to)}))"""
        await self.until(f"!!{message}", f"a message with {to!r}")
        await self.evaluate(f"{message}.scrollIntoView({{block: 'nearest'}})")
        # A tap first: without a mouse that shows what can be done with the message.
        if await self.evaluate("matchMedia('(hover: none)').matches"):
            await self._click_element(f"{message}.querySelector('.meta')")
        await self._click_element(f"{message}.querySelector('.tool')")
        await self.until("!!document.querySelector('#bars .bar')", "what is answered")
        await self.say(text)

    async def inline(self, words: str) -> None:
        """Types `@bot words`; the results are chosen with `press(title, where="#list")`."""
        name = await self.evaluate(
            "fetch('/page/world').then((answer) => answer.json()).then((all) => all.bot.username)"
        )
        await self.type(f"@{name} {words}")
        await self.until("!!document.querySelector('#list [role=option], #list .empty')", "a list")

    async def attach(self, path: str | Path, caption: str = "") -> None:
        """Chooses a file with the paperclip and sends it."""
        document = await self.call("DOM.getDocument", depth=0)
        root = document["root"]["nodeId"]
        field = await self.call("DOM.querySelector", nodeId=root, selector="#file")
        await self.call("DOM.setFileInputFiles", nodeId=field["nodeId"], files=[str(path)])
        await self.until("!!document.querySelector('#bars .bar')", "the chosen file")
        if caption:
            await self.type(caption)
        await self._click("#send")
        await self.until("!document.querySelector('#bars .bar')", "the file is sent")

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

    # ---- What a person sees.

    async def wait_text(self, text: str, where: str = "body") -> None:
        """Waits until that text is to be seen; `where` is a CSS selector."""
        place = f"document.querySelector({json.dumps(where)})"
        shown = f"{place} && {place}.innerText.includes({json.dumps(text)})"
        await self.until(shown, f"the text {text!r}")

    async def wait_gone(self, text: str, where: str = "body") -> None:
        """Waits until that text is no longer to be seen."""
        place = f"document.querySelector({json.dumps(where)})"
        shown = f"{place} && {place}.innerText.includes({json.dumps(text)})"
        await self.until(f"!({shown})", f"no text {text!r}")

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

    async def messages(self) -> list[str]:
        """The texts of the messages of the open chat, the newest last."""
        found: list[str] = await self.evaluate(_MESSAGES)
        return found

    async def buttons(self) -> list[str]:
        """The buttons under the last message that has some."""
        rows: list[str] = await self.evaluate(
            """[...([...document.querySelectorAll("#messages .keyboard")].at(-1)
              ?.querySelectorAll(".key") ?? [])].map((key) => key.innerText)"""
        )
        return rows

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

    # ---- Finding and clicking.

    async def _found(
        self, roles: tuple[str, ...], name: str, where: str, *, last: bool = True
    ) -> int:
        deadline = time.monotonic() + PATIENCE_S
        seen: list[str] = []
        while time.monotonic() < deadline:
            seen, found = [], []
            for node in await self._accessible(where):
                if _value(node, "role") in roles:
                    seen.append(_value(node, "name"))
                    if name.casefold() in seen[-1].casefold():
                        found.append(node["backendDOMNodeId"])
            if found:
                return int(found[-1 if last else 0])
            await asyncio.sleep(LOOK_EVERY_S)
        raise NotThereError(f"no button {name!r} in {where}, but {seen}")

    async def _accessible(self, where: str) -> list[dict[str, Any]]:
        about = await self.call(
            "Runtime.evaluate", expression=f"document.querySelector({json.dumps(where)})"
        )
        if "objectId" not in about["result"]:
            return []
        told = await self.call("Accessibility.queryAXTree", objectId=about["result"]["objectId"])
        return [node for node in told["nodes"] if not node.get("ignored")]

    async def _visible(self, selector: str) -> bool:
        script = f"!!document.querySelector({json.dumps(selector)})?.offsetParent"
        return bool(await self.evaluate(script))

    async def _click_titled(self, selector: str, title: str) -> None:
        """Clicks the one of several whose name begins with that title."""
        start = json.dumps(title)
        await self._click_element(
            f"""[...document.querySelectorAll({json.dumps(selector)})].find((one) =>
              (one.querySelector("strong") ?? one).innerText.startsWith({start}))"""
        )

    async def _click(self, selector: str) -> None:
        await self._click_element(f"document.querySelector({json.dumps(selector)})")

    async def _click_element(self, script: str) -> None:
        """Clicks the element that a JavaScript expression gives, once it is to be seen."""
        await self.until(f"!!({script})?.offsetParent", script)
        about = await self.call("Runtime.evaluate", expression=script)
        told = await self.call("DOM.describeNode", objectId=about["result"]["objectId"])
        await self._click_node(told["node"]["backendNodeId"])

    async def _click_node(self, node: int) -> None:
        """Clicks in its middle, with the mouse, and so on whatever covers it."""
        await self.call("DOM.scrollIntoViewIfNeeded", backendNodeId=node)
        box = await self.call("DOM.getBoxModel", backendNodeId=node)
        corners = box["model"]["border"]
        at = {"x": sum(corners[::2]) / 4, "y": sum(corners[1::2]) / 4}
        about = {"button": "left", "clickCount": 1, **at}
        await self.call("Input.dispatchMouseEvent", type="mouseMoved", **at)
        await self.call("Input.dispatchMouseEvent", type="mousePressed", **about)
        await self.call("Input.dispatchMouseEvent", type="mouseReleased", **about)

    def _note_exception(self, event: dict[str, Any]) -> None:
        details = event["exceptionDetails"]
        self.faults.append(details.get("exception", {}).get("description") or details["text"])

    def _note_log(self, event: dict[str, Any]) -> None:
        entry = event["entry"]
        if entry["level"] == "error":
            self.faults.append(f"{entry['text']} {entry.get('url', '')}")


def _value(node: dict[str, Any], name: str) -> str:
    return str(node.get(name, {}).get("value", ""))


@contextlib.asynccontextmanager
async def browse(
    chromium: Chromium, url: str, size: tuple[int, int] = DESKTOP
) -> AsyncIterator[Page]:
    """Opens the page at `url` in a window of its own, which shares nothing with others.

    Fails at the end when the page had faults (`page.faults`).
    """
    tools = await DevTools.connect(chromium)
    try:
        context = await tools.call("Target.createBrowserContext")
        own = {"browserContextId": context["browserContextId"]}
        target = await tools.call("Target.createTarget", url="about:blank", **own)
        attached = await tools.call(
            "Target.attachToTarget", targetId=target["targetId"], flatten=True
        )
        page = Page(tools, attached["sessionId"], url)
        for domain in ("Page", "Runtime", "Log", "DOM", "Accessibility"):
            await page.call(f"{domain}.enable")
        await page.size(*size)
        await page.open()
        yield page
        await tools.call("Target.disposeBrowserContext", **own)
        assert page.faults == []
    finally:
        await tools.close()
