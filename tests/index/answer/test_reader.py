"""Step 5: which sentence answers, and which span of it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.answer.reader import (
    SENTENCE_NAMES,
    SPAN_NAMES,
    best_reading,
    rank_by_evidence,
    read_sentences,
    sentence_rows,
    span_rows,
)
from tests.index.answer.made_up import ELECTED, SPEAKS, best_in, look, read


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
    reading = best_in(question, ELECTED).reading
    assert reading.text == answer
    assert reading.typed
    assert reading.fit > 0


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Bí thư Chi đoàn khóa VII là ai?", "Lê Minh Tuấn"),
        ("Phó Bí thư Chi đoàn khóa VII là ai?", "Phạm Thu Hà"),
        ("ai la bi thu chi doan khoa VII", "Lê Minh Tuấn"),
    ],
)
def test_whoever_stands_nearer_who_holds_the_post_is_meant(question: str, answer: str) -> None:
    text = (
        "Đồng chí Lê Minh Tuấn được bầu giữ chức Bí thư Chi đoàn, đồng chí Phạm Thu Hà giữ chức "
        "Phó Bí thư Chi đoàn khóa VII."
    )
    assert best_in(question, text).reading.text == answer


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Ai là Bí thư Chi đoàn?", "Lê Minh Tuấn"),
        ("Ai là Giám đốc Sở?", "Vũ Quốc Cường"),
        ("Who is the director of the department?", "Vũ Quốc Cường"),
    ],
)
def test_who_speaks_is_not_who_was_elected(question: str, answer: str) -> None:
    assert best_in(question, SPEAKS).reading.text == answer


@pytest.mark.parametrize(
    ("question", "sentence", "answer"),
    [
        ("Lệ phí là bao nhiêu?", "Lệ phí là 150.000 đồng/lần, nộp trong 5 ngày.",
         "150.000 đồng/lần"),
        ("Thời hạn giải quyết là mấy ngày?", "Thời hạn giải quyết là 5 ngày làm việc.",
         "5 ngày làm việc"),
        ("Có bao nhiêu bài dự thi?", "Ngày 8/12/2023, có 1.250 bài dự thi từ 12 huyện.",
         "1.250 bài"),
        ("Quyết định số mấy?", "Quyết định số 1234/QĐ-UBND ngày 02/8/2021 có hiệu lực.",
         "Quyết định số 1234/QĐ-UBND"),
        ("Hạn nộp bài là ngày nào?", "Phát động ngày 01/3/2023, nộp bài trước ngày 30/9/2023.",
         "30/9/2023"),
        ("Đại hội diễn ra năm nào?", "Đại hội diễn ra ngày 14/3/2024.", "2024"),
        ("DTI là gì?", "Bộ công bố chỉ số chuyển đổi số (DTI) năm 2020.",
         "Bộ công bố chỉ số chuyển đổi số (DTI) năm 2020."),
        ("Đền được xây năm nào?", "Đền được xây năm 1428 và sửa năm 1805.", "năm 1428"),
        ("Ông Lê Minh Tuấn sinh năm nào?",
         "Ông Lê Minh Tuấn sinh năm 1975, được bổ nhiệm năm 2020.", "năm 1975"),
        ("Gọi số nào?", "Gọi số 0237.3999.123 theo Quyết định 12/QĐ-SNN.", "0237.3999.123"),
        ("Còn bao nhiêu thuê bao 2G?", "Toàn tỉnh còn 61.400 thuê bao 2G.", "61.400 thuê bao"),
        ("Khi nào nghỉ lễ 02/9/2026?",
         "Nghỉ lễ Quốc khánh năm 2026 từ thứ Bảy, ngày 29/8/2026 đến hết ngày 02/9/2026.",
         "từ thứ Bảy, ngày 29/8/2026 đến hết ngày 02/9/2026"),
        ("Phó Giám đốc Sở gồm những ai?",
         "Ban Giám đốc Sở gồm Giám đốc Vũ Thị Nga và hai Phó Giám đốc là Lê Văn Hưng, "
         "Cao Thanh Sơn.", "Lê Văn Hưng, Cao Thanh Sơn"),
        ("Tỉnh xếp thứ mấy?", "Năm 2023 tỉnh xếp thứ 12/63 với 87,5 điểm.", "thứ 12/63"),
        ("Email tiếp nhận là gì?", "Thư gửi về phananh@snn.example trong giờ hành chính.",
         "phananh@snn.example"),
        ("Nộp hồ sơ ở đâu?", "Hồ sơ nộp tại số 25 đường Trần Phú, thành phố Lam Sơn.",
         "số 25 đường Trần Phú, thành phố Lam Sơn"),
    ],
)  # fmt: skip
def test_the_span_of_the_asked_type_is_chosen(question: str, sentence: str, answer: str) -> None:
    assert best_in(question, sentence).reading.text == answer


@pytest.mark.parametrize(
    ("question", "sentence", "answer"),
    [
        ("Lệ phí hiện nay là bao nhiêu?", "Lệ phí giảm từ 100.000 đồng xuống còn 80.000 đồng.",
         "80.000 đồng"),
        ("Trụ sở mới của Sở ở đâu?",
         "Sở chuyển trụ sở từ số 8 đường Trần Phú về số 15 đường Lê Lợi.", "số 15 đường Lê Lợi"),
        ("Đường dây nóng gọi số nào?",
         "Đường dây nóng là 0237.3999.123, thay cho số cũ 0237.3888.456.", "0237.3999.123"),
    ],
)  # fmt: skip
def test_the_new_value_is_meant_not_the_old_one(question: str, sentence: str, answer: str) -> None:
    assert best_in(question, sentence).reading.text == answer


@pytest.mark.parametrize(
    ("question", "text", "said"),
    [
        ("Vì sao đường bị cấm?",
         "Đường bị cấm từ sáng thứ Hai.\nĐường bị cấm do sạt lở núi sau mưa lớn.", "sạt lở núi"),
        ("Hồ sơ cấp phép gồm những gì?",
         "Hồ sơ cấp phép gồm: đơn đề nghị, bản sao giấy khai sinh, hai ảnh chân dung.\n"
         "Hồ sơ cấp phép được xét trong năm ngày.", "đơn đề nghị"),
    ],
)  # fmt: skip
def test_where_no_form_is_asked_the_sentence_that_tells_is_chosen(
    question: str, text: str, said: str
) -> None:
    assert said in best_in(question, text).reading.text


def test_what_the_question_says_itself_is_no_answer() -> None:
    reading = best_in("Ông Lê Minh Tuấn là ai?", "Đồng chí Lê Minh Tuấn phát biểu.").reading
    assert reading.text != "Lê Minh Tuấn"


def test_without_a_span_the_whole_sentence_stands() -> None:
    reading = best_in("Ai là Bí thư?", "Trời mưa to.").reading
    assert (reading.text, reading.typed, reading.fit) == ("Trời mưa to.", False, 0.0)


def test_the_sentence_that_answers_is_chosen_among_others() -> None:
    best = best_in(
        "Lệ phí cấp giấy phép là bao nhiêu?",
        "Sở tiếp nhận hồ sơ cấp giấy phép tại Bộ phận một cửa.\n"
        "Lệ phí cấp giấy phép là 150.000 đồng.\nThời hạn giải quyết là 5 ngày làm việc.",
        "Tiền thưởng của cuộc thi là 10 triệu đồng.",
    )
    assert best.reading.text == "150.000 đồng"
    assert best.reading.candidate.text == "Lệ phí cấp giấy phép là 150.000 đồng."
    assert best.lead > 0
    assert best.lead_article > 0


def test_the_article_whose_sentence_answers_moves_up() -> None:
    looked = look(
        "Ai là Bí thư Chi đoàn?",
        "Bí thư Chi đoàn: hướng dẫn về tiêu chuẩn Bí thư Chi đoàn.",
        "Đồng chí Lê Minh Tuấn giữ chức Bí thư Chi đoàn.",
    )
    best = read(looked)
    assert best is not None and best.reading.text == "Lê Minh Tuấn"
    assert rank_by_evidence(looked.articles, best)[0].article_id == 2


def test_an_article_without_a_sentence_that_was_read_gains_the_least() -> None:
    looked = look("Ai là Bí thư Chi đoàn?", ELECTED, "Bí thư Chi đoàn phát biểu.")
    best = read(looked)
    assert best is not None
    first, second = looked.articles
    known = replace(best, evidence={first.article_id: 2.0})
    ranked = {a.article_id: a.score for a in rank_by_evidence(looked.articles, known)}
    gained = ranked[first.article_id] - first.score
    assert gained == pytest.approx(ranked[second.article_id] - second.score)


def test_nothing_is_read_in_nothing() -> None:
    looked = look("Ai là Bí thư Chi đoàn?")
    assert looked.candidates == []
    assert best_reading([], looked.understanding, looked.found) is None
    assert rank_by_evidence([], None) == []
    assert rank_by_evidence(looked.articles, None) == list(looked.articles)


def test_each_article_shows_its_best_sentence() -> None:
    looked = look("Ai là Bí thư Chi đoàn?", ELECTED + "\nTrời mưa to.", "Trời mưa to.", SPEAKS)
    best = read(looked)
    assert best is not None
    chosen = best.reading.candidate.article.article_id
    assert best.sentences[chosen] == best.reading.candidate.text
    assert best.evidence[chosen] == best.score == max(best.evidence.values())
    texts = {a.article_id: a.best.passage.stored.article for a in looked.articles}
    assert all(
        said in texts[number].text or said == texts[number].title
        for number, said in best.sentences.items()
    )


def test_figures_stand_in_the_columns_that_the_models_know() -> None:
    looked = look("Ai là Bí thư Chi đoàn năm 2024?", ELECTED, SPEAKS)
    asked, sentences = read_sentences(looked.candidates, looked.understanding, looked.found)
    table = sentence_rows(asked, sentences)
    assert table.shape == (len(sentences), len(SENTENCE_NAMES))
    assert np.isfinite(table).all()
    for name in (name for name in SENTENCE_NAMES if name.endswith("_behind")):
        assert table[:, SENTENCE_NAMES.index(name)].max() == 0.0, name  # the best one's
    for one in sentences:
        forms, spans = span_rows(asked, one.sentence)
        assert spans.shape == (len(forms), len(SPAN_NAMES))
        assert np.isfinite(spans).all()
    assert len(set(SENTENCE_NAMES)) == len(SENTENCE_NAMES)
    assert len(set(SPAN_NAMES)) == len(SPAN_NAMES)


_QUESTIONS = st.sampled_from(
    ["Ai là Bí thư Chi đoàn?", "Khi nào?", "Tại sao?", "chi đoàn", "Có mấy đồng chí?", "ở đâu",
     "Who is the secretary?", "Có phải ông Lê Minh Tuấn không?", "Gồm những gì?", "năm 2024"]
)  # fmt: skip
_WORDS = st.sampled_from(
    ["Bí thư ", "Chi đoàn ", "đồng chí Lê Minh Tuấn ", "7 đồng chí", ", ", ": ", ". ", "\n",
     "ngày 14/3/2024 ", "do mưa ", "0237.3999.123", "và ", "(", ")", "“Tuấn” ", "😀 ", "- ",
     "số 8 đường Lê Lợi ", "từ ", "xuống còn ", "là ", "150.000 đồng "]
)  # fmt: skip


@settings(max_examples=60)
@given(question=_QUESTIONS, texts=st.lists(st.lists(_WORDS, max_size=12).map("".join), max_size=3))
def test_every_answer_is_a_piece_of_its_sentence(question: str, texts: list[str]) -> None:
    looked = look(question, *(text for text in texts if text.strip()))
    best = read(looked)
    assert (best is None) == (not looked.candidates)
    if best is not None:
        reading = best.reading
        assert reading.text
        assert reading.candidate.text[reading.span.start : reading.span.end] == reading.text
        assert reading.text.strip() in reading.candidate.text
        assert -1 <= reading.fit <= 1
        assert reading.candidate in looked.candidates


def test_who_holds_a_post_of_a_named_body_is_told_by_the_sentence_that_says_it_best() -> None:
    looked = look(
        "Giám đốc Sở Khoa học là ai?",
        "Theo Quyết định, ông Lê Văn Tám được bổ nhiệm giữ chức Giám đốc Sở Khoa học. "
        "Ông Lê Văn Tám, Giám đốc Sở, cũng dự lễ.",
    )
    best = read(looked)
    assert best is not None
    assert best.reading.text == "Lê Văn Tám"
    assert "bổ nhiệm" in best.reading.candidate.text
