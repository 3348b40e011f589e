"""python-telegram-bot works against the sandbox as against Telegram, polling and webhook."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import AsyncIterator
from typing import Any

import pytest
from telegram import (
    BotCommand,
    BotCommandScopeChat,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    Update,
)
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, RetryAfter, TimedOut
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

from bot.sandbox import DEFAULT_PEOPLE, Sandbox
from tests.bot.sandbox.conftest import GROUP, LAN, TOKEN

KEYS = InlineKeyboardMarkup([[InlineKeyboardButton("Nữa", callback_data="more")]])


async def start(update: Update, context: Any) -> None:
    assert update.message is not None
    await update.message.reply_html("<b>Kính chào</b> 😀", do_quote=True)


async def echo(update: Update, context: Any) -> None:
    assert update.effective_message is not None
    said = "sửa: " if update.edited_message else ""
    await update.effective_message.reply_chat_action("typing")
    await update.effective_message.reply_text(
        f"{said}{update.effective_message.text}", reply_markup=KEYS
    )


async def more(update: Update, context: Any) -> None:
    assert update.callback_query is not None
    await update.callback_query.answer("Đây ạ", show_alert=True)
    await update.callback_query.edit_message_text("hết")


async def inline(update: Update, context: Any) -> None:
    query = update.inline_query
    assert query is not None
    content = InputTextMessageContent(f"<i>{query.query}</i>", parse_mode="HTML")
    results = [InlineQueryResultArticle("1", query.query, content, reply_markup=KEYS)]
    await query.answer(results, next_offset=f"{query.offset}1", cache_time=5, is_personal=True)


def echo_bot(sandbox: Sandbox, token: str = TOKEN) -> Application[Any, Any, Any, Any, Any, Any]:
    app = (
        Application.builder()
        .token(token)
        .base_url(f"{sandbox.url}/bot")
        .base_file_url(f"{sandbox.url}/file/bot")
        .build()
    )
    app.add_handler(CommandHandler("start", start))
    app.add_handler(MessageHandler(filters.TEXT, echo))
    app.add_handler(CallbackQueryHandler(more))
    app.add_handler(InlineQueryHandler(inline))
    return app


@contextlib.asynccontextmanager
async def running(sandbox: Sandbox, mode: str) -> AsyncIterator[Any]:
    app = echo_bot(sandbox)
    assert app.updater is not None
    async with app:
        if mode == "polling":
            await app.updater.start_polling(allowed_updates=Update.ALL_TYPES)
        else:
            with socket.socket() as probe:
                probe.bind(("127.0.0.1", 0))
                port = probe.getsockname()[1]
            sandbox.webhook_routes["https://bot.example"] = f"http://127.0.0.1:{port}"
            await app.updater.start_webhook(
                listen="127.0.0.1",
                port=port,
                url_path="telegram",
                webhook_url="https://bot.example/telegram",
                secret_token="secret_1",
            )
        await app.start()
        yield app.bot
        await app.updater.stop()
        await app.stop()


@pytest.fixture(params=["polling", "webhook"])
async def bot(request: pytest.FixtureRequest, sandbox: Sandbox) -> AsyncIterator[Any]:
    async with running(sandbox, request.param) as made:
        yield made


async def test_commands_texts_and_edits_are_answered(sandbox: Sandbox, bot: Any) -> None:
    hello = await sandbox.ask(LAN, "/start")
    assert hello["entities"] == [{"type": "bold", "offset": 0, "length": 9}]
    assert hello["reply_to_message"]["text"] == "/start"
    said = await sandbox.say(LAN, "xin chào")
    answered = await sandbox.wait_for_reply(LAN, said)
    assert answered["text"] == "xin chào"
    await sandbox.edit_message(LAN, said["message_id"], "chào")
    assert (await sandbox.wait_for_reply(LAN, answered))["text"] == "sửa: chào"
    assert len(sandbox.state.calls_of("sendChatAction")) == 2


async def test_a_button_is_answered_and_its_message_edited(sandbox: Sandbox, bot: Any) -> None:
    sent = await sandbox.ask(LAN, "x", chat=None)
    answer = await sandbox.press(LAN, sent["message_id"], "more")
    assert (answer.text, answer.show_alert) == ("Đây ạ", True)
    edited = await sandbox.wait_for_edit(sent)
    assert edited["text"] == "hết"
    assert sent["text"] == "x"


async def test_inline_results_page_and_are_sent_where_chosen(sandbox: Sandbox, bot: Any) -> None:
    first = await sandbox.inline_query(LAN, "bí thư", chat=GROUP)
    assert (first.next_offset, first.cache_time, first.is_personal) == ("1", 5, True)
    assert (await sandbox.inline_query(LAN, "bí thư", first.next_offset)).next_offset == "11"
    chosen = await sandbox.choose_result(LAN, first.results[0], "bí thư", chat=GROUP)
    assert chosen["entities"] == [{"type": "italic", "offset": 0, "length": 6}]
    assert chosen["via_bot"]["is_bot"]
    assert (await sandbox.press(DEFAULT_PEOPLE[1], chosen["message_id"], "more")).text == "Đây ạ"
    assert (await sandbox.wait_for_edit(chosen))["text"] == "hết"


async def test_profile_files_and_chats_parse_into_ptbs_classes(sandbox: Sandbox) -> None:
    await sandbox.say(LAN, "/start")
    async with echo_bot(sandbox).bot as bot:
        commands = [BotCommand("hoi", "Đặt câu hỏi")]
        scope = BotCommandScopeChat(LAN.id)
        assert await bot.set_my_commands(commands, scope=scope, language_code="vi")
        assert list(await bot.get_my_commands(scope, "vi")) == commands
        assert await bot.set_my_description("Trợ lý", language_code="vi")
        assert (await bot.get_my_description("en")).description == ""
        sent = await bot.send_document(LAN.id, "đơn".encode(), filename="đơn.txt", caption="tệp")
        assert sent.document is not None
        file = await sent.document.get_file()
        assert await file.download_as_bytearray() == "đơn".encode()
        assert (await bot.get_chat(LAN.id)).first_name == LAN.name
        assert (await bot.get_chat_member(GROUP, LAN.id)).status == "member"
        assert (await bot.get_webhook_info()).url == ""
        assert await bot.set_message_reaction(LAN.id, 1, "👍")
        assert await bot.set_chat_menu_button(LAN.id)
        assert await bot.leave_chat(GROUP)
        with pytest.raises(Forbidden):
            await bot.send_message(GROUP, "x")


async def test_errors_and_faults_become_ptbs_exceptions(sandbox: Sandbox) -> None:
    await sandbox.say(LAN, "/start")
    faults = sandbox.state.faults
    async with echo_bot(sandbox).bot as bot:
        with pytest.raises(BadRequest, match="Can't parse entities"):
            await bot.send_message(LAN.id, "<b>", parse_mode="HTML")
        faults.too_many_requests("sendMessage", retry_after=3)
        with pytest.raises(RetryAfter):
            await bot.send_message(LAN.id, "x")
        faults.drop("sendMessage")
        with pytest.raises(NetworkError):
            await bot.send_message(LAN.id, "x")
        faults.server_error("sendMessage", code=502)
        with pytest.raises(NetworkError) as caught:
            await bot.send_message(LAN.id, "x")
        assert not isinstance(caught.value, BadRequest | TimedOut)
        assert (await bot.send_message(LAN.id, "x")).text == "x"
    with pytest.raises(InvalidToken):
        await echo_bot(sandbox, "123456789:wrong").initialize()
