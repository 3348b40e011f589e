"""The values of the sandbox: who is there, what a stored file is, and how a call fails."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from index.model import Role

JsonObject: TypeAlias = dict[str, Any]
"""An object of the Bot API, in the shape that travels over HTTP."""

Message: TypeAlias = JsonObject
"""A `Message` of the Bot API as the sandbox stores it."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who can write to the bot. `role` labels the person on the page.

    The bot itself learns roles from its settings: hand it `ids_of(people, Role.ADMIN)`.
    """

    id: int
    name: str
    username: str | None = None
    role: Role = Role.CITIZEN
    language_code: str = "vi"

    def as_json(self) -> JsonObject:
        """The person as a `User` of the Bot API."""
        user: JsonObject = {
            "id": self.id,
            "is_bot": False,
            "first_name": self.name,
            "language_code": self.language_code,
        }
        if self.username:
            user["username"] = self.username
        return user


@dataclass(frozen=True, slots=True)
class Group:
    """A group chat; `kind` is `group` or `supergroup`.

    A supergroup with `topics` is a forum: these beside "General", which has no thread id.
    """

    id: int
    title: str
    members: tuple[int, ...]
    kind: str = "group"
    topics: tuple[str, ...] = ()
    has_bot: bool = True
    owner: int | None = None
    """Who made it, None for somebody who is not shown here."""


DEFAULT_PEOPLE: Final = (
    Person(700001, "Lan Nguyễn", "lan_cong_dan"),
    Person(700002, "Minh Trần", "minh_can_bo", Role.STAFF),
    Person(700003, "Hòa Lê", "hoa_quan_tri", Role.ADMIN),
    Person(700004, "Anna Smith", "anna_visitor", Role.CITIZEN, "en"),
)

_EVERYBODY: Final = tuple(person.id for person in DEFAULT_PEOPLE)
_OWNER: Final = DEFAULT_PEOPLE[2].id

FORUM: Final = Group(
    -1_001_004_000_003,
    "Cộng đồng phường Nam Hạc",
    _EVERYBODY,
    "supergroup",
    ("Thủ tục hành chính", "Tin tức địa phương"),
    owner=_OWNER,
)
STAFF_GROUP: Final = Group(
    -1_001_004_000_002,
    "Tổ trả lời người dân",
    tuple(person.id for person in DEFAULT_PEOPLE if person.role is not Role.CITIZEN),
    "supergroup",
)
DEFAULT_GROUPS: Final = (
    Group(-4000001, "Tổ dân phố số 5", _EVERYBODY, owner=_OWNER),
    FORUM,
    STAFF_GROUP,
)


def crowd(count: int, first_id: int = 800_001) -> tuple[Person, ...]:
    """Many citizens with names and ids of their own, for tests of load and broadcasts."""
    return tuple(Person(first_id + n, f"Người dân {n + 1}") for n in range(count))


def ids_of(people: Iterable[Person], role: Role) -> frozenset[int]:
    """The ids of the people with that role, for `ADMIN_IDS` and `STAFF_IDS`."""
    return frozenset(person.id for person in people if person.role is role)


MOST_DOWNLOAD_BYTES: Final = 20 * 2**20
_ENDING: Final = re.compile(r"\.[A-Za-z0-9]{1,8}$")


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that somebody sent: `path` is what `getFile` calls `file_path`."""

    file_id: str
    unique_id: str
    """The same for the same content."""
    name: str
    mime_type: str
    content: bytes

    @property
    def path(self) -> str:
        """Where the file is downloaded from, below `/file/bot<token>/`."""
        ending = _ENDING.search(self.name)
        return f"files/{self.file_id}{ending.group() if ending else ''}"

    @property
    def too_big(self) -> bool:
        """Whether a bot cannot download it."""
        return len(self.content) > MOST_DOWNLOAD_BYTES

    def as_json(self) -> JsonObject:
        """The fields that every kind of file has in the Bot API."""
        return {
            "file_id": self.file_id,
            "file_unique_id": self.unique_id,
            "file_size": len(self.content),
        }


class ApiError(Exception):
    """A call that is answered with `ok: false`."""

    def __init__(self, code: int, description: str, parameters: JsonObject | None = None) -> None:
        super().__init__(f"{code} {description}")
        self.code = code
        self.description = description
        self.parameters = parameters

    def as_json(self) -> JsonObject:
        """The body of the answer."""
        body: JsonObject = {
            "ok": False,
            "error_code": self.code,
            "description": self.description,
        }
        if self.parameters:
            body["parameters"] = self.parameters
        return body


def bad_request(reason: str) -> ApiError:
    """The error that the Bot API gives for wrong parameters."""
    return ApiError(400, f"Bad Request: {reason}")


def too_many_requests(retry_after: int) -> ApiError:
    """The error that the Bot API gives on flood; `retry_after` is in seconds."""
    return ApiError(
        429,
        f"Too Many Requests: retry after {retry_after}",
        {"retry_after": retry_after},
    )
