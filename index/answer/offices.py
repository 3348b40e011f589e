"""Which post somebody holds: "Ông X giữ chức vụ gì?" is answered by a post and its body."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from index.answer.holders import holding
from index.answer.persons import persons
from index.answer.roles import Post, posts_in
from index.language.normalize import fold
from index.language.sentences import Span
from index.language.tokens import tokenize

# Where the words that name a post and its body end.
_ENDS: Final = re.compile(
    r"[,;.:()\"“”–]| - |(?<!\w)(?:từ|kể từ|thay|nhiệm kỳ|khóa|khoá|được|đã|tại|trong|với|giữ|là|"
    r"sang|đến|theo|cho|nghỉ|phát|dự|nhấn|sau|trước|khi|thời hạn|để|do|đối với|lần|hiện|vào|đồng|"
    r"ông|bà|thì|nhưng|về|cùng|chủ trì|chỉ đạo|phụ trách|ký|báo cáo|yêu cầu|đề nghị|trao|nói|"
    r"không|chưa|còn|người)(?!\w)",
    re.IGNORECASE,
)
_LONGEST: Final = 110
# "Sở Thông tin và Truyền thông", but not "... và đồng chí": a body's name goes on in capitals.
_AND: Final = re.compile(r"(?: và(?: [^\W\dA-ZĐ]\S*)*)?\s*$")
_STANDING: Final = re.compile(r"(?:(?:[Qq]uyền|[Nn]guyên|[Pp]hó) ){1,2}$")
# Fits of posts: of the one who is asked about, of somebody else.
_ANOTHERS: Final = -0.8
_HELD_ONCE: Final = -0.5
# Asked for a post held before, the new one is not meant, the one that was left is.
_BEFORE: Final = {1.0: -1.0, 0.8: 0.3, -0.5: 0.8}


def offices(text: str) -> list[Span]:
    """Finds posts with the bodies that they are of: "Phó Giám đốc Sở Nội vụ".

    Two that follow each other at once are told as one as well, behind the single ones.
    """
    people = [person.start for person in persons(text)]
    posts = posts_in(text)
    starts = [_start(text, post) for post in posts]
    found = []
    for post, start in zip(posts, starts, strict=True):
        following = [at for at in (*people, *starts) if at >= post.end]
        end = min([post.end + _LONGEST, len(text), *following])
        stop = _ENDS.search(text, post.end, end)
        told = text[start : stop.start() if stop else end]
        found.append(Span(start, start + len(_AND.sub("", told))))
    joined = [Span(a.start, b.end) for a, b in pairwise(found) if text[a.end : b.start] == ", "]
    return [*found, *joined]


def _start(text: str, post: Post) -> int:
    before = _STANDING.search(text[max(0, post.start - 16) : post.start])
    return post.start - len(before.group()) if before else post.start


def office_fit(text: str, span: Span, people: Sequence[Span], question: str, *, was: bool) -> float:
    """Returns how surely a post is the one of whom a question asks, -1 to 1.

    `people` are those of the sentence. With `was` it is asked for a post held before.
    """
    named = _asked_about(text, people, question)
    posts = [post for post in posts_in(text) if span.start <= post.start and post.end <= span.end]
    if not named or not posts:
        return 0.0
    post = posts[0]
    if any(post.same(asked) and post.body[:1] == asked.body[:1] for asked in posts_in(question)):
        return _ANOTHERS  # "Trước khi làm Giám đốc Sở, ông X giữ chức gì?": that one is known
    fits = [holding(text, person, post, people) for person in named]
    known = [_HELD_ONCE if post.former else fit for fit in fits if fit is not None]
    if known:
        return _BEFORE.get(max(known), max(known)) if was else max(known)
    others = (holding(text, person, post, people) for person in people if person not in named)
    return _ANOTHERS if any(fit is not None for fit in others) else 0.0


def _asked_about(text: str, people: Sequence[Span], question: str) -> list[Span]:
    """Returns whom of a sentence a question names: by the whole name, or by its last part."""
    said = f" {' '.join(token.folded for token in tokenize(question))} "
    whole = [p for p in people if f" {fold(text[p.start : p.end])} " in said]
    if whole:
        return whole
    return [p for p in people if _CALLED.search(said) and f" {_last(text, p)} " in said]


# "ông Thắng", "chị Linh": by the last part of the name.
_CALLED: Final = re.compile(r" (?:ong|ba|anh|chi|co|chu|bac|dong chi|d c|mr|mrs|ms) ")


def _last(text: str, person: Span) -> str:
    return fold(text[person.start : person.end]).split()[-1]
