"""Hints from places: the new name of an old commune, the old ones of a new."""

from __future__ import annotations

from index.search.place_hints import PlaceHints
from tests.index.search.fakes import TextReader

NEWS = "UBND tỉnh Nghệ An họp."


def hints(question: str, *texts: str) -> dict[str, set[str]]:
    found = PlaceHints(TextReader(*texts)).of(question.split())
    return {
        " ".join(hint.named[0].terms): {" ".join(way.terms) for way in hint.others}
        for hint in found
    }


def test_an_old_province_finds_the_one_it_is_in_and_the_other_way_round() -> None:
    assert hints("công an tỉnh yên bái")["yen bai"] == {"lào cai"}
    assert hints("cong an tinh lao cai")["lao cai"] == {"yên bái"}
    assert hints("công an tỉnh nghệ an") == {}


def test_a_commune_is_looked_up_in_the_province_that_is_named() -> None:
    assert "xã đông hiếu" in hints("xã nghĩa thuận tỉnh nghệ an")["xa nghia thuan"]
    assert "xã nghĩa thuận" in hints("xa dong hieu nghe an o dau")["xa dong hieu"]


def test_a_commune_is_looked_up_in_the_province_that_the_news_are_from() -> None:
    assert "xã đông hiếu" in hints("xã nghĩa thuận ở đâu", NEWS, NEWS)["xa nghia thuan"]
    assert hints("xã nghĩa thuận ở đâu", "Tỉnh khác họp.") == {}


def test_other_words_name_no_place() -> None:
    assert hints("bao xa thì tới", NEWS) == {}
    assert hints("phòng một cửa ở đâu", NEWS) == {}
    assert hints("", NEWS) == {}
