"""Views to HTML: Jinja with undefined names as errors and everything escaped."""

from collections.abc import Iterable
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from dossier.language import direction, language
from dossier.views import Site, View


def environment(folders: Iterable[Path], lang: str = "en") -> Environment:
    """The templates of a theme, speaking the language of the site.

    Where two folders hold a template of the same name, that of the first folder counts.
    """
    words = language(lang)
    templates = Environment(
        loader=FileSystemLoader([str(folder) for folder in folders]),
        extensions=["jinja2.ext.i18n"],
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    templates.install_gettext_translations(words.translations, newstyle=True)  # type: ignore[attr-defined]  # the extension's
    templates.globals["_"] = templates.globals["gettext"]  # the extension's own looks it up anew at each call
    templates.filters |= {"day": words.date, "day_within": words.date_within, "direction": direction}
    return templates


def render(view: View, site: Site, templates: Environment) -> str:
    """A page's HTML: a function of its view, the settings and the templates, and of nothing else."""
    return templates.get_template(view.template).render(view=view, site=site)


def render_book(name: str, view: object, site: Site, templates: Environment) -> str:
    """A chapter of the book, or a file around its chapters, by the name of its template."""
    return templates.get_template(f"book/{name}").render(view=view, site=site)
