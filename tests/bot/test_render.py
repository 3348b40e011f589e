"""Rendering: any answer becomes a message that Telegram takes, and shows what it must."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from urllib.parse import unquote

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.callbacks import decode
from bot.department import Profile, load_department
from bot.links import at_sentence, web_address
from bot.markup import MAX_MESSAGE_UNITS, utf16_units
from bot.render import answer_reply, other_results, with_question
from bot.render_lists import latest_reply, source_label
from bot.render_search import Listing, search_reply
from bot.render_texts import figures, help_text, welcome
from bot.reply import LinkButton, PressButton, Reply, ShareButton
from bot.sandbox.markup import parse_html
from bot.searches import Search
from bot.wording import load_wordings
from index.model import (
    Answer,
    Audience,
    Hit,
    Language,
    Quote,
    Role,
    SearchPage,
    Stats,
    Status,
)
from index.settings import Settings
from tests.bot.fakes import NAME, SENTENCE, hit, quote

WORDINGS = load_wordings()
DEPARTMENT = load_department(Settings())
VI = WORDINGS[Language.VIETNAMESE]
EN = WORDINGS[Language.ENGLISH]
PROFILE = DEPARTMENT[Language.VIETNAMESE]
QUERY_ID = "abcDEF-_1234"

ODD = st.sampled_from(
    ["<b>", "</a>", "&amp;", "\n", "\x00", "\ud800", "😀" * 50, "ế" * 900, "  ", "\u202e", '"']
)
TEXTS = st.lists(st.one_of(st.text(max_size=60), ODD), max_size=8).map("".join)
URLS = st.one_of(
    st.sampled_from(["https://a.example/x?b=1&c=2#d", "file:thư mục/a.txt", "javascript:alert(1)",
                     "https://[bad", "http://localhost/x", "https://a.example/" + "x" * 3000]),
    TEXTS,
)  # fmt: skip
DATES = st.one_of(st.none(), st.dates(date(1, 1, 1)))
MAYBE = st.one_of(st.none(), TEXTS)
SPANS = st.lists(st.tuples(st.integers(-5, 900), st.integers(-5, 900)), max_size=150)


@st.composite
def quotes(draw: st.DrawFn) -> Quote:
    sentence = draw(TEXTS)
    start = draw(st.integers(0, len(sentence)))
    end = draw(st.integers(start, len(sentence)))
    return Quote(sentence[start:end], sentence, start, end, draw(URLS), draw(TEXTS), draw(DATES),
                 draw(MAYBE), draw(MAYBE))  # fmt: skip


HITS = st.builds(
    Hit,
    url=URLS, title=TEXTS, published=DATES, category=MAYBE, source=MAYBE,
    audience=st.sampled_from(Audience), score=st.floats(0, 9), snippet=TEXTS,
    highlights=SPANS.map(tuple), also_at=st.lists(URLS, max_size=2).map(tuple),
)  # fmt: skip
ANSWERS = st.builds(
    Answer,
    question=TEXTS,
    status=st.sampled_from(Status),
    language=st.sampled_from(Language),
    quote=st.one_of(st.none(), quotes()),
    hits=st.lists(HITS, max_size=12),
    personal=st.booleans(),
)


def taken_by_telegram(reply: Reply) -> str:
    """Checks a reply against the sandbox's strict rules; returns its plain text."""
    text, entities = parse_html(reply.html)
    assert 1 <= utf16_units(text) <= MAX_MESSAGE_UNITS
    assert len(entities) <= 100
    for row in reply.rows:
        assert row
        for button in row:
            assert button.text
            if isinstance(button, PressButton):
                data = button.press.encode()
                assert len(data.encode()) <= 64
                assert decode(data) is not None
            elif isinstance(button, ShareButton):
                assert 1 <= utf16_units(button.query) <= 256
            else:
                assert web_address(button.url.partition(":~:")[0].rstrip("#")) is not None
    return text


@settings(max_examples=150, deadline=None)
@given(ANSWERS, st.sampled_from([VI, EN]))
def test_any_answer_renders_to_what_telegram_takes(answer: Answer, words: object) -> None:
    wording = VI if words is VI else EN
    reply = answer_reply(answer, wording, PROFILE, QUERY_ID)
    taken_by_telegram(reply)
    taken_by_telegram(with_question(reply, answer.question, wording))
    for offset in (0, 1, 3, 7, 50):
        page = other_results(answer, wording, QUERY_ID, offset)
        if page is not None:
            taken_by_telegram(page)


@settings(max_examples=60, deadline=None)
@given(st.lists(HITS, max_size=7), st.integers(0, 10**9), st.integers(0, 9_999), TEXTS)
def test_any_list_renders_to_what_telegram_takes(
    hits: list[Hit], total: int, offset: int, query: str
) -> None:
    page = SearchPage(total, hits)
    listing = Listing(Search(query), page, QUERY_ID, QUERY_ID, offset, shareable=True)
    for reply in (search_reply(listing, VI), latest_reply(page, EN, offset)):
        if reply is not None:
            taken_by_telegram(reply)


def test_the_longest_department_fits_in_every_reply() -> None:
    long = "Ơ" * 300
    profile = Profile(long, long, "https://a.example", long, long, long, long, (long,), long, long)
    for words in (VI, EN):
        taken_by_telegram(welcome(profile, words, (), "hoidap_bot"))
        for status in Status:
            answer = Answer("q", status, words.language, personal=True)
            taken_by_telegram(answer_reply(answer, words, profile, QUERY_ID))
        for role in Role:
            taken_by_telegram(help_text(profile, words, role, 300))


def test_the_figures_of_a_huge_archive_fit() -> None:
    stats = Stats(
        10**9, 10**9, 10**6, date(2026, 1, 1), date(1999, 1, 1),
        {f"Chuyên mục <{n}> " + "x" * 100: n for n in range(500)}, "tantivy", 1, 1,
        {status.value: 10**9 for status in Status}, 10**15, "x" * 5_000,
    )  # fmt: skip
    assert "1.000.000.000" in taken_by_telegram(figures(stats, 3, VI, Settings().time_zone))


def test_articles_without_a_category_are_called_so_in_the_figures() -> None:
    counted = {"Thông báo": 2, "": 1}
    stats = Stats(3, 1, 1, None, None, counted, "tantivy", 7, 7, {}, 1, None)
    text = taken_by_telegram(figures(stats, 0, VI, Settings().time_zone))
    assert "Thông báo (2), không có chuyên mục (1)" in text


def test_an_index_that_is_behind_says_how_far() -> None:
    stats = Stats(1, 1, 1, None, None, {}, "tantivy", 7, 1_009, {}, 1, None)
    text = taken_by_telegram(figures(stats, 0, VI, Settings().time_zone))
    assert VI.count("stats.index_behind", 1_002) in text
    assert VI.plain("stats.index_complete") not in text


def test_the_last_reindex_is_shown_in_local_time() -> None:
    stats = Stats(
        1, 1, 1, None, None, {}, "memory", 1, 1, {}, 1, "telegram:7/full/2026-11-22T17:22:02+00:00"
    )
    text = taken_by_telegram(figures(stats, 3, VI, Settings().time_zone))
    assert "00:22 ngày 23/11/2026 (toàn bộ, 7)" in text


def test_the_span_is_bold_inside_its_sentence() -> None:
    answer = Answer("q", Status.ANSWERED, Language.VIETNAMESE, quote(), [hit(1)])
    html = answer_reply(answer, VI, PROFILE, QUERY_ID).html
    assert f"đồng chí <b>{NAME}</b> giữ chức" in html
    assert "&lt;khóa VII&gt; &amp; BCH." in html


def test_a_huge_sentence_is_cut_around_its_span() -> None:
    sentence = "đầu " * 2_000 + NAME + " cuối" * 2_000
    answer = Answer("q", Status.ANSWERED, Language.VIETNAMESE, quote(sentence), [hit(1)])
    text = taken_by_telegram(answer_reply(answer, VI, PROFILE, QUERY_ID))
    assert f"đầu {NAME} cuối" in text
    assert "…đầu" in text
    assert "cuối…" in text


def test_an_article_without_a_web_address_has_no_button_and_shows_no_path() -> None:
    filed = replace(quote(url="file:thu-muc/bi-mat.txt"), source="/srv/thu-muc/bi-mat.txt")
    hits = [hit(1, url="file:thu-muc/bi-mat.txt")]
    answer = Answer("q", Status.ANSWERED, Language.VIETNAMESE, filed, hits)
    reply = answer_reply(answer, VI, PROFILE, QUERY_ID)
    assert "bi-mat" not in reply.html
    assert reply.rows == ()
    related = Answer("q", Status.RELATED, Language.VIETNAMESE, None, hits)
    assert "bi-mat" not in answer_reply(related, VI, PROFILE, QUERY_ID).html


def test_an_english_reply_says_that_the_quote_is_vietnamese_and_only_then() -> None:
    answer = Answer("q", Status.ANSWERED, Language.ENGLISH, quote(), [hit(1)])
    assert "quoted in Vietnamese" in answer_reply(answer, EN, PROFILE, QUERY_ID).html
    plain = replace(answer, quote=quote("Contact: office@a.example", "office@a.example"))
    assert "quoted in Vietnamese" not in answer_reply(plain, EN, PROFILE, QUERY_ID).html


def test_internal_and_undated_news_are_marked() -> None:
    answer = Answer(
        "q", Status.ANSWERED, Language.VIETNAMESE, replace(quote(), published=None),
        [hit(1, audience=Audience.STAFF)],
    )  # fmt: skip
    html = answer_reply(answer, VI, PROFILE, QUERY_ID).html
    assert VI.plain("answer.internal") in html
    assert VI.plain("answer.undated") in html


def test_the_button_opens_the_article_at_the_sentence() -> None:
    answer = Answer("q", Status.ANSWERED, Language.VIETNAMESE, quote(), [hit(1), hit(2)])
    button = answer_reply(answer, VI, PROFILE, QUERY_ID).rows[0][0]
    assert isinstance(button, LinkButton)
    fragment = button.url.partition("#:~:text=")[2]
    start, end = (unquote(part) for part in fragment.split(","))
    assert SENTENCE.startswith(start)
    assert end in SENTENCE
    assert not re.search(r"[ &<>]", fragment)


def test_an_answer_from_a_document_names_its_page_and_opens_it_there() -> None:
    there = replace(quote(), url="https://a.example/kh.pdf", page=3)
    reply = answer_reply(
        Answer("q", Status.ANSWERED, Language.VIETNAMESE, there, [hit(1)]), VI, PROFILE, QUERY_ID
    )
    assert "Trang 3" in reply.html
    button = reply.rows[0][0]
    assert isinstance(button, LinkButton)
    assert button.url == "https://a.example/kh.pdf#page=3"


def test_a_fragment_of_its_own_is_kept_and_hyphens_are_encoded() -> None:
    assert at_sentence("https://a.example/x#p2", "số 9-11, A&B") == (
        "https://a.example/x#p2:~:text=s%E1%BB%91%209%2D11%2C%20A%26B"
    )


def test_sources_are_named_and_never_paths_or_machines() -> None:
    assert source_label("Cổng thông tin", "https://a.example/1") == "Cổng thông tin"
    assert source_label("https://rss.example/feed", "x") == "rss.example"
    assert source_label(None, "https://a.example/1") == "a.example"
    assert source_label(None, "http://127.0.0.1:8080/1") is None
    assert source_label("/srv/data/a.jsonl", "https://a.example/1") is None
    assert source_label("file:a.txt", "file:a.txt") is None
