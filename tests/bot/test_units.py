"""The small parts: markup, button data, roles, the order of updates, the log guard."""

from __future__ import annotations

import asyncio
import logging
import re
import unicodedata
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import Chat, Message, Update, User
from telegram.error import TimedOut

from bot.callbacks import MAX_OFFSET, Press, decode
from bot.handlers.buttons import PRESSES
from bot.logs import MASK, LogGuard, guard_logs
from bot.markup import bold, clean, cut, cut_before, same_length, utf16_units
from bot.memory import Recent
from bot.sandbox.markup import parse_html
from bot.updates import MAX_WAITING_IN_CHAT, ChatByChat

TOKEN = "987654321:ZZyyXXwwVVuuTTssRRqqPPooNNmmLLkkJJi"


@given(st.text(), st.integers(1, 50))
def test_a_cut_text_fits_and_keeps_its_beginning(text: str, units: int) -> None:
    shortened = cut(text, units)
    assert utf16_units(shortened) <= units
    assert text.startswith(shortened.removesuffix("…")) or shortened == text


@given(st.text(), st.integers(1, 50))
def test_a_text_cut_before_fits_and_keeps_its_end(text: str, units: int) -> None:
    shortened = cut_before(text, units)
    assert utf16_units(shortened) <= units
    assert text.endswith(shortened.removeprefix("…")) or shortened == text


@given(st.text())
def test_cleaned_text_can_be_sent_and_offsets_stay(text: str) -> None:
    clean(text).encode("utf-8")
    assert len(same_length(text)) == len(text)


def test_marks_that_pile_up_are_cut_to_what_a_vietnamese_letter_has() -> None:
    decomposed = unicodedata.normalize("NFD", "ệ Ướt ngượng")
    assert clean(decomposed) == decomposed
    assert clean("a" + "\u0336\u0360\u0489" * 50 + "b") == "a\u0336\u0360b"


@given(
    st.text("ab <&>\n", max_size=40),
    st.lists(st.tuples(st.integers(-3, 45), st.integers(-3, 45)), max_size=20),
)
def test_bold_keeps_the_text_whatever_the_spans(text: str, spans: list[tuple[int, int]]) -> None:
    plain, entities = parse_html("x" + bold(text, spans, 5) + "x")
    assert plain == f"x{text}x"
    assert len(entities) <= 5


@given(st.sampled_from(sorted(PRESSES)), st.from_regex(r"[A-Za-z0-9_=-]{1,12}", fullmatch=True),
       st.integers(0, 10**9))  # fmt: skip
def test_button_data_comes_back_as_it_was(kind: str, query_id: str, offset: int) -> None:
    data = Press(kind, query_id, offset).encode()
    assert len(data.encode()) <= 64
    assert decode(data) == Press(kind, query_id, min(offset, MAX_OFFSET))


@given(st.text(max_size=70))
def test_any_other_button_data_is_refused_or_well_formed(data: str) -> None:
    press = decode(data)
    assert press is None or re.fullmatch("[a-z]{1,8}", press.kind)


def test_recent_forgets_the_oldest() -> None:
    recent: Recent[int, str] = Recent(2)
    for number in (1, 2, 1, 3):
        recent.put(number, str(number))
    assert (recent.get(1), recent.get(2), recent.get(3)) == ("1", None, "3")


def update(number: int, chat: int) -> Update:
    """An update with a message in a chat."""
    place = Chat(chat, "private")
    sender = User(chat, "x", False)
    import datetime

    at = datetime.datetime.now(datetime.UTC)
    return Update(number, message=Message(number, at, place, from_user=sender))


async def test_a_chats_updates_run_in_order_and_another_chats_beside_them() -> None:
    processor, log, gate = ChatByChat(), [], asyncio.Event()

    async def work(name: str, waits: bool) -> None:
        log.append(f"{name} begins")
        if waits:
            await gate.wait()
        log.append(f"{name} ends")

    async with asyncio.TaskGroup() as group:
        group.create_task(processor.process_update(update(1, 1), work("a1", True)))
        group.create_task(processor.process_update(update(2, 1), work("a2", False)))
        group.create_task(processor.process_update(update(3, 2), work("b1", False)))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        gate.set()
    assert log == ["a1 begins", "b1 begins", "b1 ends", "a1 ends", "a2 begins", "a2 ends"]


async def test_an_update_that_comes_again_later_is_not_worked_on_again() -> None:
    processor, done = ChatByChat(), []

    async def work(number: int) -> None:
        done.append(number)

    for number in (1, 2, 1, 3, 2):
        await processor.process_update(update(number, 1), work(number))
    assert done == [1, 2, 3]


async def test_a_flooding_chat_is_cut_off_and_answered_again_afterwards() -> None:
    processor, done, gate = ChatByChat(), [], asyncio.Event()

    async def work(number: int) -> None:
        await gate.wait()
        done.append(number)

    many = MAX_WAITING_IN_CHAT + 10
    async with asyncio.TaskGroup() as group:
        for number in range(many):
            group.create_task(processor.process_update(update(number, 1), work(number)))
        await asyncio.sleep(0)
        gate.set()
    assert done == list(range(MAX_WAITING_IN_CHAT))
    await processor.process_update(update(many, 1), work(many))
    assert done[-1] == many


async def test_an_update_that_fails_does_not_hold_up_its_chat() -> None:
    processor, done = ChatByChat(), []

    async def fail() -> None:
        raise ValueError

    async def work() -> None:
        done.append(1)

    with pytest.raises(ValueError):
        await processor.process_update(update(1, 1), fail())
    await processor.process_update(update(2, 1), work())
    assert done == [1]


@pytest.fixture
def guarded() -> Iterator[None]:
    """The guard for a token, taken back afterwards."""
    before = logging.getLogRecordFactory()
    guard_logs(TOKEN)
    yield
    logging.setLogRecordFactory(before)


@pytest.mark.usefixtures("guarded")
@pytest.mark.parametrize("token", [TOKEN, TOKEN.replace(":", "%3A"), TOKEN.replace(":", "%3a")])
def test_a_token_is_masked_wherever_it_stands(token: str, caplog: pytest.LogCaptureFixture) -> None:
    log = logging.getLogger("anything")
    log.warning("GET https://api.telegram.org/bot%s/getMe", token)
    log.warning({"url": token})
    try:
        raise RuntimeError(f"no answer from /file/bot{token}/a.jpg")
    except RuntimeError:
        log.exception("failed")
    assert MASK in caplog.text
    assert token not in caplog.text
    assert "Traceback" in caplog.text
    for record in caplog.records:
        assert token not in repr(record.__dict__)


def test_a_token_nobody_told_of_is_masked_too() -> None:
    guard = LogGuard(logging.LogRecord)
    assert guard.clean("bot111111:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA/x") == f"bot{MASK}/x"


@pytest.mark.usefixtures("guarded")
def test_a_known_fault_loses_its_traceback_and_others_keep_theirs(
    caplog: pytest.LogCaptureFixture,
) -> None:
    for error in (TimedOut(), ValueError()):
        try:
            raise error
        except (TimedOut, ValueError):
            logging.getLogger("telegram.ext.Updater").exception("polling")
    first, second = caplog.records
    assert (first.exc_info, first.exc_text) == (None, None)
    assert "TimedOut" in first.getMessage()
    assert "Traceback" in str(second.exc_text)


@pytest.mark.usefixtures("guarded")
def test_what_telegram_sent_is_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    logging.getLogger("telegram.ext.Updater").critical("Received: %r", {"text": "riêng tư"})
    assert "riêng tư" not in caplog.text


@pytest.mark.usefixtures("guarded")
def test_a_record_with_wrong_arguments_does_not_break_the_guard(
    caplog: pytest.LogCaptureFixture,
) -> None:
    factory = logging.getLogRecordFactory()
    record = factory("x", logging.INFO, "f", 1, "%d", ("no number",), None)
    assert record.msg == "%d"
    assert caplog.records == []
