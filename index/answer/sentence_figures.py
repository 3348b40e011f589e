"""The figures of a candidate sentence, each about 0 to 1, in the order of `SENTENCE`.

What each is worth is learnt by `make train`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from index.answer.asked import Asked
from index.answer.cues import AnswerType
from index.answer.qualified import qualified
from index.answer.readings import clause_numbers
from index.answer.select import Candidate
from index.answer.spans import find_spans
from index.answer.told_years import tells_other_year
from index.answer.understanding import Understanding
from index.language.sentences import Span
from index.search.passages import token_map
from index.search.query import Concept, ConceptKind
from index.search.rank import held_concepts, positions

# Told: why, how, several things, that something is not, who took over, the most, a quotation,
# an exception.
_SAYS: Final = tuple(
    re.compile(words, re.IGNORECASE)
    for words in (
        r"(?<!\w)(?:do|vì|bởi|nguyên nhân|lý do|xuất phát từ|nhờ|nhằm)(?!\w)",
        r"(?<!\w)(?:bằng cách|thông qua|qua|truy cập|đăng ký|nộp|gửi|quét|bước|theo hình thức|cần)"
        r"(?!\w)",
        r":|(?<!\w)(?:gồm|bao gồm)(?!\w)|,[^,]+,[^,]+,| và ",
        r"(?<!\w)(?:không|chưa|chẳng|chỉ)(?!\w)",
        r"(?<!\w)(?:thay|kế nhiệm|thay thế|tiền nhiệm|nguyên)(?!\w)",
        r"(?<!\w)(?:nhất|dẫn đầu|đứng đầu|thủ khoa|kỷ lục|quán quân|vô địch)(?!\w)",
        r"[“\"]",
        r"(?:^[-+•* ]*|[;,] )riêng(?!\w)",
    )
)

SENTENCE: Final = (
    "bm25", "pairs", "context", "coverage", "article", "passage", "title", "former",
    "rank", "behind", "gap_here", "gap_context", "names_here", "names_context", "numbers_here",
    "numbers_context", "length", "caption", "item", "newness", "year_fit", "stale", "off_term",
    "window", "context_wide", "gap_wide", "says_why", "says_how", "says_list", "says_not",
    "says_change", "says_most", "quotes", "says_except", "place", "content_here", "content_context",
    "content_wide", "focus_here", "focus_context", "focus_wide", "focus_first",
    "focus_first_wide", "other_term", "gap_article", "compounds_here", "compounds_wide",
    "compounds_article", "unknown_compounds", "misses",
)  # fmt: skip
_LONG_SENTENCE: Final = 60.0
_RANKS: Final = 10
_FAR_BEHIND: Final = 6.0
_YEAR_KNOWN: Final = 0.7


@dataclass(frozen=True, slots=True)
class Sentence:
    """A candidate with what its readings share."""

    candidate: Candidate
    figures: tuple[float, ...]
    places: Sequence[tuple[int, float]]
    """(token position, weight) of every asked concept in it."""
    clauses: Mapping[int, float]
    """By clause number, the share of what is asked that stands there."""
    persons: Sequence[Span]


def sentence_of(asked: Asked, at: int) -> Sentence:
    """Returns the candidate at place `at` with its figures."""
    candidate = asked.candidates[at]
    understanding, rarity = asked.understanding, asked.rarity
    places: list[tuple[int, float]] = []
    clauses: dict[int, dict[Concept, float]] = {}
    numbers = clause_numbers(candidate.text)
    for concept, weight in rarity.concepts.items():
        share = weight / rarity.total
        for position in positions(candidate.map, concept):
            places.append((position, share))
            clauses.setdefault(numbers[position], {})[concept] = share
    here = held_concepts(candidate.map, rarity)
    title = candidate.article.best.passage.title
    around = (
        here | held_concepts(token_map(candidate.before), rarity) | held_concepts(title, rarity)
    )
    wide = around | held_concepts(token_map(candidate.earlier), rarity)
    if asked.understanding.time.years and asked.year_fit(candidate) >= _YEAR_KNOWN:
        # What is of that year need not say so.
        years_asked = {str(year) for year in asked.understanding.time.years}
        wide |= {c for c in asked.content if c.typed.terms[0] in years_asked}
    parts = candidate.parts
    best = asked.candidates[0].score or 1.0
    text = candidate.text
    years = understanding.time.years
    figures = (
        *(parts[n] for n in ("bm25", "pairs", "context", "coverage", "article", "passage",
                             "title", "former")),
        min(1.0, at / _RANKS),
        min(1.0, (best - candidate.score) / _FAR_BEHIND),
        _gap(asked, here),
        _gap(asked, around),
        *_shares(asked, here, around, ConceptKind.NAME),
        *_shares(asked, here, around, ConceptKind.NUMBER),
        min(1.0, len(candidate.map.tokens) / _LONG_SENTENCE),
        float(text.startswith("(")),
        float(text[:1] in "-+•*" or text[:2].rstrip(".)").isdigit()),
        asked.newness(candidate),
        asked.year_fit(candidate),
        float(bool(years) and tells_other_year(text, years)),
        float(bool(off_terms(candidate, understanding))),
        candidate.article.best.parts.get("window", 0.0),
        rarity.share(wide),
        _gap(asked, wide),
        *(float(bool(cue.search(text))) for cue in _SAYS),
        _place(candidate),
        *(share_held(asked.plain, held) for held in (here, around, wide)),
        *(share_held(asked.focus, held) for held in (here, around, wide)),
        *(float(not asked.focus or next(iter(asked.focus)) in held) for held in (here, wide)),
        float(tells_other_term(text, understanding)),
        _gap(asked, set(candidate.article.best.in_article)),
        *_compounds(asked, candidate),
        float(asked.wanted.missed_by(text, candidate.before, _title(candidate))),
    )  # fmt: skip
    totals = {clause: sum(held.values()) for clause, held in clauses.items()}
    persons = find_spans(AnswerType.PERSON, text)
    return Sentence(candidate, figures, places, totals, persons)


_SUITS: Final = {
    AnswerType.REASON: re.compile(
        r"(?<!\w)(?:do|vì|bởi|nguyên nhân|lý do|xuất phát từ|nhờ|nên|vướng|chủ yếu)(?!\w)", re.I
    ),
    AnswerType.MANNER: re.compile(
        r"(?<!\w)(?:bằng|thông qua|qua|truy cập|đăng ký|nộp|gửi|quét|bước|hình thức|cần|gọi|mang|"
        r"đến|trên|lập|tổ chức|dùng|sử dụng|phương pháp|cách|theo|tự|phải|nên|hãy|chọn|bấm|nhấn|"
        r"nhập|tải|mở|liên hệ|báo)(?!\w)", re.I
    ),
    AnswerType.LIST: re.compile(r":|(?<!\w)(?:gồm|bao gồm)(?!\w)|,[^,]+(?:,| và )|;| và ", re.I),
}  # fmt: skip


def suits(answer_type: AnswerType, text: str) -> float:
    """Tells whether a sentence has words that a reason, a manner or a list comes with: 0 or 1,
    0.5 for types that come with none.
    """
    cue = _SUITS.get(answer_type)
    return 0.5 if cue is None else float(bool(cue.search(text)))


def off_terms(candidate: Candidate, understanding: Understanding) -> set[tuple[str, int | str]]:
    """Returns what the question names ("khóa VII", "giải Nhất") that is not told here: in the
    sentence, the one before it, or the title.
    """
    if not understanding.named:
        return set()
    title = candidate.article.best.passage.stored.article.title
    return set(understanding.named) - qualified(f"{candidate.before}\n{candidate.text}\n{title}")


def tells_other_term(text: str, understanding: Understanding) -> bool:
    """Tells whether a sentence names another term or prize than the asked one, and not it."""
    asked = understanding.named
    if not asked:
        return False
    told = qualified(text)
    heads = {head for head, _ in told}
    return any(head in heads and (head, value) not in told for head, value in asked)


def _gap(asked: Asked, held: set[Concept]) -> float:
    absent = [weight for concept, weight in asked.content.items() if concept not in held]
    return max(absent, default=0.0) / asked.heaviest


def _shares(
    asked: Asked, here: set[Concept], around: set[Concept], kind: ConceptKind
) -> tuple[float, float]:
    wanted = {c: w for c, w in asked.content.items() if c.kind is kind}
    total = sum(wanted.values())
    if not total:
        return 1.0, 1.0
    return (
        sum(w for c, w in wanted.items() if c in here) / total,
        sum(w for c, w in wanted.items() if c in around) / total,
    )


def share_held(wanted: Mapping[Concept, float], held: set[Concept]) -> float:
    """Returns the share, by weight, of the wanted concepts that are held; 1 for none wanted."""
    total = sum(wanted.values())
    return sum(w for c, w in wanted.items() if c in held) / total if total else 1.0


def _compounds(asked: Asked, candidate: Candidate) -> tuple[float, float, float, float]:
    """Returns the shares of the question's words of two syllables or more that stand in the
    sentence, around it, in its article, and the share that no passage found has.
    """
    pairs = asked.compounds
    if not pairs:
        return 1.0, 1.0, 1.0, 0.0
    here = candidate.map
    around = (here, token_map(candidate.before), token_map(candidate.earlier),
              candidate.article.best.passage.title)  # fmt: skip
    whole = asked.article_maps(candidate)
    total = sum(pair.weight for pair in pairs) or 1.0
    return (
        sum(p.weight for p in pairs if p.stands_in(here)) / total,
        sum(p.weight for p in pairs if any(p.stands_in(m) for m in around)) / total,
        sum(p.weight for p in pairs if any(p.stands_in(m) for m in whole)) / total,
        asked.unknown_compounds,
    )


def _title(candidate: Candidate) -> str:
    return candidate.article.best.passage.stored.article.title


def _place(candidate: Candidate) -> float:
    """Returns where in its article the sentence stands, 0 to 1."""
    text = candidate.article.best.passage.stored.article.text
    return max(0, text.find(candidate.text)) / max(1, len(text))
