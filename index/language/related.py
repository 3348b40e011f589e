"""Words that stand for others: abbreviations in families, and groups of paraphrases.

Pure tables: rows of the lexicon files in, ways by phrase out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

Key = tuple[str, ...]
Ways = dict[Key, tuple[Key, ...]]

# "Khoa học và Công nghệ" and "khoa học công nghệ" are the same name.
_JOINERS: Final = frozenset({"và"})


class GroupKind(StrEnum):
    """How the two sides of a group of paraphrases find each other."""

    SAID = ""
    """What people say, and what the news write instead: the first finds the second."""
    SAME = "same"
    """One thing: each side finds the other."""
    HINT = "hint"
    """Another thing that may be meant: a body that took over, a place that was joined."""


@dataclass(frozen=True, slots=True)
class Group:
    """One row of paraphrases: the ways on its left, those on its right."""

    said: tuple[Key, ...]
    written: tuple[Key, ...]
    kind: GroupKind


def abbreviation_ways(pairs: Iterable[tuple[Key, Key]]) -> Ways:
    """Returns the other ways to write each abbreviation and each long form of `pairs`.

    Abbreviations of one long form are a family: "TT&TT" finds "TTTT" too, since an article
    may have either. Long forms come first, those of the file's earlier rows before others.

    >>> table = abbreviation_ways([(("tt", "tt"), ("thông", "tin", "và", "truyền", "thông")),
    ...                            (("tttt",), ("thông", "tin", "truyền", "thông"))])
    >>> [" ".join(way) for way in table["tttt",]]
    ['thông tin truyền thông', 'thông tin và truyền thông', 'tt tt']
    """
    families: dict[Key, tuple[dict[Key, None], dict[Key, None]]] = {}
    for short, long in pairs:
        longs, shorts = families.setdefault(_bare(long), ({}, {}))
        longs[long] = None
        shorts[short] = None
    found: dict[Key, dict[Key, None]] = {}
    for longs, shorts in families.values():
        for member in (*longs, *shorts):
            if member in longs and len(member) == 1:
                continue  # a plain word is not turned into a foreign abbreviation
            own = sorted(longs, key=lambda key: key in shorts)
            ways = found.setdefault(member, {})
            ways |= {way: None for way in (*own, *shorts) if way != member}
    return {key: tuple(ways) for key, ways in found.items() if ways}


def _bare(long: Key) -> Key:
    return tuple(term for term in long if term not in _JOINERS) or long


@dataclass(frozen=True, slots=True)
class Successor:
    """What is named, in all ways of its group, and what may be meant beside it."""

    named: tuple[Key, ...]
    others: tuple[Key, ...]


def group_ways(groups: Iterable[Group]) -> tuple[Ways, dict[Key, Successor]]:
    """Returns the other ways to say each phrase, and by phrase what may be meant beside it."""
    ways: dict[Key, dict[Key, None]] = {}
    successors: dict[Key, Successor] = {}
    for group in groups:
        if group.kind is GroupKind.HINT:
            for key in group.said:
                successors.setdefault(key, Successor(group.said, group.written))
            continue
        one_way = group.kind is GroupKind.SAID
        for key in group.said:
            _add(ways, key, group.written if one_way else _unlike(key, group))
        if not one_way:
            for key in group.written:
                _add(ways, key, _unlike(key, group))
    return _frozen(ways), successors


def _unlike(key: Key, group: Group) -> tuple[Key, ...]:
    """Returns the other ways of a group that are no part of `key`.

    Less than what was asked is another thing: "tai nạn" alone for "tai nạn giao thông".
    """
    return tuple(way for way in (*group.written, *group.said) if not _holds(key, way))


def merged(first: Mapping[Key, tuple[Key, ...]], second: Mapping[Key, tuple[Key, ...]]) -> Ways:
    """Returns both tables as one; the ways of `first` come first."""
    found: dict[Key, dict[Key, None]] = {}
    for table in (first, second):
        for key, others in table.items():
            _add(found, key, others)
    return _frozen(found)


def _add(table: dict[Key, dict[Key, None]], key: Key, others: Iterable[Key]) -> None:
    known = table.setdefault(key, {})
    known |= {other: None for other in others if other and not _holds(other, key)}


def _holds(long: Key, short: Key) -> bool:
    """Tells whether one phrase is part of the other: who has "Tết Nguyên đán" has "Tết"."""
    return any(long[at : at + len(short)] == short for at in range(len(long) - len(short) + 1))


def _frozen(table: Mapping[Key, Mapping[Key, None]]) -> Ways:
    return {key: tuple(others) for key, others in table.items() if others}
