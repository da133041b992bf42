"""The deck as one HTML file: reveal.js, its speaker view and all styles inside, nothing fetched from anywhere."""

from __future__ import annotations

from pathlib import Path

from humi.problems import HumiError
from humi.render import pandoc
from humi.render.brand import Brand
from humi.render.templating import environment, render

REVEAL = Path("scripts/frontend/node_modules/reveal.js")


def make(title: str, manuscript: str, brand: Brand, industry: str, root: Path, work: Path) -> bytes:
    """The .html of a deck. Raises HumiError."""
    library = root / REVEAL
    if not (library / "dist" / "reveal.js").is_file():
        raise HumiError("没有装 reveal.js；运行 make setup")
    work.mkdir(parents=True, exist_ok=True)
    css = work / "deck.css"
    css.write_text(
        render(environment(root / "templates"), "deck/reveal.css.j2", brand=brand, trade=brand.industry[industry]),
        encoding="utf-8",
    )
    arguments = [
        "--standalone",
        "--embed-resources",
        f"--template={root / 'templates' / 'deck' / 'reveal.html'}",
        f"--css={css}",
        f"--metadata=pagetitle:{title}",
        f"--variable=revealjs-url:{library}",
        "--slide-level=1",
    ]
    # Not sandboxed: the files to embed are read from this project. Manuscripts cannot name files: their
    # images, raw HTML and includes are switched off in the reader.
    return pandoc.convert(manuscript, "revealjs", arguments, sandbox=False).encode()
