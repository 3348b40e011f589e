"""Links that open the chat with a question: whatever is in them, a clear reply."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.callbacks import ASK
from bot.markup import clean, one_line
from bot.sandbox import Person, Sandbox
from bot.starts import LONGEST, NOTHING_ASKED, question_of, start_parameter
from bot.wording import Wording
from index import Archive
from tests.bot.fakes import NAME, FakeAssistant


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(question=st.text(max_size=300))
def test_a_link_brings_any_question_back_or_greets(assistant: FakeAssistant, question: str) -> None:
    text = one_line(clean(question))
    parameter = start_parameter(assistant, text)
    assert 1 <= len(parameter) <= LONGEST
    assert parameter.isascii()
    assert parameter.replace("-", "").replace("_", "").isalnum()
    if parameter != NOTHING_ASKED:
        assert question_of(assistant, parameter) == text


def test_a_number_of_papers_is_put_into_no_link(assistant: FakeAssistant) -> None:
    assert start_parameter(assistant, "CCCD 001099012345") == NOTHING_ASKED


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("question", ["Ai là Bí thư?", "Ai đang là Bí thư Chi đoàn " + "ấy " * 40])
async def test_the_question_of_a_link_is_answered_and_shown(
    sandbox: Sandbox, citizen: Person, assistant: FakeAssistant, archive: Archive, question: str
) -> None:
    text = question.strip()
    kept = archive.chats.save_query(ASK, text)
    own = FakeAssistant(archive)
    parameter = start_parameter(own, text)
    assert parameter.startswith("q-") or parameter == f"k-{kept}"
    started = await sandbox.follow_link(citizen, parameter)
    reply = await sandbox.wait_for_reply(citizen, started)
    assert f"Câu hỏi: {text[:20]}" in reply["text"]
    assert NAME in reply["text"]
    assert assistant.asked[-1][0] == text


@pytest.mark.usefixtures("polling_bot")
@pytest.mark.parametrize(
    "parameter",
    ["q-_w", "q-!!", "q-a", "q-IA", "k-AAAAAAAAAAAA", "k-", "x", "inline", "q-" + "A" * 200],
)
async def test_a_forged_or_expired_link_greets(
    sandbox: Sandbox, citizen: Person, assistant: FakeAssistant, parameter: str
) -> None:
    reply = await sandbox.ask(citizen, f"/start {parameter}")
    assert reply["text"].startswith("Kính chào anh/chị! Đây là trợ lý")


@pytest.mark.usefixtures("polling_bot")
async def test_a_link_in_a_group_asks_nothing(
    sandbox: Sandbox, citizen: Person, words: Wording, assistant: FakeAssistant
) -> None:
    group = next(chat.id for chat in sandbox.state.chats.values() if chat.is_group)
    parameter = start_parameter(assistant, "Ai là Bí thư?")
    reply = await sandbox.ask(citizen, f"/start {parameter}", chat=group)
    assert NAME not in reply["text"]
