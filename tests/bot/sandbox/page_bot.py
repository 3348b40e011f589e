"""A small bot that uses all that the page shows, for tests of the page itself."""

from __future__ import annotations

import base64
import contextlib
from collections.abc import AsyncIterator
from typing import Any

from telegram import (
    BotCommand,
    BotCommandScopeChat,
    CopyTextButton,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    Message,
    Update,
)
from telegram.constants import ReactionEmoji
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

from bot.sandbox import DEFAULT_PEOPLE, Sandbox, ids_of
from index.model import Role

# A picture of one pixel.
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
ARTICLE = "https://so.example/tin/1"
A_PAGE = 3
TITLES = [f"Tin số {number}: lịch tiếp công dân" for number in range(1, 8)]

KEYS = InlineKeyboardMarkup(
    [
        [
            InlineKeyboardButton("👍 Đúng", callback_data="up"),
            InlineKeyboardButton("👎 Chưa đúng", callback_data="down"),
        ],
        [InlineKeyboardButton("Xem thêm", callback_data="more")],
        [
            InlineKeyboardButton("Mở bài viết", url=ARTICLE),
            InlineKeyboardButton("Chép số", copy_text=CopyTextButton("0230.3888.268")),
        ],
        [InlineKeyboardButton("Tìm ngay", switch_inline_query_current_chat="lịch")],
    ]
)


def _message(update: Update) -> Message:
    assert update.effective_message is not None
    return update.effective_message


async def start(update: Update, context: Any) -> None:
    text = "<b>Kính chào anh/chị!</b>\nGõ /hoi hoặc hỏi ngay."
    if context.args:
        text += f"\nAnh/chị đến từ đường dẫn <code>{context.args[0]}</code>."
    await _message(update).reply_html(text, reply_markup=KEYS)


async def answer(update: Update, context: Any) -> None:
    message = _message(update)
    text = f"Theo bản tin đã đăng:\n<blockquote>{message.text}</blockquote>\nNguồn: Cổng thông tin"
    await message.reply_html(text, do_quote=True, reply_markup=KEYS)


async def pressed(update: Update, context: Any) -> None:
    query = update.callback_query
    assert query is not None
    if query.data == "more":
        await query.answer()
        await query.edit_message_text("Trang 2", reply_markup=KEYS)
    elif query.data == "up":
        await query.answer("Cảm ơn anh/chị đã góp ý.")
    else:
        await query.answer("Trợ lý xin ghi nhận.", show_alert=True)


async def inline(update: Update, context: Any) -> None:
    query = update.inline_query
    assert query is not None
    offset = int(query.offset or 0)
    results = [
        InlineQueryResultArticle(
            str(offset + number),
            title,
            InputTextMessageContent(f"<b>{title}</b>", parse_mode="HTML"),
            description="Sáng thứ Hai hằng tuần, tại trụ sở",
            url=ARTICLE,
        )
        for number, title in enumerate(TITLES[offset : offset + A_PAGE])
        if "không có" not in query.query
    ]
    more = str(offset + A_PAGE) if offset + A_PAGE < len(TITLES) else ""
    button = InlineQueryResultsButton("Hỏi riêng trợ lý", start_parameter="tu-nhom")
    await query.answer(results, cache_time=0, next_offset=more, button=button)


async def received(update: Update, context: Any) -> None:
    message = _message(update)
    thing = message.document or message.photo[-1]
    data = await (await thing.get_file()).download_as_bytearray()
    await message.set_reaction(ReactionEmoji.THUMBS_UP)
    caption = f"Đã nhận {len(data)} byte: {message.caption or 'không chú thích'}"
    await message.reply_document(bytes(data), caption=caption, filename="bao-cao.xlsx")


async def picture(update: Update, context: Any) -> None:
    await _message(update).reply_photo(PIXEL, caption="Biểu đồ tháng này")


async def question(update: Update, context: Any) -> None:
    await _message(update).reply_text("Anh/chị muốn hỏi gì?", reply_markup=ForceReply())


@contextlib.asynccontextmanager
async def page_bot(sandbox: Sandbox) -> AsyncIterator[None]:
    """Runs the bot, with menus for everybody and for the admin."""
    app = (
        Application.builder()
        .token(sandbox.state.token)
        .base_url(f"{sandbox.url}/bot")
        .base_file_url(f"{sandbox.url}/file/bot")
        .build()
    )
    for name, handler in (("start", start), ("anh", picture), ("hoi", question)):
        app.add_handler(CommandHandler(name, handler))
    app.add_handler(MessageHandler(filters.Document.ALL | filters.PHOTO, received))
    app.add_handler(MessageHandler(filters.TEXT, answer))
    app.add_handler(CallbackQueryHandler(pressed))
    app.add_handler(InlineQueryHandler(inline))
    assert app.updater is not None
    async with app:
        await app.bot.set_my_description("Trợ lý trả lời từ tin đã đăng.")
        await app.bot.set_my_commands([BotCommand("hoi", "Đặt câu hỏi")])
        await app.bot.set_my_commands([BotCommand("ask", "Ask a question")], language_code="en")
        for admin in ids_of(DEFAULT_PEOPLE, Role.ADMIN):
            sandbox.state.chats[admin].met = True
            await app.bot.set_my_commands(
                [BotCommand("hoi", "Đặt câu hỏi"), BotCommand("reindex", "Lập lại chỉ mục")],
                scope=BotCommandScopeChat(admin),
            )
        await app.updater.start_polling(allowed_updates=Update.ALL_TYPES)
        await app.start()
        try:
            yield
        finally:
            await app.updater.stop()
            await app.stop()
