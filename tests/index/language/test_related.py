"""Abbreviations in families and groups of paraphrases, and the files that hold them."""

from __future__ import annotations

import logging

import pytest

from index.language.lexicon import load_lexicon
from index.language.lexicon_file import key_of, lexicon_rows
from index.language.related import Group, GroupKind, abbreviation_ways, group_ways

# The brief of the lexicon: so many groups at least, by field.
_LEAST_GROUPS = 1200


def said_ways(text: str) -> set[str]:
    ways = load_lexicon().related.entries.get(key_of(text), ())
    return {" ".join(way) for way in ways}


def group(said: str, written: str, kind: GroupKind = GroupKind.SAID) -> Group:
    return Group(tuple(map(key_of, said.split("|"))), tuple(map(key_of, written.split("|"))), kind)


def test_spellings_of_one_abbreviation_find_each_other() -> None:
    for one in ("TT&TT", "TTTT", "Thông tin và Truyền thông"):
        others = said_ways(one)
        assert {"tt tt", "tttt", "thông tin và truyền thông"} - {" ".join(key_of(one))} <= others


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("Sở TTTT", "sở thông tin và truyền thông"),
        ("KHCN", "khoa học và công nghệ"),
        ("CNTT&TT", "công nghệ thông tin và truyền thông"),
        ("ANM", "an ninh mạng"),
        ("CA tỉnh", "công an tỉnh"),
        ("UB MTTQ", "ủy ban mặt trận tổ quốc"),
        ("PCT", "phó chủ tịch"),
        ("CVP", "chánh văn phòng"),
        ("TTHC", "thủ tục hành chính"),
        ("CC", "công chức"),
        ("VC", "viên chức"),
        ("ĐBQH", "đại biểu quốc hội"),
        ("HSTT", "hồ sơ trực tuyến"),
        ("HTKT", "hạ tầng kỹ thuật"),
    ],
)
def test_abbreviations_are_written_out(short: str, long: str) -> None:
    assert long in said_ways(short)


def test_an_abbreviation_of_two_things_finds_both() -> None:
    table = abbreviation_ways(
        [(("bt",), ("bí", "thư")), (("bt",), ("bộ", "trưởng")), (("x",), ("y",))]
    )
    assert table["bt",] == (("bí", "thư"), ("bộ", "trưởng"))
    assert ("y",) not in table  # a plain word is turned into no abbreviation


def test_one_way_groups_lead_from_what_is_said_to_what_is_written() -> None:
    ways, successors = group_ways([group("tắt sóng|cắt sóng", "dừng công nghệ")])
    assert ways == {
        ("tắt", "sóng"): (("dừng", "công", "nghệ"),),
        ("cắt", "sóng"): (("dừng", "công", "nghệ"),),
    }
    assert successors == {}


def test_groups_of_the_same_thing_lead_both_ways_but_never_to_less() -> None:
    ways, _ = group_ways([group("tai nạn xe", "tai nạn|TNGT", GroupKind.SAME)])
    assert ways[key_of("tai nạn xe")] == (("tngt",),)
    assert set(ways[key_of("TNGT")]) == {("tai", "nạn"), ("tai", "nạn", "xe")}


def test_hints_are_no_other_ways() -> None:
    ways, successors = group_ways([group("Sở A|SA", "Sở B", GroupKind.HINT)])
    assert ways == {}
    assert successors["sa",].others == (("sở", "b"),)
    assert successors["sa",].named == (("sở", "a"), ("sa",))


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("tắt sóng", "dừng dịch vụ"), ("sếp", "giám đốc"), ("online", "trực tuyến"),
        ("bị phạt", "xử phạt"), ("gộp", "hợp nhất"), ("dọn về", "chuyển trụ sở"),
        ("quán quân", "giải nhất"), ("đậu", "trúng tuyển"), ("về hưu", "nghỉ hưu"),
        ("lên chức", "bổ nhiệm"), ("đẻ", "sinh con"), ("giấy tờ", "hồ sơ"), ("heo", "lợn"),
        ("bao lâu có", "thời hạn giải quyết"), ("xe lửa", "tàu hỏa"), ("kí", "ký"),
        ("hotline", "đường dây nóng"), ("cúp điện", "mất điện"), ("sổ đỏ", "gcnqsdđ"),
        ("quốc khánh", "2 9"), ("3 tháng đầu năm", "quý i"),
    ],
)  # fmt: skip
def test_what_people_say_finds_what_the_news_write(said: str, written: str) -> None:
    assert written in said_ways(said)


@pytest.mark.parametrize(
    ("asked", "other"),
    [
        ("phó giám đốc", "giám đốc"),
        ("phó chủ tịch", "chủ tịch"),
        ("phó bí thư", "bí thư"),
        ("sếp phó", "giám đốc"),
        ("nguyên giám đốc", "giám đốc"),
        ("giám đốc", "phó giám đốc"),
        ("bí thư", "phó bí thư"),
        ("giải nhì", "giải nhất"),
        ("tăng bậc", "giảm bậc"),
        ("khai mạc", "bế mạc"),
        ("thường trú", "tạm trú"),
    ],
)
def test_no_group_turns_a_matter_into_another(asked: str, other: str) -> None:
    assert other not in said_ways(asked)


def test_no_group_turns_a_deputy_into_the_chief() -> None:
    deputies = ("phó", "nguyên", "cựu", "quyền")
    for key, ways in load_lexicon().related.entries.items():
        if key[0] in deputies and len(key) > 1:
            assert key[1:] not in ways, key


def test_shipped_files_have_no_bad_line(caplog: pytest.LogCaptureFixture) -> None:
    load_lexicon.cache_clear()
    with caplog.at_level(logging.WARNING):
        load_lexicon()
    assert [record.getMessage() for record in caplog.records] == []


def test_the_paraphrases_are_many_and_each_leads_somewhere() -> None:
    rows = [columns for _, columns in lexicon_rows("synonyms_vi.tsv", 2)]
    assert len(rows) >= _LEAST_GROUPS
    for columns in rows:
        kind = GroupKind(columns[2] if len(columns) > 2 else "")
        ways, successors = group_ways([group(columns[0], columns[1], kind)])
        assert ways or successors, columns
