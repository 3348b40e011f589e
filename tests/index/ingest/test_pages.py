"""Saved pages in the shapes of many portals, with the truth beside them: floors and figures."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.index.ingest.extraction import PageFigures, page_figures

PAGES = Path(__file__).parents[2] / "pages"
FILES = sorted([*PAGES.glob("*.txt"), *PAGES.glob("*.html")])
RECALL_FLOOR = 0.98
FURNITURE_CEILING = 0.02


@pytest.fixture(scope="module")
def figures() -> dict[str, PageFigures]:
    return {page.name: page_figures(page) for page in FILES}


def test_there_are_twenty_pages_of_text_and_sixteen_of_html() -> None:
    assert [page.suffix for page in FILES].count(".txt") == 20
    assert [page.suffix for page in FILES].count(".html") == 16


@pytest.mark.parametrize("name", [page.name for page in FILES])
def test_page_keeps_its_body_and_loses_its_furniture(
    name: str, figures: dict[str, PageFigures]
) -> None:
    page = figures[name]
    assert page.recall >= RECALL_FLOOR, f"lost: {page.lost[:20]}"
    assert page.furniture <= FURNITURE_CEILING, f"furniture: {page.extra[:20]}"


@pytest.mark.parametrize("name", [page.name for page in FILES])
def test_page_gets_the_article_s_title(name: str, figures: dict[str, PageFigures]) -> None:
    assert figures[name].title_is_right, figures[name].title


def test_no_page_gets_a_wrong_date(figures: dict[str, PageFigures]) -> None:
    wrong = [p.name for p in figures.values() if p.published and not p.published_is_right]
    assert wrong == []


def test_figures_of_all_pages_are_shown(figures: dict[str, PageFigures]) -> None:
    for page in figures.values():
        print(  # noqa: T201  the figures are the point of this test
            f"{page.name:42} recall {page.recall:.3f} furniture {page.furniture:.3f} "
            f"title {page.title_is_right} date {page.published_is_right}"
        )
    dated = sum(page.published_is_right for page in figures.values())
    assert dated >= len(figures) - 2
