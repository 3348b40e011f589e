"""Old and new names of communes and provinces, as underthesea's tables have them."""

from __future__ import annotations

import pytest

from index.language import places
from index.language.places import Province, merged_into, other_communes, provinces

NGHE_AN = next(p for p in provinces() if p.key == "nghean")
SAIGON = next(p for p in provinces() if p.key == "hochiminh")


def test_all_provinces_before_the_merger_are_known_with_those_of_today() -> None:
    assert len(provinces()) == 63
    assert len({province.now for province in provinces()}) == 34


def test_a_province_of_today_is_made_of_older_ones() -> None:
    assert set(merged_into(("lào", "cai"))) == {("yên", "bái")}
    assert merged_into(("nghệ", "an")) == ()


@pytest.mark.parametrize(
    ("kind", "name", "province", "other"),
    [
        ("xã", ("nghĩa", "thuận"), NGHE_AN, ("xã", "đông", "hiếu")),
        ("xã", ("nghia", "thuan"), NGHE_AN, ("xã", "đông", "hiếu")),
        ("xã", ("đông", "hiếu"), NGHE_AN, ("xã", "nghĩa", "thuận")),
        ("phường", ("bến", "nghé"), SAIGON, ("phường", "sài", "gòn")),
        ("phường", ("sài", "gòn"), SAIGON, ("phường", "bến", "nghé")),
    ],
)
def test_communes_find_their_other_names_both_ways(
    kind: str, name: tuple[str, ...], province: Province, other: tuple[str, ...]
) -> None:
    assert other in other_communes(kind, name, province)


def test_an_unknown_commune_has_no_other_name() -> None:
    assert other_communes("xã", ("không", "có", "đâu"), NGHE_AN) == ()


def test_without_the_tables_only_the_way_back_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(_: str) -> object:
        raise FileNotFoundError("mapping.json")

    monkeypatch.setattr(places, "files", gone)
    places._old_communes.cache_clear()
    other_communes.cache_clear()
    try:
        assert other_communes("xã", ("đông", "hiếu"), NGHE_AN) == ()
        assert other_communes("xã", ("nghĩa", "thuận"), NGHE_AN) == (("xã", "đông", "hiếu"),)
    finally:
        places._old_communes.cache_clear()
        other_communes.cache_clear()
