"""A PDF opened again: pages, tags, fonts, text, QR codes."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

import pikepdf
import pypdfium2
import zxingcpp

from humi.verify.text import missing

QR_DPI = 150
"""Resolution at which printed QR codes must still decode."""


@dataclass(frozen=True)
class PdfFacts:
    """What a PDF must hold: page count, pieces of text, and the addresses of its QR codes."""

    pages: int
    texts: list[str]
    addresses: list[str]


def faults(data: bytes, wanted: PdfFacts) -> list[str]:
    """Everything that is wrong with a PDF, as clauses in Chinese; empty when it is as wanted."""
    return [*_structure(data, wanted), *_content(data, wanted)]


def page_count(data: bytes) -> int:
    """How many pages a PDF has."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return len(pdf.pages)


def _structure(data: bytes, wanted: PdfFacts) -> list[str]:
    found = []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        if len(pdf.pages) != wanted.pages:
            found.append(f"应有{wanted.pages}页，实有{len(pdf.pages)}页")
        if "/StructTreeRoot" not in pdf.Root or not _marked(pdf):
            found.append("没有无障碍标签")
        if not str(pdf.Root.get("/Lang", "")).lower().startswith("zh"):
            found.append("没有标明中文")
        with pdf.open_metadata() as meta:
            if str(meta.get("pdfuaid:part", "")) != "1":
                found.append("没有PDF/UA-1标记")
        for page_number, page in enumerate(pdf.pages, 1):
            for name, font in _fonts(page).items():
                if not _embedded(font):
                    found.append(f"第{page_number}页的字体{name}没有嵌入")
    return found


def _marked(pdf: pikepdf.Pdf) -> bool:
    info = pdf.Root.get("/MarkInfo")
    return info is not None and bool(info.get("/Marked", False))


def _fonts(page: pikepdf.Page) -> Any:
    resources = page.obj.get("/Resources")
    fonts = resources.get("/Font") if resources is not None else None
    return fonts if fonts is not None else {}


def _embedded(font: pikepdf.Object) -> bool:
    descendants = font.get("/DescendantFonts")
    target = descendants[0] if descendants is not None else font
    descriptor = target.get("/FontDescriptor")
    if descriptor is None:
        return str(font.get("/Subtype")) == "/Type3"
    return any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))


def _content(data: bytes, wanted: PdfFacts) -> list[str]:
    found = []
    document = pypdfium2.PdfDocument(data)
    try:
        text = "".join(page.get_textpage().get_text_bounded() for page in document)
        for piece in missing(wanted.texts, text):
            found.append(f"印出来的文字里没有“{piece[:30]}”")
        if "\x00" in text or "\ufffe" in text:
            found.append("有字体里没有的字")
        if wanted.addresses:
            decoded: set[str] = set()
            for page in document:
                picture = page.render(scale=QR_DPI / 72).to_pil()
                decoded |= {one.text for one in zxingcpp.read_barcodes(picture)}
            for address in wanted.addresses:
                if address not in decoded:
                    found.append(f"二维码扫不出 {address}")
    finally:
        document.close()
    return found
