"""Settings: what is read from where, and which wrong one is named."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import SettingError
from index.settings import TABLE, Secret, Settings, load_settings

TOKEN = "123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr"
WEBHOOK = {"WEBHOOK_URL": "https://bot.example.gov.vn/telegram", "WEBHOOK_SECRET": "word"}


def load(folder: Path, **environ: str) -> Settings:
    return load_settings(environ, folder)


def test_nothing_needs_to_be_set(tmp_path: Path) -> None:
    settings = load(tmp_path)
    assert settings == Settings()
    assert (settings.home, settings.engine, settings.sandbox_port) == (Path("var"), "tantivy", 8080)
    assert str(settings.time_zone) == "Asia/Ho_Chi_Minh"
    assert settings.token is None and settings.webhook is None
    assert not settings.fetch_allow_loopback and settings.fetch_delay == 1


def test_everything_can_be_set(tmp_path: Path) -> None:
    department = tmp_path / "department.toml"
    department.write_text("")
    settings = load(
        tmp_path,
        TELEGRAM_BOT_TOKEN=TOKEN,
        TELEGRAM_API_URL="http://127.0.0.1:8081/",
        ADMIN_IDS=" 1001 ,1002,",
        STAFF_IDS="2001",
        DEPARTMENT_FILE=str(department),
        WEBHOOK_LISTEN="0.0.0.0:9443",
        SANDBOX_PORT="0",
        HOIDAP_HOME="/var/lib/hoidap",
        HOIDAP_ENGINE="memory",
        TZ_NAME="UTC",
        FETCH_ALLOW_LOOPBACK="On",
        FETCH_DELAY_S="0.5",
        FETCH_CONTACT="tin@hue.example.gov.vn",
        **WEBHOOK,
    )
    assert settings.token == Secret(TOKEN)
    assert settings.api_url == "http://127.0.0.1:8081"
    assert settings.admin_ids == {1001, 1002} and settings.staff_ids == {2001}
    assert settings.department_file == department
    assert settings.webhook is not None
    assert (settings.webhook.host, settings.webhook.port) == ("0.0.0.0", 9443)
    assert settings.sandbox_port == 0 and settings.engine == "memory"
    assert settings.fetch_allow_loopback and settings.fetch_delay == 0.5
    assert settings.fetch_contact == "tin@hue.example.gov.vn"


def test_the_environment_wins_over_the_file_and_empty_is_not_set(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("HOIDAP_ENGINE=memory\nSANDBOX_PORT=9000\nHOIDAP_HOME=here\n")
    settings = load(tmp_path, SANDBOX_PORT="9001", HOIDAP_HOME="  ")
    assert settings.engine == "memory"
    assert settings.sandbox_port == 9001
    assert settings.home == Path("here")


WRONG = [
    ("TELEGRAM_BOT_TOKEN", "abc"),
    ("TELEGRAM_BOT_TOKEN", "123:"),
    ("TELEGRAM_BOT_TOKEN", ":abc"),
    ("TELEGRAM_BOT_TOKEN", "123:a/b"),
    ("TELEGRAM_BOT_TOKEN", "123:đ"),
    ("TELEGRAM_API_URL", "api.telegram.org"),
    ("TELEGRAM_API_URL", "ftp://api.telegram.org"),
    ("TELEGRAM_API_URL", "http://"),
    ("TELEGRAM_API_URL", "http://[x"),
    ("TELEGRAM_API_URL", "http://host:port"),
    ("TELEGRAM_API_URL", "http://host:99999"),
    ("ADMIN_IDS", "me"),
    ("ADMIN_IDS", "1001;1002"),
    ("ADMIN_IDS", "-5"),
    ("STAFF_IDS", "１２"),
    ("STAFF_IDS", "9" * 5000),
    ("DEPARTMENT_FILE", "no-such-file.toml"),
    ("HOIDAP_ENGINE", "sqlite"),
    ("TZ_NAME", "Hanoi"),
    ("TZ_NAME", "../../etc/passwd"),
    ("TZ_NAME", "Asia"),
    ("SANDBOX_PORT", "http"),
    ("SANDBOX_PORT", "-1"),
    ("SANDBOX_PORT", "65536"),
    ("SANDBOX_PORT", "9" * 5000),
    ("FETCH_ALLOW_LOOPBACK", "maybe"),
    ("FETCH_DELAY_S", "soon"),
    ("FETCH_DELAY_S", "-1"),
    ("FETCH_DELAY_S", "nan"),
    ("FETCH_DELAY_S", "61"),
    ("FETCH_CONTACT", "two words"),
    ("FETCH_CONTACT", "x\r\nCookie:1"),
    ("FETCH_CONTACT", "tin@huế.vn"),
    ("FETCH_CONTACT", "x" * 201),
]


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_a_wrong_setting_is_named_with_where_it_is_documented(
    tmp_path: Path, name: str, value: str
) -> None:
    with pytest.raises(
        SettingError, match=rf"^{name}: .*docs/settings\.md#{name.lower()}"
    ) as fault:
        load(tmp_path, **{name: value})
    assert fault.value.name == name


@pytest.mark.parametrize(
    ("name", "changed"),
    [
        ("WEBHOOK_SECRET", {"WEBHOOK_SECRET": ""}),
        ("WEBHOOK_SECRET", {"WEBHOOK_SECRET": "two words"}),
        ("WEBHOOK_SECRET", {"WEBHOOK_SECRET": "x" * 257}),
        ("WEBHOOK_URL", {"WEBHOOK_URL": "http://bot.example.gov.vn/telegram"}),
        ("WEBHOOK_URL", {"WEBHOOK_URL": "telegram"}),
        ("WEBHOOK_LISTEN", {"WEBHOOK_LISTEN": "8443"}),
        ("WEBHOOK_LISTEN", {"WEBHOOK_LISTEN": "127.0.0.1:0"}),
        ("WEBHOOK_LISTEN", {"WEBHOOK_LISTEN": "127.0.0.1:port"}),
    ],
)
def test_a_half_set_webhook_is_named(tmp_path: Path, name: str, changed: dict[str, str]) -> None:
    with pytest.raises(SettingError) as fault:
        load(tmp_path, **(WEBHOOK | changed))
    assert fault.value.name == name


def test_a_webhook_of_an_own_bot_api_may_be_plain_http(tmp_path: Path) -> None:
    settings = load(
        tmp_path,
        **(WEBHOOK | {"WEBHOOK_URL": "http://127.0.0.1:8443/hook"}),
        TELEGRAM_API_URL="http://127.0.0.1:8081",
    )
    assert settings.webhook is not None and settings.webhook.url == "http://127.0.0.1:8443/hook"


def test_an_env_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"HOIDAP_HOME=\xff\xfe\n")
    with pytest.raises(SettingError, match=r"\.env"):
        load(tmp_path)


def test_no_secret_is_ever_printed(tmp_path: Path) -> None:
    settings = load(tmp_path, TELEGRAM_BOT_TOKEN=TOKEN, **WEBHOOK)
    for text in (repr(settings), str(settings), f"{settings.token}", f"{settings.token!r}"):
        assert TOKEN not in text and "word" not in text


@pytest.mark.parametrize(("name", "value"), [("TELEGRAM_BOT_TOKEN", "hush hush:hush"),
                                             ("WEBHOOK_SECRET", "hush hush")])  # fmt: skip
def test_no_secret_stands_in_an_error(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(SettingError) as fault:
        load(tmp_path, **({"WEBHOOK_URL": WEBHOOK["WEBHOOK_URL"]} | {name: value}))
    assert "hush" not in str(fault.value)


def test_every_setting_of_the_table_has_a_meaning_and_an_example() -> None:
    assert all(setting.meaning and setting.example for setting in TABLE)
    assert len({setting.name for setting in TABLE}) == len(TABLE)


@given(st.sampled_from([s.name for s in TABLE if s.name != "HOIDAP_HOME"]),
       st.text(st.characters(blacklist_characters="\0", blacklist_categories=["Cs"]),
               max_size=30))  # fmt: skip
def test_any_value_is_taken_or_named(name: str, value: str) -> None:
    try:
        load_settings({name: value}, Path("/nonexistent"))
    except SettingError as fault:
        assert fault.name in (name, "WEBHOOK_SECRET")  # a url alone lacks its secret
