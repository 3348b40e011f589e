"""How long ago something was, in both languages, and where it is no longer said."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.render_dates import dated
from bot.wording import Wordings
from index.model import Language

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("days", "vietnamese", "english"),
    [
        (0, "23/11/2026 (hôm nay)", "23/11/2026 (today)"),
        (1, "22/11/2026 (hôm qua)", "22/11/2026 (yesterday)"),
        (3, "20/11/2026 (3 ngày trước)", "20/11/2026 (3 days ago)"),
        (13, "10/11/2026 (13 ngày trước)", "10/11/2026 (13 days ago)"),
        (14, "09/11/2026 (2 tuần trước)", "09/11/2026 (2 weeks ago)"),
        (34, "20/10/2026 (4 tuần trước)", "20/10/2026 (4 weeks ago)"),
        (35, "19/10/2026", "19/10/2026"),
        (-1, "24/11/2026", "24/11/2026"),
    ],
)
def test_a_near_day_says_how_long_ago_it_was(
    wordings: Wordings, days: int, vietnamese: str, english: str
) -> None:
    day = TODAY - timedelta(days)
    assert dated(day, wordings[Language.VIETNAMESE], TODAY) == vietnamese
    assert dated(day, wordings[Language.ENGLISH], TODAY) == english
    assert dated(day, wordings[Language.ENGLISH], None) == f"{day:%d/%m/%Y}"
