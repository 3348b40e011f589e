"""A query in the light of the archive: what its articles define, and what they have."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.archive.archive import Archive
from index.model import Audience, Role
from index.search.expand import HINT_WEIGHT_ALONE, HINT_WEIGHT_BESIDE, Expander
from index.search.kinds import MOST_ALTERNATIVES
from index.search.passages import PassageStore
from index.search.query import Concept, Query
from tests.index.samples import article, prepared
from tests.index.search.fakes import TextReader, query_of

CITIZEN, STAFF = Role.CITIZEN.audiences, Role.STAFF.audiences


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    opened = Archive.open(tmp_path)
    yield opened
    opened.close()


def expanded(
    archive: Archive, text: str, *texts: str, audiences: tuple[Audience, ...] = CITIZEN
) -> Query:
    expander = Expander(TextReader(*texts), PassageStore(archive))
    return expander.expand(query_of(text), audiences)


def ways(query: Query, word: str) -> set[str]:
    concept = next(c for c in query.concepts if word in c.typed.terms)
    return {" ".join(way.terms) for way in concept.alternatives}


def test_abbreviations_are_learnt_from_the_articles_that_define_them(archive: Archive) -> None:
    text = "Tổ Xác minh đơn thư (XMĐT) họp. Tổ XMĐT có 5 người."
    archive.store([prepared(article("https://a.vn/1", text))])
    assert "xác minh đơn thư" in ways(expanded(archive, "tổ XMĐT có mấy người", text), "xmđt")
    assert "xác minh đơn thư" in ways(expanded(archive, "to xmdt co may nguoi", text), "xmdt")
    assert "xmđt" in ways(expanded(archive, "tổ xác minh đơn thư", text), "minh")


def test_a_citizen_learns_nothing_from_what_only_staff_may_read(archive: Archive) -> None:
    text = "Tổ Xác minh đơn thư (XMĐT) họp kín."
    internal = article("https://a.vn/1", text, audience=Audience.STAFF)
    archive.store([prepared(internal)])
    question = "tổ XMĐT là gì"
    assert ways(expanded(archive, question, text), "xmđt") == {"xmđt"}
    found = ways(expanded(archive, question, text, audiences=STAFF), "xmđt")
    assert "xác minh đơn thư" in found


def test_what_is_defined_later_is_learnt_without_a_restart(archive: Archive) -> None:
    text = "Tổ Xác minh đơn thư (XMĐT) họp."
    expander = Expander(TextReader(text), PassageStore(archive))
    assert ways(expander.expand(query_of("tổ XMĐT"), CITIZEN), "xmđt") == {"xmđt"}
    archive.store([prepared(article("https://a.vn/1", text))])
    found = ways(expander.expand(query_of("tổ XMĐT"), CITIZEN), "xmđt")
    assert found == {"xmđt", "xác minh đơn thư"}


def test_ways_that_no_article_has_are_not_searched(archive: Archive) -> None:
    query = expanded(archive, "sếp sở là ai", "Giám đốc sở là đồng chí An.")
    assert ways(query, "sếp") == {"sếp", "giám đốc"}
    apart_words = expanded(archive, "sếp sở là ai", "Đốc công giám sát việc này.")
    assert ways(apart_words, "sếp") == {"sếp"}  # its syllables, but not side by side


def test_the_typed_way_stays_first_whether_articles_have_it_or_not(archive: Archive) -> None:
    query = expanded(archive, "sếp sở là ai", "Giám đốc, lãnh đạo, thủ trưởng, người đứng đầu.")
    concept = next(c for c in query.concepts if "sếp" in c.typed.terms)
    assert concept.typed.terms == ("sếp",)
    assert len(concept.alternatives) <= MOST_ALTERNATIVES


def test_a_document_that_no_article_names_is_no_concept_of_its_own(archive: Archive) -> None:
    held = expanded(archive, "QĐ 123 nói gì", "Quyết định số 123/QĐ-UBND về phí.")
    assert [c for c in held.concepts if c.apart]
    absent = expanded(archive, "QĐ 123 nói gì", "Quyết định số 99/QĐ-UBND về 123 hộ.")
    assert not [c for c in absent.concepts if c.apart]


@pytest.mark.parametrize(
    ("texts", "weight"),
    [
        (("Sở Khoa học và Công nghệ họp.",), HINT_WEIGHT_ALONE),
        (("Sở Khoa học và Công nghệ họp.", "Sở TT&TT họp."), HINT_WEIGHT_BESIDE),
    ],
)
def test_what_took_over_counts_less_where_articles_name_what_is_asked(
    archive: Archive, texts: tuple[str, ...], weight: float
) -> None:
    query = expanded(archive, "giám đốc sở thông tin và truyền thông", *texts)
    assert [c.weight for c in query.concepts if c.apart] == [weight]


def test_a_hint_that_no_article_has_costs_nothing(archive: Archive) -> None:
    query = expanded(archive, "giám đốc Sở TT&TT", "Sở TT&TT họp.")
    assert not [c for c in query.concepts if c.apart]


def test_translated_words_are_no_parts_of_an_abbreviation(archive: Archive) -> None:
    text = "Trung tâm Hỗ trợ nông dân (TTHTND) họp. Hỗ trợ."
    archive.store([prepared(article("https://a.vn/1", text))])
    query = expanded(archive, "who runs the support center", text)
    assert all("tthtnd" not in _said(concept) for concept in query.concepts)


def _said(concept: Concept) -> set[str]:
    return {" ".join(way.terms) for way in concept.alternatives}
