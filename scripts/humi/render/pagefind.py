"""The search index over a finished site, by Pagefind's extended binary (the one that knows Chinese)."""

from __future__ import annotations

import subprocess
from pathlib import Path

from pagefind.service import get_executable

from humi.problems import HumiError


def index_site(site: Path) -> int:
    """Write ``site/pagefind/``. Returns the number of pages indexed. Raises HumiError."""
    command = [
        str(_executable()),
        "--site",
        str(site),
        "--force-language",
        "zh",
        "--exclude-selectors",
        ".headerlink",
    ]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=900)
    if done.returncode:
        raise HumiError(f"搜索索引没有建成；{(done.stderr or done.stdout).strip()[-400:]}")
    for line in done.stdout.splitlines():
        if line.strip().startswith("Indexed") and "page" in line:
            return int(line.split()[1])
    raise HumiError(f"搜索索引没有报告页数；{done.stdout.strip()[-400:]}")


def _executable() -> Path:
    try:
        return Path(str(get_executable()))
    except Exception as error:
        raise HumiError("找不到 pagefind；运行 make 重新安装") from error
