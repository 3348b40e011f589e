"""How portals word their messages and forms, in Vietnamese and English."""

from __future__ import annotations

import re
from typing import Final

_I: Final = re.IGNORECASE
MISSING: Final = re.compile(
    r"^\W*(?:lỗi\s*)?404\b|"
    r"không\s+(?:tìm thấy|tồn tại)\s+(?:trang|bài|bài viết|nội dung|tin|tin bài|đường dẫn|dữ liệu|"
    r"địa chỉ|tài liệu|liên kết)|"
    r"(?:trang|bài viết|nội dung|tin|tin bài|đường dẫn|địa chỉ|liên kết)\b[\w\s,]{0,60}?\s"
    r"(?:không (?:còn )?tồn tại|không (?:được )?tìm thấy|đã bị (?:xóa|xoá|gỡ)|không hợp lệ)|"
    r"(?:page|article|content|file|resource)\b[\w\s]{0,40}?\s(?:not found|does not exist|"
    r"could ?n[o']t be found|no longer exists)|^\W*(?:page )?not found\W*$",
    _I,
)
ERROR: Final = re.compile(
    r"\b(?:http status|lỗi|error)\s+(?:4(?!04)|5)\d\d\b|^\W*(?:500|502|503|504)\b|"
    r"server error in|internal server error|service (?:temporarily )?unavailable|bad gateway|"
    r"gateway time-?out|error establishing a database|runtime error|fatal error|"
    r"(?:đã )?(?:có|xảy ra|phát sinh) lỗi(?: xảy ra| hệ thống)?|lỗi hệ thống|"
    r"(?:hệ thống|trang web|website|cổng)\b.{0,40}\b(?:đang|tạm)\b.{0,20}\b(?:bảo trì|nâng cấp|"
    r"gián đoạn|ngừng)|access denied|403 forbidden|bạn không có quyền",
    _I,
)
LOGIN: Final = re.compile(
    r"đăng nhập|đăng ký (?:tài khoản|thành viên)|quên mật khẩu|\blog ?in\b|\bsign ?in\b", _I
)
SEARCH: Final = re.compile(
    r"^\W*(?:kết quả )?tìm kiếm\b|^\W*tra cứu\b|^\W*search(?: results?)?\b|kết quả tìm kiếm", _I
)
SEARCH_ADDRESS: Final = re.compile(
    r"/(?:tim-?kiem|search|tra-cuu|ket-qua-tim-kiem)(?:[/.?]|$)|[?&](?:s|q|keywords?|tukhoa|"
    r"searchword|search)=",
    _I,
)
# Headings of pages that stand for years.
STANDING: Final = re.compile(
    r"^\W*(?:giới thiệu|chức năng|nhiệm vụ|cơ cấu tổ chức|tổ chức bộ máy|sơ đồ|lịch sử|liên hệ|"
    r"quá trình hình thành|lãnh đạo|ban lãnh đạo|phòng ban|đơn vị (?:trực thuộc|sự nghiệp)|"
    r"quy chế hoạt động|điều khoản|chính sách bảo mật|hướng dẫn sử dụng|hỏi đáp|thư ngỏ|"
    r"about(?: us)?|contact(?: us)?|organi[sz]ation|functions?|terms|privacy|faq)\b|"
    r"[-–»>|]\s*(?:giới thiệu|liên hệ)\W*$",
    _I,
)
