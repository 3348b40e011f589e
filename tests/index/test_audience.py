"""Citizens get the same, to the last figure, whether or not there are articles for staff."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from index.assistant import Assistant
from index.ingest.load import load
from index.ingest.read import Found
from index.language.normalize import fold
from index.model import Answer, Article, Audience, Filters, Role, SearchPage, Sort, Status
from index.settings import Settings
from tests.index.staff_news import PUBLIC, RARE_WORDS, STAFF_NEWS, interleaved
from tests.index.tiny_news import CONTEST, HOTLINE_2023, TODAY, open_with

QUESTIONS = (
    "Ai là bí thư chi đoàn Sở Nông nghiệp?",
    "ai la bi thu chi doan",
    "Ai là giám đốc Sở Nông nghiệp hiện nay?",
    "Số điện thoại đường dây nóng?",
    "đường dây nóng mới nhất là số nào",
    "Lệ phí cấp giấy phép kinh doanh thuốc thú y bao nhiêu?",
    "Ai đạt giải Nhất cuộc thi Nhà nông sáng tạo?",
    "Chỉ số cải cách hành chính năm 2023 xếp thứ mấy?",
    "Tiêm phòng trâu bò từ ngày nào?",
    "Bộ phận một cửa làm việc mấy giờ?",
    "Hạn cuối nộp hồ sơ là ngày nào?",
    "What is the hotline number?",
    "Who is the director?",
    "tin mới nhất",
    "Chi đoàn có bao nhiêu ủy viên ban chấp hành?",
    "Ai trực đêm giao thừa?",
    "lịch trực Tết Bính Ngọ",
    "Dân số tỉnh Cà Mau là bao nhiêu?",
    "Chủ tịch Cà Mau là ai?",
    "Chủ tịch tỉnh Lam Sơn là ai?",
)
ABBREVIATED = (
    "BTQX là ai?", "CĐKP họp ngày nào", "GĐWK là ai", "BPMC làm việc mấy giờ", "bpmc o dau",
    "Bí thư Quắcxơ là ai", "bộ phận một cửa",
)  # fmt: skip
SLIPS = (
    "giám đốc sỡ nông nghiêp", "duong day nogn", "bí thư chi đoànn", "lệ fí cấp giấy fép",
    "bis thuw chi ddoanf", "tiêm phòg", "hotlien number", "who is the direcotr",
    "cải cáhc hành chínhh", "gía tiêm phòng", "Ngô Bá Thachj",
)  # fmt: skip


def misspelled(word: str) -> list[str]:
    """Returns a rare word as it is, without marks, and with slips."""
    return [
        word, fold(word), word + word[-1], word[:-1], word[0] + word[2] + word[1] + word[3:],
        f"{word[:3]} {word[3:]}", f"trạm {word} ở đâu", f"ong {fold(word)} la ai",
    ]  # fmt: skip


RARE = [text for word in RARE_WORDS for text in misspelled(word)]
EVERYTHING = [*QUESTIONS, *ABBREVIATED, *SLIPS, *RARE]


@pytest.fixture(scope="module", params=["tantivy", "memory"])
def both(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Assistant, Assistant]]:
    """An archive of the public articles alone, and one with those for staff in between."""
    made = []
    for articles in (PUBLIC, interleaved()):
        home = tmp_path_factory.mktemp("audience")
        assistant = Assistant.open(Settings(home=home, engine=request.param))
        load(assistant.archive, [Found(article, article.url) for article in articles])
        assistant.catch_up()
        made.append(assistant)
    yield made[0], made[1]
    for assistant in made:
        assistant.close()


def shown(answer: Answer) -> Answer:
    """Returns an answer without the times that it took."""
    steps = tuple(replace(step, took_ms=0.0) for step in answer.steps)
    return replace(answer, took_ms=0.0, steps=steps)


def assert_same_answers(both: tuple[Assistant, Assistant], questions: list[str]) -> None:
    """Asserts equal answers: status, quote, hits, scores, and what each step saw."""
    alone, among = both
    for question in questions:
        answers = [shown(a.ask(question, today=TODAY, limit=20)) for a in (alone, among)]
        assert answers[0] == answers[1], question


def test_the_articles_for_staff_are_there_and_found_by_staff(
    both: tuple[Assistant, Assistant],
) -> None:
    """Without this the others would assert nothing."""
    _, among = both
    assert among.stats().articles > len(PUBLIC) + len(STAFF_NEWS) / 2
    for word in RARE_WORDS:
        assert among.search(word, role=Role.STAFF).total > 0
    hits = among.ask("Số điện thoại đường dây nóng?", role=Role.STAFF, today=TODAY).hits
    assert any(hit.audience is Audience.STAFF for hit in hits)


def test_answers_are_the_same(both: tuple[Assistant, Assistant]) -> None:
    assert_same_answers(both, list(QUESTIONS))


def test_abbreviations_that_articles_for_staff_define_say_nothing(
    both: tuple[Assistant, Assistant],
) -> None:
    assert_same_answers(both, list(ABBREVIATED))


def test_slips_are_read_the_same(both: tuple[Assistant, Assistant]) -> None:
    assert_same_answers(both, [*SLIPS, *RARE])


def test_corrections_never_have_a_word_of_articles_for_staff(
    both: tuple[Assistant, Assistant],
) -> None:
    alone, among = both
    for text in EVERYTHING:
        pages = [a.search(text, limit=50) for a in (alone, among)]
        assert pages[0].searched_as == pages[1].searched_as, text


def test_answers_as_typed_are_the_same(both: tuple[Assistant, Assistant]) -> None:
    alone, among = both
    for text in EVERYTHING:
        answers = [shown(a.ask(text, today=TODAY, exact=True)) for a in (alone, among)]
        assert answers[0] == answers[1], text


def test_follow_ups_are_read_the_same(both: tuple[Assistant, Assistant]) -> None:
    alone, among = both
    first = "Ai là bí thư chi đoàn Sở Nông nghiệp?"
    for text in ("Còn phó bí thư?", "còn giám đốcc?", "krôngphaa thì sao?", "ở đâu", *SLIPS):
        read = [a.read_in_light(a.ask(first, today=TODAY), text) for a in (alone, among)]
        assert read[0] == read[1], text


FILTERS = (
    Filters(),
    Filters(category="Nội bộ"),
    Filters(category="Kho Krôngpha"),
    Filters(category="Thông báo"),
    Filters(source="Văn phòng Sở"),
    Filters(source="Cổng thông tin"),
    Filters(date_from=TODAY.replace(year=2026, month=1)),
)


def test_searches_find_and_count_the_same(both: tuple[Assistant, Assistant]) -> None:
    alone, among = both
    for text in ["", "Sở", "thông báo", *EVERYTHING]:
        for filters in FILTERS:
            pages: list[SearchPage] = [
                a.search(text, filters=filters, limit=4, offset=offset)
                for a in (alone, among)
                for offset in (0, 4)
            ]
            assert pages[:2] == pages[2:], (text, filters)


TYPED = (
    "muc:noi bo", "mục:kho krôngpha", "muc:krong", "muc:công tác cà mau lúa", "nguon:văn phòng sở",
    "nguon:tram quacxo", "thông báo từ 1/2026 đến 6/2026", "năm 2026", "tuần trước",
    "sở năm 2023", 'muc:"Thông báo" nguon:"Cổng thông tin" tu:2020',
)  # fmt: skip


@pytest.mark.parametrize("sort", list(Sort))
def test_typed_filters_know_no_name_of_articles_for_staff(
    both: tuple[Assistant, Assistant], sort: Sort
) -> None:
    alone, among = both
    for typed in [*TYPED, *RARE]:
        pages = [a.search_typed(typed, today=TODAY, sort=sort, limit=50) for a in (alone, among)]
        assert pages[0] == pages[1], typed
    kept = among.search_typed("muc:krong", role=Role.STAFF, today=TODAY)
    assert kept.read.filters.category == "Kho Krôngpha"


def test_what_officers_wrote_for_staff_answers_no_citizen(
    both: tuple[Assistant, Assistant],
) -> None:
    _, among = both
    before = [shown(among.ask(text, today=TODAY)) for text in QUESTIONS]
    now = datetime(2026, 5, 1, tzinfo=UTC)
    store = among.archive.curated
    kept = [
        store.add(question, "Chỉ cán bộ biết.", 1, now, audience=Audience.STAFF)
        for question in (*QUESTIONS[:8], "Trạm Krôngpha ở xã nào?")
    ]
    assert [shown(among.ask(text, today=TODAY)) for text in QUESTIONS] == before
    assert among.ask(QUESTIONS[0], role=Role.STAFF, today=TODAY).curated is not None
    for curated in kept:
        store.remove(curated.id)


def test_the_latest_are_the_same(both: tuple[Assistant, Assistant]) -> None:
    alone, among = both
    assert alone.latest(limit=100) == among.latest(limit=100)


def test_topics_and_sources_are_counted_the_same(both: tuple[Assistant, Assistant]) -> None:
    alone, among = both
    assert alone.topics() == among.topics()
    assert alone.sources() == among.sources()
    assert {topic.name for topic in among.topics(Role.STAFF)} > {t.name for t in among.topics()}


def test_the_id_of_a_topic_for_staff_opens_nothing_to_citizens(
    both: tuple[Assistant, Assistant],
) -> None:
    alone, among = both
    for topic in among.topics(Role.STAFF):
        filters = Filters(category_id=topic.id)
        assert alone.search("", filters=filters) == among.search("", filters=filters)
        assert among.search("", filters=filters, role=Role.STAFF).total == topic.articles
    for source in among.sources(Role.STAFF):
        filters = Filters(source_id=source.id)
        assert alone.search("Sở", filters=filters) == among.search("Sở", filters=filters)


def test_a_copy_for_staff_hides_no_public_article_and_is_named_beside_none(
    both: tuple[Assistant, Assistant],
) -> None:
    _, among = both
    public = {article.url for article in PUBLIC}
    hits = among.latest(limit=100).hits
    assert {hit.url for hit in hits} == public
    assert not any(hit.also_at for hit in hits)


def test_an_article_for_staff_is_not_opened_by_its_address(
    both: tuple[Assistant, Assistant],
) -> None:
    _, among = both
    assert all(among.article(article.url) is None for article in STAFF_NEWS)


def test_an_archive_of_articles_for_staff_is_empty_to_citizens(tmp_path: Path) -> None:
    assistant = open_with(tmp_path, STAFF_NEWS)
    for question in QUESTIONS[:5]:
        answer = assistant.ask(question, today=TODAY)
        assert answer.status is Status.EMPTY_ARCHIVE and not answer.hits
    assert assistant.search("bí thư").total == assistant.latest().total == 0
    assistant.close()


def test_articles_for_staff_that_come_later_one_by_one_change_nothing(tmp_path: Path) -> None:
    assistant = open_with(tmp_path, PUBLIC)
    before = [shown(assistant.ask(text, today=TODAY, limit=20)) for text in EVERYTHING]
    for article in STAFF_NEWS:
        load(assistant.archive, [Found(article, article.url)])
        assistant.catch_up()
    after = [shown(assistant.ask(text, today=TODAY, limit=20)) for text in EVERYTHING]
    assert before == after
    assistant.archive.remove([article.url for article in STAFF_NEWS])
    assistant.catch_up()
    assert [shown(assistant.ask(text, today=TODAY, limit=20)) for text in EVERYTHING] == before
    assistant.close()


def words_of(answer: Answer) -> object:
    """Returns what people see of an answer; scores shift while what is gone is counted."""
    urls = [hit.url for hit in answer.hits]
    return answer.status, answer.quote, answer.searched_as, answer.newer, urls


def test_an_article_that_is_made_for_staff_is_unlearnt(tmp_path: Path) -> None:
    """Its words are not read into a question any more, also before the index is rebuilt."""
    secret = replace(
        next(article for article in STAFF_NEWS if "Krôngpha" in article.title),
        audience=Audience.PUBLIC,
    )
    never, then = open_with(tmp_path / "never", PUBLIC), open_with(tmp_path / "then", PUBLIC)
    load(then.archive, [Found(secret, secret.url)])
    then.catch_up()
    assert then.ask("trạm krôngphaa", today=TODAY).searched_as == "trạm krôngpha"
    _made_for_staff(then, secret)
    for text in [*SLIPS, *RARE]:
        answers = [words_of(a.ask(text, today=TODAY)) for a in (never, then)]
        assert answers[0] == answers[1], text
    then.reindex(full=True, actor="test:1")
    for text in EVERYTHING:
        answers = [words_of(a.ask(text, today=TODAY)) for a in (never, then)]
        assert answers[0] == answers[1], text
    never.close()
    then.close()


def _made_for_staff(assistant: Assistant, article: Article) -> None:
    internal = replace(article, audience=Audience.STAFF)
    load(assistant.archive, [Found(internal, internal.url)])
    assistant.catch_up()
    assert assistant.article(article.url) is None


def test_an_article_is_hidden_as_soon_as_it_is_stored_for_staff(tmp_path: Path) -> None:
    """Also while the index does not know of it yet."""
    assistant = open_with(tmp_path, PUBLIC)
    internal = replace(HOTLINE_2023, audience=Audience.STAFF)
    load(assistant.archive, [Found(internal, internal.url)])
    for reader in (assistant, Assistant.open(Settings(home=tmp_path))):
        answer = reader.ask("Số điện thoại đường dây nóng?", today=TODAY)
        assert HOTLINE_2023.url not in {hit.url for hit in answer.hits}
        assert answer.newer is None
        page = reader.search("đường dây nóng", limit=50)
        assert HOTLINE_2023.url not in {hit.url for hit in page.hits}
        assert page.total == len(page.hits)
        reader.close()


def test_what_becomes_public_is_found_by_all(tmp_path: Path) -> None:
    assistant = open_with(tmp_path, [replace(CONTEST, audience=Audience.STAFF), *PUBLIC[:3]])
    question = "Ai đạt giải Nhất cuộc thi Nhà nông sáng tạo?"
    assert assistant.ask(question, today=TODAY).status is not Status.ANSWERED
    load(assistant.archive, [Found(CONTEST, CONTEST.url)])
    assistant.catch_up()
    assert assistant.ask(question, today=TODAY).status is Status.ANSWERED
    assistant.close()
