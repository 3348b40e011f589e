from __future__ import annotations

import json
import re
import shlex
import tomllib
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
import yaml

import bot.main  # noqa: F401 - adds its commands to `cli`
from index.cli import cli
from index.settings import TABLE, load_settings

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Instruction:
    """One instruction of a Dockerfile, its continued lines joined."""

    name: str
    arguments: str


def instructions(text: str) -> list[Instruction]:
    """Parses a Dockerfile: comments out, lines that end in a backslash joined."""
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    joined = re.sub(r"\\\n\s*", " ", "\n".join(lines))
    parts = (line.split(None, 1) for line in joined.splitlines())
    return [Instruction(name.upper(), arguments) for name, arguments in parts]


@pytest.fixture(scope="module")
def dockerfile() -> list[Instruction]:
    return instructions((ROOT / "Dockerfile").read_text("utf-8"))


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))
    return loaded


@pytest.fixture(scope="module")
def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def named(dockerfile: list[Instruction], name: str) -> list[str]:
    return [item.arguments for item in dockerfile if item.name == name]


def environment(dockerfile: list[Instruction]) -> dict[str, str]:
    pairs = (pair for line in named(dockerfile, "ENV") for pair in shlex.split(line))
    return {name: value for name, _, value in (pair.partition("=") for pair in pairs)}


def copied(dockerfile: list[Instruction]) -> list[str]:
    """What is copied from the build context."""
    lines = [line for line in named(dockerfile, "COPY") if not line.startswith("--from")]
    return [source for line in lines for source in line.split()[:-1]]


def test_the_base_image_has_a_python_that_the_package_takes(
    dockerfile: list[Instruction], project: dict[str, Any]
) -> None:
    required = re.fullmatch(r">=(\d+)\.(\d+)", project["project"]["requires-python"])
    assert required is not None
    for base in named(dockerfile, "FROM"):
        version = re.match(r"python:(\d+)\.(\d+)-slim\b", base)
        assert version is not None
        assert tuple(map(int, version.groups())) >= tuple(map(int, required.groups()))


def test_what_is_copied_exists_and_is_all_that_the_package_is_built_from(
    dockerfile: list[Instruction], project: dict[str, Any]
) -> None:
    sources = copied(dockerfile)
    assert [source for source in sources if not (ROOT / source).exists()] == []
    packages = {package.split(".")[0] for package in project["tool"]["setuptools"]["packages"]}
    readme = project["project"]["readme"]
    assert set(sources) >= packages | {"pyproject.toml", readme, "LICENSE"}


def test_the_models_travel_in_the_package_and_what_they_learnt_from_does_not(
    project: dict[str, Any],
) -> None:
    setuptools = project["tool"]["setuptools"]

    def matching(table: str) -> set[Path]:
        patterns = setuptools[table]["data"]
        return {path for pattern in patterns for path in (ROOT / "data").glob(pattern)}

    shipped = matching("package-data") - matching("exclude-package-data")
    models = set((ROOT / "data" / "model").iterdir())
    assert models and models <= shipped
    assert not any(path.is_relative_to(ROOT / "data" / "training") for path in shipped)


def test_the_build_context_lets_through_what_is_copied_and_no_secret_or_archive(
    dockerfile: list[Instruction],
) -> None:
    rules = [
        line for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines()
        if line and not line.startswith("#")
    ]  # fmt: skip

    def ignored(name: str) -> bool:
        result = False
        for rule in rules:  # the last rule that fits decides
            if fnmatch(name, rule.removeprefix("!")):
                result = not rule.startswith("!")
        return result

    assert [source for source in copied(dockerfile) if ignored(source)] == []
    assert all(ignored(name) for name in (".env", "var", ".git", ".venv"))


def commands(dockerfile: list[Instruction]) -> list[list[str]]:
    """The start command and the health check's, as lists of words."""
    health = named(dockerfile, "HEALTHCHECK")[0].split("CMD", 1)[1]
    return [json.loads(text) for text in (named(dockerfile, "CMD")[0], health)]


def test_start_and_health_check_are_commands_of_the_program(
    dockerfile: list[Instruction], project: dict[str, Any]
) -> None:
    start, health = commands(dockerfile)
    assert start == ["hoidap", "run"]
    assert health == ["hoidap", "doctor"]
    for script, command in (start, health):
        assert script in project["project"]["scripts"]
        assert command in cli.commands


def test_the_image_runs_as_an_unprivileged_user_and_writes_to_the_volume_only(
    dockerfile: list[Instruction],
) -> None:
    order = [item.name for item in dockerfile]
    user = named(dockerfile, "USER")
    assert user and user[-1] not in ("root", "0")
    assert order.index("USER") < order.index("CMD")
    volumes = [path for line in named(dockerfile, "VOLUME") for path in json.loads(line)]
    assert volumes == [environment(dockerfile)["HOIDAP_HOME"]]
    # Made and owned before it is a volume: a new named volume takes owner and mode from it.
    made = next(line for line in named(dockerfile, "RUN") if volumes[0] in line)
    assert f"--owner={user[-1]}" in made


def test_no_secret_is_baked_into_the_image(dockerfile: list[Instruction]) -> None:
    secrets = {setting.name for setting in TABLE if setting.secret}
    assert not secrets & set(environment(dockerfile))
    assert named(dockerfile, "ARG") == []


def test_compose_runs_one_service_on_one_volume(compose: dict[str, Any]) -> None:
    assert set(compose["services"]) == {"bot"}
    assert list(compose["volumes"]) == ["hoidap"]
    assert compose["services"]["bot"]["volumes"] == ["hoidap:/data"]
    assert compose["services"]["bot"]["restart"] == "unless-stopped"


def test_compose_sets_nothing_that_is_no_setting_and_its_home_is_the_volume(
    compose: dict[str, Any], dockerfile: list[Instruction], tmp_path: Path
) -> None:
    service = compose["services"]["bot"]
    assert set(service["environment"]) <= {setting.name for setting in TABLE}
    assert service["env_file"] == ".env"
    mounted = service["volumes"][0].split(":")[1]
    settings = load_settings(service["environment"], tmp_path)
    assert str(settings.home) == mounted == environment(dockerfile)["HOIDAP_HOME"]


def test_a_read_only_container_can_write_where_the_program_writes(
    compose: dict[str, Any],
) -> None:
    service = compose["services"]["bot"]
    assert service["read_only"] is True
    assert "/tmp" in service["tmpfs"]


def test_stopping_leaves_time_for_what_is_under_way(compose: dict[str, Any]) -> None:
    grace = re.fullmatch(r"(\d+)s", compose["services"]["bot"]["stop_grace_period"])
    # More than Docker's own ten seconds: a slow request to Telegram may take as long.
    assert grace is not None and int(grace[1]) > 10


def test_the_image_is_named_by_the_version_that_is_packaged(
    compose: dict[str, Any], project: dict[str, Any]
) -> None:
    assert compose["services"]["bot"]["image"] == f"hoidap:{project['project']['version']}"


def test_the_parser_joins_continued_lines_and_leaves_out_comments() -> None:
    text = '# c\nFROM a AS b\n\nRUN x \\\n    && y\n# d\nCMD ["z"]\n'
    assert instructions(text) == [
        Instruction("FROM", "a AS b"), Instruction("RUN", "x  && y"), Instruction("CMD", '["z"]')
    ]  # fmt: skip
