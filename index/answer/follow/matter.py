"""What is left of the last question without its question words.

Of "Ai được bầu làm Bí thư Chi đoàn?", answered "Trần Hải Yến", the statement is "Trần Hải
Yến được bầu làm Bí thư Chi đoàn" and the matter "Bí thư Chi đoàn".
"""

from __future__ import annotations

from typing import Final

from index.answer.cues import AnswerType
from index.answer.follow.asked import Asked, shorter
from index.answer.follow.extents import name_end
from index.answer.follow.line import Line, read_line
from index.answer.follow.slots import SlotKind
from index.answer.follow.times import time_tokens
from index.answer.follow.words import Phrases, follow_words
from index.language.normalize import fold

_COUNTED: Final = frozenset({AnswerType.NUMBER, AnswerType.MONEY, AnswerType.PERCENT})
_LONGEST_VERB: Final = 2
_LONGEST_COUNTED: Final = 3
"""Words of what is counted: "có bao nhiêu người dự thi"."""
_RANKING: Final = frozenset({"xếp", "đứng", "đạt", "hạng", "xep", "dung", "dat", "hang"})
_LONGEST_PHRASE: Final = 24
# An event is named near the beginning of a question; later "cuoc thi" may be "cước thì".
_EARLY: Final = 5
_SUBJECTS: Final = (
    "names.pointed", "names.events", "names.bodies", "needs.document", "needs.procedure",
)  # fmt: skip


def statement(asked: Asked, *, told: bool = False) -> str:
    """Returns what was asked as a statement, without its question word.

    A person's name takes its place; any other short answer only where it is `told`: "vì
    sao Thanh Giang xếp thứ 27?", but "Thanh Giang xếp khi nào?".
    """
    left, right = asked.sides()
    named = asked.previous.kind in (AnswerType.PERSON, AnswerType.ORGANIZATION)
    fill = (asked.fill or "") if told or named else ""
    if fill and left and _begins_alike(left, fill):
        left = left.rpartition(" ")[0]
    if asked.previous.kind is AnswerType.PERSON and asked.vietnamese:
        if not right and left:  # "Bí thư Chi đoàn là ai?"
            posts = asked.of_kind(SlotKind.POST)
            held = any(slot.first == asked.first for slot in posts)
            return joined(fill, "làm", left) if fill and held else left
        if not fill and not left:
            return stripped(right, follow_words()["verbs.leading"])
        first, _, rest = right.partition(" ")
        right = joined("làm", rest) if fold(first) == "la" and fill else right
    if not fill and left and asked.previous.kind in _COUNTED:
        return _uncounted(asked, left, right)
    return joined(left, fill, right)


def _begins_alike(left: str, fill: str) -> bool:
    """Tells whether a rank brings its verb along: "xếp" and "đứng thứ 27"."""
    return {left.split()[-1].lower(), fill.split()[0].lower()} <= _RANKING


def _uncounted(asked: Asked, left: str, right: str) -> str:
    """Returns a statement without "có ... người", or a verb that says nothing alone."""
    head, _, verb = left.rpartition(" ")
    if fold(verb) == "co" and head and len(right.split()) <= _LONGEST_COUNTED:
        return head
    if not right:
        line = read_line(left)
        left = line.piece(0, shorter(follow_words()["verbs.trailing"], line, len(line.tokens), 1))
        whole = subject(asked)
        if whole and len(left.split()) - len(whole.split()) <= _LONGEST_VERB:
            return whole
    return joined(left, right)


def matter(asked: Asked) -> str:
    """Returns what the question is on: "giấy phép bưu chính" of "Xin ... cần giấy tờ gì?"."""
    words = follow_words()
    left, right = asked.sides()
    line = read_line(left)
    only_time = len(time_tokens(line)) == len(line.tokens)
    if only_time and right:
        return joined(stripped(right, words["verbs.leading"], words["verbs.event"]), left)
    end = shorter(words["verbs.trailing"], line, len(line.tokens), 1)
    first = _attribute(line, 0, end)
    return lowered(asked, joined(line.piece(first if first < end else 0, end), right))


def names_attribute(asked: Asked) -> bool:
    """Tells whether the question opens with an attribute: "lệ phí cấp giấy phép"."""
    return _attribute(asked.line, asked.first, asked.end) > 0


def _attribute(line: Line, at: int, end: int) -> int:
    words = follow_words()
    names = [name for name in words.sets if name.startswith("attributes.")]
    return max(words[name].match(line, at, end) for name in names if name != "attributes.asks")


def subject(asked: Asked) -> str | None:
    """Returns what the question says something about, None where that is not sure."""
    words = follow_words()
    left, right = asked.sides()
    if not left:
        if asked.previous.kind is not AnswerType.PERSON and asked.fill:
            return asked.fill
        left = stripped(right, words["verbs.event"])
    line = read_line(stripped(left, words["verbs.steps"]))
    if not line.tokens or 0 in time_tokens(line):
        return None
    end = phrase_end(line, 0)
    if end is None or end < 2:  # noqa: PLR2004 - one syllable names nothing
        return None
    known = any(words[name].match(line, 0) for name in _SUBJECTS) or any(
        level.match(line, 0) for level in words.levels
    )
    named = all(line.is_capitalized(at) for at in range(end))
    return line.piece(0, end) if known or named else None


def event(asked: Asked, *, in_question: bool = False) -> str | None:
    """Returns the event that was asked about, or reported by the article that answered."""
    question = asked.line.piece(asked.first, asked.end)
    for text in (question,) if in_question else (question, asked.previous.title or ""):
        line = read_line(text)
        for at in range(min(len(line.tokens), _EARLY + 1) if line.bare else len(line.tokens)):
            if follow_words()["names.events"].match(line, at, lenient=False):
                end = phrase_end(line, at)
                return line.piece(at, end) if end else None
    return None


def phrase_end(line: Line, at: int) -> int | None:
    """Returns where a noun phrase ends that begins at `at`, with the times that tell which.

    None where no end is sure.
    """
    times = time_tokens(line)
    end = name_end(line, at, times, _LONGEST_PHRASE)
    if end - at == _LONGEST_PHRASE:
        return None
    while end < len(line.tokens) and end in times:
        if line.gap(end).strip() not in ("", '"', "/", "-"):
            break
        end += 1
    cut = end < len(line.tokens) and line.gap(end).strip() in ("@", ".", "/")
    return None if cut else end


# --- putting text together ---------------------------------------------------------------


def joined(*pieces: str) -> str:
    """Returns pieces with single spaces between, and no comma at a seam."""
    kept = [piece.strip(" ,;:?.!") for piece in pieces]
    return " ".join(piece for piece in kept if piece)


def lowered(asked: Asked, text: str) -> str:
    """Returns a text that no longer opens a sentence; names keep their capital."""
    second = text.split(" ")[1:2]
    named = asked.person is not None and text.startswith(asked.person)
    if named or not second or second[0][:1].isupper():
        return text
    return text[:1].lower() + text[1:]


def stripped(text: str, *tables: Phrases) -> str:
    """Returns `text` without the phrases of the tables that it begins with."""
    line = read_line(text)
    first = 0
    while first + 1 < len(line.tokens):
        length = max(table.match(line, first, lenient=False) for table in tables)
        if not length or first + length >= len(line.tokens):
            break
        first += length
    return line.piece(first, len(line.tokens))
