"""What asks the news nothing gets a courteous reply of its own, and says where to turn."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.department import load_department
from bot.render import answer_reply
from bot.reply import LinkButton
from bot.sandbox.markup import parse_html
from bot.wording import load_wordings
from index.model import Answer, Language, Status
from index.settings import Settings
from tests.bot.fakes import hit, quote

WORDINGS = load_wordings()
DEPARTMENT = load_department(Settings())
LANGUAGES = list(Language)
WITH_TEXT = (Status.ANSWERED, Status.CURATED, Status.RELATED)
WITHOUT_ARTICLES = [s for s in Status if s not in WITH_TEXT]


def text_of(status: Status, language: Language, *, personal: bool = False) -> str:
    answer = Answer("q", status, language, personal=personal)
    reply = answer_reply(answer, WORDINGS[language], DEPARTMENT[language], "abc")
    asks_officer = status in (Status.NOT_FOUND, Status.TALK_TO_OFFICER) and not personal
    assert bool(reply.rows) == asks_officer
    return parse_html(reply.html)[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_status_has_a_reply_of_its_own(language: Language) -> None:
    texts = [text_of(status, language) for status in WITHOUT_ARTICLES]
    assert len(set(texts)) == len(WITHOUT_ARTICLES)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "status",
    [Status.NOT_FOUND, Status.TALK_TO_OFFICER, Status.COMPLAINT, Status.INSULT, Status.ABOUT_BOT,
     Status.PERSONAL_DATA],
)  # fmt: skip
def test_who_is_not_helped_by_the_news_is_given_the_hotline(
    status: Status, language: Language
) -> None:
    assert DEPARTMENT[language].hotline in text_of(status, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_emergency_gets_the_numbers_to_call_and_no_hotline(language: Language) -> None:
    text = text_of(Status.EMERGENCY, language)
    assert all(number in text for number in ("113", "114", "115"))
    assert DEPARTMENT[language].hotline not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_distress_gets_help_with_the_departments_line_where_it_names_one(
    language: Language,
) -> None:
    text, profile = text_of(Status.DISTRESS, language), DEPARTMENT[language]
    assert "115" in text and "111" in text
    assert profile.support is not None and profile.support in text
    without = replace(profile, support=None, complaints=None)
    answer = Answer("q", Status.DISTRESS, language)
    assert "None" not in answer_reply(answer, WORDINGS[language], without, "").html


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_complaint_is_told_where_it_is_received(language: Language) -> None:
    place = DEPARTMENT[language].complaints
    assert place is not None and place in text_of(Status.COMPLAINT, language)
    without = replace(DEPARTMENT[language], complaints=None)
    answer = Answer("q", Status.COMPLAINT, language)
    html = answer_reply(answer, WORDINGS[language], without, "").html
    assert "None" not in html and without.hotline in html


@pytest.mark.parametrize("language", LANGUAGES)
def test_another_language_is_answered_in_both(language: Language) -> None:
    text = text_of(Status.OTHER_LANGUAGE, language)
    assert "tiếng Việt" in text and "Vietnamese and English" in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("status", list(Status))
def test_a_message_with_a_number_of_papers_is_told_to_be_deleted(
    status: Status, language: Language
) -> None:
    words = WORDINGS[language]
    answer = Answer("q", status, language, quote(), [hit(n) for n in range(1, 8)], personal=True)
    reply = answer_reply(answer, words, DEPARTMENT[language], "abc")
    assert reply.html.startswith(words.html("personal_data.notice"))
    assert all(isinstance(button, LinkButton) for row in reply.rows for button in row)
    without = answer_reply(replace(answer, personal=False), words, DEPARTMENT[language], "abc")
    assert words.html("personal_data.notice") not in without.html
    assert without.html in reply.html


@pytest.mark.parametrize("language", LANGUAGES)
def test_related_articles_are_three_at_most_and_said_to_be_unsure(language: Language) -> None:
    answer = Answer("q", Status.RELATED, language, None, [hit(n) for n in range(1, 8)])
    words = WORDINGS[language]
    text = parse_html(answer_reply(answer, words, DEPARTMENT[language], "abc").html)[0]
    assert text.startswith(words.plain("related.lead"))
    assert "3. Bài số 3" in text and "4. " not in text
