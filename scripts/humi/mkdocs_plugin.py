"""The thin plug-in: stages the content, points MkDocs at it, watches the folders. It transforms nothing itself."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Any, Literal

from mkdocs.config.base import Config
from mkdocs.config.config_options import Type
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin

from humi.check.rules import check
from humi.load.loader import load
from humi.problems import HumiError, ProblemsFound
from humi.render.brand import read_brand
from humi.render.pagefind import index_site
from humi.render.staging import Download, Staging

log = logging.getLogger("mkdocs.plugins.humi")

CONTENT = ("docs", "cases", "templates")
"""The folders a preview watches."""


class HumiConfig(Config):  # type: ignore[no-untyped-call]
    """Options of the plug-in in mkdocs.yml."""

    staged = Type(str, default="")
    """A folder that is staged already (set by ``humi build``); empty: stage here."""

    root = Type(str, default="")
    """The project's folder (set by ``humi build``); empty: where mkdocs.yml is."""


class HumiPlugin(BasePlugin[HumiConfig]):  # type: ignore[no-untyped-call]
    """Calls the staging step before MkDocs looks for its pages."""

    def __init__(self) -> None:
        self.serving = False
        self.root = Path()

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember whether this is a preview."""
        self.serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Stage, and make the staged folder the one MkDocs reads."""
        self.root = Path(self.config.root or Path(config.config_file_path).parent).resolve()
        try:
            brand = read_brand(self.root)
            staged = Path(self.config.staged) if self.config.staged else self.root / "build" / "staging"
            if not self.config.staged:
                self._stage(staged, brand)
        except HumiError as error:
            raise PluginError(error.format_message()) from None
        config.docs_dir = str(staged)
        config.extra["office"] = brand.office.name
        config.extra["hotline"] = brand.office.hotline
        config.extra["icp"] = brand.site.icp
        config.extra["site_code"] = brand.site.site_code
        return config

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        """Watch what people write, not what is staged from it."""
        server.unwatch(config.docs_dir)
        for name in CONTENT:
            server.watch(str(self.root / name))
        return server

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """In a preview, index the pages for search as well."""
        if self.serving:
            try:
                index_site(Path(config.site_dir))
            except HumiError as error:
                log.warning("搜索索引没有建成：%s", error.format_message())

    def _stage(self, folder: Path, brand: Any) -> None:
        library, problems = load(self.root)
        problems.extend(check(library))
        if problems:
            raise ProblemsFound(problems)
        downloads = published_downloads(self.root / "site")
        files = {one.path: self.root / "site" / one.path for one in downloads}
        pages = Staging(self.root, library, brand, downloads).write(folder, files)
        log.info("护密：已准备%d页", pages)


def published_downloads(site: Path) -> list[Download]:
    """The leaflets and decks of the last good build; none before the first."""
    try:
        listed = json.loads((site / "manifest.json").read_text(encoding="utf-8"))["downloads"]
        return [Download(**one) for one in listed if (site / one["path"]).is_file()]
    except (OSError, ValueError, KeyError, TypeError):
        return []
