"""What a question asks for, told by its words."""

from __future__ import annotations

from datetime import date

import pytest

from index.answer.cues import AnswerType
from index.answer.understanding import understand
from index.language.lexicon import load_lexicon
from index.language.normalize import fold

TODAY = date(2026, 6, 1)

# Asked with tone marks here, and once more without them.
VIETNAMESE = [
    ("Ai là bí thư Chi đoàn?", "person"),
    ("Bí thư Chi đoàn là ai?", "person"),
    ("Người nào được bổ nhiệm làm Giám đốc Sở?", "person"),
    ("Đồng chí nào phát biểu tại Đại hội?", "person"),
    ("Giám đốc Sở tên gì?", "person"),
    ("Chánh Văn phòng Sở", "person"),
    ("Tác giả nào đạt giải Nhất?", "person"),
    ("Khi nào tắt sóng 2G?", "date"),
    ("Bao giờ khai mạc Đại hội?", "date"),
    ("Đại hội diễn ra ngày nào?", "date"),
    ("Chi đoàn được thành lập năm nào?", "date"),
    ("Hạn nộp bài dự thi là ngày nào?", "date"),
    ("Hạn chót nộp hồ sơ", "date"),
    ("Cuộc thi kết thúc vào tháng mấy?", "date"),
    ("Mấy giờ bộ phận một cửa mở cửa?", "time"),
    ("Giờ làm việc của Sở", "time"),
    ("Sở làm việc từ mấy giờ đến mấy giờ?", "time"),
    ("Trụ sở ở đâu?", "place"),
    ("Nộp hồ sơ tại đâu?", "place"),
    ("Địa chỉ của Sở là gì?", "place"),
    ("Đại hội được tổ chức ở huyện nào?", "place"),
    ("Bộ phận một cửa ở tầng mấy?", "place"),
    ("BCH khóa VII gồm mấy đồng chí?", "number"),
    ("Có bao nhiêu bài dự thi?", "number"),
    ("Giải quyết hồ sơ trong bao nhiêu ngày?", "duration"),
    ("Thời gian cấp phép là bao lâu?", "duration"),
    ("Giám đốc nghỉ hưu thì ai phụ trách?", "person"),
    ("Chuyển đổi số cần bao nhiêu kinh phí?", "money"),
    ("Ông Tám giữ chức vụ gì?", "post"),
    ("Tổng số thí sinh", "number"),
    ("Lệ phí cấp giấy phép là bao nhiêu?", "money"),
    ("Giải Nhất được thưởng bao nhiêu tiền?", "money"),
    ("Kinh phí năm 2025 bao nhiêu tỷ?", "money"),
    ("Học phí lớp học", "money"),
    ("Tỷ lệ hồ sơ trực tuyến là bao nhiêu?", "percent"),
    ("Bao nhiêu phần trăm hồ sơ nộp trực tuyến?", "percent"),
    ("Tỉnh xếp thứ mấy?", "rank"),
    ("Năm 2023 tỉnh đứng hạng bao nhiêu?", "rank"),
    ("Số điện thoại đường dây nóng", "phone"),
    ("Gọi số nào để phản ánh?", "phone"),
    ("Hotline của Sở là gì?", "phone"),
    ("Email của Sở", "email"),
    ("Gửi bài qua hộp thư nào?", "email"),
    ("Đăng ký trên trang web nào?", "web"),
    ("Địa chỉ website của Sở?", "web"),
    ("Quyết định số mấy bổ nhiệm Giám đốc?", "document"),
    ("Số quyết định bổ nhiệm", "document"),
    ("Kế hoạch số bao nhiêu?", "document"),
    ("Cơ quan nào cấp giấy phép?", "organization"),
    ("Hồ sơ gồm những gì?", "list"),
    ("Ban Chấp hành gồm những ai?", "list"),
    ("Cần giấy tờ gì để xin cấp phép?", "list"),
    ("Tại sao phải đổi điện thoại?", "reason"),
    ("Lý do hoãn Đại hội là gì?", "reason"),
    ("Vì sao tỉnh tụt hạng?", "reason"),
    ("Đăng ký tài khoản như thế nào?", "manner"),
    ("Làm sao để nộp hồ sơ trực tuyến?", "manner"),
    ("Chủ đề của cuộc thi là gì?", "thing"),
    ("chuyển đổi số cấp xã", "none"),
]
ENGLISH = [
    ("Who is the new secretary?", "person"),
    ("Who won the first prize?", "person"),
    ("When does 2G end?", "date"),
    ("What is the deadline for the contest?", "date"),
    ("In which year was the branch founded?", "date"),
    ("What time does the office open?", "time"),
    ("Where is the office?", "place"),
    ("What is the address of the department?", "place"),
    ("How many members are on the committee?", "number"),
    ("How long does the procedure take?", "duration"),
    ("How often is the contest held?", "duration"),
    ("What post does Mr Tam hold?", "post"),
    ("How much is the fee?", "money"),
    ("What is the budget for 2025?", "money"),
    ("What percentage of files is online?", "percent"),
    ("What is the hotline number?", "phone"),
    ("Which phone number should I call?", "phone"),
    ("What is the e-mail of the department?", "email"),
    ("Which website do I register on?", "web"),
    ("What is the decision number?", "document"),
    ("Which unit organizes the contest?", "organization"),
    ("What documents do I need?", "list"),
    ("Why was the deadline moved?", "reason"),
    ("How do I register?", "manner"),
    ("What is the theme of the contest?", "thing"),
    ("Which ward had the most participants?", "place"),
    ("In which country did he study?", "place"),
    ("Which teacher coached the team?", "person"),
    ("Which deputy director meets citizens on Monday?", "person"),
    ("What is the name of the new director?", "person"),
    ("Which fake websites did the police warn about?", "web"),
    ("Since when has she been director?", "date"),
    ("What share of the cost does the budget pay?", "percent"),
    ("Which papers do I need?", "list"),
    ("How big is the reservoir?", "number"),
    ("Where did the province rank in 2024?", "rank"),
]
MISREAD = [
    ("Đường dây nóng là số bao nhiêu?", "phone"),  # "số bao nhiêu" is taken for a document's
    ("Đơn vị nào tổ chức cuộc thi?", "organization"),  # "vị nào" for a person
    ("don vi nao to chuc cuoc thi", "organization"),
    ("So phat dong phong trao nao?", "thing"),  # "phát" without marks for "phạt"
    ("What are the opening hours?", "time"),  # "what are the" for a list
    ("What are the fees?", "money"),
]


def type_of(question: str) -> AnswerType:
    return understand(question, load_lexicon(), TODAY).answer_type


@pytest.mark.parametrize(("question", "asked"), VIETNAMESE)
def test_vietnamese_question_asks_for(question: str, asked: str) -> None:
    assert type_of(question) == asked


@pytest.mark.parametrize(("question", "asked"), VIETNAMESE)
def test_question_without_marks_asks_for_the_same(question: str, asked: str) -> None:
    assert type_of(fold(question)) == asked


@pytest.mark.parametrize(("question", "asked"), ENGLISH)
def test_english_question_asks_for(question: str, asked: str) -> None:
    assert type_of(question) == asked


def test_the_matter_ai_is_not_the_question_word() -> None:
    assert type_of("Lớp bồi dưỡng AI tổ chức ở đâu?") is AnswerType.PLACE
    assert type_of("AI LÀ BÍ THƯ?") is AnswerType.PERSON


@pytest.mark.parametrize(("question", "asked"), MISREAD)
def test_the_telling_phrase_outweighs_a_general_one(question: str, asked: str) -> None:
    assert type_of(question) == asked
