"""The set-up of a fresh machine: what is missing and cannot be installed is said once, for every system."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import REPOSITORY

SETUP = REPOSITORY / "scripts" / "setup.py"


def run(*arguments: str, path: str | None = None) -> subprocess.CompletedProcess[str]:
    """Run the set-up script with the system's own Python; ``path`` replaces PATH."""
    env = os.environ | ({"PATH": path} if path is not None else {})
    return subprocess.run([sys.executable, str(SETUP), *arguments], capture_output=True, text=True, env=env, timeout=60)


@pytest.mark.parametrize("need", ["font", "browser", "venv"])
def test_without_a_package_manager_one_message_says_what_and_how(need: str) -> None:
    """The message names the thing and how to install it on all four systems; exit code 1, no traceback."""
    done = run("--force-missing", need)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    for system in ("Debian", "Fedora", "macOS", "Windows"):
        assert system in done.stderr
    assert done.stdout == ""


def test_without_a_browser_or_a_way_to_get_one_tests_stop_with_a_sentence(tmp_path: Path) -> None:
    """With an empty PATH neither Chromium nor a package manager is found."""
    done = run("--tests", path=str(tmp_path))
    assert done.returncode == 1
    assert "浏览器" in done.stderr
    assert "Traceback" not in done.stderr


def test_setting_up_twice_does_nothing_the_second_time() -> None:
    """What is installed is not installed again: a set-up machine hears nothing."""
    assert run().returncode == 0
    second = run()
    assert (second.returncode, second.stdout, second.stderr) == (0, "", "")


def test_make_help_names_every_verb() -> None:
    """`make help` lists what the Makefile can do."""
    done = subprocess.run(["make", "help"], cwd=REPOSITORY, capture_output=True, text=True, timeout=60)
    for verb in ("make test", "make serve", "make check", "make lint", "make lock", "make clean"):
        assert verb in done.stdout
