"""What Dossier makes of Pelican's settings: every page is the edition's, and the theme is ours with the site's own over it."""

from pathlib import Path
from typing import Any

import pelican as host
from pelican import Pelican

from dossier.render import theme

# Dossier reads and writes everything itself; Pelican's own articles, pages and feeds stay off.
OFF: dict[str, Any] = {
    "ARTICLE_PATHS": [],
    "PAGE_PATHS": [],
    "STATIC_PATHS": [],
    "DIRECT_TEMPLATES": [],
    "TEMPLATE_PAGES": {},
    "AUTHOR_SAVE_AS": "",
    "CATEGORY_SAVE_AS": "",
    "TAG_SAVE_AS": "",
    "FEED_ATOM": None,
    "FEED_RSS": None,
    "FEED_ALL_ATOM": None,
    "FEED_ALL_RSS": None,
    "CATEGORY_FEED_ATOM": None,
    "CATEGORY_FEED_RSS": None,
    "TAG_FEED_ATOM": None,
    "TAG_FEED_RSS": None,
    "TRANSLATION_FEED_ATOM": None,
    "TRANSLATION_FEED_RSS": None,
    "AUTHOR_FEED_ATOM": None,
    "AUTHOR_FEED_RSS": None,
    "THEME_STATIC_DIR": "theme",
    "READERS": {"rst": None},  # Pelican's reader of it warns, which ends a build, where docutils lacks the dossier's language
}


def complete(pelican: Pelican) -> None:
    """Turn Pelican's own pages off, and lay the folder ``THEME`` over our theme, file by file."""
    settings = pelican.settings
    settings.update(OFF)
    settings["DOSSIER_THEMES"] = folders = themes(settings["THEME"])
    settings["THEME_STATIC_PATHS"] = [str(folder / "static") for folder in reversed(folders)]  # the last copy counts
    pelican.theme = settings["THEME"] = str(theme())


def themes(own: str) -> list[Path]:
    """The folders of themes, the first of which counts: that of the setting ``THEME``, if it is not Pelican's, then ours."""
    return [theme()] if Path(own).is_relative_to(Path(host.__file__).parent) else [Path(own), theme()]
