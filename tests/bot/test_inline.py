"""Inline mode: cards for everybody, of public articles alone; nothing typed is ever an error."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from bot.context import App
from bot.freshness import LONG_S, SETTLED_AFTER, SHORT_S, Freshness
from bot.inline_results import PAGE, Position, asked_of, found_for
from bot.render_inline import answer_card, article_card
from bot.sandbox import InlineAnswer, Person, Sandbox
from bot.sandbox.markup import parse_html
from index import Archive
from index.assistant import Assistant
from index.errors import ArchiveBusyError
from index.ingest.load import load
from index.ingest.read import Found
from index.language.normalize import fold
from index.model import Article, Audience, Language, Role
from tests.bot.conftest import StartBot, all_kept
from tests.bot.fakes import JumpingClock
from tests.bot.test_render import ANSWERS, HITS, VI
from tests.index.staff_news import RARE_WORDS, STAFF_NEWS, interleaved
from tests.index.tiny_news import DUTY_LIST, HOTLINE_2023, SITE, TODAY, open_with

PATIENCE_S = 30.0

MANY = tuple(
    Article(
        f"{SITE}lua-{number:03}", f"Vụ lúa ở huyện số {number}",
        f"Huyện số {number} gieo cấy lúa xuân.", date(2020, 1, 1) + timedelta(number),
        category="Trồng trọt",
    )
    for number in range(1, 51)
)  # fmt: skip


@pytest.fixture
def assistant(home: Path) -> Iterator[Assistant]:
    """A real archive with articles for staff that try to be noticed."""
    opened = open_with(home, [*interleaved(), *MANY])
    yield opened
    opened.close()


@pytest.fixture
def group(sandbox: Sandbox) -> int:
    return next(chat.id for chat in sandbox.state.chats.values() if chat.is_group)


def titles(answer: InlineAnswer) -> list[str]:
    return [result["title"] for result in answer.results]


def is_internal(answer: InlineAnswer) -> bool:
    """Whether anything of an article for staff is in an answer."""
    shown = str(answer)
    inside = [article.url for article in STAFF_NEWS]
    return any(url in shown for url in inside) or "Nội bộ" in shown


@pytest.mark.usefixtures("bot")
async def test_words_give_cards_with_title_date_snippet_and_link(
    sandbox: Sandbox, citizen: Person, group: int
) -> None:
    answer = await sandbox.inline_query(citizen, "thuốc thú y", chat=group)
    card = next(r for r in answer.results if r["title"].startswith("Thủ tục cấp giấy phép"))
    assert card["description"].startswith("04/09/2023 · Thủ tục hành chính – ")
    sent = await sandbox.choose_result(citizen, card, "thuốc thú y", chat=group)
    assert sent["via_bot"]["username"] == "hoidap_bot"
    link = next(e for e in sent["entities"] if e["type"] == "text_link")
    assert link["url"] == SITE + "giay-phep-thuoc-thu-y"
    assert "04/09/2023" in sent["text"]
    assert "Nguồn: Cổng thông tin" in sent["text"]


@pytest.mark.usefixtures("bot")
async def test_an_empty_query_gives_the_latest_news_in_pages_without_gap_or_repeat(
    sandbox: Sandbox, citizen: Person
) -> None:
    seen: list[str] = []
    offset = ""
    for _ in range(4):
        answer = await sandbox.inline_query(citizen, "", offset)
        assert len(answer.results) <= PAGE
        seen += titles(answer)
        if not answer.next_offset:
            break
        offset = answer.next_offset
    assert len(seen) == len(set(seen)) == 60
    assert seen[-1] == "Vụ lúa ở huyện số 1"


@pytest.mark.usefixtures("polling_bot")
async def test_a_search_is_paged_with_filters(sandbox: Sandbox, visitor: Person) -> None:
    first = await sandbox.inline_query(visitor, "lúa category:trồng trọt")
    second = await sandbox.inline_query(visitor, "lúa category:trồng trọt", first.next_offset)
    third = await sandbox.inline_query(visitor, "lúa category:trồng trọt", second.next_offset)
    found = titles(first) + titles(second) + titles(third)
    assert len(found) == len(set(found)) == 50
    assert third.next_offset == ""


async def test_pages_go_on_after_a_restart_and_while_news_come_in_and_go(
    sandbox: Sandbox, citizen: Person, start: StartBot, assistant: Assistant, archive: Archive
) -> None:
    async with start():
        first = await sandbox.inline_query(citizen, "")
    gone = [a.url for a in MANY[-3:]]  # of the first page
    archive.remove(gone)
    new = [
        Article(
            f"{SITE}moi-{n}", f"Tin vừa đăng số {n}", "Bản tin mới. " * n, date(2026, 5, 20 + n)
        )
        for n in range(1, 6)
    ]
    load(archive, [Found(article, article.url) for article in new])
    async with start():
        second = await sandbox.inline_query(citizen, "", first.next_offset)
    number = int(titles(first)[-1].rpartition(" ")[2])
    assert titles(second) == [f"Vụ lúa ở huyện số {n}" for n in range(number - 1, number - 21, -1)]


@pytest.mark.usefixtures("polling_bot")
async def test_a_question_with_a_sure_answer_has_the_answer_first(
    sandbox: Sandbox, citizen: Person, group: int
) -> None:
    question = "Số điện thoại đường dây nóng là gì?"
    answer = await sandbox.inline_query(citizen, question, chat=group)
    assert answer.results[0]["title"] == "Trả lời: 0237.3999.123"
    sent = await sandbox.choose_result(citizen, answer.results[0], question, chat=group)
    assert question in sent["text"]
    assert "0237.3999.123" in sent["text"]
    link = next(e["url"] for e in sent["entities"] if e["type"] == "text_link")
    assert link.startswith(HOTLINE_2023.url + "#:~:text=")


@pytest.mark.usefixtures("polling_bot")
async def test_the_button_opens_the_chat_with_what_was_typed(
    sandbox: Sandbox, citizen: Person
) -> None:
    for question in ("Đường dây nóng?", "Số điện thoại đường dây nóng của Sở hiện nay là gì ạ?"):
        answer = await sandbox.inline_query(citizen, question)
        assert answer.button is not None
        started = await sandbox.follow_link(citizen, answer.button["start_parameter"])
        reply = await sandbox.wait_for_reply(citizen, started)
        assert question in reply["text"]
        assert "0237.3999.123" in reply["text"]


@pytest.mark.usefixtures("polling_bot")
async def test_without_words_the_button_greets(sandbox: Sandbox, visitor: Person) -> None:
    answer = await sandbox.inline_query(visitor, "")
    assert answer.button is not None
    assert answer.button["text"] == "Open a chat with the assistant"
    started = await sandbox.follow_link(visitor, answer.button["start_parameter"])
    assert (await sandbox.wait_for_reply(visitor, started))["text"].startswith("Hello!")


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(
    "typed", ["😀" * 256, "\x07" * 256, "\u202e\u2066", "?!…", "CCCD 001099012345", "\ufffd"]
)
async def test_what_cannot_be_searched_gives_an_empty_list_and_the_button(
    sandbox: Sandbox, citizen: Person, typed: str, home: Path
) -> None:
    answer = await sandbox.inline_query(citizen, typed)
    assert answer.results == []
    assert answer.button is not None
    assert "001099012345" not in str(answer) + all_kept(home)


@pytest.mark.usefixtures("polling_bot")
@pytest.mark.parametrize("offset", ["-1", "20", "abc", "9999.00000000", "20.zzzzzzzz", "😀" * 10])
async def test_a_forged_offset_gives_an_empty_list(
    sandbox: Sandbox, citizen: Person, offset: str
) -> None:
    answer = await sandbox.inline_query(citizen, "lúa", offset)
    assert (answer.results, answer.next_offset) == ([], "")


@pytest.mark.usefixtures("polling_bot")
async def test_a_position_behind_the_end_ends_the_list(sandbox: Sandbox, citizen: Person) -> None:
    answer = await sandbox.inline_query(citizen, "lúa", "900.00000000")
    assert (answer.results, answer.next_offset) == ([], "")


@pytest.mark.usefixtures("polling_bot")
async def test_a_fault_of_the_archive_gives_an_empty_list_that_nobody_keeps(
    sandbox: Sandbox, citizen: Person, assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object, **__: object) -> None:
        raise ArchiveBusyError("archive.db")

    monkeypatch.setattr(assistant, "search_typed", busy)
    answer = await sandbox.inline_query(citizen, "lúa")
    assert (answer.results, answer.cache_time) == ([], 0)
    assert answer.button is not None


async def test_of_several_queries_typed_fast_the_last_is_answered(
    sandbox: Sandbox, citizen: Person, polling_bot: App, assistant: Assistant,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    gate, searched = threading.Event(), []
    real = assistant.search_typed

    def slow(typed: str, **given: Any) -> Any:
        searched.append(typed)
        gate.wait(PATIENCE_S)
        return real(typed, **given)

    monkeypatch.setattr(assistant, "search_typed", slow)
    asking = [asyncio.create_task(sandbox.inline_query(citizen, "l", timeout=PATIENCE_S))]
    async with asyncio.timeout(PATIENCE_S):
        while not searched:
            await asyncio.sleep(0.01)
    for text in ("lú", "lúa", "lúa x", "lúa xuân"):
        asking.append(asyncio.create_task(sandbox.inline_query(citizen, text, timeout=PATIENCE_S)))
        await asyncio.sleep(0)
    services = polling_bot.bot_data.services
    async with asyncio.timeout(PATIENCE_S):
        while services.inline.get(citizen.id) != list(sandbox.state.inline_queries)[-1]:
            await asyncio.sleep(0.01)
    gate.set()
    answer = await asking[-1]
    for unanswered in asking[:-1]:
        unanswered.cancel()
    assert titles(answer)
    assert searched == ["l", "lúa xuân"]


@pytest.mark.usefixtures("polling_bot")
async def test_a_card_chosen_in_the_own_chat_is_not_taken_for_a_question(
    sandbox: Sandbox, citizen: Person
) -> None:
    answer = await sandbox.inline_query(citizen, "lúa")
    sent = await sandbox.choose_result(citizen, answer.results[0], "lúa")
    after = await sandbox.ask(citizen, "/ngonngu")
    between = [
        number
        for number in sandbox.state.chats[citizen.id].messages
        if sent["message_id"] < number < after["message_id"]
    ]
    assert len(between) == 1, "the person's own next message and nothing else"


QUERIES = (
    "", *RARE_WORDS, *map(fold, RARE_WORDS), "lịch trực Tết", "Ngô Bá Thạch",
    "Ai trực đêm giao thừa?", "muc:nội bộ", "nguồn:văn phòng sở", "đường dây nóng",
    "trạm Quắcxơ ở đâu", "BTQX là ai?", "Công tác tại tỉnh Cà Mau", DUTY_LIST.url,
    STAFF_NEWS[1].url, "Krôngph",
)  # fmt: skip


@pytest.mark.usefixtures("polling_bot")
async def test_nothing_of_articles_for_staff_reaches_citizens_or_other_chats(
    sandbox: Sandbox, citizen: Person, staff: Person, admin: Person, group: int
) -> None:
    for query in QUERIES:
        for person, chat in ((citizen, None), (citizen, group), (staff, group), (admin, group)):
            answer = await sandbox.inline_query(person, query, chat=chat)
            assert not is_internal(answer), (query, person.name)
            for _ in range(4):
                if not answer.next_offset:
                    break
                answer = await sandbox.inline_query(person, query, answer.next_offset, chat=chat)
                assert not is_internal(answer), (query, person.name)
            assert not answer.next_offset


def test_citizens_get_the_same_cards_as_if_there_were_no_articles_for_staff(
    tmp_path: Path, assistant: Assistant
) -> None:
    public = [a for a in (*interleaved(), *MANY) if a.audience is Audience.PUBLIC]
    alone = open_with(tmp_path / "alone", public)
    for query in QUERIES:
        asked = asked_of(query, Role.CITIZEN, Position(), TODAY)
        with_staff, without = (found_for(one, asked, VI) for one in (assistant, alone))
        assert [card.to_dict() for card in with_staff.cards] == [
            card.to_dict() for card in without.cards
        ], query
        assert (with_staff.following, with_staff.parameter) == (
            without.following,
            without.parameter,
        )
    alone.close()


@pytest.mark.usefixtures("polling_bot")
async def test_staff_in_person_get_internal_articles_marked_and_never_kept(
    sandbox: Sandbox, staff: Person, group: int
) -> None:
    answer = await sandbox.inline_query(staff, "lịch trực Tết")
    card = answer.results[0]
    assert card["title"] == f"🔒 Nội bộ – {DUTY_LIST.title}"
    assert "Xin không chuyển tiếp" in card["message"]["text"]
    assert (answer.cache_time, answer.is_personal) == (0, True)
    elsewhere = await sandbox.inline_query(staff, "lịch trực Tết", chat=group)
    assert not elsewhere.cached
    assert not is_internal(elsewhere)


@pytest.mark.usefixtures("polling_bot")
async def test_a_role_counts_from_the_next_letter_typed(
    sandbox: Sandbox, visitor: Person, archive: Archive
) -> None:
    archive.people.grant(visitor.id, Role.STAFF, 1, datetime.now(UTC))
    assert DUTY_LIST.title in str(await sandbox.inline_query(visitor, "lịch trực Tết"))
    archive.people.revoke(visitor.id)
    assert DUTY_LIST.title not in str(await sandbox.inline_query(visitor, "lịch trực Tết"))


@pytest.mark.usefixtures("polling_bot")
async def test_cards_are_in_the_language_chosen_in_the_persons_chat(
    sandbox: Sandbox, citizen: Person, archive: Archive
) -> None:
    archive.chats.set_language(citizen.id, Language.ENGLISH)
    answer = await sandbox.inline_query(citizen, "Số điện thoại đường dây nóng là gì?")
    assert answer.results[0]["title"].startswith("Answer: ")
    assert answer.is_personal


@pytest.mark.usefixtures("polling_bot")
async def test_answers_are_kept_longer_once_the_news_have_settled_and_short_after_a_change(
    sandbox: Sandbox, citizen: Person, clock: JumpingClock, archive: Archive
) -> None:
    assert (await sandbox.inline_query(citizen, "lúa")).cache_time == SHORT_S
    clock.pass_by(SETTLED_AFTER.total_seconds())
    assert (await sandbox.inline_query(citizen, "lúa")).cache_time == LONG_S
    assert (await sandbox.inline_query(citizen, "lúa")).cached
    archive.record_action("telegram:1", "reindex", "full")
    assert (await sandbox.inline_query(citizen, "lúa xuân")).cache_time == SHORT_S
    clock.pass_by(SETTLED_AFTER.total_seconds())
    archive.remove([MANY[0].url])
    assert (await sandbox.inline_query(citizen, "vụ lúa")).cache_time == SHORT_S


def test_a_crawl_that_runs_keeps_the_time_short() -> None:
    freshness, now = Freshness(), datetime(2026, 11, 23, tzinfo=UTC)
    freshness.cache_s(1, now, changing=False)
    later = now + SETTLED_AFTER
    assert freshness.cache_s(1, later, changing=True) == SHORT_S
    assert freshness.cache_s(1, later, changing=False) == SHORT_S
    assert freshness.cache_s(1, later + SETTLED_AFTER, changing=False) == LONG_S


@given(HITS)
def test_any_article_is_a_card_that_telegram_takes(hit: Any) -> None:
    card = article_card(hit, VI)
    text, entities = parse_html(card.to_dict()["input_message_content"]["message_text"])
    assert 1 <= len(text) <= 4096
    assert len(entities) <= 100
    assert card.title.strip()
    if hit.audience is Audience.STAFF:
        assert card.title.startswith("🔒 Nội bộ")


@given(ANSWERS)
def test_any_answer_is_a_card_that_telegram_takes(answer: Any) -> None:
    card = answer_card(answer, VI)
    if card is not None:
        text, _ = parse_html(card.to_dict()["input_message_content"]["message_text"])
        assert 1 <= len(text) <= 4096
        assert card.title.strip()
