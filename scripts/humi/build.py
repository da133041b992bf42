"""The road as a table of contents: load, check, plan, render, verify, publish."""

from __future__ import annotations

import hashlib
import importlib.metadata
import os
import shutil
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from humi import __version__, press
from humi.check.rules import check
from humi.load.loader import load
from humi.plan.catalog import plan
from humi.plan.product import Product
from humi.problems import ProblemsFound, ProductFailed
from humi.publish import manifest, swap
from humi.records.library import Library
from humi.render.brand import Brand, read_brand
from humi.render.mkdocs import build_site
from humi.render.page_view import FOLDERS
from humi.render.pagefind import index_site
from humi.render.staging import Download, Staging
from humi.verify import site as site_check

Progress = Callable[[str, int, int], None]
"""Called with (what is being done, done so far, in all)."""


@dataclass(frozen=True)
class Summary:
    """What a build made."""

    pages: int
    cases: int
    policies: int
    pdfs: int
    decks: int
    files: int
    seconds: float
    fresh: int
    unchanged: bool
    site: Path
    example_address: bool


def build(root: Path, progress: Progress = lambda what, done, total: None, jobs: int = 0) -> Summary:
    """Bring ``site/`` to what the content says, all at once or not at all.

    Raises ProblemsFound (content), ProductFailed (a file did not pass), HumiError (tools).
    """
    start = time.monotonic()
    work = root / "build"
    published = root / "site"
    with swap.only_one(work / ".lock", lambda: progress("另一次生成正在进行，等它结束", 0, 1)):
        swap.recover(published)
        library = _load_and_check(root, progress)
        brand = read_brand(root)
        press.font_key(brand)
        products = plan(library)
        made = _render_products(products, library, brand, root, work, progress, jobs)
        staging, key = _stage(root, library, brand, made, work, progress)
        unchanged = _is_published(published, key)
        if not unchanged:
            fresh = _render_site(root, library, staging, work, progress)
            _verify_site(fresh, library, progress)
            _write_manifest(fresh, key, library, made, staging.downloads)
            swap.swap_in(fresh, published)
        progress("完成", 1, 1)
    counts = Counter(Path(one.product.output).suffix for one in made)
    return Summary(
        pages=sum(name.endswith(".md") for name in staging.files),
        cases=len(library.cases),
        policies=len(library.policies),
        pdfs=counts[".pdf"],
        decks=counts[".pptx"],
        files=sum(1 for path in published.rglob("*") if path.is_file()),
        seconds=time.monotonic() - start,
        fresh=sum(one.fresh for one in made),
        unchanged=unchanged,
        site=published,
        example_address=brand.is_example,
    )


def _load_and_check(root: Path, progress: Progress) -> Library:
    library, problems = load(root, lambda done, total: progress("读取内容", done, total))
    progress("检查内容", 0, 1)
    problems.extend(check(library))
    if problems:
        raise ProblemsFound(problems)
    progress("检查内容", 1, 1)
    return library


def _render_products(
    products: list[Product],
    library: Library,
    brand: Brand,
    root: Path,
    work: Path,
    progress: Progress,
    jobs: int,
) -> list[press.Made]:
    """Make every product in parallel; all failures are reported together."""
    shutil.rmtree(work / "manuscripts", ignore_errors=True)
    tasks = [press.job(product, library, brand, root, work) for product in products]
    made = {task.key: found for task in tasks if (found := press.cached(task))}
    todo = [task for task in tasks if task.key not in made]
    failures: list[str] = []
    progress("制作折页和课件", len(made), len(tasks))
    if todo:
        workers = min(jobs or os.cpu_count() or 1, len(todo))
        with ProcessPoolExecutor(workers, mp_context=get_context("forkserver")) as pool:
            for task, result in zip(todo, pool.map(press.make, todo), strict=True):
                if isinstance(result, str):
                    failures.append(result)
                else:
                    made[task.key] = result
                progress("制作折页和课件", len(made), len(tasks))
    if failures:
        raise ProductFailed(failures)
    return [made[task.key] for task in tasks]


def _stage(
    root: Path, library: Library, brand: Brand, made: list[press.Made], work: Path, progress: Progress
) -> tuple[Staging, str]:
    """Write the staged folder with the downloads in it; returns it and the key of the whole site."""
    progress("准备网页", 0, 1)
    files = {one.product.output: one.path for one in made}
    downloads = [
        Download(
            path=one.product.output, title=one.product.title, kind=one.product.kind,
            industry=one.product.industry, size=one.path.stat().st_size, pages=one.pages, unit=one.product.unit,
        )
        for one in made
    ]  # fmt: skip
    staging = Staging(root, library, brand, downloads)
    staging.write(work / "staging", files)
    total = hashlib.sha256(staging.digest().encode())
    total.update(press.tools_key(root).encode())
    total.update((root / "mkdocs.yml").read_bytes())
    for package in ("mkdocs", "mkdocs-material", "markdown", "pymdown-extensions", "pagefind"):
        total.update(f"{package}={importlib.metadata.version(package)}".encode())
    for path in sorted((root / "templates" / "site").rglob("*")):
        if path.is_file():
            total.update(path.as_posix().removeprefix(root.as_posix()).encode() + path.read_bytes())
    progress("准备网页", 1, 1)
    return staging, total.hexdigest()


def _is_published(published: Path, key: str) -> bool:
    """Whether the published folder was built from exactly this, and is still whole."""
    return manifest.key(published) == key and not manifest.faults(published)


def _render_site(root: Path, library: Library, staging: Staging, work: Path, progress: Progress) -> Path:
    fresh = work / "next" / "site"
    shutil.rmtree(fresh, ignore_errors=True)
    progress("生成网站", 0, 1)
    build_site(root, work / "staging", fresh)
    progress("生成网站", 1, 1)
    progress("建立搜索", 0, 1)
    index_site(fresh)
    progress("建立搜索", 1, 1)
    return fresh


def _verify_site(fresh: Path, library: Library, progress: Progress) -> None:
    progress("复核网站", 0, 1)
    faults = site_check.faults(fresh, [page for page, _ in pages_of(library)])
    if faults:
        raise ProductFailed(faults)
    progress("复核网站", 1, 1)


def pages_of(library: Library) -> list[tuple[str, str]]:
    """(page below site/, content file) of every record."""
    found = []
    for record in library.records():
        kind, _, name = record.ref.partition(":")
        found.append((f"{FOLDERS[kind]}{name}/index.html", record.origin.path))
    return found


def _write_manifest(fresh: Path, key: str, library: Library, made: list[press.Made], downloads: list[Download]) -> None:
    about: dict[str, dict[str, Any]] = {
        page: {"product": "page", "parameters": {}, "sources": [source]} for page, source in pages_of(library)
    }
    for one in made:
        product = one.product
        about[product.output] = {
            "product": product.id,
            "parameters": {"template": product.template, "style": product.style, **product.params},
            "sources": list(product.sources),
        }
    manifest.write(fresh, key, about, [asdict(one) for one in downloads], __version__)
