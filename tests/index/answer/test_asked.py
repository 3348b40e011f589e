"""What of a question is worked out once for all its readings."""

from __future__ import annotations

from datetime import date

import pytest

from index.answer.asked import QUESTION, Asked
from tests.index.answer.made_up import ELECTED, look


def of(question: str, *texts: str, published: date | None = None) -> Asked:
    looked = look(question, *(texts or (ELECTED,)), published=published)
    return Asked(looked.understanding, looked.found, looked.candidates)


def figures(question: str) -> dict[str, float]:
    return dict(zip(QUESTION, of(question).question, strict=True))


def focus(question: str) -> list[str]:
    return [concept.typed.terms[0] for concept in of(question).focus]


def test_figures_of_the_question_stand_in_their_columns() -> None:
    plain = figures("Ai là Bí thư Chi đoàn năm 2024?")
    assert set(plain) == set(QUESTION)
    assert plain["type_person"] == plain["names_years"] == plain["asks_posts"] == 1.0
    assert plain["english"] == plain["bare_marks"] == plain["asks_units"] == 0.0
    assert all(0 <= value <= 2 for value in plain.values())


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("ai la bi thu chi doan", "bare_marks"),
        ("Who is the secretary of the Youth Union?", "english"),
        ("Có mấy đồng chí?", "asks_units"),
        ("Ai là Bí thư trước ông Lê Minh Tuấn?", "asks_before"),
        ("Ai thay ông Lê Minh Tuấn?", "asks_change"),
        ("Ai được thưởng nhiều nhất?", "asks_most"),
        ("Đại hội đầu tiên ở đâu?", "asks_first"),
        ("Vì sao họp?", "type_reason"),
    ],
)
def test_what_a_question_asks_for_is_seen(question: str, name: str) -> None:
    assert figures(question)[name] == 1.0
    assert figures("Kết quả thế nào")[name] == 0.0


def test_one_answer_type_is_asked_at_a_time() -> None:
    for question in ("Ai?", "Khi nào?", "chi đoàn", "Có mấy đồng chí?"):
        types = [v for name, v in figures(question).items() if name.startswith("type_")]
        assert sum(types) == 1.0


def test_the_focus_is_what_stands_next_to_the_question_word() -> None:
    assert focus("Ông Lê Minh Tuấn quê ở đâu?")[0] == "quê"
    assert focus("Ai đạt giải Nhất cuộc thi?")[:2] == ["đạt", "giải"]
    assert set(focus("Ông Lê Minh Tuấn quê ở đâu?")).isdisjoint({"lê", "minh", "tuấn"})


def test_the_two_nearest_words_on_each_side_are_the_focus_the_nearest_counting_most() -> None:
    asked = of("Đơn vị cấp phép xây dựng nào tổ chức cuộc họp?")
    weights = {concept.typed.terms[0]: weight for concept, weight in asked.focus.items()}
    assert list(weights) == ["dựng", "xây", "tổ", "chức"]
    assert weights["dựng"] == 2 * weights["xây"] == weights["tổ"] == 2 * weights["chức"]


def test_an_article_of_another_year_fits_less() -> None:
    here = of("Ai là Bí thư năm 2024?", published=date(2024, 3, 15))
    there = of("Ai là Bí thư năm 2024?", published=date(2019, 3, 15))
    none = of("Ai là Bí thư?", published=date(2019, 3, 15))
    assert there.year_fit(there.candidates[0]) < here.year_fit(here.candidates[0])
    assert none.year_fit(none.candidates[0]) == 1.0


def test_words_of_two_syllables_are_looked_for_whole() -> None:
    question = "Hồ sơ cấp giấy phép nộp ở đâu?"
    assert {pair.term for pair in of(question).compounds} >= {"hồ_sơ", "giấy_phép"}
    assert of(question, "Hồ sơ xin giấy phép.").unknown_compounds == 0.0
    assert of(question, "Hồ nước, sơ đồ, giấy vụn.").unknown_compounds == 1.0


def test_a_question_without_words_that_say_anything_is_met() -> None:
    empty = of("Ai?")
    assert empty.heaviest > 0
    assert empty.unknown_compounds == 0.0
    assert len(empty.question) == len(QUESTION)
