"""Every kind of button works after a restart between the message and the press.

The kinds are those of the bot's own table. Each is reached as people reach it, from what they
write press by press, so that a kind that is added is tested without a word here, or named in
`ELSEWHERE` with the test that presses it.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from importlib import import_module
from pathlib import Path

import pytest

from bot.callbacks import LANGUAGE
from bot.handlers.buttons import PRESSES
from bot.menu import COMMANDS
from bot.render_handoff import REASONS
from bot.sandbox import Message, Sandbox
from bot.sharing import article_parameter
from bot.wording import Wording
from index import Archive, SourceKind, is_copy
from index.assistant import Assistant
from index.ingest.load import load
from index.ingest.read import Found
from index.model import Language, Role
from index.service import ChatKind, FollowKind, TermKind
from tests.bot import matrix
from tests.bot.conftest import TOKEN, StartBot, eventually
from tests.bot.fakes import JumpingClock
from tests.bot.walk import Seed, Walker, Way, buttons, find, kind_of
from tests.index.tiny_news import NEWS, open_with

ELSEWHERE = {
    "exact": "test_corrections::test_a_button_from_before_a_restart_says_that_it_has_expired",
    "digest": "test_news_restarts::test_a_digest_is_turned_and_leads_to_the_list_after_a_restart",
    "folnews": "test_news_restarts::test_following_is_stopped_below_its_news_after_a_restart",
    "folsee": "test_news_restarts::test_a_digest_is_turned_and_leads_to_the_list_after_a_restart",
    "ixstop": "test_reindexing::test_it_is_given_up_by_its_button_and_not_gone_on_with",
    "castlook": "test_broadcast::test_how_far_a_sending_is_can_be_looked_at_after_a_restart",
    "caststop": "test_broadcast::test_a_sending_is_stopped_and_goes_on_after_a_restart_otherwise",
    "srctake": "test_in_force::"
    "test_an_offered_source_is_taken_and_what_its_crawl_passed_over_read_after_restarts",
    "srcrej": "test_in_force::"
    "test_an_offered_source_is_taken_and_what_its_crawl_passed_over_read_after_restarts",
}
"""Kinds that need more than a word and a press: of news, of what takes long, of a site."""
MOST_ROUNDS = 10
OFFICER = 987_654
QUOTED = "\n".join(f"{one.title} {one.text} {one.category} {one.source}" for one in NEWS)
THINGS = ("giá vé", "mưa bão", "lúa", "ngô", "khoai", "sắn", "chè", "mía", "gió", "nắng", "rét")
PLACES = ("xã", "huyện", "tỉnh", "phường")
QUESTION = "Giá vé máy bay là bao nhiêu?"
NOTICE = "Mai cơ quan nghỉ lễ."
CITIZEN, STAFF, ADMIN = Role.CITIZEN, Role.STAFF, Role.ADMIN


def writes(role: Role, text: str, chat: int | None = None) -> Seed:
    """Somebody writes that."""

    async def seed(walker: Walker) -> None:
        await walker.say(role, text, chat)

    return seed


async def is_answered_by_an_officer(walker: Walker) -> Message:
    """A question goes to the group of the staff, and its answer comes back; returns its card."""
    await walker.say(ADMIN, "/nhomcanbo", matrix.GROUP.id)
    await walker.say(CITIZEN, f"/canbo {QUESTION} {len(matrix.from_bot(walker.sandbox))}")
    send = find(walker.shown(), "offsend")
    assert send is not None
    await walker.press(send)
    card = find(await walker.outbox_is_empty(), "hotake")
    assert card is not None
    await walker.say(STAFF, "Xin xem bảng giá.", matrix.GROUP.id, card.message)
    await walker.outbox_is_empty()
    return card.message


async def is_answered_twice(walker: Walker) -> None:
    """Somebody else replies to a question that has been answered."""
    card = await is_answered_by_an_officer(walker)
    await walker.say(ADMIN, "Xin xem cổng tin.", matrix.GROUP.id, card)


async def sends_a_document(walker: Walker) -> None:
    """An admin sends a document to be added."""
    text = "Họp xã Sơn Hà\n\nNgày 3/4/2024, xã Sơn Hà họp bàn việc mở rộng đường làng."
    admin = matrix.who(ADMIN, walker.language)
    await walker.sandbox.send_document(admin, "hop.txt", text.encode(), caption="/them")
    await walker.quiet()


async def sends_a_document_alone(walker: Walker) -> None:
    """An admin sends a document without a word about it."""
    admin = matrix.who(ADMIN, walker.language)
    await walker.sandbox.send_document(admin, "ban.txt", "Họp bản\n\nSơn Hà họp.".encode())
    await walker.quiet()


SEEDS = (
    *(writes(ADMIN, f"/{row.vietnamese}") for row in COMMANDS),
    writes(ADMIN, "/nhomcanbo", matrix.GROUP.id),
    writes(CITIZEN, "Ai là Bí thư Chi đoàn?"),
    writes(CITIZEN, QUESTION),
    writes(CITIZEN, f"/canbo {QUESTION}"),
    writes(STAFF, "/tim sở"),
    writes(CITIZEN, f"/start {article_parameter(1)}"),
    writes(CITIZEN, "/theodoi chuyển đổi số"),
    writes(CITIZEN, "/theodoi doan"),
    writes(ADMIN, "/sua sở"),
    writes(ADMIN, "/xoa sở"),
    writes(ADMIN, f"/sua {NEWS[0].url}"),
    writes(ADMIN, f"/thongbao {NOTICE}"),
    writes(ADMIN, f"/quyen {OFFICER}"),
    is_answered_by_an_officer,
    is_answered_twice,
    sends_a_document,
    sends_a_document_alone,
)


@pytest.fixture
async def sandbox(clock: JumpingClock) -> AsyncIterator[Sandbox]:
    groups = (matrix.GROUP, matrix.FORUM)
    async with Sandbox(
        token=TOKEN, clock=clock.elapsed, people=matrix.PEOPLE, groups=groups
    ) as running:
        yield running


@pytest.fixture
def assistant(home: Path, archive: Archive, clock: JumpingClock) -> Iterator[Assistant]:
    """Real news, of which some have former versions, and lists longer than a page."""
    changed = [replace(one, text=f"{one.text} Đã bổ sung.") for one in NEWS[:2]]
    doubtful = replace(NEWS[2], url=f"{NEWS[2].url}-2", text="Khó đoán trước giá lúa năm nay.")
    opened = open_with(home, [*NEWS, doubtful])
    load(archive, [Found(one, one.url) for one in changed])
    fill(archive, clock)
    yield opened
    opened.close()


def fill(archive: Archive, clock: JumpingClock) -> None:
    """Puts more into every list than a page shows."""
    now = clock.now()
    until = now.date() + timedelta(days=90)
    for number in range(15):
        archive.record_action(f"telegram:{number}", "test", "")
        asker = 900_000 + number
        question, vietnamese = f"Phí số {number} là bao nhiêu?", Language.VIETNAMESE
        archive.handoffs.open(asker, asker, None, question, vietnamese, now)
        archive.curated.add(question, "Miễn phí.", 1, now, expires_on=until)
        archive.terms.add(TermKind.ABBREVIATION, f"TT{number}", f"Trung tâm {number}", 1, now)
        archive.sources.add(f"Sở {number}", f"https://so{number}.example/", SourceKind.SITE, now)
        asked = f"{THINGS[number % len(THINGS)]} {PLACES[number % len(PLACES)]} {number}"
        archive.asked.note_unanswered(asked, vietnamese, "not_found", now.date())
    archive.people.grant(OFFICER, STAFF, 1, now)
    archive.edits.change(NEWS[0].url, "telegram:1", now, title="Tiêu đề đã sửa")


@pytest.mark.parametrize("language", list(Language))
async def test_every_button_does_what_it_says_after_a_restart(
    language: Language, sandbox: Sandbox, start: StartBot, home: Path, assistant: Assistant,
    archive: Archive, clock: JumpingClock, caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    assert assistant.archive.home == home
    walker, settings = Walker(sandbox, language), matrix.settings_of(sandbox, home)
    renew(archive, clock, language)
    words, ways = matrix.wordings()[language], dict[str, Way]()
    async with start(settings) as walker.app:
        for seed in SEEDS:
            walker.begin()
            await seed(walker)
            note(ways, walker.shown(), Way(seed))
    works: set[str] = set()
    told: dict[str, str] = {}
    """By kind what was answered last; what failed because of another press comes first then."""
    for _ in range(MOST_ROUNDS):
        missing = set(PRESSES) - works - set(ELSEWHERE)
        if not missing:
            break
        left = sorted((missing & set(ways)) or akin(missing, ways), key=lambda one: one not in told)
        renew(archive, clock, language)
        async with start(settings) as walker.app:
            ready = {kind: await walker.reach(ways[kind], kind) for kind in left}
        async with start(settings) as walker.app:
            for kind, button in ready.items():
                if button is None:
                    told[kind] = "its way leads there no more"
                    continue
                walker.begin()
                answer = await walker.press(button)
                if not answer.text:  # then it must be seen what the press did
                    with contextlib.suppress(TimeoutError):
                        await eventually(lambda: bool(walker.shown()))
                shown = [one for one in await walker.outbox_is_empty() if one.get("text") != NOTICE]
                told[kind] = answer.text
                check(shown, matrix.wordings()[Language.VIETNAMESE] if kind == LANGUAGE else words)
                archive.chats.set_language(button.message["chat"]["id"], language)
                if not answer.show_alert and (shown or answer.text):
                    works.add(kind)
                note(ways, shown, ways[kind].then(kind))
    left_out = set(PRESSES) - works
    assert {kind: told.get(kind) for kind in left_out - set(ELSEWHERE)} == {}
    assert left_out == set(ELSEWHERE)
    assert [one for one in caplog.records if one.levelno >= logging.ERROR] == []


def renew(archive: Archive, clock: JumpingClock, language: Language) -> None:
    """Lets a round begin as if nobody had asked, followed, chosen or removed anything before."""
    asker, now = matrix.who(CITIZEN, language).id, clock.now()
    archive.people.forget(asker)
    archive.people.met(asker, ChatKind.PRIVATE, now)
    archive.follows.add(asker, asker, FollowKind.PHRASE, "giá lúa", now)
    archive.staff_groups.add(matrix.GROUP.id, 1, now)
    for chat in (*(person.id for person in matrix.PEOPLE), matrix.GROUP.id):
        archive.chats.set_language(chat, language)
    for removed in archive.edits.withheld(MOST_ROUNDS)[1]:
        archive.edits.bring_back(removed.url, now, is_copy)


def akin(missing: set[str], ways: dict[str, Way]) -> set[str]:
    """The kinds of the same features as those to which no way was seen yet: one may lead there."""
    features = {kind[:3] for kind in missing}
    return {kind for kind in ways if kind[:3] in features}


def note(ways: dict[str, Way], shown: Sequence[Message], way: Way) -> None:
    """Notes how the kinds that are seen for the first time are reached."""
    for button in buttons(shown):
        ways.setdefault(kind_of(button), way)


def check(shown: Sequence[Message], words: Wording) -> None:
    """Checks what the bot says, and in which language."""
    texts = matrix.wordings()[Language.VIETNAMESE].texts
    reasons = "\n".join(texts[key] for key in REASONS)  # as who asked in Vietnamese reads them
    for message in shown:
        matrix.check_no_fault(matrix.said(message), words)
        matrix.check_language(matrix.said(message), words, f"{QUOTED}\n{reasons}")


@pytest.mark.parametrize("test", sorted(set(ELSEWHERE.values())))
def test_what_presses_the_other_kinds_is_there(test: str) -> None:
    module, _, name = test.partition("::")
    assert callable(getattr(import_module(f"tests.bot.{module}"), name))
