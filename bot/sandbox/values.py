"""The values of the sandbox: who is there, what a stored file is, and how a call fails."""

from __future__ import annotations

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
    """A group chat that the bot is in from the start; `kind` is `group` or `supergroup`."""

    id: int
    title: str
    members: tuple[int, ...]
    kind: str = "group"


DEFAULT_PEOPLE: Final = (
    Person(700001, "Lan Nguyễn", "lan_cong_dan"),
    Person(700002, "Minh Trần", "minh_can_bo", Role.STAFF),
    Person(700003, "Hòa Lê", "hoa_quan_tri", Role.ADMIN),
    Person(700004, "Anna Smith", "anna_visitor", Role.CITIZEN, "en"),
)

DEFAULT_GROUPS: Final = (
    Group(-4000001, "Tổ dân phố số 5", tuple(person.id for person in DEFAULT_PEOPLE)),
)


def ids_of(people: Iterable[Person], role: Role) -> frozenset[int]:
    """The ids of the people with that role, for `ADMIN_IDS` and `STAFF_IDS`."""
    return frozenset(person.id for person in people if person.role is role)


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that somebody sent: `path` is what `getFile` calls `file_path`."""

    file_id: str
    name: str
    mime_type: str
    content: bytes

    @property
    def path(self) -> str:
        """Where the file is downloaded from, below `/file/bot<token>/`."""
        return f"files/{self.file_id}"

    @property
    def unique_id(self) -> str:
        """The id that stays the same for the same file."""
        return f"u{self.file_id}"

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
