"""Hints from names of provinces and communes: an old name may be told by the new one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from index.engines.contract import Reader
from index.language.lexicon_file import Key
from index.language.normalize import fold
from index.language.places import (
    MOST_WORDS,
    WARDS,
    Province,
    merged_into,
    other_communes,
    provinces,
)
from index.search.frequency import phrase_frequency
from index.search.query import Alternative, Hint

# The province that the news are from stands in more passages than this share.
_HOME_SHARE: Final = 0.02


class PlaceHints:
    """Finds other names of the places that a question names."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._generation = -1
        self._home: Province | None = None

    def of(self, terms: Sequence[str]) -> list[Hint]:
        """Returns the hints for a question of these words, exact or folded."""
        folded = [fold(term) for term in terms]
        named = list(_provinces_in(folded))
        found = [_hint(province.name, others) for province in named
                 if (others := _other_provinces(province))]  # fmt: skip
        within = named or ([home] if (home := self._home_province()) else [])
        for at in range(len(terms)):
            for province in within:
                if hint := _commune_hint(terms, folded, at, province):
                    found.append(hint)
                    break
        return found

    def _home_province(self) -> Province | None:
        """Returns the province that most passages name, None where none is named by many."""
        if self._generation != self._reader.generation:
            counted = [
                (phrase_frequency(self._reader, Alternative(p.name)), p) for p in provinces()
            ]
            most, home = max(counted, key=lambda item: item[0])
            self._home = home if most > _HOME_SHARE * self._reader.passages else None
            self._generation = self._reader.generation
        return self._home


def _provinces_in(folded: Sequence[str]) -> Iterator[Province]:
    line = f" {' '.join(folded)} "
    for province in provinces():
        if f" {' '.join(map(fold, province.name))} " in line:
            yield province


def _other_provinces(province: Province) -> tuple[Key, ...]:
    if province.now != province.name:
        return (province.now,)
    return merged_into(province.name)


def _commune_hint(
    terms: Sequence[str], folded: Sequence[str], at: int, province: Province
) -> Hint | None:
    for head, kind in WARDS.items():
        if tuple(folded[at : at + len(head)]) != head:
            continue
        first = at + len(head)
        for last in range(min(len(terms), first + MOST_WORDS), first, -1):
            others = other_communes(kind, tuple(terms[first:last]), province)
            if others:
                return _hint((*kind.split(), *terms[first:last]), others)
    return None


def _hint(named: Key, others: Sequence[Key]) -> Hint:
    way = Alternative(tuple(map(fold, named)), folded=True)
    return Hint((way,), tuple(map(Alternative, others)))
