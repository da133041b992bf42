"""Fixtures that are built once for the whole run. Load them with ``pytest_plugins = ("sites",)``."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import Result

from conftest import Project


@pytest.fixture(scope="session")
def first_build(tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, Result]:
    """The tiny project and what its first full build said."""
    root = tmp_path_factory.mktemp("built") / "project"
    root.mkdir()
    project = Project(root)
    return project, project.humi("build")


@pytest.fixture(scope="session")
def built(first_build: tuple[Project, Result]) -> Project:
    """The tiny project, built. Shared by all tests: read only."""
    project, result = first_build
    assert result.exit_code == 0, result.output
    return project


@pytest.fixture
def published(built: Project, tmp_path: Path) -> Project:
    """A built project of the test's own."""
    copy = Project.__new__(Project)
    copy.root = tmp_path / "published"
    shutil.copytree(built.root, copy.root, symlinks=True)
    return copy
