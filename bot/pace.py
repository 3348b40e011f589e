"""When the next message may be sent: within Telegram's limits, replies before announcements.

A request counts from its start until a limit's time after its end. Telegram counts it at some
moment in between, so that its count is never above ours, however long the network takes.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from collections.abc import AsyncIterator
from typing import Final

from bot.clock import Clock
from bot.memory import Recent

IN_ALL: Final = (30, 1.0)
"""Messages, and in how many seconds: https://core.telegram.org/bots/faq#broadcasting-to-users"""
IN_A_CHAT: Final = (1, 1.0)
IN_A_GROUP: Final = (20, 60.0)
KEPT_FOR_REPLIES: Final = 10
"""Of those in all, what announcements leave free at any moment."""
REMEMBERED_CHATS: Final = 4_096
"""More than can be written to within a minute, the longest of the limits."""
_LOOK_AGAIN_S: Final = 0.05


class Window:
    """At most `most` requests under way, or ended within the last `seconds`."""

    def __init__(self, clock: Clock, most: int, seconds: float) -> None:
        self._clock = clock
        self._most, self._seconds = most, seconds
        self._under_way = 0
        self._ended: deque[float] = deque()

    @property
    def free(self) -> int:
        """How many requests may begin now."""
        past = self._clock.elapsed() - self._seconds
        while self._ended and self._ended[0] <= past:
            self._ended.popleft()
        return self._most - self._under_way - len(self._ended)

    @property
    def pause_s(self) -> float:
        """Seconds until one may begin; a moment where that hangs on requests under way."""
        if self.free > 0:
            return 0.0
        if not self._ended:
            return _LOOK_AGAIN_S
        return max(self._ended[0] + self._seconds - self._clock.elapsed(), 0.001)

    def begin(self) -> None:
        """Counts a request that begins."""
        self._under_way += 1

    def end(self) -> None:
        """Counts a request that has ended, however."""
        self._under_way -= 1
        self._ended.append(self._clock.elapsed())


class _Chat:
    """The turn and the limits of one chat; a group has a negative id."""

    def __init__(self, clock: Clock, chat_id: int) -> None:
        self.turn = asyncio.Lock()
        self.windows = [Window(clock, *IN_A_CHAT)]
        if chat_id < 0:
            self.windows.append(Window(clock, *IN_A_GROUP))

    @property
    def pause_s(self) -> float:
        return max(window.pause_s for window in self.windows)


class Pace:
    """Gives requests their turn: those of one chat one after the other."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._all = Window(clock, *IN_ALL)
        self._turn = asyncio.Lock()
        self._replies_waiting = 0
        self._chats: Recent[int, _Chat] = Recent(REMEMBERED_CHATS)
        self._held_until = 0.0

    def hold(self, seconds: float) -> None:
        """Lets nothing begin for a while: Telegram said so."""
        self._held_until = max(self._held_until, self._clock.elapsed() + seconds)

    def pause_s(self, chat_id: int) -> float:
        """Returns how long a message to the chat would wait for the chat's own limits."""
        chat = self._chats.get(chat_id)
        return chat.pause_s if chat else 0.0

    async def held(self) -> None:
        """Waits while nothing may begin."""
        while (pause := self._held_until - self._clock.elapsed()) > 0:
            await self._clock.sleep(pause)

    @contextlib.asynccontextmanager
    async def turn(self, chat_id: int, *, announces: bool) -> AsyncIterator[None]:
        """Waits until a message may be sent to the chat, and counts it.

        One that `announces` waits for all that people wait for, and lets nobody wait meanwhile.
        """
        chat = self._chats.get(chat_id) or _Chat(self._clock, chat_id)
        self._chats.put(chat_id, chat)
        await (self._begin_announcement(chat) if announces else self._begin_reply(chat))
        try:
            yield
        finally:
            for window in (self._all, *chat.windows):
                window.end()
            chat.turn.release()

    async def _begin_reply(self, chat: _Chat) -> None:
        await chat.turn.acquire()
        try:
            while (pause := chat.pause_s) > 0:
                await self._clock.sleep(pause)
            self._replies_waiting += 1
            try:
                async with self._turn:  # first come, first served
                    while (pause := self._all.pause_s) > 0 or self._is_held:
                        await self._clock.sleep(pause)
                        await self.held()
                    self._begin(chat)
            finally:
                self._replies_waiting -= 1
        except BaseException:
            chat.turn.release()
            raise

    async def _begin_announcement(self, chat: _Chat) -> None:
        while True:
            await self.held()
            if self._is_calm(chat) and not chat.turn.locked():
                await chat.turn.acquire()
                if self._is_calm(chat):  # somebody may have come first
                    break
                chat.turn.release()
            await self._clock.sleep(_LOOK_AGAIN_S)
        self._begin(chat)

    def _begin(self, chat: _Chat) -> None:
        for window in (self._all, *chat.windows):
            window.begin()

    def _is_calm(self, chat: _Chat) -> bool:
        """Tells whether an announcement to the chat would be in nobody's way."""
        if self._replies_waiting or self._is_held:
            return False
        return self._all.free > KEPT_FOR_REPLIES and chat.pause_s <= 0

    @property
    def _is_held(self) -> bool:
        return self._held_until > self._clock.elapsed()
