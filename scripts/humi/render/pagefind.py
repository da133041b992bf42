"""The search index over a finished site, by Pagefind's extended binary.

Pagefind 1.5 cuts Chinese into words one way when it indexes and another way when it is asked, and so misses words
that stand on the page (https://github.com/Pagefind/pagefind/issues/1237). It is given a copy of the pages with
every Han character standing alone, and is asked for phrases of single characters: what is on a page is found.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from pagefind.service import get_executable

from humi.problems import HumiError

_HAN_OR_MARKUP = re.compile(r"(<(script|style)\b.*?</\2>|<!--.*?-->|<[^>]+>)|([㐀-鿿])", re.S)


def index_site(site: Path) -> int:
    """Write ``site/pagefind/``. Returns the number of pages indexed. Raises HumiError."""
    with tempfile.TemporaryDirectory(prefix="humi-index-") as folder:
        copy = Path(folder)
        for path in site.rglob("*.html"):
            name = path.relative_to(site)
            if name.parts[0] in ("downloads", "pagefind"):
                continue
            target = copy / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(spaced(path.read_text(encoding="utf-8")), encoding="utf-8")
        shutil.rmtree(site / "pagefind", ignore_errors=True)
        command = [
            str(_executable()), "--site", str(copy), "--output-path", str(site / "pagefind"),
            "--force-language", "zh", "--exclude-selectors", ".headerlink",
        ]  # fmt: skip
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=900)
    if done.returncode:
        raise HumiError(f"搜索索引没有建成；{(done.stderr or done.stdout).strip()[-400:]}")
    for line in done.stdout.splitlines():
        if line.strip().startswith("Indexed") and "page" in line:
            return int(line.split()[1])
    raise HumiError(f"搜索索引没有报告页数；{done.stdout.strip()[-400:]}")


def spaced(html: str) -> str:
    """A page with a blank after every Han character of its text; markup, scripts and styles as they are."""
    return _HAN_OR_MARKUP.sub(lambda match: match[1] or f"{match[3]} ", html)


def _executable() -> Path:
    try:
        return Path(str(get_executable()))
    except Exception as error:
        raise HumiError("找不到 pagefind；运行 make 重新安装") from error
