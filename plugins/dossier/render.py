"""Views to HTML: Jinja with undefined names as errors and everything escaped."""

import traceback
from collections.abc import Iterable
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError

from dossier.errors import ToolError
from dossier.views import Site, View


def theme() -> Path:
    """The folder of Dossier's own theme: beside the modules where it is installed, at the top of a checkout otherwise."""
    installed = Path(__file__).with_name("theme")
    return installed if installed.is_dir() else Path(__file__).parents[2] / "theme"


def environment(folders: Iterable[Path]) -> Environment:
    """The templates of a theme; where two folders hold one of the same name, that of the first folder counts."""
    return Environment(
        loader=FileSystemLoader([str(folder) for folder in folders]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


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
