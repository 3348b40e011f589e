"""What a question names, where the sentence that would answer speaks of another of its kind.

"Số điện thoại Báo Thanh Giang" is not answered by the department's number, "giấy phép viễn
thông" not by "giấy phép bưu chính", the plan for 2027 not by what was reached in 2026.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from typing import Final

from index.answer.another_name import another_of_kind, another_person
from index.answer.cues import AnswerType
from index.answer.explained import asked_code, explains
from index.answer.reader import Best
from index.answer.understanding import Understanding
from index.answer.words import answer_words
from index.language.dates import find_year_spans
from index.language.lexicon import Key, PhraseTable, key_of
from index.language.tokens import Token, tokenize
from index.search.names import named_in
from index.search.retrieve import Retrieved

# A department says at the beginning of its news who it is, and then "Sở" alone.
_LEAD: Final = 300
_DEPARTMENT: Final = ("so",)
# Of what somebody is in charge, the sentence itself says.
_IN_CHARGE: Final = ("phu", "trach")
_CONTACTS: Final = frozenset({AnswerType.PHONE, AnswerType.EMAIL, AnswerType.PLACE})
# Words that go on from a kind without naming which one: "sở ở đâu", "cuộc thi năm 2025".
_NO_NAME: Final = frozenset(
    {"là", "ở", "đâu", "nào", "gì", "số", "mấy", "bao", "nhiêu", "hiện", "nay", "mới", "cũ", "để",
     "và", "có", "còn", "đang", "được", "bị", "đã", "sẽ", "của", "cho", "tại", "từ", "khi", "năm",
     "mình", "ta", "vậy", "thế", "nhỉ", "hả", "ạ", "không", "làm", "nhận", "nộp", "xin", "gọi",
     "này", "liên", "điện", "tiếp", "giải", "về", "đến", "phụ", "trên", "trong", "do", "trực",
     "đặt", "nằm", "chuyển", "mở", "xây", "họp", "thường", "mà", "thì", "hay", "hoặc", "lần",
     "thứ", "tháng", "ngày", "qua", "gồm", "chính", "vừa", "đó", "ấy", "đi", "ra", "ai", "sao",
     "với", "trước", "sau", "đạt", "tổ", "diễn", "cần", "phải", "bằng", "tỉnh", "huyện", "xã",
     "phường", "thành", "toàn", "cả", "các", "bầu", "thu", "kết", "nước", "đoạt", "giành", "thay",
     "sở", "việc", "tin", "mất", "cáo"}
)  # fmt: skip


def another(best: Best, understanding: Understanding, found: Retrieved) -> str | None:
    """Returns of what the sentence does not speak although it is asked, None where of all."""
    bodies = _asked_bodies(understanding)
    candidate = best.reading.candidate
    stored = candidate.article.best.passage.stored.article
    near = (stored.title, candidate.before, candidate.text)
    lead = _is_own(bodies, understanding.answer_type, candidate.text)
    texts = (*near, stored.text[:_LEAD]) if lead else near
    if bodies and not any(_named(body, found, texts) for body in bodies):
        return "the sentence does not speak of " + " ".join(bodies[0])
    if kind := _another_kind(
        understanding.text,
        near,
        lambda kind, words: _named(words, found, near[-1:] if kind == _IN_CHARGE else near),
    ):
        return "the sentence does not speak of " + " ".join(kind)
    around = (stored.title, candidate.before)
    person = another_person(understanding.text, understanding.answer_type, candidate.text, around)
    if name := person or another_of_kind(understanding.text, candidate.text, around):
        return f"the sentence is on another than {name}"
    code = asked_code(understanding.text)
    if code is not None and not explains(candidate.text, code):
        return f"the sentence does not say what {code} is"
    if year := _later_year(understanding, stored.published, near):
        return f"the news is older than {year}"
    return None


def _later_year(
    understanding: Understanding, published: date | None, near: Sequence[str]
) -> int | None:
    """Returns an asked year after the day of the news that its texts do not name."""
    if published is None:
        return None
    return next(
        (
            year
            for year in understanding.time.years
            if year > published.year and not any(_tells_year(text, year) for text in near)
        ),
        None,
    )


def _tells_year(text: str, year: int) -> bool:
    """Tells whether a text names a year, alone or within a span of years."""
    return str(year) in text or any(s.first <= year <= s.last for s in find_year_spans(text))


def _named(words: Sequence[str], found: Retrieved, texts: Sequence[str]) -> bool:
    return named_in(words, found.rarity.concepts, texts)


def _asked_bodies(understanding: Understanding) -> Sequence[Key]:
    """Returns the folded words, in all their ways, of the body whose post or contact is asked."""
    if understanding.answer_type is AnswerType.PERSON:
        return [post.body for post in understanding.posts if len(post.body) > 1]
    if understanding.answer_type in _CONTACTS:
        return _names(understanding.text, _bodies())[:1]
    return ()


def _is_own(bodies: Sequence[Key], kind: AnswerType, text: str) -> bool:
    """Tells whether the lead of the news may say whose post or contact a sentence tells: a
    department's, or the contact of a body where the sentence names none.
    """
    if any(body[:1] == _DEPARTMENT for body in bodies):
        return True
    return kind in _CONTACTS and not _names(text, _bodies())


def _another_kind(
    question: str, near: Sequence[str], named: Callable[[Key, Key], bool]
) -> Key | None:
    """Returns the words that name which one of a kind is asked, where the texts `near` have the
    kind and by `named` do not name that one.
    """
    for kind, name in _kinds_named(question):
        held = any(" ".join(kind) in _line(text) for text in near)
        if held and not named(kind, name):
            return (*kind, *name)
    return None


def _line(text: str) -> str:
    return " ".join(token.folded for token in tokenize(text))


@cache
def _bodies() -> PhraseTable[Key]:
    return _table(answer_words().contact_heads)


@cache
def _kinds() -> PhraseTable[Key]:
    return _table(answer_words().kinds)


def _table(phrases: frozenset[str]) -> PhraseTable[Key]:
    return PhraseTable.of({key: key for key in map(key_of, phrases)})


def _names(question: str, table: PhraseTable[Key]) -> list[Key]:
    """Returns the names that begin with a phrase of the table: it and the next word, folded.

    A question without tone marks names none: "so" may be "sở" and "số".
    """
    tokens = tokenize(question)
    found = []
    for at, length in _matches(tokens, table):
        rest = tokens[at + length : at + length + 1]
        if rest and _goes_on(question, rest[0]):
            found.append(tuple(t.folded for t in (*tokens[at : at + length], rest[0])))
    return found


def _kinds_named(question: str) -> list[tuple[Key, Key]]:
    """Returns the kinds that a question names one of, and up to two words that name it."""
    tokens = tokenize(question)
    found = []
    for at, length in _matches(tokens, _kinds()):
        name: list[str] = []
        for token in tokens[at + length : at + length + 2]:
            if not _goes_on(question, token):
                break
            name.append(token.folded)
        if name:
            found.append((tuple(t.folded for t in tokens[at : at + length]), tuple(name)))
    return found


def _matches(tokens: Sequence[Token], table: PhraseTable[Key]) -> list[tuple[int, int]]:
    if all(token.text == token.folded for token in tokens):
        return []
    terms = [token.text for token in tokens]
    found = []
    for at in range(len(terms)):
        match = table.match(terms, at)
        # "trụ sở", "nhà báo", "tổng đài": no body begins there.
        if match is not None and (at == 0 or terms[at - 1] not in _BEFORE_NO_BODY):
            found.append((at, match[0]))
    return found


_BEFORE_NO_BODY: Final = frozenset(
    {"trụ", "nhà", "tổng", "cơ", "hồi", "đa", "chỉ", "xã", "dự", "thông", "loan", "bắt", "phát",
     "lễ", "đại", "căn", "văn", "nhân", "cảnh", "khai", "trình"}
)  # fmt: skip


def _goes_on(question: str, token: Token) -> bool:
    named = question[token.start].isupper() or token.text not in _NO_NAME
    return named and token.text.isalpha()
