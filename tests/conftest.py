"""A tiny but complete project in a temporary folder, for every test that needs content on disk."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from humi.check.rules import check
from humi.cli import main
from humi.load.loader import load
from humi.records.library import Library

REPOSITORY = Path(__file__).resolve().parent.parent
TINY = Path(__file__).resolve().parent / "data" / "tiny"

_LIST_PAGES = re.compile(r"(\w+/)?index\.md|cases/industry/[a-z-]+\.md|(downloads|quiz)\.md")
"""Pages that staging writes whatever the content is."""


class Project:
    """A copy of ``tests/data/tiny`` with the repository's templates and configuration around it.

    Paths are names relative to the project, as editors write them: ``cases/tiny-kettle.md``.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        shutil.copytree(TINY, root, dirs_exist_ok=True)
        shutil.copytree(REPOSITORY / "templates", root / "templates")
        (root / "scripts").mkdir()
        (root / "scripts" / "frontend").symlink_to(REPOSITORY / "scripts" / "frontend")
        config = (REPOSITORY / "mkdocs.yml").read_text(encoding="utf-8")
        (root / "mkdocs.yml").write_text(self._with_own_nav(config), encoding="utf-8")

    def path(self, name: str) -> Path:
        """The file called ``name``."""
        return self.root / name

    def read(self, name: str) -> str:
        """The text of a file."""
        return self.path(name).read_text(encoding="utf-8")

    def write(self, name: str, text: str) -> Path:
        """Write a file, making its folder; line ends are written as they are."""
        path = self.path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8"))
        return path

    def edit(self, name: str, old: str, new: str) -> int:
        """Replace the only ``old`` in a file by ``new``; returns the 1-based line where ``old`` stood."""
        text = self.read(name)
        assert text.count(old) == 1, f"{name} holds {old!r} {text.count(old)} times"
        self.write(name, text.replace(old, new))
        return text[: text.index(old)].count("\n") + 1

    def line(self, name: str, text: str) -> int:
        """The 1-based line of the only place where ``text`` stands in a file."""
        content = self.read(name)
        assert content.count(text) == 1, f"{name} holds {text!r} {content.count(text)} times"
        return content[: content.index(text)].count("\n") + 1

    def library(self) -> Library:
        """The content as records; fails when a file cannot be loaded."""
        library, problems = load(self.root)
        assert [str(problem) for problem in problems] == []
        return library

    def check(self) -> list[str]:
        """All problems of the content, as ``humi check`` words them, sorted."""
        library, problems = load(self.root)
        return [str(problem) for problem in sorted({*problems, *check(library)})]

    def refused(self, name: str, line: int, *words: str) -> list[str]:
        """What ``humi check`` says of one file, after making sure that it fails as it should.

        It must exit with 1 and no traceback, and one of its sentences must begin with ``name:line: `` and hold
        all ``words``.
        """
        result = self.humi("check")
        assert isinstance(result.exception, SystemExit), repr(result.exception)
        assert result.exit_code == 1
        assert "Traceback" not in result.output
        found = [one for one in result.output.splitlines() if one.startswith(f"{name}:")]
        here = [one for one in found if one.startswith(f"{name}:{line}: ")]
        assert any(all(word in one for word in words) for one in here), result.output
        return found

    def humi(self, *args: str) -> Result:
        """Run a command of ``humi`` on this project."""
        return CliRunner().invoke(main, ["--root", str(self.root), *args])

    def _with_own_nav(self, config: str) -> str:
        """The configuration without the navigation entries whose page this small site does not have."""
        before, mark, nav = config.partition("\nnav:\n")
        kept = []
        for line in nav.split("\n"):
            page = re.search(r"[\w/-]+\.md$", line)
            if page and not _LIST_PAGES.fullmatch(page[0]) and not (self.root / "docs" / page[0]).is_file():
                continue
            kept.append(line)
        return before + mark + "\n".join(kept)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """The tiny project, fresh for each test."""
    root = tmp_path / "project"
    root.mkdir()
    return Project(root)
