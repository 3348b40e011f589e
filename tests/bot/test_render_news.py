"""News as they are read: nothing that was published becomes markup, and all of it fits."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.callbacks import MAX_OFFSET
from bot.markup import MAX_MESSAGE_UNITS, shown_units
from bot.render_followed import list_page
from bot.render_following import readings, when
from bot.render_news import DIGEST_PAGE, digest, notice
from bot.reply import LinkButton, PressButton, Reply
from bot.sandbox.markup import parse_html
from bot.wording import Wording, load_wordings
from index import MOST_FOLLOWED, Choice
from index.model import Article, Audience, Language
from index.service import Follow, FollowKind

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
WORDS = load_wordings()
FOLLOW = Follow(1, 7, None, 7, FollowKind.PHRASE, "đoàn", True, None, NOW)
NEWS = Article(
    "https://so.example/1",
    "Đại hội <Đoàn> & Hội",
    "Tin hội nghị\nSáng nay, Đoàn họp bàn công tác năm tới với sự tham dự của đại biểu huyện.",
    published=date(2026, 11, 20),
    category="Đoàn thể",
    source="Cổng thông tin",
)
LONG = replace(NEWS, title="😀 & <" * 900, text="😀<b>& " * 3_000 + ".", category="&" * 300,
               source="<" * 300, audience=Audience.STAFF)  # fmt: skip


def check(reply: Reply | None) -> None:
    """Fails where Telegram would not take a reply."""
    assert reply is not None
    parse_html(reply.html)
    assert shown_units(reply.html) <= MAX_MESSAGE_UNITS
    assert reply.html.count("<a ") + reply.html.count("<i>") <= 90
    for button in (one for row in reply.rows for one in row):
        assert button.text.strip() and len(button.text) <= 100
        if isinstance(button, PressButton):
            assert len(button.press.encode()) <= 64


def test_a_notice_says_why_it_comes_what_it_is_when_it_was_published_and_how_it_begins(
    words: Wording,
) -> None:
    shown = notice(NEWS, [FOLLOW], words, TODAY)
    assert shown.html.splitlines() == [
        "🔔 <i>Tin theo dõi: cụm từ “đoàn”</i>",
        '<b><a href="https://so.example/1">Đại hội &lt;Đoàn&gt; &amp; Hội</a></b>',
        "<i>20/11/2026 (3 ngày trước) · Đoàn thể · Cổng thông tin</i>",
        "<blockquote>Sáng nay, Đoàn họp bàn công tác năm tới với sự tham dự của đại biểu "
        "huyện.</blockquote>",
    ]
    assert shown.rows[0] == (LinkButton("Mở bài viết", "https://so.example/1"),)
    assert [row[0].text for row in shown.rows[1:]] == ["Dừng theo dõi cụm từ “đoàn”"]


@pytest.mark.parametrize("language", Language)
def test_the_longest_news_and_names_fit_a_message(language: Language) -> None:
    words = WORDS[language]
    many = [replace(FOLLOW, id=10**9 + n, value="&<😀 " * 25) for n in range(MOST_FOLLOWED)]
    check(notice(LONG, many, words, TODAY))
    check(digest([LONG] * 300, "AAAAbbbbCCCC", 290, words, TODAY))
    check(list_page(many, MAX_OFFSET, 5, words))
    choices = [(Choice(FollowKind.PHRASE, one.value), "AAAAbbbbCCCC") for one in many]
    check(readings("&" * 100, choices, words))
    check(when(choices[0][0], "AAAAbbbbCCCC", 3_500.0, words))


def test_an_article_without_an_address_or_a_day_has_no_link_and_says_so(words: Wording) -> None:
    plain = replace(NEWS, url="file:bai.docx", published=None, source=None)
    shown = notice(plain, [FOLLOW], words, TODAY)
    assert "<a " not in shown.html and words.html("answer.undated") in shown.html
    assert not any(isinstance(button, LinkButton) for row in shown.rows for button in row)


@given(st.integers(1, 60), st.integers(0, 70))
def test_every_article_of_a_digest_stands_on_one_page(number: int, offset: int) -> None:
    words = WORDS[Language.VIETNAMESE]
    articles = [replace(NEWS, title=f"Bài {n}.") for n in range(number)]
    page = digest(articles, "AAAAbbbbCCCC", offset, words, TODAY)
    first = offset - offset % DIGEST_PAGE
    shown = [n for n in range(number) if page is not None and f">Bài {n}.<" in page.html]
    assert shown == list(range(number))[first : first + DIGEST_PAGE]
    assert (page is None) == (first >= number)
