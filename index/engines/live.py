"""A reader of whichever engine is live: a rebuild swaps engines under who searches."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from index.engines.contract import EngineHit, EngineQuery, Reader
from index.language.analyzer import Field


class LiveReader:
    """Asks the engine that is live at the moment. See `index.engines.contract.Reader`."""

    def __init__(self, live: Callable[[], Reader], mend: Callable[[Exception], None]) -> None:
        """`mend(fault)` is called where a search fails, and raises where it cannot help."""
        self._live = live
        self._on_fault = mend

    @property
    def generation(self) -> int:
        """The last change number that it holds."""
        return self._live().generation

    @property
    def passages(self) -> int:
        """How many passages it holds."""
        return self._live().passages

    def search(self, query: EngineQuery, limit: int) -> list[EngineHit]:
        """Searches; an index found damaged is mended and asked again.

        Raises EngineError: the query itself cannot be searched.
        """
        try:
            return self._live().search(query, limit)
        except (ValueError, OSError) as error:
            self._on_fault(error)
            return self._live().search(query, limit)

    def document_frequency(self, field: Field, term: str) -> int:
        """See the contract."""
        return self._live().document_frequency(field, term)

    def vocabulary(self, field: Field) -> Mapping[str, int]:
        """See the contract."""
        return self._live().vocabulary(field)
