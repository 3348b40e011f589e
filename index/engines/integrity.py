"""Are the files of a tantivy index the ones that were written?

tantivy ends every file with a checksum but does not read it when it opens an index: one
overwritten byte would give wrong answers, or a crash in a later search.
"""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

# A file ends with a JSON footer, its length and this number, both little-endian.
_MAGIC: Final = 1337
_TAIL: Final = struct.Struct("<II")
_CHUNK_BYTES: Final = 1 << 20


def damaged_file(folder: Path) -> str | None:
    """Returns the name of a file of the last commit that is not as written, None when sound.

    Reads the whole index, about a second a gigabyte. Files that the last commit does not
    name are left out: a killed writer leaves half of one behind, and it does no harm.

    Raises OSError: a file is missing or unreadable. ValueError: `meta.json` makes no sense.
    """
    meta = json.loads((folder / "meta.json").read_bytes())
    if not isinstance(meta, dict) or not isinstance(meta.get("segments"), list):
        raise ValueError("meta.json is no index")
    for segment in meta["segments"]:
        for path in _files(folder, segment):
            if not _sound(path):
                return path.name
    return None


def _files(folder: Path, segment: dict[str, Any]) -> Iterator[Path]:
    name = str(segment["segment_id"]).replace("-", "")
    deleted = segment.get("deletes")
    live = f"{name}.{deleted['opstamp']}.del" if deleted else None
    if live and not (folder / live).is_file():
        raise FileNotFoundError(live)
    for path in sorted(folder.glob(f"{name}.*")):
        if path.suffix != ".del" or path.name == live:
            yield path


def _sound(path: Path) -> bool:
    size = path.stat().st_size
    with path.open("rb") as file:
        if size < _TAIL.size:
            return False
        file.seek(size - _TAIL.size)
        length, magic = _TAIL.unpack(file.read(_TAIL.size))
        body = size - _TAIL.size - length
        if magic != _MAGIC or body < 0:
            return False
        file.seek(body)
        try:
            wanted = json.loads(file.read(length))["crc"]
        except (ValueError, KeyError, TypeError):
            return False
        file.seek(0)
        crc = 0
        while body > 0 and (chunk := file.read(min(_CHUNK_BYTES, body))):
            crc = zlib.crc32(chunk, crc)
            body -= len(chunk)
    return bool(crc == wanted)
