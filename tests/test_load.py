"""Files to records: every fault of a file is one sentence with its path and line, never a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import TINY, Project
from humi.load.loader import load
from humi.records.base import PartialDate

CASE = "cases/tiny-kettle.md"
LINKS = "docs/short-links.yml"
REGION = "region: 浙江某地"
SOURCES = "sources:\n  - {title: 虚构的测试判决, publisher: 测试数据}\n"

Change = Callable[[bytes], bytes]


def change(project: Project, name: str, how: Change) -> None:
    """Rewrite a file byte by byte."""
    path = project.path(name)
    path.write_bytes(how(path.read_bytes()))


def test_the_tiny_project_has_no_problems(project: Project) -> None:
    """Everything below starts from content that passes."""
    result = project.humi("check")
    assert (result.exit_code, result.exception) == (0, None)
    assert "没有问题" in result.output
    assert project.check() == []


# --- bytes and text ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("how", "line", "words"),
    [
        (lambda raw: raw.decode().encode("gbk"), 3, "不是UTF-8"),
        (lambda raw: raw.replace("浙江某地".encode(), "浙江某地".encode("gbk")), 13, "不是UTF-8"),
        (lambda raw: raw.replace(b"\n", b"\r\n").replace("浙江".encode(), b"\xff"), 13, "不是UTF-8"),
        (lambda raw: raw.decode().encode("utf-16"), 1, "UTF-16"),
        (lambda raw: b"\xfe\xff" + raw.decode().encode("utf-16-be"), 1, "UTF-16"),
        (lambda raw: b"", 1, "空的"),
        (lambda raw: b" \n\t\r\n", 1, "空的"),
        (lambda raw: raw + b"a" * 5 * 1024 * 1024, 1, "5.0MB"),
        (lambda raw: raw.replace(b"\n---\n", b"\n", 1), 1, "没有结尾的“---”"),
        (lambda raw: raw.removeprefix(b"---\n"), 1, "开头没有“---”"),
        (lambda raw: b"\n" + raw, 1, "开头没有“---”"),
        (lambda raw: b"---\n---\n", 2, "名称: 值"),
        (lambda raw: b"---\n- a\n---\n", 2, "名称: 值"),
        (lambda raw: raw.replace("班长把".encode(), "班\a长把".encode(), 1), 3, "控制字符"),
        (lambda raw: raw.replace("甲公司有一只".encode(), b"\x00", 1), 62, "控制字符"),
        (lambda raw: raw.replace("甲公司有一只".encode(), b"\x1b[31m", 1), 62, "控制字符"),
    ],
    ids=[
        "gbk", "gbk-in-one-line", "not-utf8-with-crlf", "utf-16", "utf-16-be", "empty", "blank", "5MB",
        "no-closing-fence", "no-opening-fence", "blank-line-before-opening-fence", "no-fields", "a-list",
        "bell-in-field", "nul-in-body", "escape-in-body",
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_one_sentence(project: Project, how: Change, line: int, words: str) -> None:
    """A broken file is named with the line of its fault, once."""
    change(project, CASE, how)
    assert len(project.refused(CASE, line, words)) == 1


@pytest.mark.parametrize("char", ["\x7f", "\x85", "\u2028", "\ufffe"], ids=["del", "nel", "line-separator", "fffe"])
@pytest.mark.parametrize(
    ("place", "line"), [("班长把釜温表拍走了", 3), ("甲公司有一只反应釜", 62)], ids=["field", "body"]
)
def test_characters_nobody_can_see_are_refused_on_their_line(
    project: Project, char: str, place: str, line: int
) -> None:
    """Control characters above ASCII, and those that YAML takes for line ends, are found where they stand."""
    project.edit(CASE, place, place[:2] + char + place[2:])
    assert len(project.refused(CASE, line)) == 1


@pytest.mark.parametrize("escape", ["\\0", "\\a", "\\r", "\\e", "\\x02", "\\u2028", "\\x7f"])
def test_characters_nobody_can_see_are_refused_in_escapes(project: Project, escape: str) -> None:
    """A quoted YAML string can spell a control character; it is no better than a typed one."""
    line = project.edit(CASE, REGION, f'region: "浙江{escape}某地"')
    assert len(project.refused(CASE, line)) == 1


@pytest.mark.parametrize(
    "how",
    [
        lambda raw: b"\xef\xbb\xbf" + raw,
        lambda raw: raw.replace(b"\n", b"\r\n"),
        lambda raw: b"\xef\xbb\xbf" + raw.replace(b"\n", b"\r\n"),
        lambda raw: raw.replace(b"\n", b"\r"),
    ],
    ids=["bom", "crlf", "bom-and-crlf", "cr"],
)
def test_bom_and_line_ends_do_not_change_the_record(project: Project, how: Change) -> None:
    """What Windows and old editors add leaves fields, lines and body as they were."""
    before = project.library().cases["tiny-kettle"]
    change(project, CASE, how)
    after = project.library().cases["tiny-kettle"]
    assert after == before
    assert after.body == before.body
    assert after.origin == before.origin
    assert project.check() == []


def test_lines_are_right_under_crlf(project: Project) -> None:
    """A fault in a CRLF file is found on the line an editor shows."""
    project.edit(CASE, 'when: "2020"', 'when: "2020-13"')
    line = project.line(CASE, "2020-13")
    change(project, CASE, lambda raw: raw.replace(b"\n", b"\r\n"))
    assert len(project.refused(CASE, line, "没有13月")) == 1


def test_blank_lines_after_the_opening_fence_move_nothing(project: Project) -> None:
    """Fields keep their lines, and no field is read as body."""
    clean = project.library().cases["tiny-kettle"]
    change(project, CASE, lambda raw: raw.replace(b"---\n", b"---\n\n\n", 1))
    assert project.check() == []
    moved = project.library().cases["tiny-kettle"]
    assert moved.body.text() == clean.body.text()
    assert moved.origin.line("region") == clean.origin.line("region") + 2
    assert moved.body.blocks[0].line == clean.body.blocks[0].line + 2


def test_a_comment_and_blank_lines_between_fields_keep_their_lines(project: Project) -> None:
    """Lines are those of the file whatever stands between the fields."""
    line = project.edit(CASE, REGION, f"# 备注\n\n{REGION}\nstages: 1")
    assert len(project.refused(CASE, line + 3, "stages")) == 1


# --- YAML --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (REGION, "region: 浙江: 某地"),
        (REGION, "region 浙江某地"),
        (REGION, "region: @某地"),
        (REGION, "region: *某地"),
        (REGION, "region: [浙江, 某地"),
        (REGION, 'region: "浙江某地" 某县'),
        ("  - (2020)浙10民初9001号", "\t- (2020)浙10民初9001号"),
        ('checked: "2026-11-23"', 'checked: "2026-11-23'),
    ],
    ids=[
        "two-colons", "no-colon", "reserved-sign", "unknown-alias", "open-bracket", "text-after-quote", "tab",
        "open-quote",
    ],
)  # fmt: skip
def test_bad_yaml_is_found_on_its_line(project: Project, old: str, new: str) -> None:
    """The line named is the one an editor has to mend."""
    line = project.edit(CASE, old, new)
    found = project.refused(CASE, line, "YAML写法有误")
    assert len(found) == 1


@pytest.mark.parametrize(
    "value",
    [
        "!!python/object:os.system {}",
        "!!python/object/apply:os.system [ls]",
        "!!python/name:os.system",
        "!甲 乙",
        "!!bool 甲",
        '!!int ""',
        "!!int 甲",
        "!!float 甲",
        "!!timestamp 甲",
        "!!binary 甲",
        "!!set {甲}",
        "!!omap 甲",
    ],
)
def test_tags_are_refused(project: Project, value: str) -> None:
    """No YAML tag builds anything, and none ends in a traceback."""
    line = project.edit(CASE, REGION, f"region: {value}")
    assert len(project.refused(CASE, line)) == 1


def test_a_number_of_many_digits_is_found_on_its_line(project: Project) -> None:
    """Python refuses to read it (https://docs.python.org/3/library/stdtypes.html#int-max-str-digits)."""
    line = project.edit(CASE, "cny: 500000", f"cny: {'9' * 5000}")
    assert len(project.refused(CASE, line)) == 1


def test_anchors_and_aliases_are_refused(project: Project) -> None:
    """A value used twice by reference is refused at the place it refers to."""
    line = project.edit(CASE, REGION, "region: &place 浙江某地")
    project.edit(CASE, "right_holder: 甲化工公司", "right_holder: *place")
    assert len(project.refused(CASE, line, "引用")) == 1


def test_an_alias_that_holds_itself_is_refused(project: Project) -> None:
    """A list that contains itself does not hang the reader."""
    line = project.edit(CASE, "measures: [釜温表编号发放, 签保密协议]", "measures: &all [签保密协议, *all]")
    assert len(project.refused(CASE, line, "引用")) == 1


def test_merge_keys_are_refused(project: Project) -> None:
    """``<<`` would bring fields in from elsewhere."""
    line = project.edit(CASE, "{cny: 800000, nature", "{<<: {approx: true}, cny: 800000, nature")
    assert len(project.refused(CASE, line, "<<")) == 1


@pytest.mark.parametrize(
    ("old", "new", "offset", "name"),
    [
        (REGION, f"{REGION}\nkind: criminal", 1, "kind"),
        (REGION, f"{REGION}\nregion: 浙江某地", 1, "region"),
        ("{cny: 800000, nature: 诉请", "{cny: 800000, cny: 1, nature: 诉请", 0, "cny"),
    ],
    ids=["top", "same-value", "nested"],
)
def test_a_key_written_twice_is_refused(project: Project, old: str, new: str, offset: int, name: str) -> None:
    """The second of two keys is the one named."""
    line = project.edit(CASE, old, new)
    assert len(project.refused(CASE, line + offset, f"“{name}”写了两次")) == 1


@pytest.mark.parametrize("key", ["12", "yes", "null", "1.5", "? [甲]\n"])
def test_a_key_that_is_not_a_word_is_refused_in_chinese(project: Project, key: str) -> None:
    """YAML reads these keys as numbers, truth values or lists."""
    line = project.edit(CASE, REGION, f"{REGION}\n{key}: 甲")
    found = project.refused(CASE, line + 1)
    assert len(found) == 1
    assert "Keys should be" not in found[0]


def test_deep_nesting_is_refused(project: Project) -> None:
    """Deeper than any schema needs."""
    line = project.edit(CASE, REGION, f"region: {'[' * 20}{']' * 20}")
    assert len(project.refused(CASE, line, "嵌套太深")) == 1


def test_nesting_that_would_exhaust_the_stack_is_refused(project: Project) -> None:
    """A hundred thousand brackets end in a sentence, not in a crash of the process."""
    line = project.edit(CASE, REGION, f"region: {'[' * 100_000}")
    command = [sys.executable, "-c", "from humi.cli import main; main()", "--root", str(project.root), "check"]
    env = os.environ | {"PYTHONUTF8": "1"}
    done = subprocess.run(command, env=env, capture_output=True, encoding="utf-8", timeout=120)
    assert done.returncode == 1
    assert f"{CASE}:{line}: " in done.stderr
    assert "Traceback" not in done.stderr


# --- fields ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (REGION, "regoin: 浙江某地", "不认识字段“regoin”；是不是想写“region”"),
        (REGION, f"xyzzy: 1\n{REGION}", "不认识字段“xyzzy”；可用的字段有：id、title"),
        ("{cny: 800000, nature: 诉请", "{cny: 800000, aprox: true, nature: 诉请", "是不是想写“approx”"),
        (REGION, "region: true", "应是文字"),
        (REGION, "region: no", "应是文字"),
        (REGION, "region: 2021", "应是文字"),
        (REGION, "region: 2.5", "应是文字"),
        (REGION, "region: 1:30", "应是文字"),
        (REGION, "region: null", "应是文字"),
        (REGION, "region:", "应是文字"),
        (REGION, "region: [浙江]", "应是文字"),
        (REGION, "region: {浙江: 某地}", "应是文字"),
        (REGION, 'region: ""', "是空的"),
        (REGION, 'region: "  "', "是空的"),
        ("measures: [釜温表编号发放, 签保密协议]", "measures: 签保密协议", "应是列表"),
        ("measures: [釜温表编号发放, 签保密协议]", "measures: [签保密协议, 3]", "measures.第2项”应是文字"),
        ("decided: {date: \"2021-02-26\", nature: 判决日}", "decided: 2021-02-26", "名称: 值"),
        ("cny: 500000", "cny: 50万", "应是整数"),
        ("cny: 500000", 'cny: "500000"', "应是整数"),
        ("cny: 500000", "cny: 500000.5", "应是整数"),
        ("cny: 500000", "cny: true", "应是整数"),
        ("cny: 500000", "cny: 0", "超出范围"),
        ("cny: 500000", "cny: -500000", "超出范围"),
        ("kind: civil", "kind: civl", "'civil', 'criminal', 'administrative'"),
        ("stage: 生效", "stage: 有效", "'生效'"),
        ("secret_types: [工艺, 配方]", "secret_types: [工艺, 手艺]", "secret_types.第2项"),
        ("id: tiny-kettle", "id: Tiny-Kettle", "格式不对"),
        ("id: tiny-kettle", "id: 釜温表", "格式不对"),
        ("id: tiny-kettle", "id: ../tiny-kettle", "格式不对"),
        ("id: tiny-kettle", "id: 12", "应是文字"),
        ("date: \"2021-02-26\"", "date: \"2021-02-30\"", "2021年2月没有30日"),
        ("date: \"2021-02-26\"", "date: 2021-02-30", "2021年2月没有30日"),
        ("date: \"2021-02-26\"", "date: \"2021-02-29\"", "2021年2月没有29日"),
        ("date: \"2021-02-26\"", "date: \"2021-13\"", "没有13月"),
        ("date: \"2021-02-26\"", "date: \"2021-00\"", "没有0月"),
        ("date: \"2021-02-26\"", "date: \"2021年2月\"", "不是日期"),
        ("date: \"2021-02-26\"", "date: \"2021-2-26\"", "不是日期"),
        ("date: \"2021-02-26\"", "date: \"1021\"", "年份1021不可能"),
        ("date: \"2021-02-26\"", "date: true", "日期"),
        ("(2020)浙10民初9001号", "(2020)浙10民初9001", "格式不对"),
        ("(2020)浙10民初9001号", "2020浙10民初9001号", "格式不对"),
        ("(2020)浙10民初9001号", "(3020)浙10民初9001号", "格式不对"),
        ("(2020)浙10民初9001号", "(2020)浙10民初号", "格式不对"),
        ("(2020)浙10民初9001号", "(2020)浙10民初9001号等", "格式不对"),
        ("(2020)浙10民初9001号", "20209001", "案号应是文字"),
        (SOURCES, "sources: []\n", "至少1项"),
        (SOURCES, "sources:\n", "应是列表"),
        (", publisher: 测试数据}\nconfidence", "}\nconfidence", "缺少字段“sources.第1项.publisher”"),
        ("confidence: high", "confidence: certain", "'high'"),
    ],
)  # fmt: skip
def test_a_field_that_breaks_the_schema_is_found_on_its_line(project: Project, old: str, new: str, words: str) -> None:
    """Each sentence names the field, its line, and what would be right."""
    line = project.edit(CASE, old, new)
    project.refused(CASE, line, words)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("date: \"2021-02-26\"", "date: 2021-02-26"),
        ("date: \"2021-02-26\"", "date: \"2021-02\""),
        ("date: \"2021-02-26\"", "date: 2021"),
        ("decided: {date: \"2021-02-26\", nature: 判决日}", "decided: null"),
        ("(2020)浙10民初9001号", "（2020）浙10民初9001号"),
        ("(2020)浙10民初9001号", "(2020)浙(10)民初字第9001号"),
        ("dockets:\n  - (2020)浙10民初9001号", "dockets: []"),
        ("amounts:\n  - {cny: 800000, nature: 诉请, stage: 诉请}\n", "amounts:\n"),
    ],
)  # fmt: skip
def test_what_the_format_allows_is_accepted(project: Project, old: str, new: str) -> None:
    """The strict schema refuses nothing that format and facts need."""
    project.edit(CASE, old, new)
    assert project.check() == []


def test_dates_and_dockets_are_read_as_meant(project: Project) -> None:
    """A date keeps its precision; a docket's brackets become half width."""
    project.edit(CASE, "(2020)浙10民初9001号", "（2020）浙10民初9001号")
    project.edit(CASE, 'when: "2018"', "when: 2018")
    case = project.library().cases["tiny-kettle"]
    assert case.dockets == ["(2020)浙10民初9001号"]
    assert case.timeline[0].when == PartialDate(2018)
    assert case.timeline[1].when == PartialDate(2019, 3)
    assert case.decided is not None
    assert case.decided.date.text == "2021年2月26日"


@pytest.mark.parametrize(
    "field", ["id: tiny-kettle\n", f"{REGION}\n", SOURCES, "penalty: null\n", "confidence: high\n"]
)
def test_a_missing_field_is_named(project: Project, field: str) -> None:
    """A field that is not there at all is reported at the top of the file."""
    project.edit(CASE, field, "")
    name = field.partition(":")[0]
    assert len(project.refused(CASE, 1, f"缺少字段“{name}”")) == 1


def test_an_answer_that_is_not_an_option_is_refused(project: Project) -> None:
    """``answer`` counts from 1 to the number of options."""
    line = project.edit(CASE, "  - q: 新来的人带着前东家的表，怎么办？", "  - q: 新来的人带着表？")
    text = project.read(CASE)
    head, mark, tail = text.rpartition("answer: 2")
    project.write(CASE, f"{head}{mark[:-1]}4{tail}")
    assert len(project.refused(CASE, line, "答案4不在3个选项里")) == 1


@pytest.mark.parametrize(
    ("name", "old", "new", "words"),
    [
        ("docs/guides/chemical.md", "{area: 密点", "{area: 秘点", "'密点'"),
        ("docs/guides/chemical.md", "[釜温表和投料顺序, 小试失败的记录]", "[甲, 乙, 丙, 丁, 戊, 己]", "最多5项"),
        ("docs/guides/chemical.md", "score: 3", "score: 6", "超出范围"),
        ("docs/guides/chemical.md", "text: 班长离职前拍走釜温表，", f"text: {'长' * 90}", "上限90个字"),
        ("docs/policies/aucl-2025.md", "- from: aucl-2019", "- form: aucl-2019", "是不是想写“from”"),
        ("docs/remedies/admin-report.md", "order: 1", "order: 第一", "应是整数"),
        ("docs/training/chemical-core.md", "minutes: 30", "minutes: 30分钟", "应是整数"),
        ("docs/toolkit/table-log.md", "input: date", "input: datum", "'date'"),
        ("docs/programmes/half-hour.md", "minutes: 20", "minutes: 0", "超出范围"),
        ("docs/publicity/shift-radio.md", "kind: broadcast", "kind: radio", "'broadcast'"),
        ("docs/glossary.md", "term: 保密协议", "word: 保密协议", "不认识字段“terms.第2项.word”"),
        ("docs/action-plan.md", "date: \"2009-09-23\"", "date: \"2009-09-31\"", "没有31日"),
        ("docs/faq.md", "summary: 大家常问的。", "sumary: 大家常问的。", "是不是想写“summary”"),
    ],
)  # fmt: skip
def test_every_kind_of_record_is_strict(project: Project, name: str, old: str, new: str, words: str) -> None:
    """Guides, policies, remedies, lessons, forms and the single pages are read by schemas of their own."""
    line = project.edit(name, old, new)
    project.refused(name, line, words)


# --- files and folders -------------------------------------------------------------------------------------


def test_an_id_that_is_not_the_file_name_is_refused(project: Project) -> None:
    """The file name is the address; the id must say the same."""
    line = project.edit(CASE, "id: tiny-kettle", "id: tiny-pot")
    assert len(project.refused(CASE, line, "“tiny-pot”与文件名“tiny-kettle”不同")) == 1


@pytest.mark.parametrize("copy", ["cases/zinc.md", "cases/older/tiny-kettle.md"])
def test_an_id_used_twice_is_refused(project: Project, copy: str) -> None:
    """The second file with an id is named, and the first in its sentence."""
    project.write(copy, project.read(CASE))
    first, second = sorted((CASE, copy))
    assert project.check() == [f"{second}:2: 编号“tiny-kettle”已被 {first} 使用；换一个编号"]


@pytest.mark.parametrize("target", ["tiny-kettle.md", "/no/such/file.md"])
def test_a_symbolic_link_is_refused(project: Project, target: str) -> None:
    """Content is what lies in the folder, not what a link points at."""
    project.path("cases/link.md").symlink_to(target)
    assert project.refused("cases/link.md", 1, "链接") == ["cases/link.md:1: 这是一个链接，不是文件；把文件本身放进来"]


def test_a_linked_folder_is_refused_and_not_followed(project: Project, tmp_path: Path) -> None:
    """Nothing outside the project is read."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.md").write_text("不该读到", encoding="utf-8")
    project.path("docs/linked").symlink_to(outside)
    project.refused("docs/linked", 1, "链接")
    assert "secret" not in project.humi("check").output


def test_a_linked_short_links_file_is_refused(project: Project) -> None:
    """The one file that is not Markdown is held to the same rule."""
    project.path(LINKS).rename(project.path("links.yml"))
    project.path(LINKS).symlink_to(project.path("links.yml"))
    project.refused(LINKS, 1, "链接")


@pytest.mark.parametrize("name", ["docs/notes.txt", "cases/photo.JPG", "docs/faq.MD", "docs/guides/README"])
def test_a_file_of_another_kind_is_refused(project: Project, name: str) -> None:
    """A file that would be left out silently is named."""
    project.write(name, "甲")
    assert len(project.refused(name, 1, "不认识")) == 1


def test_a_page_in_an_unknown_folder_is_refused(project: Project) -> None:
    """Pages stand in ``docs/`` itself."""
    project.write("docs/news/faq.md", project.read("docs/faq.md"))
    assert len(project.refused("docs/news/faq.md", 1, "不放页面")) == 1


def test_hidden_files_are_left_alone(project: Project) -> None:
    """What editors and systems leave behind is no content."""
    project.write("docs/.DS_Store", "\x00")
    project.write("cases/.tiny-kettle.md.swp", "\x00")
    assert project.check() == []


# --- short addresses ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("report: remedy:admin-report", "Report: remedy:admin-report", "格式不对"),
        ("report: remedy:admin-report", "举报: remedy:admin-report", "格式不对"),
        ("report: remedy:admin-report", "12315: remedy:admin-report", "应是文字"),
        ("report: remedy:admin-report", "report: 12315", "应是文字"),
        ("report: remedy:admin-report", "report:", "应是文字"),
        ("report: remedy:admin-report", "chemical: remedy:admin-report", "写了两次"),
        ("report: remedy:admin-report", "report: remedy: admin-report", "YAML写法有误"),
    ],
)
def test_a_bad_short_address_is_found_on_its_line(project: Project, old: str, new: str, words: str) -> None:
    """A name is printed on paper, so it is held to the form of an address."""
    line = project.edit(LINKS, old, new)
    project.refused(LINKS, line, words)


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"- chemical\n", "短址: 目标"),
        (b"", "空的"),
        ("# 短址\nchemical: guide:chemical\n".encode("gbk"), "UTF-8"),
    ],
)
def test_short_addresses_that_cannot_be_read(project: Project, raw: bytes, words: str) -> None:
    """The file's own faults are sentences too."""
    change(project, LINKS, lambda _: raw)
    project.refused(LINKS, 1, words)


# --- all at once -------------------------------------------------------------------------------------------


def test_all_problems_of_several_files_come_in_one_run(project: Project) -> None:
    """Broken bytes, broken YAML, broken fields and broken rules are told together, sorted, each once."""
    change(project, "docs/about.md", lambda raw: raw.decode().encode("gbk"))
    project.write("docs/faq.md", "")
    glossary, remedy = "docs/glossary.md", "docs/remedies/admin-report.md"
    remedy_line = project.edit(remedy, "打电话问清楚交给谁。", "::: 提示\n打13800138000。\n:::")
    expected = [
        f"{CASE}:{project.edit(CASE, REGION, 'region: true')}: “region”",
        f"{CASE}:{project.edit(CASE, 'cny: 500000', 'cny: 五十万')}: “amounts.第2项.cny”",
        "docs/about.md:2: 这里不是UTF-8编码",
        "docs/faq.md:1: 文件是空的",
        f"{glossary}:{project.edit(glossary, 'term: 保密协议', 'term: 保密: 协议')}: YAML写法有误",
        f"{remedy}:{remedy_line}: 没有“提示”这种块",
        f"{remedy}:{remedy_line}: 有手机号",
    ]
    result = project.humi("check")
    assert isinstance(result.exception, SystemExit)
    assert result.exit_code == 1
    found = result.output.splitlines()
    for start in expected:
        assert sum(one.startswith(start) for one in found) == 1, (start, result.output)
    assert found[-1].startswith(f"共{len(found) - 1}处问题")
    places = [(one.split(":")[0], int(one.split(":")[1])) for one in found[:-1]]
    assert places == sorted(places)


def test_a_broken_file_does_not_hide_the_others(project: Project) -> None:
    """Whatever can be read is loaded although a neighbour cannot."""
    project.write(CASE, "---\nid: [\n---\n")
    library, problems = load(project.root)
    assert [problem.path for problem in problems] == [CASE]
    assert sorted(library.policies) == ["aucl-2019", "aucl-2025"]
    assert library.cases == {}


TINY_FILES = sorted(path.relative_to(TINY).as_posix() for path in TINY.rglob("*") if path.is_file())


@pytest.mark.parametrize("name", TINY_FILES)
def test_a_broken_file_is_the_only_one_named(project: Project, name: str) -> None:
    """Links to a record that cannot be read just now are not called wrong: the editor mends one file."""
    project.write(name, "---\nid: [\n---\n" if name.endswith(".md") else "a: [\n")
    assert {one.split(":")[0] for one in project.check()} == {name}


def test_progress_counts_every_file(project: Project) -> None:
    """The bar ends full: files read of files in all."""
    seen: list[tuple[int, int]] = []
    load(project.root, lambda done, total: seen.append((done, total)))
    total = sum(1 for folder in ("docs", "cases") for _ in project.path(folder).rglob("*.md"))
    assert seen == [(done, total) for done in range(1, total + 1)]
