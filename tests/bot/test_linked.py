"""What links into the private chat open: articles, questions about them, and nothing forged."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.callbacks import Press
from bot.department import Department
from bot.render_linked import ASK_ABOUT, article_card, first_sentences
from bot.sandbox import FORUM, Person, Sandbox
from bot.sandbox.markup import parse_html
from bot.sharing import article_of, article_parameter, question_parameter, share_address
from bot.wording import Wording
from index import Archive, Article
from index.assistant import Assistant
from index.model import Language
from tests.bot.conftest import StartBot
from tests.bot.managing import buttons, forged, tapped
from tests.bot.test_conversation import buttons as all_buttons
from tests.index.tiny_news import CONTEST, DUTY_LIST


@pytest.fixture
def assistant(real_assistant: Assistant) -> Assistant:
    """Real news in the place of the canned ones."""
    return real_assistant


def number_of(archive: Archive, article: Article) -> int:
    ids = archive.live_ids()
    return next(n for n, stored in archive.stored(ids).items() if stored.article == article)


@pytest.mark.usefixtures("bot")
async def test_a_link_to_an_article_opens_its_card_with_whose_bot_it_is(
    sandbox: Sandbox, citizen: Person, archive: Archive, words: Wording
) -> None:
    number = number_of(archive, CONTEST)
    opened = await sandbox.follow_link(citizen, article_parameter(number))
    card = await sandbox.wait_for_reply(citizen, opened)
    for part in ("Sở Khoa học và Công nghệ", CONTEST.title, "08/12/2023", "Tin tức",
                 "Cuộc thi nhận được 1.250 bài dự thi"):  # fmt: skip
        assert part in card["text"]
    urls = {b["text"]: b["url"] for b in all_buttons(card) if "url" in b}
    assert urls[words.plain("button.open")] == CONTEST.url
    assert f"start%3Da-{number}" in urls[words.plain("share.button")]


@pytest.mark.usefixtures("polling_bot")
async def test_a_link_for_staff_is_the_normal_welcome_for_citizens(
    sandbox: Sandbox, citizen: Person, staff: Person, archive: Archive, words: Wording
) -> None:
    parameter = article_parameter(number_of(archive, DUTY_LIST))
    opened = await sandbox.follow_link(citizen, parameter)
    assert words.plain("start.how") in (await sandbox.wait_for_reply(citizen, opened))["text"]
    opened = await sandbox.follow_link(staff, parameter)
    card = await sandbox.wait_for_reply(staff, opened)
    assert DUTY_LIST.title in card["text"]
    assert words.plain("answer.internal") in card["text"]
    assert words.plain("share.button") not in [b["text"] for b in all_buttons(card)]
    in_group = await sandbox.ask(staff, f"/start {parameter}", chat=FORUM.id)
    assert DUTY_LIST.title not in in_group["text"]


@pytest.mark.usefixtures("polling_bot")
@pytest.mark.parametrize(
    "parameter",
    ["a-0", "a-999999", "a-" + "9" * 60, "a-1x", "k-AAAAbbbbCCCC", "q-____", "v1", "-", "a-"],
)
async def test_forged_and_expired_links_are_the_normal_welcome(
    sandbox: Sandbox, citizen: Person, words: Wording, parameter: str
) -> None:
    opened = await sandbox.follow_link(citizen, parameter)
    assert words.plain("start.how") in (await sandbox.wait_for_reply(citizen, opened))["text"]


@pytest.mark.usefixtures("bot")
async def test_a_question_about_an_article_is_answered_from_it(
    sandbox: Sandbox, citizen: Person, archive: Archive, words: Wording
) -> None:
    opened = await sandbox.follow_link(citizen, article_parameter(number_of(archive, CONTEST)))
    card = dict(await sandbox.wait_for_reply(citizen, opened))
    await sandbox.tap(citizen, card, words.plain("article.button.ask"))
    prompt = await sandbox.wait_for_reply(citizen, card)
    assert CONTEST.title in prompt["text"]
    answer = await sandbox.ask(citizen, "Ai được giải Nhất?")
    assert "Đặng Hải Yến" in answer["text"]
    assert CONTEST.title in answer["text"]
    assert words.plain("vote.button.up") not in buttons(sandbox, answer)


@pytest.mark.usefixtures("polling_bot")
async def test_what_the_article_does_not_say_is_looked_for_in_the_others(
    sandbox: Sandbox, visitor: Person, archive: Archive, english: Wording
) -> None:
    opened = await sandbox.follow_link(visitor, article_parameter(number_of(archive, CONTEST)))
    card = dict(await sandbox.wait_for_reply(visitor, opened))
    await sandbox.tap(visitor, card, english.plain("article.button.ask"))
    await sandbox.wait_for_reply(visitor, card)
    answer = await sandbox.ask(visitor, "Số điện thoại đường dây nóng là gì?")
    assert "does not say this clearly" in answer["text"]
    assert "0237.3999.123" in answer["text"]


async def test_a_reply_to_the_request_is_understood_after_a_restart(
    sandbox: Sandbox, citizen: Person, archive: Archive, words: Wording, start: StartBot
) -> None:
    async with start():
        opened = await sandbox.follow_link(citizen, article_parameter(number_of(archive, CONTEST)))
        card = dict(await sandbox.wait_for_reply(citizen, opened))
    async with start():
        await sandbox.tap(citizen, card, words.plain("article.button.ask"))
        request = await sandbox.wait_for_reply(citizen, card)
    async with start():
        answer = await sandbox.ask(citizen, "Có bao nhiêu bài dự thi?", reply_to=request)
        assert "1.250" in answer["text"]


@pytest.mark.usefixtures("polling_bot")
async def test_the_request_can_be_left(
    sandbox: Sandbox, citizen: Person, archive: Archive, words: Wording
) -> None:
    opened = await sandbox.follow_link(citizen, article_parameter(number_of(archive, CONTEST)))
    card = dict(await sandbox.wait_for_reply(citizen, opened))
    await sandbox.tap(citizen, card, words.plain("article.button.ask"))
    request = await sandbox.wait_for_reply(citizen, card)
    left = await tapped(sandbox, citizen, request, words.plain("button.leave"))
    assert left["text"] == words.plain("article.left")
    answer = await sandbox.ask(citizen, "Số điện thoại đường dây nóng là gì?")
    assert "không nói rõ" not in answer["text"]


@pytest.mark.usefixtures("polling_bot")
async def test_forged_presses_show_no_article(
    sandbox: Sandbox, citizen: Person, archive: Archive, words: Wording
) -> None:
    message = dict(await sandbox.ask(citizen, "/help"))
    for number in (str(number_of(archive, DUTY_LIST)), "0", "abc", "9" * 16):
        alert = await forged(sandbox, citizen, message, Press(ASK_ABOUT, number))
        assert alert == words.plain("alert.expired")


@given(st.integers(1, 10**17))
def test_the_number_of_an_article_survives_its_link(number: int) -> None:
    parameter = article_parameter(number)
    assert len(parameter) <= 64
    assert article_of(parameter) == number


@given(st.text(max_size=400))
def test_any_text_can_be_shared_in_an_address_that_telegram_takes(text: str) -> None:
    address = share_address("hoidap_bot", "q-abc", text)
    assert len(address) <= 2048
    assert address.isascii()
    parameter = question_parameter(text, "AAAAbbbbCCCC")
    assert parameter is not None
    assert len(parameter) <= 64


def test_a_long_question_that_is_not_kept_is_not_shared() -> None:
    assert question_parameter("x" * 100, "-") is None
    assert question_parameter("x" * 100, "") is None


def test_a_beginning_ends_with_a_sentence(words: Wording, department: Department) -> None:
    text = "Câu một khá dài. " * 20 + "Câu cuối " + "rất dài " * 50
    shown = first_sentences(text)
    assert shown.endswith("Câu một khá dài. …")
    assert first_sentences("chữ " * 400).endswith("…")
    odd = Article("file:a.txt", "<b>" * 200, "\x00<i>" * 400)
    profile = department[Language.VIETNAMESE]
    card = article_card(7, odd, words, profile, "hoidap_bot", date(2026, 1, 1))
    assert parse_html(card.html)[0]
    assert "a.txt" not in card.html
