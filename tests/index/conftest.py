"""An assistant on the tiny news, made once a module."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from index.assistant import Assistant
from tests.index.tiny_news import open_with


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """The tiny news, asked by tests that change nothing."""
    opened = open_with(tmp_path_factory.mktemp("tiny"))
    yield opened
    opened.close()
