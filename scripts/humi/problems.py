"""Problems an editor can mend, and the errors that carry them to the command line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import click


@dataclass(frozen=True, order=True)
class Problem:
    """One fault in the content: where it is, what is wrong, what to do. ``line`` is 1-based."""

    path: str
    line: int
    what: str
    todo: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.what}；{self.todo}"


class HumiError(click.ClickException):
    """An error shown to the user as a sentence, never as a traceback. Exit code 1."""

    def show(self, file: object = None) -> None:
        """Print the sentence alone; click's own prefix is English."""
        click.echo(self.format_message(), err=True)


class ProblemsFound(HumiError):
    """All problems of the content at once."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(set(problems))
        lines = [str(problem) for problem in self.problems]
        lines.append(f"共{len(lines)}处问题，未生成任何文件。改好后再运行一次。")
        super().__init__("\n".join(lines))


class ProductFailed(HumiError):
    """One or more products could not be made or did not pass when opened again."""

    def __init__(self, failures: Iterable[str]) -> None:
        self.failures = list(failures)
        super().__init__("\n".join([*self.failures, f"共{len(self.failures)}件产品没有通过，site/ 保持上一次的样子。"]))


def relative(path: Path, root: Path) -> str:
    """``path`` as editors write it: relative to the project, with forward slashes."""
    try:
        return path.relative_to(root).as_posix()
    except ValueError:
        return path.as_posix()
