"""Every command and button, over HTTP, polling and webhook."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.context import App
from bot.sandbox import Person, Sandbox
from bot.wording import Wording
from index.model import Hit, Language
from tests.bot.fakes import NAME, URL, FakeAssistant
from tests.bot.matrix import check_language

pytestmark = pytest.mark.usefixtures("bot")


def buttons(message: dict[str, Any]) -> list[dict[str, str]]:
    """All buttons of a message, in reading order."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button for row in rows for button in row]


def data_of(message: dict[str, Any], text: str) -> str:
    """The callback data of the button with this text."""
    return next(button["callback_data"] for button in buttons(message) if button["text"] == text)


def bold(message: dict[str, Any]) -> list[str]:
    """The bold pieces of a message."""
    units = message["text"].encode("utf-16-le")
    return [
        units[2 * e["offset"] : 2 * (e["offset"] + e["length"])].decode("utf-16-le")
        for e in message.get("entities", [])
        if e["type"] == "bold"
    ]


async def test_start_names_the_department_and_offers_examples_that_get_answered(
    sandbox: Sandbox, citizen: Person, assistant: FakeAssistant, words: Wording
) -> None:
    assistant.public[2] = _retitled(assistant.public[2], "Bí thư Chi đoàn là ai?")
    reply = await sandbox.ask(citizen, "/start")
    assert "Sở Khoa học và Công nghệ tỉnh Thanh Giang" in reply["text"]
    assert "Sở Thông tin và Truyền thông" in reply["text"]
    example = buttons(reply)[0]
    assert example["text"] == "Bí thư Chi đoàn là ai?"
    answer = await sandbox.press(citizen, reply["message_id"], example["callback_data"])
    assert answer.text == ""
    card = await sandbox.wait_for_reply(citizen, reply)
    assert NAME in bold(card)
    assert "Bí thư Chi đoàn là ai?" in card["text"]


@pytest.mark.parametrize("text", ["Ai là Bí thư?", "/hoi Ai là Bí thư?", "/ask Ai là Bí thư?"])
async def test_a_question_gets_the_card_with_the_answer_in_bold_inside_its_sentence(
    sandbox: Sandbox, citizen: Person, words: Wording, text: str
) -> None:
    card = await sandbox.ask(citizen, text)
    assert bold(card) == [NAME, NAME]  # in short, and in its sentence
    assert f"đồng chí {NAME} giữ chức Bí thư Chi đoàn <khóa VII> & BCH." in card["text"]
    assert "Đại hội Chi đoàn" in card["text"]
    assert "25/03/2022" in card["text"]
    assert "Đoàn thể" in card["text"]
    first = buttons(card)[0]
    assert first["text"] == words.plain("button.open")
    assert first["url"].startswith(f"{URL}#:~:text=")


async def test_other_results_page_in_place_and_lead_back_to_the_card(
    sandbox: Sandbox, citizen: Person, words: Wording
) -> None:
    card = await sandbox.ask(citizen, "Ai là Bí thư?")
    number, text = card["message_id"], dict(card)["text"]
    before = dict(card)
    await sandbox.press(citizen, number, data_of(card, words.plain("button.more")))
    second = await sandbox.wait_for_edit(before)
    assert "Bài số 2" in second["text"]
    assert "Bài số 6" in second["text"]
    before = dict(second)
    await sandbox.press(citizen, number, data_of(second, words.plain("button.next")))
    third = await sandbox.wait_for_edit(before)
    assert "Bài số 7" in third["text"]
    before = dict(third)
    await sandbox.press(citizen, number, data_of(third, words.plain("button.previous")))
    again = await sandbox.wait_for_edit(before)
    before = dict(again)
    await sandbox.press(citizen, number, data_of(again, words.plain("button.back")))
    assert (await sandbox.wait_for_edit(before))["text"] == text


@pytest.mark.parametrize("command", ["/tim chuyển đổi", "/search chuyển đổi", "/moi", "/latest"])
async def test_a_list_is_numbered_and_turns_its_pages(
    sandbox: Sandbox, citizen: Person, words: Wording, command: str
) -> None:
    page = await sandbox.ask(citizen, command)
    assert "12" in page["text"]
    assert "1. Bài số 1" in page["text"]
    assert words.plain("search.page", page=1, pages=3) in page["text"]
    before = dict(page)
    await sandbox.press(citizen, page["message_id"], data_of(page, words.plain("button.next")))
    second = await sandbox.wait_for_edit(before)
    assert "6. Bài số 6" in second["text"]
    before = dict(second)
    await sandbox.press(
        citizen, page["message_id"], data_of(second, words.plain("button.previous"))
    )
    assert (await sandbox.wait_for_edit(before))["text"] == page["text"]


async def test_a_search_without_a_match_says_so(sandbox: Sandbox, citizen: Person) -> None:
    reply = await sandbox.ask(citizen, "/tim không khớp <b>")
    assert "“không khớp <b>”" in reply["text"]


@pytest.mark.parametrize(("command", "hint"), [("/hoi", "/hoi"), ("/tim", "/tim")])
async def test_a_command_without_words_shows_how_it_is_used(
    sandbox: Sandbox, citizen: Person, command: str, hint: str
) -> None:
    assert hint in (await sandbox.ask(citizen, command))["text"]


@pytest.mark.parametrize("command", ["/ngonngu", "/language"])
async def test_the_chosen_language_holds_for_every_later_reply(
    sandbox: Sandbox, citizen: Person, english: Wording, words: Wording, command: str
) -> None:
    choice = await sandbox.ask(citizen, command)
    data = data_of(choice, english.plain("button.english"))
    answer = await sandbox.press(citizen, choice["message_id"], data)
    assert answer.text == english.plain("alert.language_chosen")
    confirmation = await sandbox.wait_for_reply(citizen, choice)
    assert confirmation["text"] == english.plain("language.chosen")
    card = await sandbox.ask(citizen, "Ai là Bí thư?")
    assert english.plain("answer.quoted_vietnamese") in card["text"]


async def test_an_english_question_gets_english_words_around_the_vietnamese_quote(
    sandbox: Sandbox, citizen: Person, english: Wording
) -> None:
    card = await sandbox.ask(citizen, "Who is the secretary?")
    assert english.plain("answer.quoted_vietnamese") in card["text"]
    assert bold(card) == [NAME, NAME]  # in short, and in its sentence
    assert buttons(card)[0]["text"] == english.plain("button.open")


async def test_help_is_for_the_role(
    sandbox: Sandbox, citizen: Person, staff: Person, admin: Person
) -> None:
    helps = {
        one.id: (await sandbox.ask(one, command))["text"]
        for one, command in ((citizen, "/help"), (staff, "/trogiup"), (admin, "/help"))
    }
    assert "/reindex" not in helps[citizen.id]
    assert "/thongke" not in helps[citizen.id]
    assert "/thongke" in helps[staff.id]
    assert "/reindex" not in helps[staff.id]
    assert "/reindex" in helps[admin.id]


async def test_related_articles_are_called_unsure(
    sandbox: Sandbox, citizen: Person, words: Wording
) -> None:
    reply = await sandbox.ask(citizen, "điều liên quan")
    assert words.plain("related.lead") in reply["text"]
    assert "3. Bài số 3" in reply["text"]
    assert "4. Bài số 4" not in reply["text"]
    assert bold(reply) == ["Nội dung"] * 3


async def test_nothing_found_says_where_to_turn(sandbox: Sandbox, citizen: Person) -> None:
    reply = await sandbox.ask(citizen, "Ai là chủ tịch tỉnh Nghệ An?")
    assert "0230.3888.268" in reply["text"]
    assert "7h30" in reply["text"]
    assert "Bài số" not in reply["text"]


async def test_a_greeting_gets_a_greeting(sandbox: Sandbox, citizen: Person) -> None:
    assert "Kính chào" in (await sandbox.ask(citizen, "Xin chào"))["text"]


async def test_an_empty_archive_is_said(
    sandbox: Sandbox, citizen: Person, assistant: FakeAssistant, words: Wording
) -> None:
    assistant.public.clear()
    for text in ("Ai là Bí thư?", "/moi"):
        reply = await sandbox.ask(citizen, text)
        assert reply["text"] == words.plain("empty_archive.reply")
    assert "/trogiup" in (await sandbox.ask(citizen, "/start"))["text"]


@pytest.mark.parametrize("command", ["", "/hoi ", "/tim "])
async def test_a_text_over_the_limit_is_named_with_its_length(
    sandbox: Sandbox, citizen: Person, command: str
) -> None:
    reply = await sandbox.ask(citizen, command + "à" * 301)
    assert "301" in reply["text"]
    assert "300" in reply["text"]


async def test_what_is_no_text_gets_a_helpful_reply(
    sandbox: Sandbox, citizen: Person, words: Wording
) -> None:
    for send in (sandbox.send_sticker, sandbox.send_voice):
        sent = await send(citizen)
        reply = await sandbox.wait_for_reply(citizen, sent)
        assert "/trogiup" in reply["text"]
    document = await sandbox.send_document(citizen, "a.pdf", b"%PDF")
    assert "/trogiup" in (await sandbox.wait_for_reply(citizen, document))["text"]


async def test_a_pictures_caption_is_a_question(sandbox: Sandbox, citizen: Person) -> None:
    size = (64).to_bytes(4, "big")
    png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + size + size + b"\x08\x02\0\0\0"
    sent = await sandbox.send_photo(citizen, png, caption="Ai là Bí thư?")
    assert NAME in bold(await sandbox.wait_for_reply(citizen, sent))


async def test_an_unknown_command_points_to_help(sandbox: Sandbox, citizen: Person) -> None:
    assert "/trogiup" in (await sandbox.ask(citizen, "/khongco"))["text"]


async def test_an_edited_question_is_answered_in_the_place_of_its_former_reply(
    sandbox: Sandbox, citizen: Person
) -> None:
    asked = await sandbox.say(citizen, "Ai là chủ tịch?")
    reply = await sandbox.wait_for_reply(citizen, asked)
    before = dict(reply)
    await sandbox.edit_message(citizen, asked["message_id"], "Ai là Bí thư?")
    assert NAME in bold(await sandbox.wait_for_edit(before))


async def test_an_edited_question_whose_reply_is_unknown_is_answered_anew(
    sandbox: Sandbox, citizen: Person, bot: App
) -> None:
    asked = await sandbox.say(citizen, "Ai là chủ tịch?")
    reply = await sandbox.wait_for_reply(citizen, asked)
    await bot.update_queue.join()  # until the bot has remembered its reply
    bot.bot_data.services.replies.pop((citizen.id, asked["message_id"]))
    await sandbox.edit_message(citizen, asked["message_id"], "Ai là Bí thư?")
    assert NAME in bold(await sandbox.wait_for_reply(citizen, reply))


async def test_an_edited_command_is_not_carried_out_again(
    sandbox: Sandbox, admin: Person, assistant: FakeAssistant, words: Wording
) -> None:
    asked = await sandbox.say(admin, "/help")
    reply = await sandbox.wait_for_reply(admin, asked)
    await sandbox.edit_message(admin, asked["message_id"], "/reindex")
    hint = await sandbox.wait_for_reply(admin, reply)
    assert hint["text"] == words.plain("usage.edited_command")
    assert assistant.reindexed == []


@pytest.mark.parametrize("text", ["hello!", "🙂", "?!", "asdkjh qwrt"])
async def test_what_tells_no_language_is_answered_in_that_of_the_telegram(
    sandbox: Sandbox, citizen: Person, visitor: Person, words: Wording, english: Wording, text: str
) -> None:
    for who, wording in ((citizen, words), (visitor, english)):
        check_language((await sandbox.ask(who, text))["text"], wording)


async def test_what_tells_no_language_is_answered_in_that_of_the_talk(
    sandbox: Sandbox, citizen: Person, visitor: Person, words: Wording, english: Wording
) -> None:
    for who, question, wording in ((citizen, "Who is the secretary?", english),
                                   (visitor, "Ai là Bí thư?", words)):  # fmt: skip
        await sandbox.ask(who, question)
        check_language((await sandbox.ask(who, "?!"))["text"], wording)


async def test_an_english_telegram_is_greeted_in_english(
    sandbox: Sandbox, visitor: Person, english: Wording
) -> None:
    assert english.plain("start.how") in (await sandbox.ask(visitor, "/start"))["text"]
    assert english.language is Language.ENGLISH


def _retitled(hit: Hit, title: str) -> Hit:
    return replace(hit, title=title)
