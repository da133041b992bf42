"""The one Jinja environment: sandboxed, strict about names, and escaping every value as Markdown."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from humi.problems import HumiError
from humi.render.markdown import Markdown, escape, finalize


def environment(templates: Path) -> ImmutableSandboxedEnvironment:
    """Templates under ``templates``; content reaches them as values only, never as template source."""
    env = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(templates, encoding="utf-8"),
        undefined=StrictUndefined,
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        # On, so that what a macro returns is known to be finished; the escaping itself is finalize's.
        autoescape=True,
        # "{#" opens the anchor of a heading in our Markdown, so comments are <# … #>.
        comment_start_string="<#",
        comment_end_string="#>",
    )
    env.filters["yuan"] = yuan
    env.filters["cells"] = lambda values: Markdown(" | ".join(escape(value) for value in values))
    env.filters["css"] = Markdown  # brand colours, which the brand's schema has checked
    env.filters["quoted"] = lambda value: Markdown(escape(value).replace('"', "&#34;"))
    return env


def render(env: ImmutableSandboxedEnvironment, name: str, **values: Any) -> str:
    """Fill one template; blank runs collapse to one empty line. Raises HumiError naming template and line."""
    try:
        text = env.get_template(name).render(**values)
    except TemplateError as error:
        line = getattr(error, "lineno", None) or _template_line(error)
        raise HumiError(f"templates/{name}:{line}: 模板出错（{error}）；核对模板里的名称") from error
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def _template_line(error: BaseException) -> int:
    """The line of the innermost template frame in the traceback."""
    line = 1
    trace = error.__traceback__
    while trace is not None:
        if "templates" in trace.tb_frame.f_code.co_filename:
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def yuan(cny: int) -> str:
    """Money as readers say it: 1.59亿元, 350万元, 2062元."""
    if round(cny / 10_000, 2) >= 10_000:
        return f"{_short(cny / 100_000_000)}亿元"
    if cny >= 10_000:
        return f"{_short(cny / 10_000)}万元"
    return f"{cny}元"


def _short(value: float) -> str:
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return text
