"""MkDocs run on a staged folder, as a command of its own, with strict validation."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import yaml

from humi.problems import HumiError


def build_site(root: Path, staged: Path, out: Path) -> None:
    """Build the staged Markdown into ``out`` with the project's own mkdocs.yml. Raises HumiError."""
    config = out.parent / "mkdocs.build.yml"
    config.parent.mkdir(parents=True, exist_ok=True)
    config.write_text(derived_config(root, staged, out), encoding="utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--config-file", str(config)]
    env = os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1"}
    done = subprocess.run(command, cwd=root, env=env, capture_output=True, text=True, encoding="utf-8", timeout=1800)
    if done.returncode:
        raise HumiError(f"网站没有建成；MkDocs 说：\n{_tail(done.stderr or done.stdout)}")


def derived_config(root: Path, staged: Path, out: Path) -> str:
    """A configuration that inherits the project's and only changes folders."""
    derived = {
        "INHERIT": str(root / "mkdocs.yml"),
        "docs_dir": str(staged),
        "site_dir": str(out),
        "theme": {"custom_dir": str(root / "templates" / "site" / "theme")},
        "plugins": {"humi": {"staged": str(staged), "root": str(root)}},
    }
    return yaml.safe_dump(derived, allow_unicode=True)


def _tail(text: str) -> str:
    lines = [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in text.strip().splitlines()]
    return "\n".join(lines[-30:])
