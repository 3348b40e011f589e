"""Two engines over one archive: what everybody may find, and all there is.

BM25 counts how often words stand in an index. With the articles for staff in it, their words
would move what citizens find, and what slips of typing are read as, though no text of theirs
is shown. So citizens are answered from an index that those articles were never in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final, Self

from index.engines.contract import Change, Changes, Engine, EngineHit, EngineQuery, Reader
from index.engines.integrity import damaged_file
from index.engines.memory_engine import MemoryEngine
from index.engines.tantivy_engine import TantivyEngine
from index.errors import EngineError
from index.language.analyzer import Field
from index.model import Audience

_PUBLIC: Final = "public"
_ALL: Final = "all"
_FOLDERS: Final = (_PUBLIC, _ALL)


class EnginePair:
    """An engine that holds all passages, and beside it one of the public ones alone.

    To who asks it is the engine of all passages; `public` is the other one's reader. Changes
    reach the public one first and the generation is the whole one's: where a kill comes in
    between, both are given the same changes again, which changes nothing.
    """

    def __init__(self, public: Engine, whole: Engine) -> None:
        self._public = public
        self._whole = whole

    @classmethod
    def in_memory(cls) -> Self:
        """Returns an empty pair in memory."""
        return cls(MemoryEngine(), MemoryEngine())

    @classmethod
    def make(cls, folder: Path) -> Self:
        """Makes an empty pair on disk.

        Raises EngineError: it cannot be written.
        """
        return cls(TantivyEngine(folder / _PUBLIC), TantivyEngine(folder / _ALL))

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Opens the pair in `folder`.

        Raises EngineError: one of the two is missing or damaged.
        """
        for name in _FOLDERS:
            if not (folder / name / "meta.json").is_file():
                raise EngineError(f"{folder / name} holds no index")
        return cls.make(folder)

    @staticmethod
    def is_damaged(folder: Path) -> bool:
        """Tells whether a file of the pair in `folder` is not as written.

        Raises OSError, ValueError: like `damaged_file`.
        """
        return any(damaged_file(folder / name) is not None for name in _FOLDERS)

    @property
    def public(self) -> Reader:
        """The reader of the public passages; its generation is that of its own last change."""
        return self._public

    @property
    def generation(self) -> int:
        """The last change number that both hold."""
        return self._whole.generation

    @property
    def passages(self) -> int:
        """How many passages there are in all."""
        return self._whole.passages

    def apply(self, changes: Changes) -> None:
        """Applies the changes to both.

        Those that concern no public passage leave the public engine as it is, to the byte.
        A generation without changes is for both.

        Raises EngineError: like an engine's `apply`.
        """
        public = [_public_part(change) for change in changes.items]
        gone = [change.article_id for change in public if not change.passages]
        touched = len(gone) < len(public) or not public or self._public.holds(gone)
        if touched:
            self._public.apply(replace(changes, items=public))
        self._whole.apply(changes)

    def holds(self, article_ids: Sequence[int]) -> bool:
        """Tells whether a passage of one of these articles is held."""
        return self._whole.holds(article_ids)

    def search(self, query: EngineQuery, limit: int) -> list[EngineHit]:
        """See the contract; searches all passages."""
        return self._whole.search(query, limit)

    def document_frequency(self, field: Field, term: str) -> int:
        """See the contract; counts all passages."""
        return self._whole.document_frequency(field, term)

    def vocabulary(self, field: Field) -> Mapping[str, int]:
        """See the contract; of all passages."""
        return self._whole.vocabulary(field)

    def refresh(self) -> None:
        """Reads the newest commits of both. Raises EngineError: like an engine's."""
        self._public.refresh()
        self._whole.refresh()

    def close(self) -> None:
        """Closes both."""
        self._public.close()
        self._whole.close()


def _public_part(change: Change) -> Change:
    open_to_all = [p for p in change.passages if p.audience is Audience.PUBLIC]
    return Change(change.article_id, open_to_all)
