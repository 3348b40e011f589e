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

import contextlib
import json
from collections.abc import AsyncIterator
from pathlib import Path

from bot.sandbox import Person
from tests.bot.devtools import Chromium, DevTools
from tests.bot.window import DESKTOP, PHONE, NotThereError, Window

__all__ = ["DESKTOP", "PHONE", "NotThereError", "Page", "browse"]

# The text of the messages, newest last, without what only buttons say.
_MESSAGES = """[...document.querySelectorAll("#messages .message")]
  .map((item) => item.querySelector(".bubble").innerText)"""


class Page(Window):
    """The sandbox's page and the person at it."""

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

    # ---- What a person does.

    async def as_person(self, person: Person | int) -> None:
        """Goes on as that person, in the chat that is open where they are in it."""
        number = person if isinstance(person, int) else person.id
        if await self.visible("#head-person") and not await self.visible("#people"):
            await self.click("#head-person")
            name = await self.evaluate(
                f"document.querySelector('#people [data-person=\"{number}\"]').title"
            )
            await self.press(name, where="#alert")
        else:
            await self.click(f'#people [data-person="{number}"]')
        await self.until(
            f"new URLSearchParams(location.search).get('person') === '{number}'", "their chats"
        )

    async def in_chat(self, name: str, topic: str | None = None) -> None:
        """Opens the chat with that name (the bot's, or a group's), and there the topic."""
        if not await self.visible("#chats"):
            await self.click("#back")
        await self.click_titled("#chats button", name)
        await self.until("!!document.querySelector('#head-name').offsetParent", "the chat")
        if topic is not None:
            await self.click_titled("#topics button", topic)

    async def start(self) -> None:
        """Presses Start, which stands in the composer's place before the first message."""
        await self.click("#shut .start")

    async def type(self, text: str) -> None:
        """Writes into the composer, and does not send."""
        await self.click("#text")
        await self.call("Input.insertText", text=text)

    async def say(self, text: str) -> None:
        """Writes and sends with Enter; what stood in the composer is written over."""
        await self.click("#text")
        await self.evaluate("document.querySelector('#text').select()")
        await self.call("Input.insertText", text=text)
        await self.key("Enter")
        await self.until("document.querySelector('#text').value === ''", f"{text!r} is sent")

    async def reply(self, to: str, text: str) -> None:
        """Answers the last message that holds `to`."""
        message = f"""[...document.querySelectorAll("#messages .message")]
          .findLast((item) => item.innerText.includes({json.dumps(to)}))"""
        await self.until(f"!!{message}", f"a message with {to!r}")
        await self.evaluate(f"{message}.scrollIntoView({{block: 'nearest'}})")
        # A tap first: without a mouse that shows what can be done with the message.
        if await self.evaluate("matchMedia('(hover: none)').matches"):
            await self.click_element(f"{message}.querySelector('.meta')")
        await self.click_element(f"{message}.querySelector('.tool')")
        await self.until("!!document.querySelector('#bars .bar')", "what is answered")
        await self.say(text)

    async def click_titled(self, selector: str, title: str) -> None:
        """Clicks the one of several whose name begins with that title."""
        start = json.dumps(title)
        await self.click_element(
            f"""[...document.querySelectorAll({json.dumps(selector)})].find((one) =>
              (one.querySelector("strong") ?? one).innerText.startsWith({start}))"""
        )

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
        await self.click("#send")
        await self.until("!document.querySelector('#bars .bar')", "the file is sent")

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


@contextlib.asynccontextmanager
async def browse(
    chromium: Chromium, url: str, size: tuple[int, int] = DESKTOP
) -> AsyncIterator[Page]:
    """Opens the page at `url` in a window of its own, which shares nothing with others.

    Fails at the end when the page had faults (`page.faults`).
    """
    tools = await DevTools.connect(chromium)
    context = await tools.call("Target.createBrowserContext")
    own = {"browserContextId": context["browserContextId"]}
    try:
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
        assert page.faults == []
    finally:
        await tools.call("Target.disposeBrowserContext", **own)
        await tools.close()
