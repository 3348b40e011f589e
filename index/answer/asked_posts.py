"""The posts that a question names, in any of the ways they may be written."""

from __future__ import annotations

import re
from itertools import islice
from typing import Final

from index.answer.roles import Post, posts_in
from index.language.lexicon import Lexicon
from index.search.names import written_ways
from index.search.query import Query

# A question names one post or two, in few ways.
_MOST_POSTS: Final = 4
_MOST_WAYS: Final = 12


def asked_posts(plain: str, query: Query, lexicon: Lexicon) -> tuple[Post, ...]:
    """Returns the posts named, also where they or their bodies are abbreviated: "GĐ SNV"."""
    found = dict.fromkeys(posts_in(plain)[:_MOST_POSTS])
    named = {post.words for post in found}
    if named:
        ways = islice(written_ways(plain, lexicon), _MOST_WAYS)
        found |= {p: None for way in ways for p in posts_in(way) if p.words in named}
    for concept in query.concepts:
        for way in concept.alternatives:
            for post in posts_in(" ".join(way.terms)):
                if post.words not in named:
                    named.add(post.words)
                    found[post] = None
    if _ANY_HEAD.search(plain):
        named |= set(_HEADS)
        found |= {Post(words, deputy=False, former=False, start=0, end=0): None for words in _HEADS}
    # Where the body is known more closely, the post alone would be anybody's.
    return tuple(post for post in found if not any(_closer(other, post) for other in found))


# Who heads a body in English bears many titles in Vietnamese.
_ANY_HEAD: Final = re.compile(r"(?i)\bhead\b(?! office)")
_HEADS: Final = tuple(
    tuple(title.split())
    for title in (
        "giam doc", "truong phong", "chu tich", "chu nhiem", "truong ban", "chi cuc truong",
        "hieu truong", "chanh thanh tra", "cuc truong", "vien truong", "truong doan",
    )
)  # fmt: skip


def _closer(other: Post, post: Post) -> bool:
    same = (other.words, other.deputy) == (post.words, post.deputy)
    return (
        same
        and len(other.body) > 1
        and len(post.body) < len(other.body)
        and (not post.body or other.body[: len(post.body)] == post.body)
    )
