"""Messages and what they are read as in the light of a question, for `test_follow_up`."""

from __future__ import annotations

from typing import Final

from index.answer.cues import AnswerType
from index.answer.follow.asked import Previous
from index.model import Language

VI: Final = Language.VIETNAMESE
EN: Final = Language.ENGLISH

SECRETARY = Previous(
    "Ai là Bí thư Chi đoàn Sở Thông tin và Truyền thông?", AnswerType.PERSON, VI, "Trần Hải Yến",
    "Đồng chí Trần Hải Yến được bầu làm Bí thư Chi đoàn.",
    "Tuổi trẻ Sở Thông tin và Truyền thông bầu Ban Chấp hành Chi đoàn khóa VII",
)  # fmt: skip
BARE = Previous(
    "ai la bi thu chi doan so tttt khoa 6", AnswerType.PERSON, VI, "Đỗ Thùy Linh", None,
    "Đại hội Chi đoàn Sở Thông tin và Truyền thông lần thứ VI, nhiệm kỳ 2022-2024",
)  # fmt: skip
DIRECTOR = Previous(
    "Giám đốc Sở Khoa học và Công nghệ là ai?", AnswerType.PERSON, VI, "Hoàng Trọng Nghĩa"
)
INDEX = Previous(
    "ICT Index năm 2020 Thanh Giang xếp thứ mấy?", AnswerType.RANK, VI, "thứ 27", None,
    "Giao ban công tác CNTT quý IV: ICT Index 2020 xếp thứ 27 toàn quốc",
)  # fmt: skip
TABLETS = Previous(
    'Huyện Mường Lai được nhận bao nhiêu máy tính bảng trong chương trình "Sóng và máy tính cho '
    'em"?', AnswerType.NUMBER, VI, "610 máy",
)  # fmt: skip
WINNER = Previous(
    "Ai đoạt giải Nhất cuộc thi tìm hiểu chuyển đổi số năm 2021?", AnswerType.PERSON, VI,
    "Nguyễn Hoài Thương", None,
    'Cô giáo vùng lúa giành giải Nhất Cuộc thi "Tìm hiểu chuyển đổi số" năm 2021',
)  # fmt: skip
CONGRESS = Previous("Đại hội Chi đoàn Sở khóa VII diễn ra khi nào?", AnswerType.DATE, VI, "15/3")
PERMIT = Previous("Xin cấp giấy phép bưu chính cần giấy tờ gì?", AnswerType.LIST, VI)
PHONE = Previous(
    "Số điện thoại Sở Khoa học và Công nghệ là gì?", AnswerType.PHONE, VI, "0230.3852.117"
)
CONTEST = Previous(
    "Cuộc thi tìm hiểu chuyển đổi số năm 2023 thu hút bao nhiêu người?", AnswerType.NUMBER, VI,
    "30.000 người",
)  # fmt: skip
QUARTER = Previous(
    "Lịch tiếp công dân quý II năm 2025 của Giám đốc Sở là ngày nào?", AnswerType.DATE, VI, "15/4"
)
EN_SECRETARY = Previous(
    "Who is the secretary of the youth union?", AnswerType.PERSON, EN, "Trần Hải Yến"
)
EN_CONGRESS = Previous(
    "Where was the congress of the youth union held?", AnswerType.PLACE, EN, "hội trường Sở"
)
EN_WINNER = Previous(
    "Who won the first prize in 2021?", AnswerType.PERSON, EN, "Nguyễn Hoài Thương"
)
EN_COURSE = Previous(
    "How many people attended the training course in 2018?", AnswerType.NUMBER, EN, "168 học viên"
)

DEPUTY = "Ai là Phó Bí thư Chi đoàn Sở Thông tin và Truyền thông?"
WHERE = "Trần Hải Yến làm Bí thư Chi đoàn Sở Thông tin và Truyền thông ở đâu?"
WHEN = "Trần Hải Yến làm Bí thư Chi đoàn Sở Thông tin và Truyền thông khi nào?"
WHY = "Vì sao Trần Hải Yến làm Bí thư Chi đoàn Sở Thông tin và Truyền thông?"
IN_2019 = "Ai là Bí thư Chi đoàn Sở Thông tin và Truyền thông năm 2019?"
TERM_VI = "Ai là Bí thư Chi đoàn Sở Thông tin và Truyền thông khóa VI?"
SON_HA = TABLETS.question.replace("Mường Lai", "Sơn Hà")
SECOND = "Ai đoạt giải Nhì cuộc thi tìm hiểu chuyển đổi số năm 2021?"

READ: Final[list[tuple[Previous, str, str]]] = [
    # a post for a post
    (SECRETARY, "Còn phó bí thư?", DEPUTY),
    (SECRETARY, "con pho bi thu thi s", DEPUTY),
    (SECRETARY, "còn phó?", DEPUTY),
    (SECRETARY, "vậy còn phó bí thư thì ai ạ?", DEPUTY),
    (SECRETARY, "cho em hỏi còn phó bí thư là ai ạ", DEPUTY),
    (SECRETARY, "ad ơi còn phó bí thư", DEPUTY),
    (SECRETARY, "còn PBT?", DEPUTY),
    (SECRETARY, "vậy pbt z", DEPUTY),
    (SECRETARY, "con pbt thi s ad", DEPUTY),
    (SECRETARY, "phó bí thư", DEPUTY),
    (SECRETARY, "pho bi thu?", DEPUTY),
    (SECRETARY, "PHÓ BÍ THƯ THÌ SAO?", DEPUTY),
    (SECRETARY, "phó bí thư là ai?", DEPUTY),
    (SECRETARY, "thế ai là phó bí thư?", DEPUTY),
    (SECRETARY, "what about the deputy?", DEPUTY),
    (SECRETARY, "còn nguyên bí thư?",
     "Ai là nguyên Bí thư Chi đoàn Sở Thông tin và Truyền thông?"),
    (SECRETARY, "còn giám đốc?", "Ai là Giám đốc Sở Thông tin và Truyền thông?"),
    (SECRETARY, "còn chủ tịch công đoàn?",
     "Ai là Chủ tịch công đoàn Sở Thông tin và Truyền thông?"),
    (SECRETARY, "còn phó bí thư khóa VI?",
     "Ai là Phó Bí thư Chi đoàn Sở Thông tin và Truyền thông khóa VI?"),
    (BARE, "con pho bt", "ai la pho bi thu chi doan so tttt khoa 6?"),
    (DIRECTOR, "thế còn phó giám đốc?", "Phó giám đốc Sở Khoa học và Công nghệ là ai?"),
    (DIRECTOR, "còn PGĐ?", "Phó giám đốc Sở Khoa học và Công nghệ là ai?"),
    (DIRECTOR, "còn chánh thanh tra?", "Chánh thanh tra Sở Khoa học và Công nghệ là ai?"),
    (DIRECTOR, "còn bí thư đảng ủy?", "Bí thư đảng ủy Sở Khoa học và Công nghệ là ai?"),
    # a time for a time
    (SECRETARY, "thế năm 2019?", IN_2019),
    (SECRETARY, "2019?", IN_2019),
    (SECRETARY, "and in 2019?", IN_2019),
    (SECRETARY, "hồi 2019 thì ai?", IN_2019),
    (SECRETARY, "con nam ngoai thi sao", IN_2019.replace("năm 2019", "năm ngoái")),
    (SECRETARY, "còn hiện nay?", IN_2019.replace("năm 2019", "hiện nay")),
    (SECRETARY, "nhiem ky 2019-2022 thi sao", IN_2019.replace("năm", "nhiệm kỳ").replace(
        "2019", "2019-2022")),
    (SECRETARY, "thế khóa VI?", TERM_VI),
    (SECRETARY, "nhiệm kỳ trước?", TERM_VI),
    (SECRETARY, "bí thư khóa trước?", TERM_VI),
    (BARE, "con khoa truoc", "ai la bi thu chi doan so tttt khoa 5?"),
    (BARE, "the nhiem ky truoc thi ai", "ai la bi thu chi doan so tttt khoa 5?"),
    (INDEX, "năm 2019?", "ICT Index năm 2019 Thanh Giang xếp thứ mấy?"),
    (INDEX, "thế năm trước?", "ICT Index năm 2019 Thanh Giang xếp thứ mấy?"),
    (INDEX, "năm trước nữa?", "ICT Index năm 2018 Thanh Giang xếp thứ mấy?"),
    (INDEX, "con nam sau", "ICT Index năm 2021 Thanh Giang xếp thứ mấy?"),
    (INDEX, "nam nay thi sao", "ICT Index năm nay Thanh Giang xếp thứ mấy?"),
    (WINNER, "thế lần thứ hai?", "Ai đoạt giải Nhất cuộc thi tìm hiểu chuyển đổi số lần thứ hai?"),
    (CONGRESS, "thế đại hội khóa VI?", "Đại hội Chi đoàn Sở khóa VI diễn ra khi nào?"),
    (CONTEST, "năm ngoái thì bao nhiêu?",
     "Cuộc thi tìm hiểu chuyển đổi số năm ngoái thu hút bao nhiêu người?"),
    (QUARTER, "còn quý III?", QUARTER.question.replace("quý II", "quý III")),
    (QUARTER, "quy 3 nam 2024", QUARTER.question.replace("quý II năm 2025", "quý 3 năm 2024")),
    # a prize for a prize, a place for a place, a body for a body
    (WINNER, "còn giải nhì?", SECOND),
    (WINNER, "giai nhi", SECOND),
    (WINNER, "ai đạt giải nhì?", SECOND),
    (WINNER, "and the second prize?", SECOND),
    (WINNER, "giải nhì năm 2022?", SECOND.replace("2021", "2022")),
    (WINNER, "thế giải khuyến khích ai được?", SECOND.replace("Nhì", "Khuyến khích")),
    (TABLETS, "thế còn huyện Sơn Hà?", SON_HA),
    (TABLETS, "huyện Sơn Hà?", SON_HA),
    (TABLETS, "con huyen son ha", SON_HA.replace("Huyện Sơn Hà", "Huyen son ha")),
    (TABLETS, "thị xã Bình Cảng thì sao", SON_HA.replace("Huyện Sơn Hà", "Thị xã Bình Cảng")),
    (PHONE, "còn Sở Y tế?", "Số điện thoại Sở Y tế là gì?"),
    (DIRECTOR, "sở y tế?", "Giám đốc sở y tế là ai?"),
    (SECRETARY, "còn chi đoàn Sở Y tế?", "Ai là Bí thư chi đoàn Sở Y tế?"),
    (SECRETARY, "còn Sở Y tế?", "Ai là Bí thư Chi đoàn Sở Y tế?"),
    (SECRETARY, "còn đảng ủy?", "Ai là Bí thư đảng ủy Sở Thông tin và Truyền thông?"),
    (PERMIT, "còn giấy phép báo chí?", "Xin cấp giấy phép báo chí cần giấy tờ gì?"),
    (PERMIT, "con gia hạn thì sao", "Gia hạn giấy phép bưu chính cần giấy tờ gì?"),
    (CONTEST, "còn cuộc thi ảnh?", "Cuộc thi ảnh năm 2023 thu hút bao nhiêu người?"),
    # a question word for a question word
    (SECRETARY, "ở đâu?", WHERE),
    (SECRETARY, "o dau v", WHERE),
    (SECRETARY, "khi nào?", WHEN),
    (SECRETARY, "khi nao z", WHEN),
    (SECRETARY, "được bầu khi nào?", WHEN),
    (SECRETARY, "when?", WHEN),
    (SECRETARY, "từ năm nào vậy ạ?", WHEN.replace("khi nào", "từ năm nào")),
    (SECRETARY, "vì sao?", WHY),
    (SECRETARY, "vi s", WHY),
    (SECRETARY, "tai sao vay", WHY),
    (SECRETARY, "sao lại thế?", WHY),
    (SECRETARY, "ai vậy?", "Trần Hải Yến là ai?"),
    (SECRETARY, "đó là ai?", "Trần Hải Yến là ai?"),
    (SECRETARY, "còn ai nữa?", "Những ai là Bí thư Chi đoàn Sở Thông tin và Truyền thông?"),
    (SECRETARY, "bao nhiêu tuổi?", "Trần Hải Yến bao nhiêu tuổi?"),
    (SECRETARY, "sinh năm nào?", "Trần Hải Yến sinh năm nào?"),
    (BARE, "o dau", "Do Thuy Linh lam bi thu chi doan so tttt khoa 6 o dau?"),
    (INDEX, "vì sao?", "Vì sao ICT Index năm 2020 Thanh Giang xếp thứ 27?"),
    (CONGRESS, "ở đâu?", "Đại hội Chi đoàn Sở khóa VII diễn ra ở đâu?"),
    (CONGRESS, "o dau the", "Đại hội Chi đoàn Sở khóa VII diễn ra ở đâu?"),
    (CONGRESS, "lúc mấy giờ ạ?", "Đại hội Chi đoàn Sở khóa VII diễn ra lúc mấy giờ?"),
    (CONGRESS, "kéo dài bao lâu?", "Đại hội Chi đoàn Sở khóa VII kéo dài bao lâu?"),
    (CONGRESS, "bao nhiêu người", "Đại hội Chi đoàn Sở khóa VII có bao nhiêu người?"),
    (WINNER, "bn tien", "Giải Nhất cuộc thi tìm hiểu chuyển đổi số năm 2021 bao nhiêu tiền?"),
    (WINNER, "trao giải ở đâu?", "Cuộc thi tìm hiểu chuyển đổi số năm 2021 trao giải ở đâu?"),
    (TABLETS, "khi nào?", TABLETS.question[:-1].replace("bao nhiêu ", "") + " khi nào?"),
    (PERMIT, "nộp ở đâu?", "Xin cấp giấy phép bưu chính nộp ở đâu?"),
    (PERMIT, "nop o dau", "Xin cấp giấy phép bưu chính nộp ở đâu?"),
    (PERMIT, "mất bao lâu?", "Xin cấp giấy phép bưu chính mất bao lâu?"),
    # another attribute
    (PERMIT, "lệ phí bao nhiêu?", "Lệ phí xin cấp giấy phép bưu chính bao nhiêu?"),
    (PERMIT, "le phi bao nhieu", "Lệ phí xin cấp giấy phép bưu chính bao nhiêu?"),
    (PERMIT, "thời hạn giải quyết?", "Thời hạn giải quyết xin cấp giấy phép bưu chính?"),
    (PHONE, "còn email?", "Email Sở Khoa học và Công nghệ?"),
    (PHONE, "địa chỉ?", "Địa chỉ Sở Khoa học và Công nghệ?"),
    (PHONE, "ở đâu", "Sở Khoa học và Công nghệ ở đâu?"),
    # words that stand for what was said
    (SECRETARY, "bà ấy công tác ở đâu?", "Bà Trần Hải Yến công tác ở đâu?"),
    (SECRETARY, "người này là ai?", "Trần Hải Yến là ai?"),
    (SECRETARY, "where was she born?", "Where was Trần Hải Yến born?"),
    (DIRECTOR, "ổng sinh năm nào", "Ông Hoàng Trọng Nghĩa sinh năm nào?"),
    (DIRECTOR, "email của ông ấy?", "Email của ông Hoàng Trọng Nghĩa?"),
    (WINNER, "cuộc thi này có bao nhiêu người tham gia?",
     "Cuộc thi tìm hiểu chuyển đổi số năm 2021 có bao nhiêu người tham gia?"),
    (CONTEST, "nó kéo dài bao lâu?",
     "Cuộc thi tìm hiểu chuyển đổi số năm 2023 kéo dài bao lâu?"),
    (CONTEST, "vụ này ở đâu?", "Cuộc thi tìm hiểu chuyển đổi số năm 2023 ở đâu?"),
    (INDEX, "năm đó ai là giám đốc sở?", "Năm 2020 ai là giám đốc sở?"),
    (PERMIT, "thủ tục này mất bao lâu?", "Thủ tục xin cấp giấy phép bưu chính mất bao lâu?"),
    (CONGRESS, "hôm đó có ai dự?", "Ngày 15/3 có ai dự Đại hội Chi đoàn Sở khóa VII?"),
    # English
    (EN_SECRETARY, "and the deputy?", "Who is the deputy secretary of the youth union?"),
    (EN_SECRETARY, "còn phó bí thư?", "Who is the deputy secretary of the youth union?"),
    (EN_SECRETARY, "in 2019?", "Who is the secretary of the youth union in 2019?"),
    (EN_SECRETARY, "and last year?", "Who is the secretary of the youth union last year?"),
    (EN_SECRETARY, "where?", "Where is the secretary of the youth union?"),
    (EN_SECRETARY, "since when?",
     "Since when has Trần Hải Yến been the secretary of the youth union?"),
    (EN_SECRETARY, "what is her phone number?", "What is Trần Hải Yến's phone number?"),
    (EN_CONGRESS, "when?", "When was the congress of the youth union held?"),
    (EN_CONGRESS, "how long did it last?", "How long did the congress of the youth union last?"),
    (EN_WINNER, "and the second prize?", "Who won the second prize in 2021?"),
    (EN_WINNER, "what about 2022?", "Who won the first prize in 2022?"),
    (EN_WINNER, "when?", "When was it that Nguyễn Hoài Thương won the first prize in 2021?"),
    (EN_COURSE, "where?", "Where was it that people attended the training course in 2018?"),
]  # fmt: skip

ALONE: Final[list[tuple[Previous, str]]] = [
    *((SECRETARY, text) for text in (
        "số điện thoại sở?", "ai là giám đốc sở?", "giám đốc sở là ai?", "ai là giám đốc?",
        "phó giám đốc sở hiện nay là ai?", "bí thư chi đoàn sở y tế?", "bí thư tỉnh ủy là ai",
        "hotline", "đường dây nóng", "giờ làm việc của bộ phận một cửa", "chuyển đổi số",
        "Trần Hải Yến", "ông Nguyễn Đình Khải sinh năm nào", "lịch tiếp công dân quý II",
        "Thế nào là chuyển đổi số?", "thế vận hội 2024", "thế hệ 2019", "thể thao",
        "còn bao nhiêu thuê bao 2G?", "còn hạn nộp hồ sơ không", "còn hiệu lực không?",
        "con dấu của sở làm ở đâu?", "con dau cua so lam o dau", "con đường Nguyễn Trãi ở đâu",
        "the can cuoc lam o dau", "vay vốn ở đâu", "vay von o dau", "no thue la gi",
        "do ai ky quyet dinh", "ở đâu làm thẻ căn cước?", "khi nào có kết quả thi công chức?",
        "vì sao tỉnh tụt hạng chuyển đổi số?", "bao nhiêu trạm 5G năm 2025?",
        "Cuộc thi tìm hiểu chuyển đổi số năm 2023 ai đạt giải Nhất?", "Sở Y tế ở đâu?",
        "ông Hùng sinh năm nào, ông ấy làm gì?", "bà Tạ Bích Loan quê ở đâu",
        "ong do huu dat sinh nam nao", "ba sam thi nguyet anh sinh nam nao",
        "IT là gì?", "AI là gì?", "AI", "123/QĐ-UBND", "012345678901 còn phó bí thư",
        "Where is the department office?", "Who is the director?", "how do I get a permit",
        "is it free to register?", "Do I have to pay?",
        "xin chào", "cảm ơn", "vâng ạ", "ok", "sao?", "thế à?", "vậy hả", "rồi sao nữa",
        "còn gì nữa không", "còn bạn thì sao", "thế bạn là ai?", "hay quá", "chi tiết hơn",
        "nguồn ở đâu?", "thật không?", "", " ", "???", "😀", "a" * 500,
        # Nothing in the last question for these to go into.
        "giải nhì?", "huyện Sơn Hà?", "lệ phí bao nhiêu?", "nó là gì", "còn kế toán trưởng?",
        "tổ chức ở đâu?", "ai bầu?", "còn công đoàn?", "chi đoàn kia?",
    )),
    *((INDEX, text) for text in ("phó bí thư", "giải nhì", "còn tỉnh Nghệ An?", "ai?",
                                 "ổng là ai")),
    *((TABLETS, text) for text in ("còn xã Tả Sơn?", "còn Sơn Hà?", "thế huyện kia?", "ai trao?")),
    *((PHONE, text) for text in ("còn số điện thoại?", "phó giám đốc", "vì sao?")),
    *((DIRECTOR, text) for text in ("bí thư?", "số điện thoại?", "lệ phí bao nhiêu?", "năm sau?")),
    *((CONGRESS, text) for text in ("năm đó ai làm bí thư?", "vậy ai dự?", "quý III?")),
    *((EN_SECRETARY, text) for text in ("what about the chairman?", "why?", "where is it?",
                                        "who is the director of the department?")),
]  # fmt: skip
