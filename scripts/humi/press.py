"""One product from manuscript to verified file: the same steps for every kind."""

from __future__ import annotations

import functools
import hashlib
import importlib.metadata
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from humi.plan.product import Product
from humi.problems import HumiError
from humi.records.library import Library
from humi.render import deck, deck_html, deck_pptx, fonts, leaflet, pandoc
from humi.render.ast import lines_of, plain
from humi.render.brand import Brand
from humi.verify import html, pdf, pptx


@dataclass(frozen=True)
class Job:
    """A product with the text it will say; everything a worker needs."""

    product: Product
    manuscript: str
    brand: Brand
    root: Path
    work: Path
    cache: Path
    key: str


@dataclass(frozen=True)
class Made:
    """A finished, verified file in the cache, and how many pages or slides it has."""

    product: Product
    path: Path
    pages: int
    fresh: bool
    """Whether it was made now, not taken from the cache."""


def write_manuscript(product: Product, library: Library, brand: Brand, root: Path) -> str:
    """What a product will say, as readable Markdown."""
    if product.template.startswith("leaflet/"):
        return leaflet.manuscript(product, library, brand, root)
    return deck.manuscript(product, library, brand, root)


def job(product: Product, library: Library, brand: Brand, root: Path, build: Path) -> Job:
    """Write the manuscript under ``build/manuscripts`` and compute the product's key."""
    text = write_manuscript(product, library, brand, root)
    path = build / "manuscripts" / f"{product.id}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.is_file() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")
    total = hashlib.sha256(text.encode())
    for part in (
        product.output,
        product.title,
        product.style,
        brand.model_dump_json(),
        tools_key(root),
        font_key(brand),
    ):
        total.update(part.encode() + b"\0")
    return Job(product, text, brand, root, build / "work", build / "cache", total.hexdigest())


def cached(one: Job) -> Made | None:
    """The product from the cache, or None.

    The cache keeps only verified files, each beside its own hash: a damaged one is noticed and made again.
    """
    path, note = _places(one)
    try:
        known = json.loads(note.read_text(encoding="utf-8"))
        if hashlib.sha256(path.read_bytes()).hexdigest() == known["sha256"]:
            return Made(one.product, path, int(known["pages"]), False)
    except (OSError, ValueError, KeyError, TypeError):
        pass
    return None


def _places(one: Job) -> tuple[Path, Path]:
    folder = one.cache / one.key
    return folder / Path(one.product.output).name, folder / "verified.json"


def make(one: Job) -> Made | str:
    """Make and verify a product and keep it in the cache; a failure comes back as a sentence."""
    path, note = _places(one)
    try:
        data, pages = _make_and_verify(one)
    except HumiError as error:
        message = error.format_message()
        shown = message if one.product.title in message else f"{one.product.title}（{one.product.kind}）：{message}"
        return shown if shown.startswith(one.product.sources[0]) else f"{one.product.sources[0]}:1: {shown}"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    note.write_text(json.dumps({"sha256": hashlib.sha256(data).hexdigest(), "pages": pages}), encoding="utf-8")
    return Made(one.product, path, pages, True)


def _make_and_verify(one: Job) -> tuple[bytes, int]:
    data, pages, faults = STYLES[one.product.style](one)
    if faults:
        raise HumiError("；".join(faults))
    return data, pages


def _leaflet(one: Job) -> tuple[bytes, int, list[str]]:
    data = leaflet.make(one.product, one.manuscript, one.brand, one.root, one.work)
    texts = [plain(line) for line in lines_of(pandoc.read_ast(one.manuscript)["blocks"])]
    wanted = pdf.PdfFacts(2, [text for text in texts if text.strip()], [leaflet.address(one.product, one.brand)])
    return data, 2, pdf.faults(data, wanted)


def _deck_pptx(one: Job) -> tuple[bytes, int, list[str]]:
    slides = deck.read_slides(one.manuscript)
    data = deck_pptx.make(one.product.title, slides, one.brand, one.brand.industry[one.product.industry].colour)
    return data, len(slides), pptx.faults(data, slides)


def _deck_html(one: Job) -> tuple[bytes, int, list[str]]:
    slides = deck.read_slides(one.manuscript)
    data = deck_html.make(
        one.product.title,
        one.manuscript,
        one.brand,
        one.product.industry,
        one.root,
        one.work / one.product.id,
    )
    return data, len(slides), html.deck_faults(data, slides)


STYLES: dict[str, Callable[[Job], tuple[bytes, int, list[str]]]] = {
    "leaflet/trifold.typ": _leaflet,
    "deck/master": _deck_pptx,
    "deck/reveal": _deck_html,
}
"""Each style's maker: (file, pages or slides, faults found on opening it again)."""


@functools.cache
def tools_key(root: Path) -> str:
    """A hash over everything but the manuscript that shapes a product: templates, code, engines."""
    total = hashlib.sha256()
    for folder in (root / "templates", Path(__file__).parent):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts and "site" not in path.relative_to(folder).parts[:1]:
                total.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    for package in ("typst", "python-pptx", "segno", "jinja2", "lxml"):
        total.update(f"{package}={importlib.metadata.version(package)}".encode())
    total.update(pandoc.version().encode())
    lock = root / "scripts" / "frontend" / "package-lock.json"
    total.update(lock.read_bytes() if lock.is_file() else b"")
    return total.hexdigest()


def font_key(brand: Brand) -> str:
    """Which font is in use: family, file and size. Raises HumiError with how to install one when there is none."""
    family = fonts.choose(tuple(brand.type.sans))
    return f"{family.name} {family.path.name} {family.path.stat().st_size}"
