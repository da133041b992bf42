"""The whole road: one build brings all of ``site/`` up to date, or leaves it alone."""

from __future__ import annotations

import fcntl
import json
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from conftest import Project
from helpers import case_story, hashes, mkdocs_build, state, with_body
from humi import press
from humi.build import build
from humi.problems import HumiError, ProductFailed
from humi.publish import manifest, swap

pytest_plugins = ("sites",)

CASE = "cases/tiny-kettle.md"
GUIDE = "docs/guides/chemical.md"
LESSON = "docs/training/chemical-core.md"
DOWNLOADS = "site/downloads/chemical/"
FILES = ("leaflet-chemical.pdf", "deck-chemical-core.pptx", "deck-chemical-core.html")


def listed(project: Project) -> dict[str, dict[str, Any]]:
    """The manifest's entries by path."""
    entries = json.loads(project.read("site/manifest.json"))["files"]
    found = {one["path"]: one for one in entries}
    assert len(found) == len(entries)
    return found


def test_a_build_ends_well_and_sums_up(first_build: tuple[Project, Result]) -> None:
    project, result = first_build
    assert result.exit_code == 0, result.output
    site = project.path("site")
    pages = [path for path in site.rglob("index.html") if path.relative_to(site).parts[0] != "q"]
    files = [path for path in site.rglob("*") if path.is_file()]
    for line in (
        rf"网页 +{len(pages)}页",
        r"案例 +1个",
        r"法规政策 +2部",
        r"折页（PDF） +1份",
        r"课件（PPTX和HTML） +各1套",
        rf"文件 +{len(files)}个",
        r"用时 +\d+\.\d秒",
    ):
        assert re.search(rf"^{line}\s*$", result.output, re.M), f"{line}\n{result.output}"
    assert str(site / "index.html") in result.output
    assert "付印前请在 templates/brand.yml" in result.output
    assert "没有变化" not in result.output


def test_a_build_shows_its_progress(project: Project) -> None:
    told: list[tuple[str, int, int]] = []
    build(project.root, lambda what, done, total: told.append((what, done, total)))
    last = {what: (done, total) for what, done, total in told}
    assert {"读取内容", "检查内容", "制作折页和课件", "生成网站", "建立搜索", "复核网站", "完成"} <= set(last)
    assert {what: place for what, place in last.items() if place[0] != place[1]} == {}
    assert all(0 <= done <= total for _, done, total in told)


def test_no_warning_about_the_address_once_it_is_the_offices_own(published: Project) -> None:
    published.edit("templates/brand.yml", "url: https://humi.example/", "url: https://humi.test/")
    result = published.humi("build")
    assert result.exit_code == 0, result.output
    assert "付印前" not in result.output


def test_the_manifest_lists_every_file_with_its_hash(built: Project) -> None:
    wanted = hashes(built.path("site"))
    del wanted["manifest.json"]
    entries = listed(built)
    assert {path: one["sha256"] for path, one in entries.items()} == wanted
    assert {path: one["bytes"] for path, one in entries.items()} == {
        path: built.path(f"site/{path}").stat().st_size for path in wanted
    }


def test_the_manifest_names_product_parameters_and_sources(built: Project) -> None:
    entries = listed(built)
    leaflet = entries["downloads/chemical/leaflet-chemical.pdf"]
    assert leaflet["product"] == "leaflet-chemical"
    assert leaflet["parameters"]["guide"] == "chemical"
    assert leaflet["parameters"]["template"] == "leaflet/trifold.md.j2"
    assert leaflet["parameters"]["style"] == "leaflet/trifold.typ"
    assert {GUIDE, CASE} <= set(leaflet["sources"])
    for name in ("pptx", "html"):
        deck = entries[f"downloads/chemical/deck-chemical-core.{name}"]
        assert deck["product"] == f"deck-chemical-core-{name}"
        assert deck["parameters"]["lesson"] == "chemical-core"
        assert {LESSON, CASE} <= set(deck["sources"])
    case = entries["cases/tiny-kettle/index.html"]
    assert (case["product"], case["sources"]) == ("page", [CASE])
    assert entries["policies/aucl-2025/index.html"]["sources"] == ["docs/policies/aucl-2025.md"]
    assert all({"product", "parameters", "sources"} <= set(one) for one in entries.values())
    assert all(built.path(source).is_file() for one in entries.values() for source in one["sources"])


def test_every_content_file_is_the_source_of_some_file(built: Project) -> None:
    named = {source for one in listed(built).values() for source in one["sources"]}
    content = {
        path.relative_to(built.root).as_posix() for name in ("docs", "cases") for path in built.path(name).rglob("*.md")
    }
    assert content - named == set()


def test_a_leaflet_that_prints_a_remedys_title_names_it_as_a_source(built: Project) -> None:
    assert "举报：请市场监管部门查处" in built.read("build/manuscripts/leaflet-chemical.md")
    sources = listed(built)["downloads/chemical/leaflet-chemical.pdf"]["sources"]
    assert "docs/remedies/admin-report.md" in sources


def test_the_manuscripts_are_there_to_be_read(built: Project) -> None:
    assert "班长离职前拍走釜温表" in built.read("build/manuscripts/leaflet-chemical.md")
    assert "秘密就在控制台上" in built.read("build/manuscripts/deck-chemical-core-pptx.md")


def test_a_second_build_says_so_and_touches_nothing(published: Project) -> None:
    before = state(published.path("site"))
    result = published.humi("build")
    assert result.exit_code == 0, result.output
    assert "内容没有变化，site/ 已是最新。" in result.output
    assert state(published.path("site")) == before


def test_a_changed_sentence_changes_its_page_and_only_its_products(published: Project) -> None:
    before = hashes(published.path("site"))
    published.edit(CASE, "味道正。", "味道正，颜色也浅。")
    result = published.humi("build")
    assert result.exit_code == 0, result.output
    assert "没有变化" not in result.output
    assert "味道正，颜色也浅。" in published.read("site/cases/tiny-kettle/index.html")
    after = hashes(published.path("site"))
    pages = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    pages = {name for name in pages if not name.startswith("pagefind/")}
    assert pages == {"cases/tiny-kettle/index.html", "manifest.json"}


def test_a_case_taken_away_leaves_no_page_behind(published: Project) -> None:
    second = with_body(published.read(CASE), case_story("第二只釜"))
    second = second.replace("id: tiny-kettle", "id: second-kettle").replace(
        "title: 班长把釜温表拍走了", "title: 第二只釜"
    )
    published.write("cases/second-kettle.md", second)
    result = published.humi("build")
    assert result.exit_code == 0, result.output
    assert published.path("site/cases/second-kettle/index.html").is_file()
    published.path("cases/second-kettle.md").unlink()
    assert published.humi("build").exit_code == 0
    assert not published.path("site/cases/second-kettle").exists()
    assert "第二只釜" not in published.read("site/cases/index.html")
    assert "cases/second-kettle/index.html" not in listed(published)


def edit(old: str, new: str) -> Callable[[Project], int]:
    """A fault made by editing the case; gives the line to be named."""
    return lambda project: project.edit(CASE, old, new)


def raw(change: Callable[[bytes], bytes], line: int) -> Callable[[Project], int]:
    """A fault in the bytes of the case."""

    def fault(project: Project) -> int:
        path = project.path(CASE)
        path.write_bytes(change(path.read_bytes()))
        return line

    return fault


def gbk(project: Project) -> int:
    """The case saved as GBK from the second line on."""
    text = project.read(CASE)
    project.path(CASE).write_bytes(text.encode("gbk", errors="replace"))
    return next(number for number, line in enumerate(text.split("\n"), 1) if not line.isascii())


def unclosed(project: Project) -> int:
    """The case without the line that ends its fields."""
    project.edit(CASE, 'checked: "2026-11-23"\n---\n', 'checked: "2026-11-23"\n')
    return 1


FAULTS: dict[str, Callable[[Project], int]] = {
    "bad YAML": edit("kind: civil", "kind: civil: x"),
    "a tab in the fields": edit("  - (2020)浙10民初9001号", "\t- (2020)浙10民初9001号"),
    "not UTF-8": gbk,
    "UTF-16": raw(lambda data: data.decode().encode("utf-16"), 1),
    "empty": raw(lambda data: b"", 1),
    "blank": raw(lambda data: b"\n\n  \n", 1),
    "5 MB": raw(lambda data: data + "水".encode() * (5 * 1024 * 1024 // 3), 1),
    "no closing ---": unclosed,
    "no opening ---": raw(lambda data: data.removeprefix(b"---\n"), 1),
    "a control character": edit("味道正。", "味道\x07正。"),
    "unknown key": edit("region: 浙江某地", "regoin: 浙江某地\nregion: 浙江某地"),
    "a key twice": edit("right_holder: 甲化工公司", "region: 浙江另一地\nright_holder: 甲化工公司"),
    "wrong type": edit("cny: 500000", "cny: 五十万"),
    "impossible date": edit('date: "2021-02-26"', 'date: "2021-02-30"'),
    "malformed docket": edit("(2020)浙10民初9001号", "2020浙10民初9001号"),
    "not in the list": edit("kind: civil", "kind: civill"),
    "missing source": edit("sources:\n  - {title: 虚构的测试判决, publisher: 测试数据}", "sources: []"),
    "dangling link": edit("味道正。", "[味道](case:no-such-case)正。"),
    "law without a digest": edit("articles: [第九条, 第十七条]", "articles: [第九条, 第九十九条]"),
    "private number": edit("味道正。", "打13912345678问味道。"),
}
"""Ways to break a case file; each returns the line the message must name."""


@pytest.mark.parametrize("name", FAULTS)
def test_a_broken_case_stops_the_build_at_its_line_and_leaves_the_site(published: Project, name: str) -> None:
    before = state(published.path("site"))
    line = FAULTS[name](published)
    result = published.humi("build")
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit), result.exception
    assert re.search(rf"^{re.escape(CASE)}:{line}: [^；]+；.+$", result.output, re.M), result.output
    assert "Traceback" not in result.output
    assert state(published.path("site")) == before


def test_a_missing_field_and_an_id_used_twice_stop_the_build(published: Project) -> None:
    before = state(published.path("site"))
    published.write("cases/zz-copy.md", published.read(CASE))
    published.edit(CASE, "authority: 某市中级人民法院\n", "")
    result = published.humi("build")
    assert result.exit_code == 1
    assert re.search(rf"^{CASE}:\d+: 缺少字段“authority”", result.output, re.M)
    assert re.search(r"^cases/zz-copy\.md:2: .*“tiny-kettle”", result.output, re.M)
    assert state(published.path("site")) == before


def test_all_faults_of_all_files_are_reported_together(published: Project) -> None:
    first = published.edit(CASE, "kind: civil", "kind: civill")
    second = published.edit(CASE, "cny: 500000", "cny: 五十万")
    third = published.edit(GUIDE, "case: tiny-kettle}", "case: no-such-case}")
    fourth = published.edit("docs/faq.md", "summary: 大家常问的。", "sumary: 大家常问的。")
    output = published.humi("build").output
    places = (f"{CASE}:{first}:", f"{CASE}:{second}:", f"{GUIDE}:{third}:", f"docs/faq.md:{fourth}:")
    assert [place for place in places if place not in output] == []


def test_a_case_that_cannot_be_read_is_not_called_missing_as_well(published: Project) -> None:
    published.edit(CASE, "kind: civil", "kind: civill")
    output = published.humi("build").output
    assert "没有案例“tiny-kettle”" not in output
    assert "共1处问题" in output


@pytest.mark.parametrize(
    "change",
    [
        lambda data: b"\xef\xbb\xbf" + data,
        lambda data: data.replace(b"\n", b"\r\n"),
        lambda data: b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n"),
        lambda data: data.rstrip(b"\n"),
    ],
    ids=["BOM", "CRLF", "BOM and CRLF", "no last line end"],
)
def test_a_file_saved_by_another_editor_is_the_same_content(
    published: Project, change: Callable[[bytes], bytes]
) -> None:
    path = published.path(CASE)
    path.write_bytes(change(path.read_bytes()))
    result = published.humi("build")
    assert result.exit_code == 0, result.output
    assert "没有变化" in result.output


def test_a_leaflet_that_spills_leaves_the_site(published: Project) -> None:
    before = state(published.path("site"))
    published.edit(GUIDE, "釜温表和投料顺序, ", "釜温表和投料顺序" * 60 + ", ")
    result = published.humi("build")
    assert result.exit_code == 1
    assert re.search(rf"^{GUIDE}:\d+: .*内一超出[\d.]+毫米，请改短 leaflet\.secret", result.output, re.M), result.output
    assert "共1件产品没有通过，site/ 保持上一次的样子。" in result.output
    assert state(published.path("site")) == before


def test_all_products_that_fail_are_reported_together(published: Project) -> None:
    published.edit(GUIDE, "釜温表和投料顺序, ", "釜温表和投料顺序" * 60 + ", ")
    published.edit(LESSON, "## 秘密就在控制台上", "## " + "秘密就在控制台上" * 12)
    result = published.humi("build")
    assert result.exit_code == 1
    assert "内一超出" in result.output
    assert "第3张" in result.output
    assert "共2件产品没有通过" in result.output


class InThisProcess(ThreadPoolExecutor):
    """Stands in for the pool of processes, so that what a test replaces is replaced for the workers as well."""

    def __init__(self, workers: int, mp_context: object = None) -> None:
        super().__init__(workers)


def test_a_product_that_does_not_pass_its_check_leaves_the_site(
    published: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = state(published.path("site"))
    published.edit(LESSON, "- 投料顺序卡", "- 投料顺序表")
    monkeypatch.setattr("humi.build.ProcessPoolExecutor", InThisProcess)
    monkeypatch.setitem(press.STYLES, "deck/master", lambda job: (b"x", 1, ["第3张少了备注"]))
    with pytest.raises(ProductFailed, match="第3张少了备注"):
        build(published.root)
    assert state(published.path("site")) == before
    assert not [path for path in published.path("build/cache").rglob("*.pptx") if path.read_bytes() == b"x"]


@pytest.mark.parametrize(
    ("addition", "said"),
    [
        ('<img src="https://elsewhere.example/x.png" alt="">', "会向外请求 https://elsewhere.example/x.png"),
        ('<img src="../assets/favicon.svg">', "有图片没有替代文字"),
        ('<a href="../nowhere/">x</a>', "没有对应的文件"),
        ("[x](nowhere.md)", "nowhere.md"),
    ],
    ids=["outside load", "picture without words", "dead address", "dead link"],
)
def test_a_site_that_does_not_pass_its_check_stays_away(published: Project, addition: str, said: str) -> None:
    before = state(published.path("site"))
    name = "templates/site/page.md.j2"
    published.write(name, f"{published.read(name)}\n\n{addition}\n")
    result = published.humi("build")
    assert result.exit_code == 1
    assert said in result.output
    assert state(published.path("site")) == before


def test_a_broken_template_is_named_with_its_line(published: Project) -> None:
    before = state(published.path("site"))
    name = "templates/site/page.md.j2"
    lines = published.read(name).count("\n")
    published.write(name, f"{published.read(name)}{{{{ page.no_such_name }}}}\n")
    result = published.humi("build")
    assert result.exit_code == 1
    assert f"{name}:{lines + 1}: " in result.output
    assert state(published.path("site")) == before


def cached(project: Project) -> Iterator[Path]:
    """The products kept in the cache."""
    for path in sorted(project.path("build/cache").rglob("*")):
        if path.name in FILES:
            yield path


@pytest.mark.parametrize("damage", ["changed", "cut off", "gone", "note spoilt", "note gone"])
def test_a_damaged_cache_is_noticed_and_made_again(published: Project, damage: str) -> None:
    wanted = hashes(published.path(DOWNLOADS))
    places = list(cached(published))
    assert sorted(path.name for path in places) == sorted(FILES)
    for path in places:
        note = path.with_name("verified.json")
        if damage == "changed":
            path.write_bytes(path.read_bytes()[:-1] + b"?")
        elif damage == "cut off":
            path.write_bytes(path.read_bytes()[:100])
        elif damage == "gone":
            path.unlink()
        elif damage == "note spoilt":
            note.write_text("{", encoding="utf-8")
        else:
            note.unlink()
    summary = build(published.root)
    assert summary.fresh == 3
    assert summary.unchanged
    assert hashes(published.path(DOWNLOADS)) == wanted
    assert {path.name: hashes(path.parent)[path.name] for path in cached(published)} == wanted
    assert build(published.root).fresh == 0


@pytest.mark.parametrize("note", ["[]", "null", '"x"', "{}", '{"sha256": 1, "pages": 2}', '{"sha256": null}'], ids=str)
def test_a_cache_note_of_any_shape_is_no_traceback(published: Project, note: str) -> None:
    for path in cached(published):
        path.with_name("verified.json").write_text(note, encoding="utf-8")
    assert build(published.root).fresh == 3


def test_without_a_cache_the_same_files_come_out(published: Project) -> None:
    wanted = hashes(published.path(DOWNLOADS))
    shutil.rmtree(published.path("build"))
    summary = build(published.root)
    assert (summary.fresh, summary.unchanged) == (3, True)
    assert hashes(published.path(DOWNLOADS)) == wanted


DAMAGES: dict[str, Callable[[Project], object]] = {
    "a page changed": lambda project: project.write("site/about/index.html", "x"),
    "a page gone": lambda project: project.path("site/about/index.html").unlink(),
    "a page too many": lambda project: project.write("site/about/more.html", "x"),
    "a download cut off": lambda project: project.path(DOWNLOADS + FILES[0]).write_bytes(b"%PDF"),
    "the manifest gone": lambda project: project.path("site/manifest.json").unlink(),
    "the manifest spoilt": lambda project: project.write("site/manifest.json", "{"),
    "the manifest of another shape": lambda project: project.write("site/manifest.json", "[]"),
    "the manifest without files": lambda project: project.write(
        "site/manifest.json", json.dumps(json.loads(project.read("site/manifest.json")) | {"files": [1]})
    ),
    "no site": lambda project: shutil.rmtree(project.path("site")),
}
"""What may happen to a published site between two builds."""


@pytest.mark.parametrize("name", DAMAGES)
def test_a_damaged_site_is_noticed_and_published_again(published: Project, name: str) -> None:
    def pages(found: dict[str, str]) -> dict[str, str]:
        return {path: value for path, value in found.items() if not path.startswith(("pagefind/", "manifest.json"))}

    wanted = pages(hashes(published.path("site")))
    DAMAGES[name](published)
    result = published.humi("build")
    assert result.exit_code == 0, result.output
    assert "没有变化" not in result.output
    assert pages(hashes(published.path("site"))) == wanted
    assert manifest.faults(published.path("site")) == []


def test_a_crash_between_the_two_renames_is_mended_by_the_next_build(published: Project) -> None:
    before = state(published.path("site"))
    published.path("site").rename(published.path(".site.old"))
    result = published.humi("build")
    assert result.exit_code == 0, result.output
    assert "没有变化" in result.output
    assert state(published.path("site")) == before
    assert not published.path(".site.old").exists()


def folder(path: Path, text: str) -> Path:
    """A folder with one file that says which one it is."""
    path.mkdir(parents=True)
    (path / "index.html").write_text(text, encoding="utf-8")
    return path


def says(path: Path) -> str:
    """Which folder it is."""
    return (path / "index.html").read_text(encoding="utf-8")


def test_recover_brings_the_last_good_folder_back(tmp_path: Path) -> None:
    folder(tmp_path / ".site.old", "good")
    swap.recover(tmp_path / "site")
    assert says(tmp_path / "site") == "good"
    assert not (tmp_path / ".site.old").exists()


def test_recover_keeps_the_published_folder_and_clears_the_one_put_aside(tmp_path: Path) -> None:
    folder(tmp_path / "site", "new")
    folder(tmp_path / ".site.old", "old")
    swap.recover(tmp_path / "site")
    assert says(tmp_path / "site") == "new"
    assert not (tmp_path / ".site.old").exists()


def test_recover_does_nothing_where_nothing_happened(tmp_path: Path) -> None:
    swap.recover(tmp_path / "site")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("exchange", [True, False], ids=["one call", "two renames"])
def test_a_swap_leaves_the_new_folder_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exchange: bool) -> None:
    if not exchange:
        monkeypatch.setattr(swap, "_exchange", lambda one, other: False)
    published = folder(tmp_path / "site", "old")
    swap.swap_in(folder(tmp_path / "build" / "site", "new"), published)
    assert says(published) == "new"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["build", "site"]
    assert list((tmp_path / "build").iterdir()) == []


def test_the_first_swap_needs_no_folder_to_replace(tmp_path: Path) -> None:
    swap.swap_in(folder(tmp_path / "build" / "site", "new"), tmp_path / "site")
    assert says(tmp_path / "site") == "new"


@pytest.mark.parametrize("broken", [1, 2], ids=["before the first rename", "between the renames"])
def test_a_swap_broken_off_anywhere_leaves_a_whole_folder_to_recover(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: int
) -> None:
    published, fresh = folder(tmp_path / "site", "old"), folder(tmp_path / "build" / "site", "new")
    monkeypatch.setattr(swap, "_exchange", lambda one, other: False)
    real, calls = Path.rename, []

    def rename(self: Path, target: Path) -> Path:
        calls.append(self)
        if len(calls) == broken:
            raise KeyboardInterrupt
        return real(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", rename)
        with pytest.raises(KeyboardInterrupt):
            swap.swap_in(fresh, published)
    swap.recover(published)
    assert says(published) == "old"
    assert not (tmp_path / ".site.old").exists()


def held(lock: Path) -> Any:
    """The build lock, held by somebody else until the file is closed."""
    lock.parent.mkdir(parents=True, exist_ok=True)
    file = lock.open("w")
    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    return file


def test_a_second_build_waits_for_the_first(tmp_path: Path) -> None:
    lock, told = tmp_path / "build" / ".lock", []
    first = held(lock)

    def waiting() -> None:
        told.append("waiting")
        first.close()

    with swap.only_one(lock, waiting), lock.open("w") as third, pytest.raises(BlockingIOError):
        fcntl.flock(third, fcntl.LOCK_EX | fcntl.LOCK_NB)
    assert told == ["waiting"]
    held(lock).close()


def test_a_build_alone_does_not_wait(tmp_path: Path) -> None:
    told: list[str] = []
    with swap.only_one(tmp_path / "build" / ".lock", lambda: told.append("waiting")):
        pass
    assert told == []


def test_a_build_gives_up_waiting_in_the_end(tmp_path: Path) -> None:
    lock = tmp_path / "build" / ".lock"
    with held(lock), pytest.raises(HumiError, match="另一次生成"), swap.only_one(lock, lambda: None, patience=-1):
        raise AssertionError("the lock was held")


def test_the_lock_is_freed_when_a_build_fails(published: Project) -> None:
    published.edit(CASE, "kind: civil", "kind: civill")
    assert published.humi("build").exit_code == 1
    held(published.path("build/.lock")).close()


def test_a_real_build_says_that_it_waits_and_then_builds(published: Project) -> None:
    first = held(published.path("build/.lock"))
    told: list[str] = []

    def progress(what: str, done: int, total: int) -> None:
        told.append(what)
        if "另一次生成正在进行" in what:
            first.close()

    assert build(published.root, progress).unchanged
    assert "另一次生成正在进行" in told[0]


def outside_build(project: Project) -> dict[str, tuple[str, int, int]]:
    """The state of everything in the project but ``build/``."""
    return {name: value for name, value in state(project.root).items() if not name.startswith("build/")}


def test_plain_mkdocs_works_and_writes_under_build_only(published: Project) -> None:
    before = outside_build(published)
    done = mkdocs_build(published)
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stderr
    assert outside_build(published) == before
    page = published.read("build/mkdocs/cases/tiny-kettle/index.html")
    assert "甲公司有一只反应釜" in page
    assert published.path("build/mkdocs/downloads/chemical/leaflet-chemical.pdf").is_file()


def test_plain_mkdocs_before_the_first_build_makes_no_site(project: Project) -> None:
    names = {path.name for path in project.root.iterdir()}
    done = mkdocs_build(project)
    assert done.returncode == 0, done.stderr
    assert {path.name for path in project.root.iterdir()} - names == {"build"}
    assert project.path("build/mkdocs/index.html").is_file()


def test_plain_mkdocs_refuses_broken_content_with_the_same_words(published: Project) -> None:
    line = published.edit(CASE, "kind: civil", "kind: civill")
    before = outside_build(published)
    done = mkdocs_build(published)
    assert done.returncode != 0
    assert f"{CASE}:{line}: " in done.stderr
    assert "Traceback" not in done.stderr
    assert outside_build(published) == before


def test_a_plain_mkdocs_build_does_not_disturb_the_next_full_one(published: Project) -> None:
    assert mkdocs_build(published).returncode == 0
    assert "没有变化" in published.humi("build").output


def walk(values: Iterable[Any]) -> Iterator[str]:
    """Every string in nested lists and mappings."""
    for value in values:
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            yield from walk([*value.keys(), *value.values()])
        elif isinstance(value, list):
            yield from walk(value)


def test_nothing_published_names_a_folder_of_this_machine(built: Project) -> None:
    place = str(built.root.parent).encode()
    site = built.path("site")
    assert [path.name for path in site.rglob("*") if path.is_file() and place in path.read_bytes()] == []
    assert not [one for one in walk([json.loads(built.read("site/manifest.json"))]) if str(built.root) in one]
