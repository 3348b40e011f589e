"""The default engine: tantivy, an index on disk, to millions of passages on one machine.

The generation is a marker document replaced in the same commit as the data, so that a
kill at any moment leaves a whole generation. tantivy takes one writer: it is opened for
one `apply` and closed (17 ms); who calls `apply` holds the index lock (`sync`).
"""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

import tantivy
from tantivy import Document, FieldType, Index, Occur, Query, SchemaBuilder

from index.engines.contract import (
    VOCABULARY_LIMIT,
    Changes,
    EngineHit,
    EngineQuery,
    PassageDocument,
)
from index.engines.integrity import damaged_file
from index.errors import EngineError
from index.language.analyzer import Field
from index.model import Audience, Filters

# Raise it when the schema or the analyzer changes: an index of another format is rebuilt.
FORMAT: Final = 3
_MARKER: Final = "generation"
_WRITER_HEAP_BYTES: Final = 50_000_000
# Passages tied with the last one asked for, of which the first by id are found for sure.
_MOST_TIED: Final = 1000
_NO_DATE: Final = 0  # ordinal of passages without a published date


class TantivyEngine:
    """A tantivy index in one folder. See `index.engines.contract.Engine`."""

    def __init__(self, folder: Path) -> None:
        """Opens the index in `folder`, making an empty one where there is none.

        Raises EngineError: what is there cannot be opened and wants a rebuild.
        """
        self._schema = _schema()
        folder.mkdir(parents=True, exist_ok=True)
        try:
            if any(folder.iterdir()) and (damaged := damaged_file(folder)):
                raise ValueError(f"{damaged} is damaged")
            self._index = Index(self._schema, path=str(folder), reuse=True)
            self._index.config_reader(reload_policy="manual")
            self._index.reload()
            self._generation = self._read_generation()
        except (ValueError, OSError) as error:
            raise EngineError(f"the index in {folder} cannot be opened: {error}") from error

    @property
    def generation(self) -> int:
        """The last change number in the last commit that this reader has seen."""
        return self._generation

    @property
    def passages(self) -> int:
        """How many passages it holds; the marker is not one."""
        return max(0, int(self._searcher.num_docs) - self._markers)

    @property
    def _searcher(self) -> tantivy.Searcher:
        return self._index.searcher()

    def apply(self, changes: Changes) -> None:
        """Replaces the passages of each changed article and the marker, in one commit.

        Raises EngineError: the index is locked or the disk is full; nothing has changed.
        """
        try:
            writer = self._index.writer(heap_size=_WRITER_HEAP_BYTES, num_threads=1)
            for change in changes.items:
                # By query: by term the number is taken as signed, and nothing is deleted.
                writer.delete_documents_by_query(
                    Query.term_query(self._schema, "article_id", change.article_id)
                )
                for passage in change.passages:
                    writer.add_document(self._document(passage))
            writer.delete_documents_by_term("kind", _MARKER)
            marker = {"kind": _MARKER, "generation": changes.generation}
            writer.add_document(Document.from_dict(marker, self._schema))
            writer.commit()
            writer.wait_merging_threads()
        except (ValueError, OSError) as error:
            raise EngineError(f"the index cannot be written: {error}") from error
        self.refresh()

    def holds(self, article_ids: Sequence[int]) -> bool:
        """See the contract."""
        ids = [Query.term_query(self._schema, "article_id", number) for number in article_ids]
        any_of = Query.boolean_query([(Occur.Should, query) for query in ids])
        return bool(ids) and bool(self._searcher.search(any_of, limit=1, count=False).hits)

    def search(self, query: EngineQuery, limit: int) -> list[EngineHit]:
        """See the contract. BM25 with tantivy's k1 1.2 and b 0.75."""
        if not query.terms or limit <= 0:
            return []
        searcher = self._searcher
        scored = self._query(query)
        wanted = limit + 1
        # Ties come in the order of segments: fetch all of those at the limit, then sort.
        while True:
            found = searcher.search(scored, limit=wanted, count=False).hits
            if len(found) < wanted or found[limit - 1][0] != found[-1][0]:
                break
            if wanted > limit + _MOST_TIED:
                break
            wanted *= 4
        addresses = [address for _, address in found]
        passage_ids = searcher.fast_field_values("passage_id", addresses)
        article_ids = searcher.fast_field_values("article_id", addresses)
        hits = [
            EngineHit(int(passage or 0), int(article or 0), float(score))
            for (score, _), passage, article in zip(found, passage_ids, article_ids, strict=True)
        ]
        hits.sort(key=lambda hit: (-hit.score, hit.passage_id))
        return hits[:limit]

    def document_frequency(self, field: Field, term: str) -> int:
        """See the contract; includes passages deleted but not yet merged away."""
        return int(self._searcher.doc_freq(field.value, term))

    def vocabulary(self, field: Field) -> Mapping[str, int]:
        """See the contract."""
        return dict(self._searcher.terms_with_prefix(field.value, "", limit=VOCABULARY_LIMIT))

    def refresh(self) -> None:
        """Reads the newest commit, of this process or another.

        Raises EngineError: it cannot be read; the folder was swapped away or is damaged.
        """
        try:
            self._index.reload()
            self._generation = self._read_generation()
        except (ValueError, OSError) as error:
            raise EngineError(f"the index cannot be read: {error}") from error

    def close(self) -> None:
        """Drops the index; its files are unmapped with it."""
        del self._index
        gc.collect(0)

    def _read_generation(self) -> int:
        searcher = self._searcher
        marker = Query.term_query(self._schema, "kind", _MARKER)
        hits = searcher.search(marker, limit=1, count=False).hits
        self._markers = len(hits)
        if not hits:
            return 0
        value = searcher.fast_field_values("generation", [hits[0][1]])[0]
        return int(value or 0)

    def _query(self, query: EngineQuery) -> Query:
        # A repeated term counts as often as it stands in the question, as in BM25.
        weights: defaultdict[tuple[Field, str], float] = defaultdict(float)
        for term in query.terms:
            weights[term.field, term.term] += term.weight
        scored = [
            (Occur.Should, Query.boost_query(self._term(field, term), weight))
            for (field, term), weight in weights.items()
        ]
        clauses = [(Occur.Must, Query.boolean_query(scored))]
        if query.required:
            groups = [
                (Occur.Should, Query.boolean_query([(Occur.Should, self._term(*t)) for t in group]))
                for group in query.required
            ]
            least = len(groups) if query.least is None else query.least
            clauses.append((Occur.Must, _unscored(Query.boolean_query(groups, least))))
        clauses.extend((Occur.Must, _unscored(f)) for f in self._filters(query))
        return Query.boolean_query(clauses)

    def _document(self, passage: PassageDocument) -> Document:
        fields: dict[str, Any] = {
            field.value: " ".join(terms) for field, terms in passage.terms.items()
        }
        fields |= {
            "audience": passage.audience.value,
            "category": (passage.category or "").casefold(),
            "source": (passage.source or "").casefold(),
            "kind": "passage",
            "passage_id": passage.passage_id,
            "article_id": passage.article_id,
            "published": passage.published.toordinal() if passage.published else _NO_DATE,
        }
        # The schema says that integers are unsigned; guessed from the value they are not.
        return Document.from_dict(fields, self._schema)

    def _term(self, field: Field, term: str) -> Query:
        return Query.term_query(self._schema, field.value, term, "freq")

    def _filters(self, query: EngineQuery) -> Iterable[Query]:
        if len(query.audiences) < len(Audience):
            yield Query.term_set_query(self._schema, "audience", [a.value for a in query.audiences])
        filters: Filters = query.filters
        if filters.category is not None:
            yield Query.term_query(self._schema, "category", filters.category.casefold())
        if filters.source is not None:
            yield Query.term_query(self._schema, "source", filters.source.casefold())
        if filters.date_from is not None or filters.date_to is not None:
            first = filters.date_from.toordinal() if filters.date_from else _NO_DATE + 1
            last = filters.date_to.toordinal() if filters.date_to else date.max.toordinal()
            yield Query.range_query(self._schema, "published", FieldType.Unsigned, first, last)


def _unscored(query: Query) -> Query:
    return Query.const_score_query(query, 0.0)


def _schema() -> tantivy.Schema:
    builder = SchemaBuilder()
    for field in Field:
        builder.add_text_field(field.value, tokenizer_name="whitespace", index_option="freq")
    for name in ("audience", "category", "source", "kind"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in ("passage_id", "article_id", "published", "generation"):
        builder.add_unsigned_field(name, indexed=True, fast=True)
    return builder.build()
