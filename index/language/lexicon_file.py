"""Reading the tab-separated files of `data/lexicon`, which people edit.

A bad line is named in a warning and skipped; the rest is read.
"""

from __future__ import annotations

import codecs
import logging
from collections.abc import Iterator, Sequence
from importlib.resources import files
from typing import Final

from index.language.normalize import nfc
from index.language.tokens import tokenize

log = logging.getLogger(__name__)

Key = tuple[str, ...]
LONGEST_KEY: Final = 12
"""Tokens of a phrase in a lexicon, at most."""


def key_of(phrase: str) -> Key:
    """Returns the tokens of a phrase, in normal form."""
    return tuple(token.text for token in tokenize(nfc(phrase)))


def checked_key(name: str, number: int, phrase: str) -> Key:
    """Returns the tokens of a phrase, none (and a warning) where it cannot be looked up."""
    key = key_of(phrase)
    if not key:
        warn_of_line(name, number, "the first column has no word")
    elif len(key) > LONGEST_KEY:
        warn_of_line(name, number, f"{len(key)} words, {LONGEST_KEY} at most")
        return ()
    return key


def lexicon_rows(name: str, columns: int) -> Iterator[tuple[int, Sequence[str]]]:
    """Yields (line number, columns) of a tab-separated file of `data/lexicon`.

    The first line names the columns; empty lines and those that begin with "#" are passed
    over. A line that is not UTF-8 or has fewer than `columns` is named in a warning and
    skipped, and the rest is read.
    """
    content = (files("data") / "lexicon" / name).read_bytes()
    for number, raw in enumerate(content.removeprefix(codecs.BOM_UTF8).split(b"\n"), 1):
        try:
            line = raw.decode("utf-8").rstrip("\r")
        except UnicodeDecodeError as error:
            warn_of_line(name, number, f"no UTF-8 at byte {error.start + 1}")
            continue
        if number == 1 or not line.strip() or line.startswith("#"):
            continue
        parts = [part.strip() for part in line.split("\t")]
        if len(parts) < columns:
            warn_of_line(name, number, f"{columns} columns are needed, there are {len(parts)}")
        else:
            yield number, parts


def warn_of_line(name: str, number: int, problem: str) -> None:
    """Warns that a line of a lexicon file is skipped, and why."""
    log.warning("data/lexicon/%s, line %d is skipped: %s", name, number, problem)
