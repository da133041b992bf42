"""The identity in ``templates/brand.yml``, read once and handed to every renderer."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from humi.problems import HumiError

Hex = Annotated[str, Field(pattern=r"^#[0-9A-Fa-f]{6}$")]
"""A colour as #RRGGBB."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Office(_Part):
    """The bureau that publishes."""

    name: str
    short: str
    plan: str
    hotline: str
    address: str
    phone: str


class Site(_Part):
    """Where the site is published; every QR code begins with ``url``."""

    url: Annotated[str, Field(pattern=r"^https?://[^/]+(/.*)?/$")]
    icp: str
    site_code: str


class Trade(_Part):
    """The mark of one trade: colour on screen, colour in print (per cent), edge pattern, drawing."""

    label: str
    colour: Hex
    cmyk: tuple[int, int, int, int]
    pattern: str
    motif: str


class Type(_Part):
    """Font families, best first, and the names written into Office files."""

    sans: list[str]
    serif: list[str]
    office_latin: str
    office_east_asian: str


class Brand(_Part):
    """Everything in ``brand.yml``."""

    name: str
    latin: str
    slogan: str
    office: Office
    site: Site
    edition: str
    colour: dict[str, Hex]
    industry: dict[str, Trade]
    type: Type

    @property
    def is_example(self) -> bool:
        """Whether the address is still the example that can never be a real site."""
        return ".example/" in self.site.url


def read_brand(root: Path) -> Brand:
    """Read ``templates/brand.yml``. Raises HumiError with what to mend."""
    path = root / "templates" / "brand.yml"
    try:
        return Brand.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except FileNotFoundError as error:
        raise HumiError("templates/brand.yml:1: 没有这个文件；从仓库里恢复它") from error
    except (yaml.YAMLError, ValidationError) as error:
        raise HumiError(f"templates/brand.yml:1: 读不懂；{error}") from error
