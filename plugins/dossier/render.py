"""Views to HTML by the templates of themes, and the files that pages load.

Jinja is imported when the first page is made, or a template is new.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from markupsafe import Markup

from dossier.assets import assets, theme
from dossier.views import OVERVIEWS, Site, View

if TYPE_CHECKING:
    from dossier.templates import Templates

__all__ = ["FRAME", "Place", "Theme", "assets", "render_book", "theme"]

FRAME = ("head", "header", "footer")  # the partials that are the same on many pages


class Place(NamedTuple):
    """All that the frame of a page knows of it. ``address`` is empty but on the overviews, which the header links to."""

    root: str
    lang: str
    section: str
    address: str


class Theme:
    """The templates of a dossier, in the language of the site.

    A page is a function of its view, the site and the templates, and of nothing else. A template sees ``view``, ``site`` and
    ``frame``: the partials of :data:`FRAME`, made once for all pages of one :class:`Place`. Each method raises ToolError where
    a template of the site's own is not one of this theme.
    """

    def __init__(self, folders: Sequence[Path], lang: str = "en", kept: Path | None = None) -> None:
        """The templates of some folders: of two that have the same name, that of the first folder counts.

        In the folder ``kept`` stands what was compiled of them before; what is compiled now is added.
        """
        self.folders, self.lang, self.kept = tuple(folders), lang, kept
        self._frame = cache(self._framed)

    def __reduce__(self) -> tuple[Any, ...]:
        """Made anew from the same folders, for a process that cannot inherit it."""
        return Theme, (self.folders, self.lang, self.kept)

    @cached_property
    def templates(self) -> "Templates":
        """The templates, as Jinja has them."""
        from dossier.templates import Templates  # noqa: PLC0415 - see above

        return Templates(self.folders, self.lang, self.kept)

    def render(self, view: View, site: Site) -> str:
        """A page's HTML."""
        address = view.address if view.address in OVERVIEWS else ""
        frame = self._frame(Place(view.root, view.lang, view.section, address), site)
        return self.templates.render(view.template, view=view, site=site, frame=frame)

    def _framed(self, place: Place, site: Site) -> Mapping[str, Markup]:
        made = {name: self.templates.render(f"partials/{name}.html", view=place, site=site) for name in FRAME}
        return {name: Markup(html) for name, html in made.items()}  # noqa: S704 - templates escape what is not theirs

    def compile_all(self) -> None:
        """Compile the templates of all kinds of page and what they import, for processes that part later."""
        macros = (f"macros/{path.name}" for folder in self.folders for path in (folder / "macros").glob("*.html"))
        for name in (*self.closures, *(f"partials/{name}.html" for name in FRAME), *macros):
            self.templates.compile(name)

    @property
    def closures(self) -> dict[str, bytes]:
        """A digest of the template of each kind of page with all that it extends, imports or includes.

        One that names others only when it is rendered counts as made of all.
        """
        from dossier.templates import referenced  # noqa: PLC0415 - see above

        places = [(folder, path) for folder in reversed(self.folders) for path in folder.rglob("*") if path.is_file()]
        sources = {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for folder, path in places}
        named = {name: referenced(source) for name, source in sources.items()}

        def all_of(name: str) -> Iterator[str]:
            seen, left = set[str](), [name, *(f"partials/{part}.html" for part in FRAME)]
            while left:
                if (one := left.pop()) in sources and one not in seen:
                    seen.add(one)
                    left += sources if None in named[one] else [other for other in named[one] if other]
            return (f"{one}\0{sources[one]}" for one in sorted(seen))

        pages = [name for name in sources if "/" not in name]
        return {name: blake2b("\0".join(all_of(name)).encode(), digest_size=16).digest() for name in pages}


def render_book(name: str, view: object, site: Site, templates: "Templates") -> str:
    """A chapter of the book, or a file around its chapters, by the name of its template."""
    return templates.render(f"book/{name}", view=view, site=site)
