"""Step 5: which span of a sentence is the answer."""

from __future__ import annotations

from datetime import date

import pytest

from index.answer.extract import Extracted, best_extraction, extract, rank_by_evidence
from index.answer.select import Candidate, select_sentences
from index.answer.understanding import Understanding, understand
from index.language.lexicon import load_lexicon
from index.search.passages import token_map
from index.search.query import Query
from index.search.rank import rank_passages
from index.search.retrieve import RankedArticle, Retrieved, group
from tests.index.search.fakes import rarity_of, siblings, stored


def asked(question: str) -> Understanding:
    return understand(question, load_lexicon(), date(2026, 6, 1))


def found_in(query: Query, *texts: str) -> Retrieved:
    """Returns one article of each text, ranked for the query."""
    known = [p for number, text in enumerate(texts, 1) for p in stored(text, number=number)]
    by_article = siblings(known)
    rarity = rarity_of(query)
    ranked = rank_passages([(p, 1.0) for p in known], lambda p: by_article[p.stored.id], rarity)
    return Retrieved(group(ranked), rarity, len(known))


def extracted(question: str, sentence: str) -> Extracted:
    understanding = asked(question)
    found = found_in(understanding.query, sentence)
    article: RankedArticle = found.articles[0]
    candidate = Candidate(article, sentence, "", False, token_map(sentence), {}, 1.0)
    return extract(candidate, understanding, found.rarity)


ELECTED = (
    "Đại hội đã bầu Ban Chấp hành khóa VII gồm 7 đồng chí, đồng chí Lê Minh Tuấn được bầu giữ chức "
    "Bí thư Chi đoàn, đồng chí Phạm Thu Hà giữ chức Phó Bí thư Chi đoàn."
)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Ai là Bí thư Chi đoàn?", "Lê Minh Tuấn"),
        ("bi thu chi doan la ai", "Lê Minh Tuấn"),
        ("Ai là Phó Bí thư Chi đoàn?", "Phạm Thu Hà"),
        ("pho bi thu chi doan la ai", "Phạm Thu Hà"),
        ("Ban Chấp hành gồm mấy đồng chí?", "7 đồng chí"),
        ("BCH có bao nhiêu người?", "7 đồng chí"),
    ],
)
def test_who_holds_the_asked_post_and_how_many(question: str, answer: str) -> None:
    result = extracted(question, ELECTED)
    assert result.text == answer
    assert result.typed


def test_the_person_who_speaks_is_not_the_one_elected() -> None:
    text = (
        "Đồng chí Vũ Quốc Cường, Giám đốc Sở phát biểu chúc mừng đồng chí Lê Minh Tuấn được bầu "
        "giữ chức Bí thư Chi đoàn."
    )
    assert extracted("Ai là Bí thư Chi đoàn?", text).text == "Lê Minh Tuấn"
    assert extracted("Ai là Giám đốc Sở?", text).text == "Vũ Quốc Cường"


def test_the_secretary_of_another_body_is_not_meant() -> None:
    text = "Đồng chí Đỗ Hữu Quyết, Bí thư Đảng ủy dự Đại hội."
    assert not extracted("Ai là Bí thư Chi đoàn?", text).typed


@pytest.mark.parametrize(
    ("question", "sentence", "answer"),
    [
        ("Lệ phí là bao nhiêu?", "Lệ phí là 150.000 đồng/lần, nộp trong 5 ngày.",
         "150.000 đồng/lần"),
        ("Thời hạn giải quyết là mấy ngày?", "Thời hạn giải quyết là 5 ngày làm việc.", "5 ngày"),
        ("Có bao nhiêu bài dự thi?", "Ngày 8/12/2023, có 1.250 bài dự thi từ 12 huyện.",
         "1.250 bài"),
        ("Quyết định số mấy?", "Quyết định số 1234/QĐ-UBND ngày 02/8/2021 có hiệu lực.",
         "Quyết định số 1234/QĐ-UBND"),
        ("Hạn nộp bài là ngày nào?", "Phát động ngày 01/3/2023, nộp bài trước ngày 30/9/2023.",
         "30/9/2023"),
        ("Đại hội diễn ra năm nào?", "Đại hội diễn ra ngày 14/3/2024.", "2024"),
        ("Gọi số nào?", "Gọi số 0237.3999.123 theo Quyết định 12/QĐ-SNN.", "0237.3999.123"),
        ("Tỉnh xếp thứ mấy?", "Năm 2023 tỉnh xếp thứ 12/63 với 87,5 điểm.", "xếp thứ 12/63"),
        ("Email tiếp nhận là gì?", "Thư gửi về phananh@snn.example trong giờ hành chính.",
         "phananh@snn.example"),
        ("Nộp hồ sơ ở đâu?", "Hồ sơ nộp tại số 25 đường Trần Phú, thành phố Lam Sơn.",
         "số 25 đường Trần Phú, thành phố Lam Sơn"),
    ],
)  # fmt: skip
def test_the_span_of_the_asked_type(question: str, sentence: str, answer: str) -> None:
    assert extracted(question, sentence).text == answer


def test_a_number_of_another_thing_fits_badly() -> None:
    other = extracted("Có bao nhiêu đồng chí?", "Cuộc thi có 1.250 bài dự thi.")
    right = extracted("Có bao nhiêu đồng chí?", "Ban Chấp hành có 7 đồng chí.")
    assert other.fit < 0.5 < right.fit


def test_what_the_question_says_itself_is_no_answer() -> None:
    result = extracted("Ông Lê Minh Tuấn là ai?", "Đồng chí Lê Minh Tuấn phát biểu.")
    assert result.text != "Lê Minh Tuấn"


def test_without_a_span_the_whole_sentence_stands() -> None:
    result = extracted("Ai là Bí thư?", "Trời mưa to.")
    assert (result.text, result.typed, result.fit) == ("Trời mưa to.", False, 0.0)


@pytest.mark.parametrize("question", ["Ai là Bí thư Chi đoàn?", "Khi nào?", "Tại sao?", "chi đoàn"])
def test_every_answer_is_a_piece_of_its_sentence(question: str) -> None:
    result = extracted(question, ELECTED)
    assert result.text and result.text in result.sentence
    assert 0 <= result.fit <= 1


def test_the_article_whose_sentence_answers_moves_up() -> None:
    question = asked("Ai là Bí thư Chi đoàn?")
    found = found_in(
        question.query,
        "Bí thư Chi đoàn: hướng dẫn về tiêu chuẩn Bí thư Chi đoàn.",
        "Đồng chí Lê Minh Tuấn giữ chức Bí thư Chi đoàn.",
    )
    best = best_extraction(select_sentences(question, found.articles, found), question, found)
    assert best is not None
    assert best.extracted.text == "Lê Minh Tuấn"
    assert rank_by_evidence(found.articles, best)[0].article_id == 2


def test_nothing_is_extracted_from_nothing() -> None:
    question = asked("Ai là Bí thư Chi đoàn?")
    found = found_in(question.query)
    assert select_sentences(question, found.articles, found) == []
    assert best_extraction([], question, found) is None
    assert rank_by_evidence([], None) == []
