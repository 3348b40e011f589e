"""Sending: pictures and documents, topics of a forum, addresses that Telegram refuses."""

from __future__ import annotations

import struct
import zlib

import pytest

from bot.callbacks import ASK, Press
from bot.context import App, Context
from bot.reply import FileReply, LinkButton, PressButton
from bot.sandbox import FORUM, Person, Sandbox
from bot.sending import send_document, send_photo

BUTTON = PressButton("Hỏi", Press(ASK, "x"))


def png() -> bytes:
    """A picture of four white pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", 2, 2, 8, 0, 0, 0, 0)
    pixels = zlib.compress(b"\0\xff\xff" * 2)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


@pytest.fixture
async def context(polling_bot: App, sandbox: Sandbox, citizen: Person) -> Context:
    await sandbox.ask(citizen, "/start")
    return Context(polling_bot)


async def test_a_document_comes_with_its_name_caption_and_buttons(
    context: Context, sandbox: Sandbox, citizen: Person
) -> None:
    content = "tiêu đề;ngày".encode()
    table = FileReply(content, "kết quả.csv", "<b>Kết quả</b> &amp; hơn", ((BUTTON,),))
    chat, number = await send_document(context, citizen.id, table)
    message = sandbox.state.chats[chat].messages[number]
    assert message["document"]["file_name"] == "kết quả.csv"
    assert sandbox.state.files[message["document"]["file_id"]].content == content
    assert message["caption"] == "Kết quả & hơn"
    assert message["reply_markup"]["inline_keyboard"][0][0]["text"] == "Hỏi"


async def test_a_picture_is_sent_as_a_photo(
    context: Context, sandbox: Sandbox, citizen: Person
) -> None:
    chat, number = await send_photo(context, citizen.id, FileReply(png(), "biểu đồ.png", "Biểu đồ"))
    message = sandbox.state.chats[chat].messages[number]
    assert (message["photo"][0]["width"], message["caption"]) == (2, "Biểu đồ")


async def test_a_refused_address_costs_its_button_and_not_the_document(
    context: Context, sandbox: Sandbox, citizen: Person
) -> None:
    sandbox.state.faults.refuse("sendDocument", description="Bad Request: BUTTON_URL_INVALID")
    rows = ((LinkButton("Mở", "https://a.example/1"), BUTTON),)
    chat, number = await send_document(context, citizen.id, FileReply(b"x", "x.txt", "", rows))
    keyboard = sandbox.state.chats[chat].messages[number]["reply_markup"]["inline_keyboard"]
    assert [[button["text"] for button in row] for row in keyboard] == [["Hỏi"]]


@pytest.mark.usefixtures("polling_bot")
async def test_a_command_in_a_topic_is_answered_in_it(sandbox: Sandbox, citizen: Person) -> None:
    forum = sandbox.state.chats[FORUM.id]
    topic = next(iter(forum.topics))
    asked = await sandbox.say(citizen, "/help", chat=forum.id, thread=topic)
    reply = await sandbox.wait_for_reply(forum.id, asked)
    assert reply["message_thread_id"] == topic
