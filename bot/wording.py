"""What users read, loaded from `data/wording` and checked at the start.

Texts are HTML with `{placeholders}`; values are escaped when they are put in, so nothing
that people wrote can become markup. Vietnamese comes first; English is complete too.
"""

from __future__ import annotations

import importlib.resources
import string
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from importlib.resources.abc import Traversable
from typing import Any, Final, get_args
from zoneinfo import ZoneInfo

from bot import wording_keys
from bot.errors import WordingError
from bot.markup import escape
from bot.wording_keys import CountKey, TextKey
from index.model import Language

PLURAL_FORMS: Final = ("one", "other")
_FORMATTER: Final = string.Formatter()


@dataclass(frozen=True, slots=True)
class Wording:
    """The texts of one language, by flat name (`answer.published`)."""

    language: Language
    texts: Mapping[str, str]

    def html(self, key: TextKey, **values: str | int) -> str:
        """Returns a text with its values escaped and put in."""
        return self._filled(key, {name: escape(str(value)) for name, value in values.items()})

    def plain(self, key: TextKey, **values: str | int) -> str:
        """Returns a text for a button, an alert or a menu, where there is no markup."""
        return self._filled(key, values)

    def count(self, key: CountKey, n: int, **values: str | int) -> str:
        """Returns the form of a text that fits `n`; the number is put in as `{n}`."""
        form = "one" if n == 1 else "other"
        escaped = {name: escape(str(value)) for name, value in values.items()}
        return self._filled(f"{key}.{form}", {**escaped, "n": self.number(n)})

    def date(self, day: date) -> str:
        """Writes a day as this language does: 25/03/2022."""
        return self.plain(
            "format.date", day=f"{day.day:02}", month=f"{day.month:02}", year=f"{day.year:04}"
        )

    def moment(self, at: datetime, zone: ZoneInfo) -> str:
        """Writes a time as the clocks of `zone` show it: 10:05 ngày 25/03/2022."""
        local = at.astimezone(zone)
        return self.plain("format.moment", time=f"{local:%H:%M}", date=self.date(local.date()))

    def number(self, value: float, decimals: int = 0) -> str:
        """Writes a number with this language's separators: 1.234,5 in Vietnamese."""
        separators = {",": self.texts["format.thousands"], ".": self.texts["format.decimal"]}
        return "".join(separators.get(char, char) for char in f"{value:,.{decimals}f}")

    def _filled(self, key: str, values: Mapping[str, object]) -> str:
        return self.texts[key].format_map(values).strip("\n")


@dataclass(frozen=True, slots=True)
class Wordings:
    """The wording in each language."""

    by_language: Mapping[Language, Wording]

    def __getitem__(self, language: Language) -> Wording:
        return self.by_language[language]


def load_wordings() -> Wordings:
    """Loads the wording of every language: the base, and the files of each joined feature.

    Raises WordingError when a text is missing, unknown or given twice, or when the
    languages differ in the placeholders of a text.
    """
    folder = importlib.resources.files("data") / "wording"
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".toml"))
    loaded = {}
    for language in Language:
        contents = {name: _content(folder, name) for name in names if _is_of(language, name)}
        loaded[language] = read_texts(language, contents)
    _check_same_placeholders(loaded)
    return Wordings({language: Wording(language, texts) for language, texts in loaded.items()})


def read_texts(language: Language, contents: Mapping[str, str]) -> dict[str, str]:
    """Reads the wording files of a language, by name, into texts by flat name.

    Raises WordingError.
    """
    texts: dict[str, str] = {}
    wanted = set(get_args(TextKey))
    wanted |= {f"{key}.{form}" for key in get_args(CountKey) for form in PLURAL_FORMS}
    for name, content in contents.items():
        found = _texts_of(f"data/wording/{name}", content)
        wrong = [f"unknown {key}" for key in sorted(set(found) - wanted)]
        wrong += [f"{key} stands in another file too" for key in sorted(set(found) & set(texts))]
        if wrong:
            raise WordingError(f"data/wording/{name}: {', '.join(wrong)}")
        texts |= found
    if missing := sorted(wanted - set(texts)):
        raise WordingError(f"data/wording ({language.value}): missing {', '.join(missing)}")
    return texts


def placeholders(where: str, text: str) -> frozenset[str]:
    """Returns the names in braces in a text. Raises WordingError for anything but names."""
    try:
        fields = [
            (name, spec, conversion)
            for _, name, spec, conversion in _FORMATTER.parse(text)
            if name is not None
        ]
    except ValueError as error:
        raise WordingError(f"{where}: {error}") from None
    for name, spec, conversion in fields:
        if not name.isidentifier() or spec or conversion:
            raise WordingError(f"{where}: {{{name}}} must be a plain name in braces")
    return frozenset(name for name, _, _ in fields)


def _content(folder: Traversable, name: str) -> str:
    try:
        return (folder / name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise WordingError(f"data/wording/{name} cannot be read: {error}") from None


def _is_of(language: Language, name: str) -> bool:
    """True for `vi.toml`, and for `<feature>.vi.toml` once the feature's keys are joined."""
    feature, _, code = name.removesuffix(".toml").rpartition(".")
    return code == language.value and is_joined(feature or "base")


def is_joined(feature: str) -> bool:
    """Tells whether a feature's keys are among `TextKey`."""
    module = getattr(wording_keys, feature, None)
    return module is not None and set(get_args(module.TextKey)) <= set(get_args(TextKey))


def _texts_of(where: str, content: str) -> dict[str, str]:
    try:
        texts = dict(_flat(tomllib.loads(content)))
    except tomllib.TOMLDecodeError as error:
        raise WordingError(f"{where} is not valid TOML: {error}") from None
    for key, text in texts.items():
        if not isinstance(text, str) or not text.strip():
            raise WordingError(f"{where}: {key} must be a text")
        placeholders(f"{where}: {key}", text)
    return texts


def _check_same_placeholders(loaded: Mapping[Language, Mapping[str, str]]) -> None:
    first = loaded[Language.VIETNAMESE]
    for language, texts in loaded.items():
        for key, text in texts.items():
            if placeholders(key, text) != placeholders(key, first[key]):
                raise WordingError(
                    f"data/wording: {key} has other placeholders in {language.value} "
                    f"than in {Language.VIETNAMESE.value}"
                )


def _flat(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value
