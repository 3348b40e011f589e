"""Categories and sources: counted for who asks, told apart by their names, found by ids."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

from index.assistant import Assistant
from index.model import Filters, Role
from tests.index.tiny_news import CONTEST, DUTY_LIST, NEWS, RANKING, VACCINE, open_with

PUBLIC = [article for article in NEWS if article is not DUTY_LIST]


def counts(assistant: Assistant, role: Role = Role.CITIZEN) -> dict[str, int]:
    return {topic.name: topic.articles for topic in assistant.topics(role)}


def test_topics_count_the_articles_that_a_role_finds_there(assistant: Assistant) -> None:
    wanted = Counter(article.category for article in PUBLIC)
    assert counts(assistant) == dict(wanted)
    assert counts(assistant, Role.STAFF) == dict(wanted) | {"Nội bộ": 1}
    for role in Role:
        for topic in assistant.topics(role):
            page = assistant.search("", filters=Filters(category_id=topic.id), role=role, limit=50)
            assert page.total == len(page.hits) == topic.articles
            assert {hit.category for hit in page.hits} == {topic.name}


def test_sources_count_the_articles_that_name_one(assistant: Assistant) -> None:
    found = {topic.name: topic.articles for topic in assistant.sources()}
    assert found == {"Cổng thông tin": 7, "Báo Lam Sơn": 2}
    for source in assistant.sources():
        assert assistant.search("", filters=Filters(source_id=source.id)).total == source.articles


def test_the_largest_come_first(assistant: Assistant) -> None:
    numbers = [topic.articles for topic in assistant.topics(Role.ADMIN)]
    assert numbers == sorted(numbers, reverse=True)


def test_names_that_differ_in_case_are_one_topic_and_copies_count_once(tmp_path: Path) -> None:
    shouted = replace(RANKING, category="TIN TỨC")
    copy = replace(CONTEST, url=CONTEST.url + "-2")
    assistant = open_with(tmp_path, [CONTEST, VACCINE, shouted, copy])
    (topic,) = assistant.topics()
    assert (topic.name, topic.articles) == ("Tin tức", 3)
    assert assistant.search("", filters=Filters(category_id=topic.id)).total == 3
    assistant.close()


def test_an_id_stays_and_a_wrong_one_finds_nothing(assistant: Assistant, tmp_path: Path) -> None:
    other = open_with(tmp_path, [CONTEST])
    (topic,) = other.topics()
    assert topic.id in {t.id for t in assistant.topics()} and len(topic.id) == 12
    for wrong in ("", "0" * 12, topic.id + "0", "'; --"):
        assert other.search("", filters=Filters(category_id=wrong)).total == 0
        assert other.search("giải", filters=Filters(source_id=wrong)).total == 0
    other.close()


def test_topics_follow_the_archive(tmp_path: Path) -> None:
    assistant = open_with(tmp_path, [CONTEST, VACCINE])
    assert counts(assistant) == {"Tin tức": 2}
    assistant.archive.remove([CONTEST.url])
    assert counts(assistant) == {"Tin tức": 1}
    assistant.close()
