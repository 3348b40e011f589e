"""The settings: one table, read once at the entry point.

`docs/settings.md` is generated from `TABLE`; a missing or wrong setting fails at the
start with its name. A secret is never in a repr, a log line or an error.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from dotenv import dotenv_values

from index.errors import SettingError
from index.setting_values import (
    read_contact,
    read_file,
    read_ids,
    read_port,
    read_seconds,
    read_switch,
    read_time_zone,
    read_url,
)

ENGINES: Final = ("tantivy", "memory")
# Telegram's own limit.
_LONGEST_SECRET: Final = 256


@dataclass(frozen=True, slots=True)
class Setting:
    """One row of the table: what the docs and `.env.example` say of a setting."""

    name: str
    meaning: str
    default: str | None
    example: str
    secret: bool = False


TABLE: Final = (
    Setting(
        "TELEGRAM_BOT_TOKEN",
        "Token of the bot, from @BotFather. Without it `hoidap run` says so and "
        "`make run` opens the sandbox.",
        None,
        "123456789:AA…",
        secret=True,
    ),
    Setting(
        "TELEGRAM_API_URL",
        "Root of the Bot API. Requests go to `<root>/bot<token>/<method>`, files to "
        "`<root>/file/bot<token>/`.",
        "https://api.telegram.org",
        "http://127.0.0.1:8081",
    ),
    Setting("ADMIN_IDS", "Telegram user ids of the admins, comma-separated.", "", "1001,1002"),
    Setting("STAFF_IDS", "Telegram user ids of the staff, comma-separated.", "", "2001,2002"),
    Setting(
        "DEPARTMENT_FILE",
        "TOML file with the department's name, hotline, hours, address and officer in "
        "charge, in Vietnamese and English.",
        None,
        "./department.toml",
    ),
    Setting(
        "WEBHOOK_URL",
        "Public https address that Telegram calls. Set it to use a webhook instead of polling.",
        None,
        "https://bot.example.gov.vn/telegram",
    ),
    Setting(
        "WEBHOOK_LISTEN",
        "Local address and port that the webhook listens on.",
        "127.0.0.1:8443",
        "0.0.0.0:8443",
    ),
    Setting(
        "WEBHOOK_SECRET",
        "Secret that Telegram sends with every call, 1-256 of `A-Za-z0-9_-`; required with "
        "WEBHOOK_URL. A request without it is refused.",
        None,
        "a-long-random-word",
        secret=True,
    ),
    Setting("SANDBOX_PORT", "Port of the sandbox page on 127.0.0.1; 0 takes a free one.",
            "8080", "8080"),
    Setting("HOIDAP_HOME", "Folder of the archive and the index.", "./var", "/var/lib/hoidap"),
    Setting(
        "HOIDAP_ENGINE",
        "What scores passages: `tantivy`, on disk, to millions of passages, or `memory`, "
        "for tiny archives.",
        "tantivy",
        "memory",
    ),
    Setting(
        "FETCH_ALLOW_LOOPBACK",
        "`on` lets sources live on this machine (127.0.0.1 and ::1), for tests and "
        "demonstrations. Other private addresses are never fetched.",
        "off",
        "on",
    ),
    Setting(
        "FETCH_DELAY_S",
        "Pause in seconds between two requests to one host, 0-60. A longer crawl delay in a "
        "site's robots.txt is kept.",
        "1",
        "2.5",
    ),
    Setting(
        "FETCH_CONTACT",
        "Web or mail address of who runs this, sent to the sites that are crawled so that "
        "their operators know whom to ask.",
        None,
        "https://department.example.gov.vn/contact",
    ),
    Setting(
        "TZ_NAME",
        "Time zone of dates and schedules, a name of the IANA database.",
        "Asia/Ho_Chi_Minh",
        "Asia/Ho_Chi_Minh",
    ),
)  # fmt: skip


class Secret:
    """A value that never prints itself.

    >>> f"{Secret('123:abc')!r} {Secret('123:abc')}"
    "Secret('***') ***"
    """

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """Returns the value, for the one call that needs it."""
        return self._value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other._value == self._value

    def __hash__(self) -> int:
        return hash(self._value)

    def __repr__(self) -> str:
        return "Secret('***')"

    def __str__(self) -> str:
        return "***"


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where Telegram calls, where we listen, and the secret that must come along."""

    url: str
    host: str
    port: int
    secret: Secret


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings, checked."""

    home: Path = Path("var")
    engine: str = "tantivy"
    time_zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Asia/Ho_Chi_Minh"))
    token: Secret | None = None
    api_url: str = "https://api.telegram.org"
    admin_ids: frozenset[int] = frozenset()
    staff_ids: frozenset[int] = frozenset()
    department_file: Path | None = None
    webhook: Webhook | None = None
    sandbox_port: int = 8080
    fetch_allow_loopback: bool = False
    fetch_delay: float = 1.0
    """Seconds between two requests to one host."""
    fetch_contact: str | None = None


def load_settings(environ: Mapping[str, str] | None = None, folder: Path | None = None) -> Settings:
    """Reads the settings from the environment and from `.env` in `folder`.

    The environment wins over the file; an empty value counts as not set. `folder`
    defaults to the working directory, `environ` to the process's.

    Raises SettingError naming the first setting that is wrong.
    """
    source = _merged(os.environ if environ is None else environ, folder or Path.cwd())
    token = source.get("TELEGRAM_BOT_TOKEN")
    if token is not None and not _looks_like_token(token):
        raise SettingError("TELEGRAM_BOT_TOKEN", "is not of the form 123456789:AA…")
    return Settings(
        home=Path(source["HOIDAP_HOME"]),
        engine=_engine(source["HOIDAP_ENGINE"]),
        time_zone=read_time_zone(source["TZ_NAME"]),
        token=Secret(token) if token else None,
        api_url=read_url("TELEGRAM_API_URL", source["TELEGRAM_API_URL"]).rstrip("/"),
        admin_ids=read_ids("ADMIN_IDS", source.get("ADMIN_IDS", "")),
        staff_ids=read_ids("STAFF_IDS", source.get("STAFF_IDS", "")),
        department_file=read_file("DEPARTMENT_FILE", source.get("DEPARTMENT_FILE")),
        webhook=_webhook(source),
        sandbox_port=read_port("SANDBOX_PORT", source["SANDBOX_PORT"], least=0),
        fetch_allow_loopback=read_switch("FETCH_ALLOW_LOOPBACK", source["FETCH_ALLOW_LOOPBACK"]),
        fetch_delay=read_seconds("FETCH_DELAY_S", source["FETCH_DELAY_S"], most=60),
        fetch_contact=read_contact("FETCH_CONTACT", source.get("FETCH_CONTACT")),
    )


def _merged(environ: Mapping[str, str], folder: Path) -> dict[str, str]:
    try:
        from_file = dotenv_values(folder / ".env")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingError(".env", f"cannot be read: {error}") from None
    merged: dict[str, str] = {}
    for setting in TABLE:
        for value in (environ.get(setting.name), from_file.get(setting.name), setting.default):
            if value is not None and value.strip():
                merged[setting.name] = value.strip()
                break
    return merged


def _looks_like_token(token: str) -> bool:
    bot_id, _, secret = token.partition(":")
    return bot_id.isdigit() and bool(secret) and token.isascii() and not set(token) & set(" /?#%")


def _engine(value: str) -> str:
    if value not in ENGINES:
        raise SettingError("HOIDAP_ENGINE", f"{value!r} is none of {', '.join(ENGINES)}")
    return value


def _webhook(source: Mapping[str, str]) -> Webhook | None:
    url, secret = source.get("WEBHOOK_URL"), source.get("WEBHOOK_SECRET")
    if url is None:
        return None
    if secret is None:
        raise SettingError("WEBHOOK_SECRET", "is needed when WEBHOOK_URL is set")
    allowed = set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-")
    if len(secret) > _LONGEST_SECRET or set(secret) - allowed:
        raise SettingError("WEBHOOK_SECRET", "must be 1-256 of A-Z a-z 0-9 _ -")
    host, _, port = source["WEBHOOK_LISTEN"].rpartition(":")
    if not host:
        raise SettingError("WEBHOOK_LISTEN", "must be an address and a port: 127.0.0.1:8443")
    # Telegram itself asks for https; a Bot API server of one's own may take http.
    own_server = source["TELEGRAM_API_URL"].startswith("http://")
    return Webhook(
        url=read_url("WEBHOOK_URL", url, https_only=not own_server),
        host=host,
        port=read_port("WEBHOOK_LISTEN", port),
        secret=Secret(secret),
    )
