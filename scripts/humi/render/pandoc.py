"""pandoc run as a command: sandboxed, timed, and with its log read, because its exit code hides losses.

pandoc drops what a writer cannot hold and still exits 0; only ``--log`` says so
(https://pandoc.org/MANUAL.html#option--log).
"""

from __future__ import annotations

import functools
import json
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import pypandoc

from humi.problems import HumiError

READER = "markdown" + "".join(
    f"-{extension}"
    for extension in (
        "smart", "tex_math_dollars", "raw_html", "raw_tex", "raw_attribute", "latex_macros", "citations",
        "example_lists", "task_lists", "native_divs", "native_spans", "subscript", "superscript", "strikeout",
        "implicit_figures", "yaml_metadata_block", "pandoc_title_block", "fancy_lists", "line_blocks",
        "grid_tables", "multiline_tables", "simple_tables", "table_captions",
    )
)  # fmt: skip
"""pandoc's Markdown reader, cut down to what our manuscripts use: nothing in content can become raw code."""


@functools.cache
def executable() -> str:
    """The pandoc that pypandoc_binary brought. Raises HumiError."""
    try:
        return str(pypandoc.get_pandoc_path())
    except OSError as error:
        raise HumiError("找不到 pandoc；运行 make 重新安装") from error


@functools.cache
def version() -> str:
    """pandoc's version, part of every product's key."""
    return str(pypandoc.get_pandoc_version())


def convert(manuscript: str, to: str, arguments: list[str] | None = None, sandbox: bool = True) -> str:
    """Convert a manuscript. Raises HumiError when pandoc fails, warns of a loss, or takes over a minute."""
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log.json"
        # Without --columns a long cell makes pandoc guess relative column widths.
        command = [executable(), "--from", READER, "--to", to, f"--log={log}", "--wrap=none", "--columns=100000"]
        command += ["--sandbox"] if sandbox else []
        command += arguments or []
        try:
            done = subprocess.run(command, input=manuscript.encode(), capture_output=True, timeout=60, cwd=folder)
        except subprocess.TimeoutExpired as error:
            raise HumiError("pandoc 一分钟没有做完；这份稿子可能太长") from error
        if done.returncode:
            raise HumiError(f"pandoc 出错：{done.stderr.decode(errors='replace').strip()[-400:]}")
        _check_log(json.loads(log.read_text(encoding="utf-8") or "[]"))
        return done.stdout.decode()


def _check_log(entries: list[dict[str, Any]]) -> None:
    """Losses are errors; chatter (a missing translation of 'Figure') is not."""
    losses = [
        one
        for one in entries
        if one.get("type") in ("BlockNotRendered", "InlineNotRendered", "CouldNotFetchResource", "SkippedContent")
    ]
    if losses:
        shown = "；".join(str(one.get("pretty", one)) for one in losses)
        raise HumiError(f"pandoc 丢了内容：{shown}")


def read_ast(manuscript: str) -> dict[str, Any]:
    """The manuscript as pandoc's JSON syntax tree (https://hackage.haskell.org/package/pandoc-types)."""
    tree: dict[str, Any] = json.loads(convert(manuscript, "json"))
    return tree
