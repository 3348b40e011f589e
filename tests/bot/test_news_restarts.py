"""The buttons under news that are followed work after a restart of the bot."""

from __future__ import annotations

import pytest

from bot.render_followed import STOP_HERE
from bot.render_following import SEE
from bot.render_news import DIGEST, DIGEST_PAGE
from bot.sandbox import Person, Sandbox
from bot.wording import Wordings
from index import Archive
from index.model import Language
from tests.bot.conftest import StartBot, person
from tests.bot.fakes import JumpingClock
from tests.bot.managing import shown
from tests.bot.test_following import added, clock, label, news, received, store, tell, values

__all__ = ["clock"]  # a fixture: this morning, with digests still to come
NINE_HOURS = 9 * 3_600


@pytest.mark.parametrize("language", list(Language))
async def test_a_digest_is_turned_and_leads_to_the_list_after_a_restart(
    sandbox: Sandbox, archive: Archive, start: StartBot, clock: JumpingClock, wordings: Wordings,
    language: Language,
) -> None:  # fmt: skip
    somebody, words = reader(sandbox, language), wordings[language]
    async with start() as app:
        added(archive, somebody, hour=18, language=language)
        await tell(app)
        store(archive, *(news(number) for number in range(DIGEST_PAGE + 2)))
        await tell(app)
        clock.pass_by(NINE_HOURS)
        await tell(app)
        digest = await sandbox.wait_for_text(somebody, f"1. Bài {DIGEST_PAGE + 1}")
    async with start():
        await sandbox.tap(somebody, digest, label(sandbox, digest, DIGEST))
        page = await sandbox.wait_for_edit(digest)
        assert f"{DIGEST_PAGE + 2}. Bài 0" in page["text"]
    async with start():
        await sandbox.tap(somebody, page, label(sandbox, page, SEE))
        below = await sandbox.wait_for_reply(somebody, page)
        assert words.plain("following.name.phrase", value="đoàn") in below["text"]
        assert "18:00" in below["text"]
        assert shown(sandbox, page)["text"] == page["text"]


@pytest.mark.parametrize("language", list(Language))
async def test_following_is_stopped_below_its_news_after_a_restart(
    sandbox: Sandbox, archive: Archive, start: StartBot, wordings: Wordings, language: Language
) -> None:
    somebody, words = reader(sandbox, language), wordings[language]
    async with start() as app:
        added(archive, somebody, language=language)
        added(archive, somebody, "nông thôn mới", language=language)
        store(archive, news(1))
        await tell(app)
        notice = await sandbox.wait_for_text(somebody, "Bài 1")
    async with start() as app:
        answer = await sandbox.tap(somebody, notice, label(sandbox, notice, STOP_HERE))
        name = words.plain("following.name.phrase", value="đoàn")
        assert answer.text == words.plain("following.alert.stopped", what=name)
        assert values(archive, somebody.id) == [("nông thôn mới", None)]
        store(archive, news(2), news(3, "Nông thôn mới."))
        await tell(app)
        await sandbox.wait_for_text(somebody, "Bài 3")
    assert not received(sandbox, somebody.id, "Bài 2")


def reader(sandbox: Sandbox, language: Language) -> Person:
    """Somebody whose Telegram is in a language, and whom the bot may write to."""
    somebody = person(language=language.value)
    sandbox.state.chats[somebody.id].met = True
    return somebody
