"""Views to HTML: Jinja with undefined names as errors and everything escaped."""

import traceback
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError
from markupsafe import Markup

from dossier.errors import ToolError
from dossier.language import Language, direction, language
from dossier.views import Site, View


def theme() -> Path:
    """The folder of Dossier's own theme: beside the modules where it is installed, at the top of a checkout otherwise."""
    installed = Path(__file__).with_name("theme")
    return installed if installed.is_dir() else Path(__file__).parents[2] / "theme"


def environment(folders: Iterable[Path], lang: str = "en") -> Environment:
    """The templates of a theme, speaking the language of the site.

    Where two folders hold a template of the same name, that of the first folder counts.
    """
    words = language(lang)
    templates = Environment(
        loader=FileSystemLoader([str(folder) for folder in folders]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    templates.globals |= _spoken(words)
    templates.filters |= {"day": words.date, "day_within": words.date_within, "direction": direction}
    return templates


def _spoken(words: Language) -> dict[str, Callable[..., Markup]]:
    """What templates say with: messages are our own HTML, what is filled in is escaped.

    Jinja's extension for this takes five times as long, on a page that says a hundred things.
    """

    @cache
    def said(message: str) -> Markup:
        return Markup(words.gettext(message))  # noqa: S704 - a message of the catalogue

    def gettext(message: str, **values: object) -> Markup:
        return said(message) % values if values else said(message)

    @lru_cache(maxsize=65536)
    def ngettext(one: str, many: str, num: int) -> Markup:
        return Markup(words.ngettext(one, many, num))  # noqa: S704 - a message of the catalogue and a number

    return {"_": gettext, "ngettext": ngettext}


def render(view: View, site: Site, templates: Environment) -> str:
    """A page's HTML: a function of its view, the settings and the templates, and of nothing else.

    Raises ToolError where a template of the site's own is not one of this theme.
    """
    try:
        return templates.get_template(view.template).render(view=view, site=site)
    except TemplateError as error:
        place = next(frame for frame in reversed(traceback.extract_tb(error.__traceback__)) if frame.filename.endswith(".html"))
        where = f"{place.filename}:{place.lineno}"
        right = f"a template that knows `view` and `site`, as those in {theme() / 'templates'}"
        raise ToolError(f"{where}: {error.message}\n    right:  {right}") from error


def render_book(name: str, view: object, site: Site, templates: Environment) -> str:
    """A chapter of the book, or a file around its chapters, by the name of its template."""
    return templates.get_template(f"book/{name}").render(view=view, site=site)
