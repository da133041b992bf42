"""The PowerPoint master, made from ``brand.yml``: size, theme fonts and colours, layouts, slide numbers.

python-pptx cannot make a master, so its own is rewritten: every measure here is ours.
"""

from __future__ import annotations

from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.oxml.ns import qn
from pptx.util import Pt

from humi.render.brand import Brand

WIDTH, HEIGHT = 960, 540
"""Slide size in points, 16:9."""

LAYOUTS = {
    "title": (0, "封面"),
    "section": (2, "分节"),
    "body": (1, "标题和内容"),
    "bare": (5, "仅标题"),
}
"""Our layouts: name -> (index in python-pptx's template, name shown in PowerPoint)."""

TITLE_BOX = (48, 30, 864, 80)
BODY_BOX = (48, 128, 864, 344)
"""Left, top, width, height in points."""


def new_presentation(brand: Brand, accent: str) -> Any:
    """An empty 16:9 presentation in the brand's look, with ``accent`` (#RRGGBB) as the trade's colour."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Pt(WIDTH), Pt(HEIGHT)
    set_theme(deck.slide_master, brand, accent)
    master = deck.slide_master
    _clear(master, keep=("title", "body"))
    _place(master, "title", TITLE_BOX, 36, "tx2")
    _place(master, "body", BODY_BOX, 24, "tx1")
    _decorate(master, accent)
    _keep_layouts(deck)
    return deck


def layout(deck: Any, name: str) -> Any:
    """One of our layouts by its name."""
    return next(one for one in deck.slide_layouts if one.name == LAYOUTS[name][1])


def _keep_layouts(deck: Any) -> None:
    wanted = {index: (name, shown) for name, (index, shown) in LAYOUTS.items()}
    for index, one in reversed(list(enumerate(deck.slide_layouts))):
        if index not in wanted:
            deck.slide_layouts.remove(one)
            continue
        name, shown = wanted[index]
        one.name = shown
        _clear(one, keep=("title", "body", "object", "subTitle", "ctrTitle"))
        if name == "title":
            _place(one, "ctrTitle", (72, 150, 816, 120), 44, "tx2", anchor="b")
            _place(one, "subTitle", (72, 290, 816, 150), 24, "tx1")
        elif name == "section":
            _place(one, "title", (72, 180, 816, 120), 40, "tx2", anchor="b")
            _place(one, "body", (72, 310, 816, 80), 24, "tx1")
        else:
            _place(one, "title", TITLE_BOX, 36, "tx2")
            _place(one, "object", BODY_BOX, 24, "tx1")


def _kind(shape: Any) -> str:
    placeholder = shape._element.find(".//" + qn("p:ph"))
    if placeholder is None:
        return ""
    return str(placeholder.get("type", "object"))


def _clear(page: Any, keep: tuple[str, ...]) -> None:
    """Remove date, footer and number placeholders: ours are drawn on the master."""
    for shape in list(page.shapes):
        if _kind(shape) not in keep:
            shape._element.getparent().remove(shape._element)


def _place(page: Any, kind: str, box: tuple[int, int, int, int], size: int, colour: str, anchor: str = "") -> None:
    for shape in page.shapes:
        if _kind(shape) != kind:
            continue
        shape.left, shape.top, shape.width, shape.height = (Pt(value) for value in box)
        body = shape._element.find(qn("p:txBody")).find(qn("a:bodyPr"))
        for child in list(body):
            body.remove(child)
        for name, value in (("lIns", "0"), ("rIns", "0"), ("tIns", "0"), ("bIns", "0")):
            body.set(name, value)
        body.set("anchor", anchor or ("ctr" if kind == "title" else "t"))
        styles = shape._element.find(qn("p:txBody")).find(qn("a:lstStyle"))
        for child in list(styles):
            styles.remove(child)
        level = etree.SubElement(styles, qn("a:lvl1pPr"), algn="l", marL="0", indent="0")
        spacing = etree.SubElement(level, qn("a:lnSpc"))
        etree.SubElement(spacing, qn("a:spcPct"), val="120000")
        before = etree.SubElement(level, qn("a:spcBef"))
        etree.SubElement(before, qn("a:spcPts"), val="0" if "itle" in kind else "700")
        etree.SubElement(level, qn("a:buNone"))
        run = etree.SubElement(level, qn("a:defRPr"), lang="zh-CN", altLang="en-US", sz=str(size * 100))
        run.set("b", "1" if "itle" in kind and kind != "subTitle" else "0")
        fill = etree.SubElement(run, qn("a:solidFill"))
        etree.SubElement(fill, qn("a:schemeClr"), val=colour)


def _decorate(master: Any, accent: str) -> None:
    """A band in the trade's colour at the left edge, the name and the slide number at the foot."""
    tree = master.shapes._spTree
    band = _box("trade band", 0, 0, 14, HEIGHT, fill="accent1")
    tree.insert(2, band)
    tree.append(_box("foot name", 48, 508, 400, 20, text="护密 · 商业秘密保护"))
    number = _box("slide number", 812, 508, 100, 20, text="", align="r")
    paragraph = number.find(".//" + qn("a:p"))
    field = etree.SubElement(paragraph, qn("a:fld"), id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}", type="slidenum")
    field.append(_run_properties())
    etree.SubElement(field, qn("a:t")).text = "‹#›"
    tree.append(number)


def _run_properties() -> Any:
    run = etree.Element(qn("a:rPr"), lang="zh-CN", sz="1200")
    fill = etree.SubElement(run, qn("a:solidFill"))
    etree.SubElement(fill, qn("a:schemeClr"), val="accent6")
    return run


def _box(
    name: str, left: int, top: int, width: int, height: int, fill: str = "", text: str = "", align: str = "l"
) -> Any:
    identity = {"trade band": "101", "foot name": "102", "slide number": "103"}[name]
    shape = etree.Element(qn("p:sp"), nsmap={"p": _ns("p"), "a": _ns("a")})
    head = etree.SubElement(shape, qn("p:nvSpPr"))
    etree.SubElement(head, qn("p:cNvPr"), id=identity, name=name)
    etree.SubElement(head, qn("p:cNvSpPr"))
    etree.SubElement(head, qn("p:nvPr"), userDrawn="1")
    properties = etree.SubElement(shape, qn("p:spPr"))
    frame = etree.SubElement(properties, qn("a:xfrm"))
    etree.SubElement(frame, qn("a:off"), x=str(Pt(left)), y=str(Pt(top)))
    etree.SubElement(frame, qn("a:ext"), cx=str(Pt(width)), cy=str(Pt(height)))
    geometry = etree.SubElement(properties, qn("a:prstGeom"), prst="rect")
    etree.SubElement(geometry, qn("a:avLst"))
    if fill:
        paint = etree.SubElement(properties, qn("a:solidFill"))
        etree.SubElement(paint, qn("a:schemeClr"), val=fill)
    else:
        etree.SubElement(properties, qn("a:noFill"))
    line = etree.SubElement(properties, qn("a:ln"))
    etree.SubElement(line, qn("a:noFill"))
    body = etree.SubElement(shape, qn("p:txBody"))
    etree.SubElement(body, qn("a:bodyPr"), lIns="0", rIns="0", tIns="0", bIns="0", wrap="square", anchor="ctr")
    etree.SubElement(body, qn("a:lstStyle"))
    paragraph = etree.SubElement(body, qn("a:p"))
    etree.SubElement(paragraph, qn("a:pPr"), algn=align)
    if text:
        run = etree.SubElement(paragraph, qn("a:r"))
        run.append(_run_properties())
        etree.SubElement(run, qn("a:t")).text = text
    return shape


def _ns(prefix: str) -> str:
    return str(qn(f"{prefix}:x")[1:].partition("}")[0])


def set_theme(master: Any, brand: Brand, accent: str) -> None:
    """Colours and fonts of a master's theme; the East Asian face is named, which python-pptx leaves empty."""
    part = next(one.target_part for one in master.part.rels.values() if one.reltype.endswith("/theme"))
    # python-pptx holds the theme it makes for notes as a tree, the one it was opened with as bytes.
    root: Any = getattr(part, "_element", None)
    opened = root is None
    if opened:
        root = etree.fromstring(part.blob)
    scheme = root.find(".//" + qn("a:clrScheme"))
    colours = {
        "dk1": brand.colour["ink"], "lt1": "#FFFFFF", "dk2": brand.colour["brand"], "lt2": brand.colour["paper"],
        "accent1": accent, "accent2": brand.colour["brand"], "accent3": brand.colour["seal"],
        "accent4": "#B45309", "accent5": "#1B7340", "accent6": brand.colour["grey"],
        "hlink": brand.colour["brand"], "folHlink": brand.colour["grey"],
    }  # fmt: skip
    scheme.set("name", brand.name)
    for name, value in colours.items():
        slot = scheme.find(qn(f"a:{name}"))
        for child in list(slot):
            slot.remove(child)
        etree.SubElement(slot, qn("a:srgbClr"), val=value.lstrip("#").upper())
    fonts = root.find(".//" + qn("a:fontScheme"))
    fonts.set("name", brand.name)
    for group in ("majorFont", "minorFont"):
        slot = fonts.find(qn(f"a:{group}"))
        slot.find(qn("a:latin")).set("typeface", brand.type.office_latin)
        slot.find(qn("a:ea")).set("typeface", brand.type.office_east_asian)
        slot.find(qn("a:cs")).set("typeface", brand.type.office_latin)
        for font in slot.findall(qn("a:font")):
            if font.get("script") == "Hans":
                font.set("typeface", brand.type.office_east_asian)
    if opened:
        part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
