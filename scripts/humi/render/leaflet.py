"""The tri-fold leaflet: manuscript -> pandoc -> Typst -> PDF/UA-1."""

from __future__ import annotations

import json
import re
from pathlib import Path

import typst

from humi.plan.catalog import legal_basis
from humi.plan.product import Product
from humi.problems import HumiError
from humi.records.library import Library
from humi.render import fonts, pandoc
from humi.render.brand import Brand
from humi.render.qr import qr_svg
from humi.render.templating import environment, render

PANELS = ("front", "flap", "back", "secret", "leak", "todo")
PANEL_NAMES = {
    "front": "封面",
    "flap": "折进页",
    "back": "封底",
    "secret": "内一",
    "leak": "内二",
    "todo": "内三",
}
PANEL_FIELDS = {
    "front": "leaflet.cover", "flap": "leaflet.case.text（或案例的 title）", "back": "templates/leaflet/trifold.md.j2",
    "secret": "leaflet.secret", "leak": "leaflet.leak", "todo": "leaflet.todo",
}  # fmt: skip


def manuscript(product: Product, library: Library, brand: Brand, root: Path) -> str:
    """What the leaflet will say, as Markdown."""
    guide = library.guides[product.params["guide"]]
    case = library.cases[guide.leaflet.case.case]
    before = next((one for one in guide.posters if one.id == "before-sending"), guide.posters[0])
    basis = legal_basis(library)
    return render(
        environment(root / "templates"), product.template,
        guide=guide, case=case, brand=brand, trade=brand.industry[guide.industry.value],
        before=before, law=f"{basis[0].short}{basis[1]}" if basis else "",
        signs=sorted(guide.leaks, key=lambda leak: len(leak.sign))[:4],
        remedies=sorted(library.remedies.values(), key=lambda remedy: remedy.order),
    )  # fmt: skip


def address(product: Product, brand: Brand) -> str:
    """The permanent address its QR code leads to."""
    return f"{brand.site.url}q/{product.params['guide']}/"


def make(product: Product, text: str, brand: Brand, root: Path, work: Path) -> bytes:
    """The PDF of a leaflet. Raises HumiError; an overflow names the panel, the millimetres and the field."""
    body = pandoc.convert(
        text, "typst", [f"--lua-filter={root / 'templates' / 'leaflet' / 'panels.lua'}"], sandbox=False
    )
    arguments = ", ".join(f"{name}: panel-{name}" for name in PANELS)
    source = f'#import "/templates/{product.style}": *\n{body}\n#trifold({arguments})\n'
    folder = work / product.id
    folder.mkdir(parents=True, exist_ok=True)
    main = folder / "main.typ"
    main.write_text(source, encoding="utf-8")
    trade = brand.industry[product.industry]
    (folder / "qr.svg").write_bytes(qr_svg(address(product, brand)))
    drawing = (root / "templates" / "art" / f"{trade.motif}.svg").read_text(encoding="utf-8")
    (folder / "motif.svg").write_text(drawing.replace("#ACCENT", trade.colour), encoding="utf-8")
    title = re.search(r"<title>(.*?)</title>", drawing)
    data = {
        "title": product.title,
        "office": brand.office.model_dump(),
        "edition": brand.edition,
        "colour": brand.colour,
        "trade": trade.model_dump(),
        "fonts": [fonts.choose(tuple(brand.type.sans)).name],
        "qr_url": address(product, brand),
        "motif_alt": title[1] if title else trade.label,
    }
    inside = folder.relative_to(root).as_posix()
    inputs = {
        "data": json.dumps(data, ensure_ascii=False),
        "qr": f"/{inside}/qr.svg",
        "motif": f"/{inside}/motif.svg",
    }
    try:
        compiled = typst.compile(
            str(main), root=str(root), sys_inputs=inputs, pdf_standards=["ua-1"], font_paths=fonts.installed()
        )
    except typst.TypstError as error:
        raise HumiError(_explain(product, error)) from error
    assert isinstance(compiled, bytes)
    return compiled


def _explain(product: Product, error: typst.TypstError) -> str:
    overflow = re.search(r"OVERFLOW ([^\"]*)", str(error.message))
    if not overflow:
        return f"{product.title}：排版出错（{error.message}）"
    parts = []
    for item in overflow[1].split():
        panel, _, amount = item.partition("=")
        parts.append(f"{PANEL_NAMES[panel]}超出{amount}毫米，请改短 {PANEL_FIELDS[panel]}")
    return f"{product.sources[0]}:1: {product.title}放不下：{'；'.join(parts)}"
