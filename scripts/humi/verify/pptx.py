"""A PowerPoint file opened again: every slide's text, tables and notes where they belong, fonts and language set."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from pptx import Presentation
from pptx.oxml.ns import qn

from humi.render.deck import Slide
from humi.verify.text import missing, squeeze


def faults(data: bytes, slides: list[Slide]) -> list[str]:
    """Everything that is wrong with a deck, as clauses in Chinese; empty when it says what was written."""
    found = list(_package_faults(data))
    deck = Presentation(io.BytesIO(data))
    if len(deck.slides) != len(slides):
        found.append(f"应有{len(slides)}张，实有{len(deck.slides)}张")
    for number, (page, wanted) in enumerate(zip(deck.slides, slides, strict=False), 1):
        where = f"第{number}张“{wanted.title}”"
        for piece in missing(wanted.texts(), "\n".join(_texts(page))):
            found.append(f"{where}里没有“{piece[:30]}”")
        notes = page.notes_slide.notes_text_frame.text if page.has_notes_slide else ""
        if squeeze(notes) != squeeze("".join(wanted.notes)):
            found.append(f"{where}的备注与稿子不同")
        for run in page.element.iter(qn("a:r")):
            properties = run.find(qn("a:rPr"))
            if properties is None or properties.get("lang") != "zh-CN":
                found.append(f"{where}有文字没有标明中文")
                break
    return found


def _texts(page: Any) -> list[str]:
    found = []
    for shape in page.shapes:
        if shape.has_text_frame:
            found.append("".join(paragraph.text for paragraph in shape.text_frame.paragraphs))
        if getattr(shape, "has_table", False) and shape.has_table:
            found.extend(cell.text for row in shape.table.rows for cell in row.cells)
    return found


def _package_faults(data: bytes) -> list[str]:
    found = []
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            if name.endswith(".rels") and b'TargetMode="External"' in package.read(name):
                found.append(f"{name} 指向文件以外")
        themes = [name for name in package.namelist() if name.startswith("ppt/theme/")]
        if not themes or any('<a:ea typeface=""' in package.read(name).decode() for name in themes):
            found.append("主题没有设中文字体")
    return found
