"""The parameters of a call, whichever way they came: JSON, form or multipart."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tornado.httputil import HTTPServerRequest

from bot.sandbox.values import JsonObject, bad_request


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a multipart request."""

    name: str
    mime_type: str
    content: bytes


def parse_json(source: str | bytes, what: str) -> object:
    """Reads JSON from outside. Raises ApiError 400 when it is none, or nested too deep."""
    try:
        value: object = json.loads(source)
        # A lone surrogate can be written in JSON, but it is no text: UTF-8 cannot hold it.
        json.dumps(value, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        raise bad_request(f"can't parse {what}") from None
    return value


class Params:
    """Reads parameters as the Bot API does: a form's text `5` is the number 5.

    Every reader raises ApiError 400 when a value is there but of the wrong kind.
    """

    def __init__(
        self, values: Mapping[str, Any], uploads: Mapping[str, Upload] | None = None
    ) -> None:
        self.values = dict(values)
        self.uploads = dict(uploads or {})

    @classmethod
    def of(cls, request: HTTPServerRequest) -> Params:
        """The parameters of a request; those in its body win over those in its address."""
        values: dict[str, Any] = {}
        try:
            for name, given in request.arguments.items():
                values[name] = given[-1].decode()
        except UnicodeDecodeError:
            raise bad_request("strings must be encoded in UTF-8") from None
        if request.headers.get("Content-Type", "").startswith("application/json"):
            body = parse_json(request.body or b"{}", "the request body as JSON")
            if not isinstance(body, dict):
                raise bad_request("the request body must be a JSON object")
            values.update(body)
        uploads = {
            name: Upload(files[-1].filename, files[-1].content_type, files[-1].body)
            for name, files in request.files.items()
        }
        return cls(values, uploads)

    def has(self, name: str) -> bool:
        """Whether the parameter was given, as a value or a file."""
        return self.values.get(name) is not None or name in self.uploads

    def text(self, name: str) -> str:
        """A string; empty when it was not given."""
        value = self.values.get(name, "")
        if not isinstance(value, str):
            raise bad_request(f'field "{name}" must be of type String')
        return value

    def integer(self, name: str, default: int | None = None) -> int | None:
        """A whole number of at most 64 bits, or `default`."""
        value = self.values.get(name)
        if value is None or value == "":
            return default
        try:
            number = int(str(value)) if not isinstance(value, bool) else None
        except ValueError:
            number = None
        if number is None or not -(2**63) <= number < 2**63:
            raise bad_request(f'field "{name}" must be a valid Number')
        return number

    def required_integer(self, name: str) -> int:
        """A whole number that must be there."""
        number = self.integer(name)
        if number is None:
            raise bad_request(f'parameter "{name}" is required')
        return number

    def flag(self, name: str) -> bool:
        """A Boolean; false when it was not given."""
        value = self.values.get(name)
        if value in (None, "", False, "false", "False", "0", 0):
            return False
        if value in (True, "true", "True", "1", 1):
            return True
        raise bad_request(f'field "{name}" must be of type Boolean')

    def json_object(self, name: str) -> JsonObject | None:
        """A JSON object, serialized or not; None when it was not given."""
        value = self._decoded(name)
        if value is not None and not isinstance(value, dict):
            raise bad_request(f'field "{name}" must be of type Object')
        return value

    def json_array(self, name: str) -> list[Any] | None:
        """A JSON array, serialized or not; None when it was not given."""
        value = self._decoded(name)
        if value is not None and not isinstance(value, list):
            raise bad_request(f'field "{name}" must be of type Array')
        return value

    def upload(self, name: str) -> Upload | None:
        """The file sent as this parameter, directly or as `attach://`; None if none was."""
        value = self.values.get(name)
        if isinstance(value, str) and value.startswith("attach://"):
            attached = self.uploads.get(value.removeprefix("attach://"))
            if attached is None:
                raise bad_request("attached file not found")
            return attached
        return self.uploads.get(name)

    def _decoded(self, name: str) -> object:
        value = self.values.get(name)
        if isinstance(value, str):
            return parse_json(value, f"{name} JSON object") if value else None
        return value
