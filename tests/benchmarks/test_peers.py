"""The peers that ours is measured beside: they must be what docs/quality.md says they are."""

from __future__ import annotations

import pytest

from benchmarks.peers import Document, Found, Fts5, Peer, WordsInBm25, measure_peer
from index.evaluation.questions import GoldQuestion
from index.search.snippet import SNIPPET_WORDS
from tests.index.tiny_news import CONTEST, LICENCE, NEWS

DOCUMENTS = [Document(article.url, f"{article.title}\n{article.text}") for article in NEWS]
PEERS: dict[str, Peer] = {
    "words": WordsInBm25(DOCUMENTS),
    "fts5": Fts5(DOCUMENTS),
    "folded": Fts5(DOCUMENTS, fold=True),
}


@pytest.mark.parametrize("name", PEERS)
@pytest.mark.parametrize(
    ("question", "url"),
    [
        ("Ai đạt giải Nhất cuộc thi Nhà nông sáng tạo?", CONTEST.url),
        ("Lệ phí cấp giấy phép kinh doanh thuốc thú y là bao nhiêu?", LICENCE.url),
    ],
)
def test_a_peer_finds_what_shares_the_words(name: str, question: str, url: str) -> None:
    found = PEERS[name].first(question)
    assert found is not None and found.url == url
    document = next(d.text for d in DOCUMENTS if d.url == url)
    assert found.piece and found.piece in document


def test_only_the_folding_peer_reads_a_question_without_marks() -> None:
    question = "giai nhat thuoc ve tac gia"
    folded = PEERS["folded"].first(question)
    assert folded is not None and folded.url == CONTEST.url
    plain = PEERS["fts5"].first(question)  # "gia" is a word of another article
    assert plain is not None and plain.url != CONTEST.url


@pytest.mark.parametrize("question", ["", "?!", '"', "a OR", "NEAR(", "x'); --", "🙂", "*"])
def test_any_question_is_taken(question: str) -> None:
    for peer in PEERS.values():
        peer.first(question)


def test_the_snippet_has_as_many_words_as_ours() -> None:
    long = Document("long", " ".join(f"từ{n}" for n in range(300)))
    found = Fts5([long]).first("từ150")
    assert found is not None and "từ150" in found.piece
    assert len(found.piece.split()) == SNIPPET_WORDS


class Fixed:
    """Finds the same for every question."""

    def first(self, question: str) -> Found | None:
        return Found("a", "Lê Minh Tuấn làm Bí thư") if question != "nothing" else None


def test_shares_by_style_over_the_answerable_questions() -> None:
    def gold(url: str | None, answer: str, style: str, question: str = "?") -> GoldQuestion:
        urls = frozenset([url] if url else [])
        return GoldQuestion("1", question, (answer,), urls, style, "vi")

    peer: Peer = Fixed()
    questions = [
        gold("a", "lê minh tuấn", "plain"),
        gold("a", "Minh", "plain", "nothing"),
        gold("a", "Trần Văn An", "keywords"),
        gold("b", "Lê Minh Tuấn", "keywords"),
        gold(None, "", "unanswerable"),
    ]
    assert measure_peer(peer, questions) == {
        "plain": {"p_at_1": 0.5, "in_piece": 0.5},
        "keywords": {"p_at_1": 0.5, "in_piece": 0.0},
        "all": {"p_at_1": 0.5, "in_piece": 0.25},
    }
