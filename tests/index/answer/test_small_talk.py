"""Small talk is met as what it is, however it is typed; a question never is small talk."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.answer.small_talk import (
    has_words,
    in_either_language,
    in_other_script,
    leaning,
    small_talk,
)
from index.language.normalize import fold
from index.model import Language, Status

MESSAGES: dict[str, list[str]] = {
    "greeting": [
        "xin chào", "Chào bạn ạ", "XIN CHÀO", "xin chao ban nha", "chao ad", "hi ad", "alo",
        "alooo", "a lô a lô", "chàooo", "hế lô ad iu", "helo ad", "hey bot", "Hello!", "hi there",
        "good morning", "👋", "chào cả nhà 👋", "em chào anh chị ạ", "dạ em chào sở", "ad ơi",
        "cho em hỏi chút ạ", "có ai ở đó không vậy", "chào bạn nghen", "how are you",
        "chào ad buổi sáng ạ", "xin chaof", "chaof banj", "xin cha2o", "xinchao",
    ],
    "thanks": [
        "cảm ơn", "cám ơn bạn nhiều nhé", "cam on nha", "cam on ad nhieu nhieu", "thks", "tks ad",
        "thanks", "thank you very much", "thank you for your help", "cmon bạn", "cám ơn nghe",
        "cảm ơn ❤️", "cảm ơn <3", "cảm ơn hihi", "cãm ơn", "cảm on ad", "thansk", "camr own",
        "ca3m o7n bạn", "ok cảm ơn", "dạ vâng em cảm ơn ạ", "không cảm ơn", "hay quá, cảm ơn",
        "chào em, cảm ơn em", "CẢM ƠN", "🙏",
    ],
    "farewell": [
        "tạm biệt", "tam biet nha", "bye", "bye ad", "pp ad", "goodbye", "see you later",
        "cảm ơn, tạm biệt", "thanks bye", "tamj bieejt", "tạm bjet",
    ],
    "acknowledgement": [
        "ok", "OK ạ", "oke", "okkk", "ok ad", "vâng", "dạ vâng ạ", "được rồi", "đã hiểu", "thế à",
        "vậy hả", "rõ rồi ạ", "hiểu rồi nha", "ko sao đâu", "haha", "kkk", "👍", "got it",
    ],
    "about_bot": [
        "Bạn là ai?", "ban la ai", "em là ai vậy", "bạn laf ai", "bạn tên gì thế",
        "bạn có phải robot không", "ban co phai nguoi that ko", "mày là người hay máy thế",
        "bạn làm được gì", "bot này của ai", "ai đang trả lời tôi vậy", "bạn là AI à",
        "có phải người thật đang trả lời không", "ai lập ra bạn",
        "chào bạn, bạn là ai vậy", "who are you", "are you a robot?", "What can you do?",
    ],
    "talk_to_officer": [
        "gặp nhân viên", "cho tôi gặp cán bộ", "Cho tôi gặp cán bộ được không?",
        "toi muon gap nhan vien", "tôi muốn nói chuyện với người thật", "tư vấn viên",
        "kết nối nhân viên hỗ trợ", "cho gap ad", "chuyển máy", "chào bạn, cho tôi gặp nhân viên",
        "có nhân viên nào không", "I want to talk to a human", "can I speak to someone",
        "human please",
    ],
    "complaint": [
        "tố cáo", "tôi muốn tố cáo", "toi muon khieu nai", "xin góp ý", "gửi đơn khiếu nại",
        "Tôi muốn tố cáo cán bộ xã nhận hối lộ",
        "em muốn phản ánh thái độ phục vụ của bộ phận một cửa", "I want to make a complaint",
        "I would like to complain about an official",
    ],
    "emergency": [
        "cháy nhà gọi số mấy", "bị cướp gọi số nào", "chay nha goi so may", "chồng tôi đánh tôi",
        "tai nạn giao thông thì gọi ai",
        "113", "114", "115", "cháy", "Cháy!!! cháy!!!", "cháy nhà", "nhà tôi đang cháy",
        "nha toi dang chay cuu voi", "cứu tôi với", "có cướp", "bị tai nạn rồi", "gọi 115",
        "có người bị đuối nước ở hồ", "con tôi bị ngất phải làm sao", "vợ tôi khó thở quá",
        "chồng tôi đang đánh tôi", "gọi cấp cứu giúp tôi", "gọi công an gấp", "số cấp cứu là gì",
        "có tai nạn ở ngã tư Hùng Vương", "mẹ em bị đột quỵ gọi số nào", "nhà bên cạnh bốc cháy",
        "ba tôi lên cơn đột quỵ",
        "tôi bị chồng đánh", "có đánh nhau trước cổng trường", "bị cướp điện thoại rồi",
        "my house is on fire", "call an ambulance", "someone is drowning", "help! fire!",
    ],
    "distress": [
        "tôi muốn tự tử", "toi muon tu tu", "tôi muốn chết", "em không muốn sống nữa",
        "k mun song nua", "tôi chán sống rồi", "bạn tôi muốn tự tử", "cách tự tử",
        "làm sao để chết không đau", "con muốn nhảy lầu", "em gái tôi đòi tự tử", "tự tử",
        "tôi đang nghĩ đến chuyện tự tử", "tôi định uống thuốc ngủ tự tử",
        "cuộc đời này không còn ý nghĩa, tôi muốn kết thúc tất cả",
        "chào bạn, tôi muốn tự tử", "I want to die",
        "I don't want to live anymore", "suicide",
    ],
    "insult": [
        "ngu", "đồ ngu", "bot ngu quá", "sao ngu thế", "đm", "đ.m", "vcl", "cút đi", "tệ quá",
        "trả lời sai rồi", "vô dụng thế", "câm mồm đi", "stupid bot", "fuck you",
    ],
    "private_matter": [
        "bạn có người yêu chưa", "em yêu anh", "tôi buồn quá", "tôi cô đơn", "chán đời quá",
        "thất tình rồi", "làm quen nha", "I love you", "are you married",
    ],
    "out_of_scope": [
        "thời tiết hôm nay thế nào", "dạ cho em hỏi thời tiết ngày mai", "kqxs miền bắc",
        "Giá vàng hôm nay bao nhiêu?", "kể chuyện cười đi", "hôm nay thứ mấy",
        "hôm nay thời tiết sao", "what is the weather today", "tell me a joke please",
    ],
}  # fmt: skip

QUESTIONS = [
    "số điện thoại 114 của Công an tỉnh", "đường dây nóng phòng chống tự tử ở đâu",
    "cảm ơn, cho hỏi ai là giám đốc sở?", "lễ tang ông X", "Chào bạn, ai là bí thư Chi đoàn?",
    "hello, who is the director?", "thư cảm ơn năm 2021", "chào hỏi trong cuộc thi thế nào",
    # what follows an answer
    "ai", "ở đâu?", "tên gì?", "là ai vậy", "bao giờ", "Còn phó bí thư?", "thế năm 2019?",
    "ok vậy phí bao nhiêu", "hay quá, vậy còn giờ làm việc?", "cảm ơn, thế còn địa chỉ",
    # words that small talk is made of, in other matters
    "cháy rừng năm 2025", "phòng cháy chữa cháy", "tập huấn cứu nạn cứu hộ",
    "tai nạn giao thông năm 2025 giảm bao nhiêu", "xe cấp cứu 115 có bao nhiêu chiếc",
    "vụ tự tử ở Hạc Giang xảy ra khi nào", "giải cứu nông sản", "em bé chào đời",
    "Cách tố cáo cán bộ nhận hối lộ như thế nào?", "nộp đơn khiếu nại ở đâu", "luật tố cáo 2018",
    "muốn phản ánh thì gọi số nào", "đăng ký gặp lãnh đạo sở thế nào", "Kế hoạch 113",
    "114/QĐ-UBND", "cảm tình Đảng là gì", "hi vọng", "robot", "AI là gì", "trí tuệ nhân tạo",
    "con tôi bị tai nạn thì hưởng chế độ gì", "tôi bị lừa đảo 340 triệu phải làm sao",
    "tài khoản của tôi bị cướp quyền, gọi số nào", "tôi chờ muốn chết luôn mà chưa xong hồ sơ",
    "Thôi chết, lỡ tải cái app lạ người ta gửi rồi, giờ phải làm sao hả cô chú?",
    "Hát then là gì", "Xổ số kiến thiết nộp ngân sách bao nhiêu", "trường THCS Nguyễn Du",
    "when did the fire happen", "how many accidents were there in 2025", "fire safety training",
    # typed without tone marks they look like small talk
    "co so", "bo may", "vo van", "ke chan song", "nguy co tai nan", "nha hat", "thi thu", "THCS",
    "mang 5G dang chay", "can bo xa", "so thu tu", "buon ban", "cuu chien binh",
]  # fmt: skip


@pytest.mark.parametrize(
    ("message", "kind"), [(text, kind) for kind, texts in MESSAGES.items() for text in texts]
)
def test_a_message_is_met_as_what_it_is(message: str, kind: str) -> None:
    found = small_talk(message)
    assert found is not None and found.kind == kind


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_is_no_small_talk(question: str) -> None:
    assert small_talk(question) is None


@pytest.mark.parametrize(
    ("message", "language"),
    [
        ("ok", "vi"), ("hi", "vi"), ("hello", "vi"), ("thanks", "vi"), ("bye", "vi"), ("113", "vi"),
        ("hi ad", "vi"), ("thanks bạn", "vi"), ("ok cảm ơn", "vi"), ("haha", "vi"), ("👍", "vi"),
        ("hello there", "en"), ("good morning", "en"), ("thank you", "en"), ("goodbye", "en"),
        ("ok thank you", "en"), ("who are you", "en"), ("help! fire!", "en"),
        ("I want to die", "en"),
    ],
)  # fmt: skip
def test_only_what_is_clearly_english_is_answered_in_english(message: str, language: str) -> None:
    found = small_talk(message)
    assert found is not None and found.language is Language(language)


@pytest.mark.parametrize("text", ["thanks", "Thankss!", "ok", "hello", "SOS", "113", "bye bye 👋"])
def test_words_of_both_languages_tell_neither(text: str) -> None:
    assert in_either_language(text)


@pytest.mark.parametrize(
    "text", ["cam on", "thank you", "ok cảm ơn", "chào", "hello bạn", "", "?", "lúa", "ok lúa",
             "Who is the secretary?", "ok " * 400]
)  # fmt: skip
def test_words_of_one_language_or_of_a_question_are_not_of_both(text: str) -> None:
    assert not in_either_language(text)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("nộp đơn khiếu nại ở đâu", "complaint"),
        ("đường dây nóng phòng chống tự tử ở đâu", "distress"),
        ("số điện thoại 114 của Công an tỉnh", "emergency"),
        ("tôi muốn gặp giám đốc sở", "talk_to_officer"),
        ("nhà riêng của giám đốc ở đâu", "private_matter"),
        ("cán bộ một cửa vòi vĩnh dân", "complaint"),
    ],
)
def test_an_unanswered_question_leans_to_who_can_help(question: str, kind: str) -> None:
    assert small_talk(question) is None
    found = leaning(question)
    assert found is not None and found.kind == kind


@pytest.mark.parametrize(
    "question",
    ["Ai là giám đốc Sở?", "Quyết định số 115 quy định gì?", "Lễ 2/9 nghỉ mấy ngày", "BHYT là gì"],
)
def test_most_questions_lean_to_nothing(question: str) -> None:
    assert leaning(question) is None


def test_a_cry_for_help_is_heard_in_a_long_story() -> None:
    story = "Hôm qua tôi đi làm về muộn. " * 30 + "Tôi không muốn sống nữa. " + "Mệt lắm. " * 20
    found = small_talk(story)
    assert found is not None and found.kind is Status.DISTRESS


PLAIN = ["greeting", "thanks", "farewell", "acknowledgement", "about_bot"]
CONTENT = ["giám đốc", "hồ sơ", "2023", "khóa VII", "Sở Khoa học", "chuyển đổi số", "QĐ-UBND"]


@given(st.sampled_from([m for kind in PLAIN for m in MESSAGES[kind]]), st.sampled_from(CONTENT),
       st.booleans())  # fmt: skip
def test_a_courtesy_with_a_matter_beside_it_is_a_question(
    message: str, matter: str, first: bool
) -> None:
    text = f"{matter} {message}" if first else f"{message} {matter}"
    assert small_talk(text) is None


@given(st.sampled_from([m for kind in PLAIN for m in MESSAGES[kind]]),
       st.sampled_from(["", " ạ", " nhé", " nha ad", "!!!", " 😀", " :)", "."]))  # fmt: skip
def test_particles_and_emoji_change_nothing(message: str, tail: str) -> None:
    found, alone = small_talk(message + tail), small_talk(message)
    assert found is not None and alone is not None
    assert found.kind is alone.kind


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_looked_at_without_a_fault(text: str) -> None:
    for found in (small_talk(text), leaning(text), small_talk(fold(text))):
        assert found is None or found.kind in Status
    assert has_words([text]) in (True, False)
    assert in_other_script(text) in (True, False)


@pytest.mark.parametrize(
    ("terms", "has"),
    [(["bí", "thư"], True), (["5g"], True), (["2023"], True), (["a" * 300], False),
     (["aaaaaa"], False), (["hahahaha"], False), (["1" * 300], False), ([], False)],
)  # fmt: skip
def test_a_key_held_down_is_no_word(terms: list[str], has: bool) -> None:
    assert has_words(terms) is has


@pytest.mark.parametrize(
    ("text", "other"),
    [("谁是书记？", True), ("Кто секретарь", True), ("เลขาธิการ", True), ("أمين", True),
     ("bí thư 书记", False), ("Đỗ Hữu Đạt", False), ("𝐁í 𝐭𝐡ư", False), ("123 ?!", False)],
)  # fmt: skip
def test_other_scripts_are_told_from_latin(text: str, other: bool) -> None:
    assert in_other_script(text) is other
