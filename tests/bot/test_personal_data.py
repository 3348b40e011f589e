"""A number of somebody's papers, or anybody's words, reach no file, no log and no button."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from bot.context import App
from bot.sandbox import Person, Sandbox
from bot.wording import Wording
from index.assistant import Assistant
from index.model import Status
from tests.bot.test_conversation import buttons

NUMBERS = ["001099012345", "4111111111111111", "GD4797912345678", "0912345678"]
QUESTIONS = [
    "CCCD 001099012345, ai là bí thư Chi đoàn mới?",
    "/hoi thẻ 4111111111111111 bị khóa thì gọi đường dây nóng nào",
    "/tim BHYT GD4797912345678 Sở Nông nghiệp",
    "/search Chi đoàn 001099012345",
    "Tôi là Nguyễn Văn An, sđt 0912345678, lịch tiêm vắc xin thế nào?",
    "số căn cước của tôi là 001099012345",
]


@pytest.fixture
def assistant(real_assistant: Assistant) -> Assistant:
    """Real news in the place of the canned ones."""
    return real_assistant


def kept_bytes(home: Path) -> bytes:
    """All that stands in any file of the home."""
    return b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())


@pytest.fixture
def everything_logged(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.INFO)
    for room in ("bot", "index"):
        caplog.set_level(logging.DEBUG, logger=room)
    return caplog


async def test_no_number_is_kept_logged_or_said_again_and_the_person_is_told(
    sandbox: Sandbox, citizen: Person, polling_bot: App, home: Path, words: Wording,
    everything_logged: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    assert polling_bot.running
    notice = words.plain("personal_data.notice").partition("</b>")[0].rpartition(">")[2]
    for question in QUESTIONS:
        reply = await sandbox.ask(citizen, question)
        assert notice in reply["text"], question
        assert not any(number in reply["text"] for number in NUMBERS)
        assert not any("callback_data" in button for button in buttons(reply))
    await polling_bot.update_queue.join()
    stored = kept_bytes(home)
    for number in NUMBERS:
        assert number.encode() not in stored
        assert number not in everything_logged.text


async def test_the_question_beside_a_number_is_answered(
    sandbox: Sandbox, citizen: Person, polling_bot: App
) -> None:
    assert polling_bot.running
    reply = await sandbox.ask(citizen, QUESTIONS[0])
    assert "Lê Minh Tuấn" in reply["text"]


async def test_an_edited_in_number_is_not_kept_either(
    sandbox: Sandbox, citizen: Person, polling_bot: App, home: Path
) -> None:
    asked = await sandbox.say(citizen, "Ai là bí thư Chi đoàn?")
    before = dict(await sandbox.wait_for_reply(citizen, asked))
    await polling_bot.update_queue.join()
    await sandbox.edit_message(citizen, asked["message_id"], QUESTIONS[0])
    await sandbox.wait_for_edit(before)
    assert b"001099012345" not in kept_bytes(home)


SECRET = "xyzzyplugh"


@pytest.mark.parametrize(
    "question",
    [
        f"tôi muốn tự tử {SECRET}", f"Tôi muốn tố cáo ông {SECRET}", f"{SECRET} nhà tôi đang cháy",
        f"nộp đơn khiếu nại {SECRET} ở đâu", f"nhà riêng của giám đốc {SECRET} ở đâu",
        f"Chủ tịch tỉnh Nghệ An {SECRET} là ai?", f"{SECRET} 书记是谁书记是谁书记是谁", SECRET * 40,
    ],
)  # fmt: skip
async def test_what_somebody_in_need_writes_is_neither_kept_nor_logged(
    sandbox: Sandbox, citizen: Person, polling_bot: App, home: Path, question: str,
    everything_logged: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    assert (await sandbox.ask(citizen, question))["text"]
    await polling_bot.update_queue.join()
    assert SECRET.encode() not in kept_bytes(home)
    assert SECRET not in everything_logged.text


@pytest.mark.parametrize(
    "question",
    [
        "😀😀", "đ" * 300, f"' OR 1=1; DROP TABLE {SECRET};--", f"<script>{SECRET}</script>",
        f"\x00\x1b[31m{SECRET}\x07", f"谁是书记{SECRET}？", f"Кто секретарь {SECRET}?",
    ],
)  # fmt: skip
async def test_bad_input_gets_a_helpful_reply_and_is_not_logged(
    sandbox: Sandbox, citizen: Person, polling_bot: App, question: str,
    everything_logged: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    reply = await sandbox.ask(citizen, question)
    await polling_bot.update_queue.join()
    assert "Xin lỗi anh/chị, trợ lý gặp trục trặc" not in reply["text"]
    assert len(reply["text"]) > 40
    assert SECRET not in everything_logged.text


@pytest.mark.parametrize(
    ("question", "status"),
    [("CCCD 001099012345", Status.PERSONAL_DATA), ("001099012345 ai là bí thư?", None)],
)
def test_what_the_answer_carries_is_masked(
    assistant: Assistant, question: str, status: Status | None
) -> None:
    found = assistant.ask(question)
    assert found.personal and "001099012345" not in repr(found)
    assert status is None or found.status is status
