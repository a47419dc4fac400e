"""Views to HTML: Jinja with undefined names as errors and everything escaped."""

from collections.abc import Iterable
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

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
    """A page's HTML: a function of its view, the settings and the templates, and of nothing else."""
    return templates.get_template(view.template).render(view=view, site=site)


def render_book(name: str, view: object, site: Site, templates: Environment) -> str:
    """A chapter of the book, or a file around its chapters, by the name of its template."""
    return templates.get_template(f"book/{name}").render(view=view, site=site)
