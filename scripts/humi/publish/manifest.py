"""``site/manifest.json``: every file with its hash, the product it is, its parameters and its sources."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

NAME = "manifest.json"


def sha256(path: Path) -> str:
    """The SHA-256 of a file, in hex."""
    total = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            total.update(piece)
    return total.hexdigest()


def write(
    site: Path, key: str, about: Mapping[str, dict[str, Any]], downloads: list[dict[str, Any]], version: str
) -> int:
    """Write the manifest of everything in ``site``. Returns the number of files listed.

    ``about`` maps a file's path to its product, parameters and sources; files of no product are listed as
    ``site`` (pages without a record, theme files) or ``search`` (the index). ``key`` says what it was built from.
    """
    files = []
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        if not path.is_file() or name == NAME:
            continue
        kind = "search" if name.startswith("pagefind/") else "site"
        entry: dict[str, Any] = {"path": name, "sha256": sha256(path), "bytes": path.stat().st_size}
        entry.update(about.get(name, {"product": kind, "parameters": {}, "sources": []}))
        files.append(entry)
    content = {"version": version, "key": key, "files": files, "downloads": downloads}
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
    (site / NAME).write_text(text + "\n", encoding="utf-8")
    return len(files)


def key(site: Path) -> str:
    """What the site was built from; empty when there is none to read."""
    try:
        return str(json.loads((site / NAME).read_text(encoding="utf-8"))["key"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def faults(site: Path) -> list[str]:
    """Files that differ from the manifest beside them; empty when all is whole."""
    try:
        listed = {one["path"]: one["sha256"] for one in json.loads((site / NAME).read_text(encoding="utf-8"))["files"]}
    except (OSError, ValueError, KeyError, TypeError):
        return ["manifest.json 读不出来"]
    present = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()} - {NAME}
    found = [f"多了 {name}" for name in sorted(present - set(listed))]
    found += [f"少了 {name}" for name in sorted(set(listed) - present)]
    found += [f"变了 {name}" for name in sorted(present & set(listed)) if sha256(site / name) != listed[name]]
    return found
