"""Slides to PowerPoint: native text and tables, notes on the right slide, nothing shrunk to fit.

Not pandoc's own writer: it loses a third column and moves notes off table slides without a word.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Pt

from humi.problems import HumiError
from humi.render import fonts
from humi.render.ast import Line, Run, plain
from humi.render.brand import Brand
from humi.render.deck import (
    BODY_SIZE,
    TABLE_SIZE,
    TIMELINE_COLUMNS,
    FigureBlock,
    Slide,
    TableBlock,
    TextBlock,
)
from humi.render.deck_master import BODY_BOX, TITLE_BOX, layout, new_presentation, set_theme

LINE = 1.2
"""Line height over font size."""
GAP = 7.0
"""Space before a paragraph in points."""
CELL = 8.0
"""Inset of a table cell in points."""
SOURCE_SIZE = 12
LARGE = {"discussion": 36.0, "closing": 28.0, "title": 24.0}
"""Layouts whose few words are set larger (points)."""


def make(title: str, slides: list[Slide], brand: Brand, accent: str) -> bytes:
    """The .pptx of a deck. Raises HumiError naming every slide that spills and by how much."""
    deck = new_presentation(brand, accent)
    measure = fonts.metrics(tuple(brand.type.sans))
    faults: list[str] = []
    for number, slide in enumerate(slides, 1):
        spill = _add(deck, slide, measure)
        if spill > 0:
            faults.append(f"第{number}张“{slide.title}”超出{spill / 72 * 25.4:.0f}毫米，请改短或拆成两张")
    if faults:
        raise HumiError("；".join(faults))
    set_theme(deck.notes_master, brand, accent)  # made with the first notes, in Office's own look
    core = deck.core_properties
    core.title, core.author, core.language = title, brand.office.name, "zh-CN"
    core.last_modified_by = brand.office.name
    core.created = core.modified = datetime(2000, 1, 1)
    out = io.BytesIO()
    deck.save(out)
    return same_bytes(out.getvalue())


def same_bytes(package: bytes) -> bytes:
    """An Office package zipped again without the hour it was written."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            new.writestr(info, old.read(name))
    return out.getvalue()


def _add(deck: Any, slide: Slide, measure: fonts.Metrics) -> float:
    """Add one slide; returns by how many points it spills (0 where it fits)."""
    if slide.layout in ("title", "closing"):
        kind = "title"
    elif any(isinstance(block, TableBlock | FigureBlock) for block in slide.blocks):
        kind = "bare"
    else:
        kind = "body"
    page = deck.slides.add_slide(layout(deck, kind))
    spill = 0.0
    _write(page.shapes.title.text_frame, [((Run(slide.title),), "", None)])
    size, width, room = (44.0, 816.0, 2) if kind == "title" else (36.0, TITLE_BOX[2], 2)
    if kind != "title" and measure.lines(slide.title, 36.0, width) > 1:
        size = 30.0
        for run in page.shapes.title.text_frame.paragraphs[0].runs:
            run.font.size = Pt(size)
    spill = max(spill, (measure.lines(slide.title, size, width) - room) * size * LINE)
    if kind == "bare":
        spill = max(spill, _flow(page, slide, measure))
    else:
        spill = max(spill, _body(page.placeholders[1], slide, measure, kind))
    if slide.source:
        _source(page, slide.source)
        spill = max(spill, (measure.lines(slide.source, SOURCE_SIZE, 864) - 1) * SOURCE_SIZE * LINE)
    page.notes_slide.notes_text_frame.text = "\n".join(slide.notes)
    for paragraph in page.notes_slide.notes_text_frame.paragraphs:
        for run in paragraph.runs:
            run._r.get_or_add_rPr().set("lang", "zh-CN")
    return spill


def _body(box: Any, slide: Slide, measure: fonts.Metrics, kind: str) -> float:
    """Fill the body placeholder with the slide's text blocks."""
    width = 816.0 if kind == "title" else float(BODY_BOX[2])
    size = LARGE.get(slide.layout) or _body_size(slide, measure, width)
    rows: list[tuple[Line, str, float | None]] = []
    height = 0.0
    for block in slide.blocks:
        assert isinstance(block, TextBlock)
        for number, line in enumerate(block.lines, 1):
            marker = f"{number}." if block.marker == "1" else block.marker
            if slide.layout == "quiz" and marker:
                marker = ""
            rows.append((line, marker, size if size != BODY_SIZE else None))
            inner = width - (BODY_SIZE if marker else 0)
            height += measure.lines(plain(line), size, inner) * size * LINE + GAP
    _write(box.text_frame, rows)
    if not rows:
        box._element.getparent().remove(box._element)
    return height - (150.0 if kind == "title" else float(BODY_BOX[3]))


def _body_size(slide: Slide, measure: fonts.Metrics, width: float) -> float:
    """The largest size whose lines stay few; never under the agreed one."""
    for size, most in ((32.0, 5), (28.0, 7)):
        count = sum(
            measure.lines(plain(line), size, width - BODY_SIZE)
            for block in slide.blocks
            if isinstance(block, TextBlock)
            for line in block.lines
        )
        if count <= most:
            return size
    return BODY_SIZE


def _flow(page: Any, slide: Slide, measure: fonts.Metrics) -> float:
    """Stack text, tables and figures from the top of the body area."""
    left, top, width, height = (float(value) for value in BODY_BOX)
    y = top
    for block in slide.blocks:
        if isinstance(block, TextBlock):
            rows = [
                (line, block.marker if block.marker != "1" else f"{n}.", None) for n, line in enumerate(block.lines, 1)
            ]
            need = sum(
                measure.lines(plain(line), BODY_SIZE, width - BODY_SIZE) * BODY_SIZE * LINE + GAP
                for line in block.lines
            )
            box = page.shapes.add_textbox(Pt(left), Pt(y), Pt(width), Pt(need))
            frame = box.text_frame
            frame.word_wrap = True
            frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
            _write(frame, rows, size=BODY_SIZE)
        elif isinstance(block, TableBlock):
            need = _table(page, block, measure, left, y, width, slide.layout == "timeline")
        else:
            need = _figure(page, block, measure, left, y, width)
        y += need + 12
    return y - 12 - (top + height)


def _table(
    page: Any,
    block: TableBlock,
    measure: fonts.Metrics,
    left: float,
    top: float,
    width: float,
    timeline: bool,
) -> float:
    count = len(block.rows[0])
    columns = list(TIMELINE_COLUMNS) if timeline and count == 2 else _columns(block, measure, width)
    heights = [
        max(measure.lines(plain(cell), TABLE_SIZE, columns[at] - 2 * CELL) for at, cell in enumerate(row))
        * TABLE_SIZE * LINE + CELL
        for row in block.rows
    ]  # fmt: skip
    frame = page.shapes.add_table(len(block.rows), count, Pt(left), Pt(top), Pt(sum(columns)), Pt(sum(heights)))
    frame.name = "表格"
    table = frame.table
    # The plain grid style: readable in every viewer, no banding that fights the brand.
    frame._element.find(".//" + qn("a:tableStyleId")).text = "{5940675A-B579-460E-94D1-54222C63F5DA}"
    for at, value in enumerate(columns):
        table.columns[at].width = Pt(value)
    for row_at, row in enumerate(block.rows):
        table.rows[row_at].height = Pt(heights[row_at])
        for at, cell_line in enumerate(row):
            cell = table.cell(row_at, at)
            cell.margin_left = cell.margin_right = Pt(CELL)
            cell.margin_top = cell.margin_bottom = Pt(CELL / 2)
            cell.vertical_anchor = MSO_ANCHOR.MIDDLE
            _write(cell.text_frame, [(cell_line, "", TABLE_SIZE)], space=False)
            cell.fill.solid()
            cell.fill.fore_color.theme_color = (
                MSO_THEME_COLOR.BACKGROUND_2 if row_at == 0 else MSO_THEME_COLOR.BACKGROUND_1
            )
            for run in cell.text_frame.paragraphs[0].runs:
                run.font.color.theme_color = MSO_THEME_COLOR.TEXT_1
                if row_at == 0 or (timeline and at == 0):
                    run.font.bold = True
    return sum(heights)


def _columns(block: TableBlock, measure: fonts.Metrics, width: float) -> list[float]:
    """Column widths in proportion to the longest cell, none under a sixth."""
    longest = [
        max(sum(measure.width(char) for char in plain(row[at])) for row in block.rows)
        for at in range(len(block.rows[0]))
    ]
    weights = [max(value, 3.0) for value in longest]
    weights = [max(value, sum(weights) / 6) for value in weights]
    return [width * value / sum(weights) for value in weights]


def _figure(page: Any, block: FigureBlock, measure: fonts.Metrics, left: float, top: float, width: float) -> float:
    number_size = 88.0
    while number_size > 40 and measure.lines(plain(block.number), number_size, width) > 1:
        number_size -= 8
    rows: list[tuple[Line, str, float | None]] = [(block.number, "", number_size)]
    rows += [(line, "", 28.0) for line in block.caption]
    need = number_size * LINE + sum(measure.lines(plain(line), 28.0, width) * 28 * LINE + GAP for line in block.caption)
    box = page.shapes.add_textbox(Pt(left), Pt(top + 40), Pt(width), Pt(need))
    frame = box.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = 0
    _write(frame, rows)
    for run in frame.paragraphs[0].runs:
        run.font.bold = True
        run.font.color.theme_color = MSO_THEME_COLOR.ACCENT_3
    return need + 40


def _source(page: Any, text: str) -> None:
    box = page.shapes.add_textbox(Pt(48), Pt(480), Pt(864), Pt(20))
    frame = box.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    _write(frame, [((Run(text),), "", SOURCE_SIZE)], space=False)
    for run in frame.paragraphs[0].runs:
        run.font.color.theme_color = MSO_THEME_COLOR.ACCENT_6


def _write(
    frame: Any, rows: Sequence[tuple[Line, str, float | None]], space: bool = True, size: float | None = None
) -> None:
    """Write lines as paragraphs: (line, marker, size in points or None for the layout's own)."""
    frame.word_wrap = True
    for index, (line, marker, own_size) in enumerate(rows):
        paragraph = frame.paragraphs[0] if index == 0 else frame.add_paragraph()
        paragraph.alignment = PP_ALIGN.LEFT
        paragraph.line_spacing = LINE
        if space:
            paragraph.space_before = Pt(GAP if index else 0)
        if marker:
            _bullet(paragraph, marker)
        for run in line:
            for part_at, part in enumerate(run.text.split("\v")):
                if part_at:
                    paragraph.add_line_break()
                piece = paragraph.add_run()
                piece.text = part
                properties = piece._r.get_or_add_rPr()
                properties.set("lang", "zh-CN")
                properties.set("altLang", "en-US")
                if run.bold:
                    piece.font.bold = True
                if own_size or size:
                    piece.font.size = Pt(own_size or size or 0)


def _bullet(paragraph: Any, marker: str) -> None:
    """A hanging bullet or number that PowerPoint knows as such."""
    properties = paragraph._p.get_or_add_pPr()
    properties.set("marL", str(Pt(BODY_SIZE)))
    properties.set("indent", str(-Pt(BODY_SIZE)))
    for child in properties.findall(qn("a:buNone")):
        properties.remove(child)
    if marker == "•":
        colour = properties.makeelement(qn("a:buClr"), {})
        colour.append(colour.makeelement(qn("a:schemeClr"), {"val": "accent1"}))
        properties.append(colour)
        font = properties.makeelement(qn("a:buFont"), {"typeface": "Arial"})
        properties.append(font)
        properties.append(properties.makeelement(qn("a:buChar"), {"char": "•"}))
    else:
        properties.append(properties.makeelement(qn("a:buAutoNum"), {"type": "arabicPeriod"}))
