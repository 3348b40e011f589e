"""What a site's pages teach: places that hold on the next page, and nothing from too few."""

from __future__ import annotations

import pytest

from benchmarks.extraction import HOST, fetch
from index.errors import IngestError
from index.ingest.dom import parse
from index.sites.fingerprint import content_fingerprint
from index.sites.learn import learn_profile
from index.sites.profile import SiteProfile
from index.sites.reading import page_text
from index.sites.spots import Spots
from tests.sites import PLATFORMS, Portal, make_portal, make_site


def pages(site: Portal, count: int) -> list[tuple[str, str]]:
    found = [e.url for p in site.platforms for e in p.expected(HOST)[:count]]
    return [(url, page_text(fetch(site, url))) for url in found]


@pytest.mark.parametrize("name", sorted(PLATFORMS))
def test_title_and_container_are_found_on_pages_that_taught_nothing(name: str) -> None:
    site = make_site(name, seed=6, articles=30)
    profile = learn_profile(pages(site, 12))
    for expected in site.expected(HOST)[12:]:
        spots = Spots(parse(page_text(fetch(site, expected.url))))
        hints = profile.hints(spots, profile.template_of(spots))
        assert hints.title == expected.title
        assert hints.container is not None
        assert hints.published in (None, expected.published)


def test_a_clock_in_the_head_is_found_out() -> None:
    site = make_site("dnn", seed=6, articles=20)
    (template,) = learn_profile(pages(site, 12)).templates
    assert not template.trusts_metadata


def test_platforms_under_one_root_are_templates_of_their_own() -> None:
    portal = make_portal(seed=6, articles=60)
    profile = learn_profile(pages(portal, 8))
    assert len(profile.templates) == len(PLATFORMS)


def test_few_pages_copies_and_lists_teach_nothing() -> None:
    site = make_site("liferay", seed=6, articles=20)
    (one,) = pages(site, 1)
    assert learn_profile([one] * 10) == SiteProfile()
    listing = site.platforms[0].section(site.platforms[0].categories[0])
    text = page_text(fetch(site, HOST + listing))
    assert learn_profile([(f"{HOST}/{n}", text) for n in range(6)]) == SiteProfile()
    assert learn_profile([]) == SiteProfile()


def test_profile_comes_back_from_its_json() -> None:
    profile = learn_profile(pages(make_site("joomla", seed=6, articles=20), 8))
    assert profile.templates
    assert SiteProfile.from_json(profile.to_json()) == profile
    assert profile.to_json() == SiteProfile.from_json(profile.to_json()).to_json()


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"templates": [{}], "documents": []}', "[" * 100_000, '"x"']
)
def test_a_damaged_profile_is_refused(text: str) -> None:
    with pytest.raises(IngestError, match="learn it again"):
        SiteProfile.from_json(text)


def test_a_spot_leads_back_to_its_element_and_numbers_in_names_do_not_matter() -> None:
    one = parse('<body><div id="post-17" class="b a"><p>x</p><p>y</p></div></body>')
    two = parse('<body><div id="post-4" class="a b"><p>u</p><p>v</p></div></body>')
    second = one.findall(".//p")[1]
    spot = Spots(one).of(second)
    found = Spots(two).find(spot)
    assert found is not None
    assert found.text == "v"
    assert Spots(one).find(spot) is second


def test_fingerprint_sees_words_and_not_counters_spaces_or_unicode_forms() -> None:
    same = content_fingerprint("Tin a\u0301", "Một  dòng.\nLượt xem: 12")
    assert same == content_fingerprint("Tin á", "Một dòng.\nLượt xem: 1.234\n")
    assert same != content_fingerprint("Tin á", "Một dòng khác.\nLượt xem: 12")
    assert same != content_fingerprint(
        "Tin á", "Một dòng.", attachments=["https://a.example/b.pdf"]
    )


def test_hostile_pages_teach_nothing_and_end() -> None:
    hostile = ["<div>" * 50_000 + "x", "<p>" * 20_000 + "x", "<i class=a>" * 5_000, "<!--" * 9_000]
    found = learn_profile((f"{HOST}/{n}", text) for n, text in enumerate(hostile))
    assert found == SiteProfile()
