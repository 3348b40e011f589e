"""The department that runs the bot: what `/start` and "not found" say of it.

Read from the TOML file of the setting DEPARTMENT_FILE: `website`, `hotline` and perhaps
`official_page` at the top, and a table for each language, `[vi]` and `[en]`.
"""

from __future__ import annotations

import importlib.resources
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from bot.links import web_address
from index.errors import SettingError
from index.model import Language
from index.settings import Settings

SETTING: Final = "DEPARTMENT_FILE"
MAX_FIELD_CHARS: Final = 300
"""Enough for an address or an officer's name and title; keeps every reply in its limit."""
MAX_EXAMPLES: Final = 10
_COMMON: Final = frozenset({"website", "hotline", "official_page", "vi", "en"})
_REQUIRED: Final = frozenset({"name", "address", "hours", "officer"})
_OPTIONAL: Final = frozenset({"formerly", "examples", "complaints", "support", "answers_by"})


@dataclass(frozen=True, slots=True)
class Profile:
    """What is said of the department in one language."""

    name: str
    hotline: str
    website: str
    address: str
    hours: str
    officer: str
    formerly: str | None = None
    examples: tuple[str, ...] = ()
    complaints: str | None = None
    """Where complaints and denunciations are received."""
    support: str | None = None
    """Whom somebody in despair can call, beside 115 and 111."""
    answers_by: str | None = None
    """Who is named above an officer's answer; None for "an officer of" the department."""
    official_page: str | None = None
    """The page of the department's site that names this bot, so that people can check it."""


@dataclass(frozen=True, slots=True)
class Department:
    """The department, in each language."""

    profiles: Mapping[Language, Profile]

    def __getitem__(self, language: Language) -> Profile:
        return self.profiles[language]


def load_department(settings: Settings) -> Department:
    """Loads the department of the settings, or the sample that comes along.

    Raises SettingError naming DEPARTMENT_FILE and the key that is missing or wrong.
    """
    path = settings.department_file
    try:
        if path is not None:
            content = path.read_text(encoding="utf-8")
        else:
            content = (importlib.resources.files("data") / "department.toml").read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingError(SETTING, f"cannot be read: {error}") from None
    return read_department(content)


def read_department(content: str) -> Department:
    """Reads and checks a department file. Raises SettingError naming the key."""
    try:
        table = tomllib.loads(content)
    except tomllib.TOMLDecodeError as error:
        raise SettingError(SETTING, f"is not valid TOML: {error}") from None
    _refuse_unknown(table, _COMMON, "")
    website = _text(table, "website", "")
    if web_address(website) is None:
        raise SettingError(SETTING, f"website: {website!r} is not an http or https address")
    hotline = _text(table, "hotline", "")
    official = _optional(table, "official_page", "")
    if official is not None and web_address(official) is None:
        raise SettingError(SETTING, f"official_page: {official!r} is not an http or https address")
    profiles = {language: _profile(table, language, hotline, website) for language in Language}
    return Department(
        {language: replace(profiles[language], official_page=official) for language in Language}
    )


def _profile(table: Mapping[str, Any], language: Language, hotline: str, site: str) -> Profile:
    part = table.get(language.value)
    if not isinstance(part, dict):
        raise SettingError(SETTING, f"the table [{language.value}] is missing")
    where = f"{language.value}."
    _refuse_unknown(part, _REQUIRED | _OPTIONAL, where)
    return Profile(
        hotline=hotline,
        website=site,
        formerly=_optional(part, "formerly", where),
        complaints=_optional(part, "complaints", where),
        support=_optional(part, "support", where),
        answers_by=_optional(part, "answers_by", where),
        examples=_examples(part, where),
        **{key: _text(part, key, where) for key in _REQUIRED},
    )


def _optional(table: Mapping[str, Any], key: str, where: str) -> str | None:
    return _text(table, key, where) if key in table else None


def _text(table: Mapping[str, Any], key: str, where: str) -> str:
    if key not in table:
        raise SettingError(SETTING, f"{where}{key} is missing")
    value = table[key]
    if not isinstance(value, str) or not value.strip() or len(value) > MAX_FIELD_CHARS:
        raise SettingError(
            SETTING, f"{where}{key} must be a text of 1-{MAX_FIELD_CHARS} characters"
        )
    return value.strip()


def _examples(table: Mapping[str, Any], where: str) -> tuple[str, ...]:
    value = table.get("examples", [])
    if not isinstance(value, list) or len(value) > MAX_EXAMPLES:
        raise SettingError(SETTING, f"{where}examples must be a list of at most {MAX_EXAMPLES}")
    return tuple(_text({"examples": item}, "examples", where) for item in value)


def _refuse_unknown(table: Mapping[str, Any], known: frozenset[str], where: str) -> None:
    if unknown := sorted(set(table) - known):
        raise SettingError(SETTING, f"{where}{unknown[0]} is not a known key")
