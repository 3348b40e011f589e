"""The department file: what is missing or wrong is named."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from bot.department import load_department, read_department
from index.errors import SettingError
from index.model import Language
from index.settings import Settings

SAMPLE = (files("data") / "department.toml").read_text("utf-8")


def test_a_department_of_ones_own_is_read(tmp_path: Path) -> None:
    own = tmp_path / "so.toml"
    own.write_text(SAMPLE.replace("tỉnh Thanh Giang", "tỉnh Khác"), encoding="utf-8")
    department = load_department(Settings(department_file=own))
    assert department[Language.VIETNAMESE].name.endswith("tỉnh Khác")


def test_a_file_that_is_no_text_names_the_setting(tmp_path: Path) -> None:
    binary = tmp_path / "so.toml"
    binary.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SettingError, match="DEPARTMENT_FILE"):
        load_department(Settings(department_file=binary))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("[en]", "[fr]", "fr is not a known key"),
        ('hotline = "', 'phone = "', "phone is not a known key"),
        ('hours = "thứ', 'hour = "thứ', "vi.hour is not a known key"),
        ('hotline = "0230.3888.268"', "", "hotline is missing"),
        ('hotline = "0230.3888.268"', "hotline = 113", "hotline must be a text"),
        ('hotline = "0230.3888.268"', f'hotline = "{"1" * 301}"', "hotline must be a text"),
        ('website = "https://skhcn', 'website = "ftp://skhcn', "website"),
        ("[vi]", "[vi", "not valid TOML"),
    ],
)
def test_what_is_wrong_is_named_with_its_key(old: str, new: str, said: str) -> None:
    assert old in SAMPLE
    with pytest.raises(SettingError, match="DEPARTMENT_FILE") as caught:
        read_department(SAMPLE.replace(old, new))
    assert said in str(caught.value)


@pytest.mark.parametrize("examples", ["1", '["a", 2]', str(["x"] * 11)])
def test_wrong_examples_are_named(examples: str) -> None:
    head, _, tail = SAMPLE.partition("[en]")
    broken = head + "[en]" + tail.partition("examples")[0] + f"examples = {examples}"
    with pytest.raises(SettingError, match=r"en\.examples"):
        read_department(broken)
