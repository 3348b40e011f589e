"""What commands print: one line of JSON, and progress that no name of a file breaks."""

from __future__ import annotations

import json

import pytest

from index.cli import common
from index.cli.common import echo_json, progress_bar


@pytest.mark.parametrize("text", ["Đỗ Hữu Đạt", "a\nb\u2028c", "\ud800", "😀"])
def test_json_is_one_line_that_reads_back(capsys: pytest.CaptureFixture[str], text: str) -> None:
    echo_json({"text": text})
    out = capsys.readouterr().out
    assert json.loads(out) == {"text": text}
    assert out.count("\n") == 1


def test_a_bar_shows_names_that_look_like_markup(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(common, "_BAR_AFTER_S", -1.0)
    with progress_bar("Reading [/tin].jsonl") as update:
        update(1, None)
        update(2, 3)
    assert capsys.readouterr().out == ""
