"""What chats follow, from the command to the news: each once, to those who may read it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.callbacks import Press
from bot.context import App, Context
from bot.menu import COMMANDS
from bot.news import tell_news
from bot.render_followed import A_PAGE, NO_HOUR, SET, STOP, STOP_ALL_SURE, STOP_HERE, TIME
from bot.render_following import (
    AT_ONCE,
    CATEGORY,
    CHOICE,
    DAILY,
    FREQUENT_A_WEEK,
    FROM_TOPIC,
    HOUR,
    HOURS,
    NAMES_A_PAGE,
    SOURCES,
)
from bot.render_news import DIGEST, DIGEST_PAGE
from bot.sandbox import FORUM, Message, Person, Sandbox
from bot.wording import Wording
from index import LONGEST_FOLLOWED, MOST_FOLLOWED, MOST_NOTICES_A_DAY, Archive, Topics
from index.errors import ArchiveBusyError
from index.model import Article, Audience, Language, Role
from index.service import ChatKind, Follow, FollowKind, MessageState
from tests.bot.conftest import StartBot, all_kept, eventually
from tests.bot.fakes import FakeAssistant, JumpingClock
from tests.bot.managing import buttons, forged, shown, tapped, today
from tests.index.samples import article, prepared

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
SITE = "https://so.thanhgiang.example/tin/"
IDENTITY = "CCCD 079204001234"


@pytest.fixture
def clock() -> JumpingClock:
    """This morning at half past nine: news of today are new, and digests still to come."""
    morning = datetime.now(ZONE).replace(hour=9, minute=30, second=0, microsecond=0)
    return JumpingClock(morning.timestamp())


@pytest.fixture
def group(sandbox: Sandbox) -> int:
    return next(chat.id for chat in sandbox.state.chats.values() if chat.kind == "group")


@pytest.fixture
def topic(sandbox: Sandbox) -> int:
    return list(sandbox.state.chats[FORUM.id].topics)[-1]


def news(number: int, text: str = "Đoàn họp bàn việc mới.", **more: object) -> Article:
    return article(
        f"{SITE}{number}", text, **({"published": today(), "title": f"Bài {number}"} | more)
    )


def store(archive: Archive, *items: Article) -> None:
    archive.store(prepared(item) for item in items)


async def tell(app: App) -> None:
    """Does what the job does when its time has come."""
    await tell_news(Context(app))


def received(sandbox: Sandbox, chat: int, part: str) -> list[Message]:
    """The messages of the bot in a chat that hold a text."""
    messages = sandbox.state.chats[chat].messages.values()
    return [m for m in messages if m["from"]["is_bot"] and part in str(m.get("text"))]


def label(sandbox: Sandbox, message: Message, kind: str) -> str:
    """The text of the first button of a kind."""
    return next(
        text for text, data in buttons(sandbox, message).items() if data.split("|")[1] == kind
    )


async def follow(
    sandbox: Sandbox, person: Person, words: Wording, phrase: str, hour: int | None = None,
    **where: Any,
) -> Message:  # fmt: skip
    """Follows a phrase with the commands and buttons that a person uses."""
    asked = await sandbox.ask(person, f"/theodoi {phrase}", **where)
    if hour is None:
        return await tapped(sandbox, person, asked, words.plain("following.button.at_once"))
    which = await tapped(sandbox, person, asked, words.plain("following.button.daily"))
    return await tapped(sandbox, person, which, words.plain("following.button.hour", hour=hour))


def added(
    archive: Archive, person: Person, value: str = "đoàn", *, chat: int | None = None, **more: Any
) -> Follow:
    """Keeps a subscription behind the bot's back."""
    chat_id = person.id if chat is None else chat
    now = datetime.now(ZONE)
    kind = more.pop("kind", FollowKind.PHRASE)
    return archive.follows.add(chat_id, person.id, kind, value, now, **more)[0]


def values(archive: Archive, chat: int) -> list[tuple[str, int | None]]:
    return [(one.value, one.hour) for one in archive.follows.of_chat(chat)]


# --- adding -----------------------------------------------------------------------------


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(
    ("who", "command"), [("citizen", "/theodoi"), ("visitor", "/follow"), ("staff", "/theodoi")]
)
async def test_a_phrase_is_followed_at_once_and_its_news_come_once_with_link_and_stop(
    sandbox: Sandbox, archive: Archive, request: pytest.FixtureRequest, who: str, command: str,
    words: Wording, english: Wording, bot: App,
) -> None:  # fmt: skip
    person: Person = request.getfixturevalue(who)
    own = english if person.language_code == "en" else words
    asked = await sandbox.ask(person, f'{command} "chuyển đổi số".')
    assert own.plain("following.name.phrase", value="chuyển đổi số") in asked["text"]
    done = await tapped(sandbox, person, asked, own.plain("following.button.at_once"))
    assert str(MOST_NOTICES_A_DAY) in done["text"]
    assert values(archive, person.id) == [("chuyển đổi số", None)]
    store(archive, news(1, "Họp về <chuyển đổi số> & dữ liệu của tỉnh.", title="A < B & C"))
    store(archive, news(2, "Chuyên đổi sổ, không phải."))
    await tell(bot)
    notice = await sandbox.wait_for_text(person, "A < B & C")
    assert "Họp về <chuyển đổi số> & dữ liệu của tỉnh." in notice["text"]
    rows = notice["reply_markup"]["inline_keyboard"]
    assert rows[0][0] == {"text": own.plain("button.open"), "url": f"{SITE}1"}
    await tell(bot)
    assert len(received(sandbox, person.id, "A < B & C")) == 1
    assert not received(sandbox, person.id, "Bài 2")
    answer = await sandbox.tap(person, notice, label(sandbox, notice, STOP_HERE))
    assert answer.show_alert and "chuyển đổi số" in answer.text
    assert archive.follows.of_chat(person.id) == []
    again = await sandbox.tap(person, notice, label(sandbox, notice, STOP_HERE))
    assert again.text == own.plain("following.alert.stopped_before")


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(("who", "command"), [("citizen", "/theodoi"), ("visitor", "/follow")])
async def test_the_command_alone_asks_and_the_next_message_is_the_phrase(
    sandbox: Sandbox, archive: Archive, request: pytest.FixtureRequest, who: str, command: str,
    words: Wording, english: Wording, assistant: FakeAssistant,
) -> None:  # fmt: skip
    person: Person = request.getfixturevalue(who)
    own = english if person.language_code == "en" else words
    asked = await sandbox.ask(person, command)
    assert asked["text"] == own.plain("following.ask_nothing_known").replace("<code>", "").replace(
        "</code>", ""
    )
    phrased = await sandbox.ask(person, "nông thôn mới")
    assert "nông thôn mới" in phrased["text"]
    assert assistant.asked == []
    await sandbox.ask(person, command)
    await sandbox.ask(person, "Ai là Bí thư?")  # a question stays one
    assert [question for question, _ in assistant.asked] == ["Ai là Bí thư?"]
    left = await sandbox.ask(person, command)
    gone = await tapped(sandbox, person, left, own.plain("following.button.cancel"))
    assert gone["text"] == own.plain("following.left")
    await sandbox.ask(person, "Ai là Bí thư")
    assert len(assistant.asked) == 2
    assert archive.follows.of_chat(person.id) == []


@pytest.mark.usefixtures("polling_bot")
@pytest.mark.parametrize("who", ["citizen", "visitor"])
async def test_categories_and_sources_are_chosen_by_buttons_page_by_page(
    sandbox: Sandbox, archive: Archive, request: pytest.FixtureRequest, who: str,
    words: Wording, english: Wording,
) -> None:  # fmt: skip
    person: Person = request.getfixturevalue(who)
    own = english if person.language_code == "en" else words
    names = [f"Mục {n:02}" for n in range(NAMES_A_PAGE + 1)]
    store(archive, *(news(n, category=name, source="Sở A") for n, name in enumerate(names)))
    asked = await sandbox.ask(person, "/theodoi")
    page = await tapped(sandbox, person, asked, own.plain("following.button.categories"))
    last = await tapped(sandbox, person, page, own.plain("button.next"))
    back = await tapped(sandbox, person, last, own.plain("button.previous"))
    last = await tapped(sandbox, person, back, own.plain("button.next"))
    when = await tapped(sandbox, person, last, f"{names[-1]} (1)")
    assert names[-1] in when["text"]
    await tapped(sandbox, person, when, own.plain("following.button.at_once"))
    asked = await sandbox.ask(person, "/theodoi")
    page = await tapped(sandbox, person, asked, own.plain("following.button.sources"))
    when = await tapped(sandbox, person, page, "Sở A (9)")
    which = await tapped(sandbox, person, when, own.plain("following.button.daily"))
    hours = [own.plain("following.button.hour", hour=hour) for hour in range(HOURS)]
    assert list(buttons(sandbox, which))[:HOURS] == hours
    done = await tapped(sandbox, person, which, hours[7])
    assert "7:00" in done["text"]
    kept = [(one.kind, one.value, one.hour) for one in archive.follows.of_chat(person.id)]
    assert kept == [(FollowKind.CATEGORY, names[-1], None), (FollowKind.SOURCE, "Sở A", 7)]


@pytest.mark.usefixtures("polling_bot")
@pytest.mark.parametrize("who", ["citizen", "visitor"])
async def test_typed_without_marks_it_is_asked_which_of_several_is_meant(
    sandbox: Sandbox, archive: Archive, request: pytest.FixtureRequest, who: str,
    words: Wording, english: Wording, polling_bot: App,
) -> None:  # fmt: skip
    person: Person = request.getfixturevalue(who)
    own = english if person.language_code == "en" else words
    store(archive, news(1, "Đoàn họp."), news(2, "Đoàn đi."), news(3, "Dự đoán mưa."))
    await tell(polling_bot)
    asked = await sandbox.ask(person, "/theodoi doan")
    spelled = [own.plain("following.name.phrase", value=one) for one in ("Đoàn", "đoán")]
    spelled.append(own.plain("following.name.any", value="doan"))
    assert [text.lower() for text in buttons(sandbox, asked)][:3] == [s.lower() for s in spelled]
    when = await tapped(sandbox, person, asked, list(buttons(sandbox, asked))[1])
    await tapped(sandbox, person, when, own.plain("following.button.at_once"))
    assert values(archive, person.id) == [("đoán", None)]
    store(archive, news(4, "Đoàn về."), news(5, "Phán đoán mới."))
    await tell(polling_bot)
    await sandbox.wait_for_text(person, "Bài 5")
    assert not received(sandbox, person.id, "Bài 4")
    asked = await sandbox.ask(person, "/theodoi mua")  # the one reading in the news is taken
    assert "mưa" in asked["text"]


@pytest.mark.usefixtures("polling_bot")
async def test_a_phrase_that_comes_very_often_is_said_to_and_a_digest_comes_first(
    sandbox: Sandbox, archive: Archive, citizen: Person, words: Wording
) -> None:
    store(archive, *(news(n) for n in range(4 * FREQUENT_A_WEEK + 8)))
    asked = await sandbox.ask(citizen, "/theodoi đoàn")
    first = list(buttons(sandbox, asked))[:2]
    daily, still = "following.button.daily", "following.button.at_once_still"
    assert first == [words.plain(daily), words.plain(still)]  # type: ignore[arg-type]
    assert "⚠️" in asked["text"]
    rare = await sandbox.ask(citizen, "/theodoi chuyển đổi số")
    assert words.plain("following.rate.none") in rare["text"]


@pytest.mark.usefixtures("polling_bot")
@pytest.mark.parametrize("who", ["citizen", "visitor"])
@pytest.mark.parametrize(
    ("typed", "told"),
    [("!?…", "no_words"), ("0237 3856 789", "no_words"), ("2024", "no_words"),
     ("19/5 – 2,5%", "no_words"), ("a" * (LONGEST_FOLLOWED + 1), "too_long"),
     (IDENTITY, "personal"), ("đoàn " * 800, "too_long"), ("số của tôi 0912345678", "personal")],
)  # fmt: skip
async def test_what_cannot_be_followed_is_said_and_nothing_is_kept(
    sandbox: Sandbox, archive: Archive, home: Path, request: pytest.FixtureRequest, who: str,
    words: Wording, english: Wording, typed: str, told: str,
) -> None:  # fmt: skip
    person: Person = request.getfixturevalue(who)
    own = english if person.language_code == "en" else words
    reply = await sandbox.ask(person, f"/theodoi {typed}")
    expected: Any = f"following.{told}"
    text = own.html(expected, limit=LONGEST_FOLLOWED) if told == "too_long" else own.html(expected)
    assert reply["text"] == text.replace("<code>", "").replace("</code>", "")
    assert archive.follows.of_chat(person.id) == []
    for secret in ("079204001234", "0912345678"):
        assert secret not in all_kept(home)


@pytest.mark.usefixtures("polling_bot")
async def test_the_twenty_first_is_refused_and_the_same_again_only_changes_its_hour(
    sandbox: Sandbox, archive: Archive, citizen: Person, words: Wording
) -> None:
    for number in range(MOST_FOLLOWED - 1):
        added(archive, citizen, f"cụm {number}")
    await follow(sandbox, citizen, words, "chuyển đổi số")
    again = await follow(sandbox, citizen, words, "Chuyển  đổi số", hour=18)
    assert again["text"].startswith("✅ Từ nay")
    full = await follow(sandbox, citizen, words, "nông thôn mới")
    assert full["text"] == words.plain("following.full", limit=MOST_FOLLOWED)
    assert len(archive.follows.of_chat(citizen.id)) == MOST_FOLLOWED
    assert values(archive, citizen.id)[-1] == ("chuyển đổi số", 18)


@pytest.mark.usefixtures("polling_bot")
async def test_a_category_is_followed_from_its_page_of_articles_by_anybody_in_a_group(
    sandbox: Sandbox, archive: Archive, citizen: Person, visitor: Person, words: Wording,
    english: Wording, assistant: FakeAssistant, group: int,
) -> None:  # fmt: skip
    store(archive, news(1, category="Tin tức"))
    real = next(iter(Topics(archive).of("category", Role.CITIZEN)))
    assistant.topic_id = real.id
    topics = await sandbox.ask(citizen, "/chude", chat=group)
    page = await tapped(sandbox, citizen, topics, f"Tin tức ({len(assistant.public)})")
    await sandbox.tap(visitor, page, words.plain("following.button.topic"))
    when = await sandbox.wait_for_reply(group, page)
    assert english.plain("following.name.category", value="Tin tức") in when["text"]
    await tapped(sandbox, visitor, when, english.plain("following.button.at_once"))
    assert [(one.value, one.user_id) for one in archive.follows.of_chat(group)] == [
        ("Tin tức", visitor.id)
    ]
    assert shown(sandbox, page)["text"] == page["text"]
    unknown = await forged(sandbox, visitor, page, Press(FROM_TOPIC, "AAAAbbbbCCCC"))
    assert unknown == english.plain("following.alert.expired")


# --- in groups --------------------------------------------------------------------------


@pytest.mark.usefixtures("polling_bot")
async def test_a_topic_of_a_forum_follows_for_itself_and_its_news_come_there(
    sandbox: Sandbox, archive: Archive, citizen: Person, words: Wording, topic: int,
    polling_bot: App,
) -> None:  # fmt: skip
    sandbox.state.privacy = True
    asked = await sandbox.ask(citizen, "/theodoi", chat=FORUM.id, thread=topic)
    said = await sandbox.say(citizen, "đoàn", chat=FORUM.id, reply_to=asked)
    when = await sandbox.wait_for_reply(FORUM.id, said)
    done = await tapped(sandbox, citizen, when, words.plain("following.button.at_once"))
    assert words.plain("following.group") in done["text"]
    added(archive, citizen, "họp", chat=FORUM.id)
    store(archive, news(1))
    await tell(polling_bot)
    notice = await sandbox.wait_for_text(FORUM.id, "Bài 1")
    assert len(received(sandbox, FORUM.id, "Bài 1")) == 1
    assert notice["message_thread_id"] == topic
    listed = await sandbox.ask(citizen, "/dangtheodoi", chat=FORUM.id, thread=topic)
    assert listed["text"].count(words.plain("following.elsewhere")) == 1
    assert listed["message_thread_id"] == topic


@pytest.mark.usefixtures("polling_bot")
async def test_in_a_group_others_cannot_answer_for_who_asked_nor_stop_what_they_added(
    sandbox: Sandbox, archive: Archive, citizen: Person, visitor: Person, admin: Person,
    words: Wording, english: Wording, group: int,
) -> None:  # fmt: skip
    asked = await sandbox.ask(citizen, "/theodoi chuyển đổi số", chat=group)
    press = await sandbox.tap(visitor, asked, words.plain("following.button.at_once"))
    assert press.text == english.plain("following.alert.others")
    assert archive.follows.of_chat(group) == []
    await tapped(sandbox, citizen, asked, words.plain("following.button.at_once"))
    listed = await sandbox.ask(visitor, "/following", chat=group)
    for kind in (STOP, TIME):
        refused = await sandbox.tap(visitor, listed, label(sandbox, listed, kind))
        assert refused.show_alert
        assert refused.text == english.plain("following.alert.not_yours")
    ask_all = await sandbox.ask(visitor, "/stop", chat=group)
    sure = label(sandbox, ask_all, STOP_ALL_SURE)
    assert (await sandbox.tap(visitor, ask_all, sure)).text == english.plain(
        "following.alert.admins"
    )
    assert len(archive.follows.of_chat(group)) == 1
    sandbox.state.faults.server_error("getChatMember", times=3)  # in doubt, nobody
    assert (await sandbox.tap(admin, ask_all, sure)).text == words.plain("following.alert.admins")
    stopped = await tapped(sandbox, admin, ask_all, sure)  # made the group
    assert words.plain("following.all_stopped") in stopped["text"]
    assert archive.follows.of_chat(group) == []


@pytest.mark.usefixtures("polling_bot")
async def test_who_added_something_in_a_group_stops_it_there(
    sandbox: Sandbox, archive: Archive, visitor: Person, english: Wording, group: int
) -> None:
    added(archive, visitor, "nông thôn mới", chat=group)
    listed = await sandbox.ask(visitor, "/following", chat=group)
    empty = await tapped(sandbox, visitor, listed, english.plain("following.button.stop", number=1))
    assert empty["text"] == english.plain("following.nothing")
    assert archive.follows.of_chat(group) == []


# --- looking at it, changing, stopping --------------------------------------------------


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(
    ("who", "listing", "stopping"),
    [("citizen", "/dangtheodoi", "/dungnhan"), ("visitor", "/following", "/stop")],
)
async def test_the_list_is_turned_changed_and_stopped_by_buttons(
    sandbox: Sandbox, archive: Archive, request: pytest.FixtureRequest, who: str, listing: str,
    stopping: str, words: Wording, english: Wording,
) -> None:  # fmt: skip
    person: Person = request.getfixturevalue(who)
    own = english if person.language_code == "en" else words
    for command in (listing, stopping):
        nothing = await sandbox.ask(person, command)
        assert nothing["text"] == own.plain("following.nothing")
    for number in range(A_PAGE + 1):
        added(archive, person, f"<cụm> {number}")
    listed = await sandbox.ask(person, listing)
    assert "“<cụm> 0”" in listed["text"]
    page = await tapped(sandbox, person, listed, own.plain("button.next"))
    six = A_PAGE + 1
    times = await tapped(sandbox, person, page, own.plain("following.button.time", number=six))
    changed = await tapped(sandbox, person, times, own.plain("following.button.hour", hour=18))
    assert "18:00" in changed["text"]
    assert values(archive, person.id)[-1] == (f"<cụm> {A_PAGE}", 18)
    listed = await tapped(sandbox, person, changed, own.plain("following.button.list"))
    page = await tapped(sandbox, person, listed, own.plain("button.next"))
    times = await tapped(sandbox, person, page, own.plain("following.button.time", number=six))
    await tapped(sandbox, person, times, own.plain("following.button.at_once"))
    assert values(archive, person.id)[-1] == (f"<cụm> {A_PAGE}", None)
    listed = await sandbox.ask(person, listing)
    page = await tapped(sandbox, person, listed, own.plain("button.next"))
    first = await tapped(sandbox, person, page, own.plain("following.button.stop", number=six))
    assert "“<cụm> 0”" in first["text"]  # the last page is empty now
    assert len(archive.follows.of_chat(person.id)) == A_PAGE
    asked = await tapped(sandbox, person, first, own.plain("following.button.stop_all"))
    kept = await tapped(sandbox, person, asked, own.plain("following.button.cancel"))
    assert "“<cụm> 0”" in kept["text"]
    asked = await sandbox.ask(person, stopping)
    done = await tapped(sandbox, person, asked, own.plain("following.button.stop_all_sure"))
    assert done["text"] == own.plain("following.all_stopped")
    assert archive.follows.of_chat(person.id) == []


@pytest.mark.usefixtures("polling_bot")
async def test_a_subscription_of_another_chat_cannot_be_touched_by_a_forged_button(
    sandbox: Sandbox, archive: Archive, citizen: Person, visitor: Person, english: Wording
) -> None:
    other = added(archive, citizen, "chuyển đổi số")
    added(archive, visitor, "nông thôn mới")
    listed = await sandbox.ask(visitor, "/following")
    key = str(other.id)
    gone = english.plain("following.alert.stopped_before")
    for press in (Press(STOP, key), Press(STOP_HERE, key), Press(TIME, key), Press(SET, key, 3)):
        assert await forged(sandbox, visitor, listed, press) == gone
    for press in (Press(STOP, "x"), Press(TIME, "9" * 16), Press(STOP, "-")):
        assert await forged(sandbox, visitor, listed, press) == gone
    assert values(archive, citizen.id) == [("chuyển đổi số", None)]


@pytest.mark.usefixtures("polling_bot")
async def test_forged_and_old_choices_say_that_they_have_expired_and_follow_nothing(
    sandbox: Sandbox, archive: Archive, citizen: Person, words: Wording
) -> None:
    asked = await sandbox.ask(citizen, "/theodoi chuyển đổi số")
    (kept_id,) = {data.split("|")[2] for data in buttons(sandbox, asked).values()} - {"-"}
    expired = words.plain("following.alert.expired")
    own = added(archive, citizen, "nông thôn mới")
    for press in (
        Press(CHOICE, "AAAAbbbbCCCC"), Press(AT_ONCE, "AAAAbbbbCCCC"), Press(DAILY, "-"),
        Press(HOUR, kept_id, HOURS), Press(CATEGORY, kept_id), Press(SOURCES, offset=80),
        Press(SET, str(own.id), NO_HOUR + 1),
    ):  # fmt: skip
        assert await forged(sandbox, citizen, asked, press) == expired
    old = await sandbox.press(citizen, asked, "v0|fol|x", forged=True)
    assert old.text == words.plain("alert.expired")
    assert await forged(sandbox, citizen, asked, Press(DIGEST, kept_id)) == old.text
    assert values(archive, citizen.id) == [("nông thôn mới", None)]


async def test_what_was_asked_is_gone_on_with_after_a_restart_and_a_doubled_update_adds_once(
    sandbox: Sandbox, archive: Archive, citizen: Person, words: Wording, start: StartBot
) -> None:
    async with start():
        question = await sandbox.ask(citizen, "/theodoi")
    async with start():
        said = await sandbox.say(citizen, "chuyển đổi số", reply_to=question)
        when = await sandbox.wait_for_reply(citizen, said)
    async with start() as app:
        hours = await tapped(sandbox, citizen, when, words.plain("following.button.daily"))
        sandbox.state.faults.deliver_twice()
        done = await tapped(sandbox, citizen, hours, "6 giờ")
        assert done["text"].startswith("✅ Đã theo dõi")
        sandbox.state.faults.deliver_twice()
        before = len(sandbox.state.calls_of("sendMessage"))
        await sandbox.ask(citizen, "/theodoi nông thôn")
        await app.update_queue.join()
        assert len(sandbox.state.calls_of("sendMessage")) == before + 1
    assert values(archive, citizen.id) == [("chuyển đổi số", 6)]


# --- news -------------------------------------------------------------------------------


async def test_each_article_comes_once_to_each_chat_within_the_limits_whatever_befalls(
    sandbox: Sandbox, archive: Archive, citizen: Person, visitor: Person, group: int,
    start: StartBot, clock: JumpingClock,
) -> None:  # fmt: skip
    sandbox.state.flood.enforce = True
    for person in (citizen, visitor):
        sandbox.state.chats[person.id].met = True
        for value in ("đoàn", "họp bàn", "việc mới"):
            added(archive, person, value)
    added(archive, citizen, chat=group)
    async with start() as app:
        store(archive, *(news(n) for n in range(5)))
        sandbox.state.faults.too_many_requests("sendMessage", retry_after=2, times=2)
        await tell(app)
        await sandbox.wait_for_text(citizen, "Bài 0")
    clock.pass_by(60)  # a restart takes longer than a limit's time on this clock does
    async with start() as app:  # in the middle of sending
        await tell(app)
        chats = (citizen.id, visitor.id, group)
        await eventually(lambda: all(received(sandbox, c, f"Bài {n}") for c in chats
                                     for n in range(5)), 20)  # fmt: skip
        await tell(app)
    for chat in (citizen.id, visitor.id, group):
        assert [len(received(sandbox, chat, f"Bài {n}")) for n in range(5)] == [1] * 5
    assert sandbox.state.flood.breaches == []


async def test_what_was_in_flight_at_a_kill_is_not_sent_again_and_the_rest_goes_on(
    sandbox: Sandbox, archive: Archive, citizen: Person, start: StartBot, clock: JumpingClock
) -> None:
    sandbox.state.chats[citizen.id].met = True
    added(archive, citizen)
    async with start() as app:
        await tell(app)
    store(archive, news(1), news(2))
    async with start() as app:
        services = app.bot_data.services
        services.stopping.set()  # nothing is sent any more, but what is due is still queued
        await tell(app)
    (killed,) = archive.outbox.claim_next(1, clock.now())
    async with start() as app:
        await eventually(lambda: bool(received(sandbox, citizen.id, "Bài 2")))
        await tell(app)
    assert not received(sandbox, citizen.id, "Bài 1")
    assert [one.id for one in archive.outbox.unsure()] == [killed.id]


@pytest.mark.usefixtures("polling_bot")
@pytest.mark.parametrize("who", ["citizen", "visitor"])
async def test_a_digest_comes_at_its_hour_in_the_departments_zone_and_is_turned(
    sandbox: Sandbox, archive: Archive, request: pytest.FixtureRequest, who: str,
    words: Wording, english: Wording, polling_bot: App, clock: JumpingClock,
) -> None:  # fmt: skip
    person: Person = request.getfixturevalue(who)
    own = english if person.language_code == "en" else words
    await follow(sandbox, person, own, "đoàn", hour=18)
    number = DIGEST_PAGE + 2
    store(archive, *(news(n, title=f"Bài <{n}>") for n in range(number)))
    await tell(polling_bot)
    eight_hours = 8 * 3_600
    clock.pass_by(eight_hours)  # half past five
    await tell(polling_bot)
    assert not received(sandbox, person.id, "Bài <")
    clock.pass_by(1_800)
    await tell(polling_bot)
    title = own.count("news.digest", number).replace("<b>", "").replace("</b>", "")
    digest = await sandbox.wait_for_text(person, title)
    assert f"1. Bài <{number - 1}>" in digest["text"]  # the newest first
    assert "Bài <1>" not in digest["text"]
    links = [e["url"] for e in digest["entities"] if e["type"] == "text_link"]
    assert links[0] == f"{SITE}{number - 1}" and len(links) == DIGEST_PAGE
    rest = await tapped(sandbox, person, digest, own.plain("button.next"))
    assert f"{number}. Bài <0>" in rest["text"]
    first = await tapped(sandbox, person, rest, own.plain("button.previous"))
    assert first["text"] == digest["text"]
    listed = shown(sandbox, digest)
    await sandbox.tap(person, digest, own.plain("following.button.list"))
    below = await sandbox.wait_for_reply(person, digest)
    assert "18:00" in below["text"]
    assert shown(sandbox, digest) == listed
    clock.pass_by(24 * 3_600)
    await tell(polling_bot)
    assert len(received(sandbox, person.id, title)) == 1


@pytest.mark.usefixtures("polling_bot")
async def test_staff_articles_reach_staff_in_their_own_chat_alone(
    sandbox: Sandbox, archive: Archive, citizen: Person, staff: Person, group: int,
    words: Wording, polling_bot: App, clock: JumpingClock,
) -> None:  # fmt: skip
    secret = {"category": "Nội bộ", "source": "Văn phòng", "audience": Audience.STAFF}
    store(archive, news(1, "Chỉ thị mật.", **secret))
    asked = await sandbox.ask(citizen, "/theodoi")
    assert asked["text"].startswith(words.plain("following.ask_nothing_known")[:30])
    assert words.plain("following.button.categories") not in buttons(sandbox, asked)
    guess = await sandbox.ask(citizen, "/theodoi chi thi")  # no reading of what only staff read
    assert "Chỉ thị" not in guess["text"] + str(buttons(sandbox, guess))
    named = await sandbox.ask(citizen, "/theodoi Nội bộ")
    assert words.plain("following.name.phrase", value="Nội bộ") in named["text"]
    in_group = await sandbox.ask(staff, "/theodoi", chat=group)
    assert words.plain("following.button.sources") not in buttons(sandbox, in_group)
    own = await sandbox.ask(staff, "/theodoi")
    page = await tapped(sandbox, staff, own, words.plain("following.button.categories"))
    when = await tapped(sandbox, staff, page, "Nội bộ (1)")
    await tapped(sandbox, staff, when, words.plain("following.button.at_once"))
    for kind, value in ((FollowKind.CATEGORY, "Nội bộ"), (FollowKind.PHRASE, "chỉ thị")):
        added(archive, citizen, value, kind=kind)
        added(archive, staff, value, kind=kind, chat=group)
        added(archive, citizen, value, kind=kind, chat=FORUM.id, hour=18)
    store(archive, news(2, "Chỉ thị mật thứ hai.", **secret))
    await tell(polling_bot)
    notice = await sandbox.wait_for_text(staff, "Bài 2")
    assert words.plain("answer.internal") in notice["text"]
    clock.pass_by(86_400)
    await tell(polling_bot)
    for chat in (citizen.id, group, FORUM.id):
        assert not received(sandbox, chat, "Bài 2")


@pytest.mark.usefixtures("polling_bot")
@pytest.mark.parametrize("how", ["revoked", "made internal", "removed", "stopped"])
async def test_news_that_wait_are_written_for_those_who_may_read_them_when_they_are_sent(
    sandbox: Sandbox, archive: Archive, citizen: Person, polling_bot: App, clock: JumpingClock,
    how: str,
) -> None:  # fmt: skip
    sandbox.state.chats[citizen.id].met = True
    archive.people.grant(citizen.id, Role.STAFF, 1, clock.now())
    audience = Audience.STAFF if how == "revoked" else Audience.PUBLIC
    one = added(archive, citizen, hour=18)
    store(archive, news(1, audience=audience))
    await tell(polling_bot)
    archive.people.revoke(citizen.id)
    added(archive, citizen, "chuyển đổi số")
    if how == "made internal":
        store(archive, news(1, audience=Audience.STAFF))
    elif how == "removed":
        archive.remove([f"{SITE}1"])
    elif how == "stopped":
        archive.follows.remove(one.id)
    clock.pass_by(9 * 3_600)
    await tell(polling_bot)
    await eventually(lambda: archive.outbox.next_due() is None)
    store(archive, news(2, "Về chuyển đổi số."))
    await tell(polling_bot)
    await sandbox.wait_for_text(citizen, "Bài 2")
    assert not received(sandbox, citizen.id, "Bài 1")


@pytest.mark.usefixtures("polling_bot")
@pytest.mark.parametrize("refusal", ["Forbidden: bot was blocked by the user",
                                     "Forbidden: user is deactivated"])  # fmt: skip
async def test_who_blocked_the_bot_is_dropped_with_all_that_they_follow(
    sandbox: Sandbox, archive: Archive, citizen: Person, visitor: Person, polling_bot: App,
    refusal: str, words: Wording,
) -> None:  # fmt: skip
    await follow(sandbox, citizen, words, "đoàn")
    await follow(sandbox, citizen, words, "chuyển đổi số", hour=20)
    sandbox.state.chats[visitor.id].met = True
    added(archive, visitor)
    archive.people.met(citizen.id, ChatKind.PRIVATE, datetime.now(ZONE))
    sandbox.state.chats[citizen.id].refusal = refusal  # silently, as when the bot was off
    store(archive, news(1))
    await tell(polling_bot)
    await sandbox.wait_for_text(visitor, "Bài 1")
    await eventually(lambda: archive.follows.of_chat(citizen.id) == [])
    assert archive.people.chats_to_reach() == []
    assert archive.outbox.progress("notice:1")[MessageState.FAILED] == 1


RIGHTS = "Bad Request: not enough rights to send text messages to the chat"


@pytest.mark.usefixtures("polling_bot")
@pytest.mark.parametrize("refusal", [RIGHTS, "Bad Request: CHAT_WRITE_FORBIDDEN"])
async def test_a_group_that_refuses_the_right_to_write_for_days_follows_nothing_any_more(
    sandbox: Sandbox, archive: Archive, citizen: Person, group: int, polling_bot: App,
    clock: JumpingClock, refusal: str,
) -> None:  # fmt: skip
    added(archive, citizen, chat=group)
    archive.people.met(group, ChatKind.GROUP, clock.now())
    sandbox.state.chats[group].refusal = refusal
    for number in range(3):  # today, and for two days more
        await refused(archive, polling_bot, number)
        assert len(archive.follows.of_chat(group)) == 1
        clock.pass_by(86_400)
    await refused(archive, polling_bot, 3)
    assert archive.follows.of_chat(group) == []
    assert archive.people.chats_to_reach() == []


@pytest.mark.usefixtures("polling_bot")
async def test_a_right_that_was_given_back_in_between_is_not_counted_as_refused_for_days(
    sandbox: Sandbox, archive: Archive, citizen: Person, group: int, polling_bot: App,
    clock: JumpingClock,
) -> None:  # fmt: skip
    added(archive, citizen, chat=group)
    sandbox.state.chats[group].refusal = RIGHTS
    await refused(archive, polling_bot, 0)
    clock.pass_by(2 * 86_400)
    sandbox.state.chats[group].refusal = None
    store(archive, news(1))
    await tell(polling_bot)
    await sandbox.wait_for_text(group, "Bài 1")
    clock.pass_by(2 * 86_400)
    sandbox.state.chats[group].refusal = RIGHTS
    await refused(archive, polling_bot, 2)
    assert len(archive.follows.of_chat(group)) == 1


@pytest.mark.usefixtures("polling_bot")
async def test_what_a_closed_topic_follows_ends_after_days_and_the_rest_of_its_forum_goes_on(
    sandbox: Sandbox, archive: Archive, citizen: Person, topic: int, polling_bot: App,
    clock: JumpingClock,
) -> None:  # fmt: skip
    added(archive, citizen, chat=FORUM.id, thread_id=topic)
    other = added(archive, citizen, "nông thôn", chat=FORUM.id)
    sandbox.state.chats[FORUM.id].closed.add(topic)
    await refused(archive, polling_bot, 0)
    assert len(archive.follows.of_chat(FORUM.id)) == 2
    clock.pass_by(3 * 86_400)
    await refused(archive, polling_bot, 1)
    assert archive.follows.of_chat(FORUM.id) == [other]


async def refused(archive: Archive, app: App, number: int) -> None:
    """News come in, and the one chat that follows them refuses the message about them."""
    store(archive, news(number))
    await tell(app)

    def over() -> bool:
        return archive.outbox.progress(f"notice:{number + 1}")[MessageState.FAILED] == 1

    await eventually(over)


@pytest.mark.usefixtures("polling_bot")
async def test_what_a_topic_follows_ends_when_the_topic_is_deleted(
    sandbox: Sandbox, archive: Archive, citizen: Person, topic: int, polling_bot: App
) -> None:
    added(archive, citizen, chat=FORUM.id, thread_id=topic)
    other = added(archive, citizen, "nông thôn", chat=FORUM.id)
    del sandbox.state.chats[FORUM.id].topics[topic]
    store(archive, news(1))
    await tell(polling_bot)
    await eventually(lambda: archive.follows.of_chat(FORUM.id) == [other])
    assert not received(sandbox, FORUM.id, "Bài 1")


@pytest.mark.usefixtures("polling_bot")
async def test_news_and_subscriptions_move_along_with_a_group_that_becomes_a_supergroup(
    sandbox: Sandbox, archive: Archive, citizen: Person, group: int, polling_bot: App,
    words: Wording,
) -> None:  # fmt: skip
    await follow(sandbox, citizen, words, "đoàn", chat=group)
    store(archive, news(1))
    moved = await sandbox.migrate_group(group)
    await eventually(lambda: len(archive.follows.of_chat(moved)) == 1)
    await tell(polling_bot)
    await sandbox.wait_for_text(moved, "Bài 1")
    store(archive, news(2))
    await tell(polling_bot)
    await sandbox.wait_for_text(moved, "Bài 2")
    assert [len(received(sandbox, moved, f"Bài {n}")) for n in (1, 2)] == [1, 1]


@pytest.mark.usefixtures("polling_bot")
async def test_the_eleventh_article_of_a_day_waits_for_the_next_digest(
    sandbox: Sandbox, archive: Archive, citizen: Person, polling_bot: App, clock: JumpingClock
) -> None:
    sandbox.state.chats[citizen.id].met = True
    added(archive, citizen, language=Language.VIETNAMESE)
    over = MOST_NOTICES_A_DAY + 2
    store(archive, *(news(n) for n in range(100, 100 + over)))
    await tell(polling_bot)
    await eventually(lambda: len(received(sandbox, citizen.id, "Tin theo dõi")) == over - 2, 20)
    clock.pass_by(11 * 3_600)
    await tell(polling_bot)
    digest = await sandbox.wait_for_text(citizen, "Bản tin theo dõi: 2 bài mới")
    assert all(f"Bài {n}" in digest["text"] for n in (100 + over - 1, 100 + over - 2))
    assert len(received(sandbox, citizen.id, "Tin theo dõi")) == over - 2


@pytest.mark.usefixtures("polling_bot")
async def test_an_archive_that_is_busy_costs_no_news(
    sandbox: Sandbox, archive: Archive, citizen: Person, polling_bot: App,
    assistant: FakeAssistant, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    sandbox.state.chats[citizen.id].met = True
    added(archive, citizen)
    store(archive, news(1))
    follows, failures = assistant.archive.follows, iter(range(3))
    original = follows.of_chat

    def busy(chat_id: int) -> list[Follow]:
        if next(failures, None) is not None:
            raise ArchiveBusyError("held by another process")
        return original(chat_id)

    monkeypatch.setattr(follows, "of_chat", busy)
    await tell(polling_bot)
    await sandbox.wait_for_text(citizen, "Bài 1")
    assert len(received(sandbox, citizen.id, "Bài 1")) == 1


def test_the_commands_are_in_everybodys_menu() -> None:
    rows = {row.vietnamese: (row.english, row.role) for row in COMMANDS}
    assert rows["theodoi"] == ("follow", Role.CITIZEN)
    assert rows["dangtheodoi"] == ("following", Role.CITIZEN)
    assert rows["dungnhan"] == ("stop", Role.CITIZEN)
