"""What a host needs of a site that has an address, beside its pages, and what from disk nobody asks for."""

import json
from dataclasses import dataclass
from typing import ClassVar

from dossier.edition import Edition
from dossier.views.base import MISSING, Site, View

ICONS = {180: "theme/icon-180.png", 192: "theme/icon-192.png", 512: "theme/icon-512.png"}  # by their width
PAPER, ACCENT = "#fffdf9", "#8a2f1d"  # as in tokens.css


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingView(View):
    """What a host shows in place of a page that is not there, at whatever address: so its links are whole addresses."""

    template: ClassVar[str] = "missing.html"
    url: str

    @property
    def root(self) -> str:
        """The site's address."""
        return f"{self.url}/"


def missing_view(edition: Edition, site: Site) -> MissingView:
    """The page for addresses that lead nowhere."""
    words = edition.words
    return MissingView(
        address=MISSING,
        title=words.gettext("Page not found"),
        summary="",
        lang=edition.lang,
        search={},
        url=site.url,
    )


def robots(site: Site) -> str:
    """What crawlers read first: all is theirs, and where the map is. It counts where the site has a host of its own."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {site.url}/sitemap.xml\n"


def manifest(site: Site) -> str:
    """What a telephone knows of a site that somebody keeps on its first screen."""
    pictures = [
        {"src": address, "sizes": f"{size}x{size}", "type": "image/png"} for size, address in ICONS.items() if site.cards
    ]
    facts = {
        "name": site.name,
        "short_name": site.name,
        "description": site.subtitle,
        "lang": site.lang,
        "start_url": "index.html",
        "scope": "./",
        "display": "minimal-ui",
        "background_color": PAPER,
        "theme_color": ACCENT,
        "icons": [{"src": "theme/icon.svg", "sizes": "any", "type": "image/svg+xml"}, *pictures],
    }
    return json.dumps({key: value for key, value in facts.items() if value}, ensure_ascii=False, indent=1) + "\n"
