"""Old and new names of provinces and communes, since the mergers of July 2025.

underthesea brings the tables along: `convert_address` from old to new, and its data file
the other way round. Both are read at the first question that names a commune, a fifth of a
second and 50 MB, and only where the question or the archive is on a known province.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

from underthesea import convert_address

from index.language.lexicon_file import Key, key_of, lexicon_rows
from index.language.normalize import fold

log = logging.getLogger(__name__)

WARDS: Final[Mapping[Key, str]] = {
    ("xa",): "xã",
    ("phuong",): "phường",
    ("thi", "tran"): "thị trấn",
}
"""Kinds of communes: how each begins, folded, and as it is written."""
MOST_WORDS: Final = 4
"""Words of a commune's name, at most."""
# A new commune is made of some three old ones; more are a hint to nothing.
_MOST_OLD: Final = 4
_KEPT: Final = 512
_HEAD: Final = re.compile(r"^(?:tinh|thanhpho)")


@dataclass(frozen=True, slots=True)
class Province:
    """A province as it was until July 2025, and the one that it belongs to now."""

    name: Key
    now: Key

    @property
    def key(self) -> str:
        """Its folded name without spaces, as the tables have it."""
        return "".join(map(fold, self.name))


@cache
def provinces() -> tuple[Province, ...]:
    """Returns the 63 provinces of `data/lexicon/provinces.tsv`, read once."""
    return tuple(
        Province(key_of(row[1]), key_of(row[2])) for _, row in lexicon_rows("provinces.tsv", 3)
    )


@cache
def merged_into(now: Key) -> tuple[Key, ...]:
    """Returns the provinces that a province of today is made of, but itself."""
    return tuple(p.name for p in provinces() if p.now == now and p.name != now)


@lru_cache(maxsize=_KEPT)
def other_communes(kind: str, name: Key, province: Province) -> tuple[Key, ...]:
    """Returns the names that a commune has today, or that those had that it is made of.

    `kind` is a value of `WARDS`, `name` is exact or folded; none where the commune is not
    known in the province or has kept its name.
    """
    typed = f"{kind} {' '.join(name)}"
    result = convert_address(f"{typed}, {' '.join(province.name)}")
    found = [key_of(result.new.ward)] if result.new.ward else []
    place = ("".join(map(fold, province.now)), "".join(map(fold, typed.split())))
    found += map(key_of, _old_communes().get(place, ()))
    folded = tuple(map(fold, typed.split()))
    return tuple(dict.fromkeys(k for k in found if tuple(map(fold, k)) != folded))


@cache
def _old_communes() -> Mapping[tuple[str, str], Sequence[str]]:
    """Returns the old communes by new province and commune, folded without spaces."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    try:
        data = files("underthesea.address") / "data" / "mapping.json"
        for row in json.loads(data.read_text("utf-8"))["ward_mapping"]:
            province = _HEAD.sub("", row["new_province_key"])
            found.setdefault((province, row["new_ward_key"]), {})[row["old_ward"]] = None
    except (OSError, ImportError, ValueError, KeyError, TypeError) as error:
        log.warning("old names of communes are not known: underthesea has them no more (%s)", error)
        return {}
    return {place: tuple(old)[:_MOST_OLD] for place, old in found.items()}
