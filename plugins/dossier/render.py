"""Views to HTML: standard Jinja, with undefined names as errors and everything escaped."""

import json
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache, lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined, TemplateError, TemplateSyntaxError
from jinja2.bccache import Bucket
from jinja2.meta import find_referenced_templates
from markupsafe import Markup

from dossier.chronology import PartialDate
from dossier.errors import ToolError
from dossier.language import Language, direction, language
from dossier.views import Site, View

LAYERS = ("reset", "tokens", "type", "layout", "components", "print")  # of the one stylesheet, in their order
SCRIPTS = ("bundle", "engine", "search", "site", "statements", "preview", "network", "timeline")  # of the one script, too
FRAME = ("head", "header", "footer")  # the partials that are the same on many pages
OVERVIEWS = frozenset(
    ("timeline.html", "network.html", "topics/index.html", "actors/index.html", "statements.html", "sources/index.html")
)


def theme() -> Path:
    """The folder of Dossier's own theme: beside the modules where it is installed, at the top of a checkout otherwise."""
    installed = Path(__file__).with_name("theme")
    return installed if installed.is_dir() else Path(__file__).parents[2] / "theme"


def assets(themes: Sequence[Path]) -> dict[str, tuple[Path, ...]]:
    """The files that pages load, by address, each with the files that it is joined of.

    Of two themes that have a file of the same name, that of the first one counts.
    """
    files: dict[str, Path] = {}
    for folder in reversed(themes):
        found = (path for path in (folder / "static").rglob("*") if path.is_file())
        files |= {path.relative_to(folder / "static").as_posix(): path for path in found}
    joined = {
        "theme/style.css": [f"css/{layer}.css" for layer in LAYERS],
        "theme/script.js": [f"js/{name}.js" for name in SCRIPTS],
    }
    alone = files.keys() - {name for names in joined.values() for name in names}
    return {
        **{f"theme/{name}": (files[name],) for name in sorted(alone)},
        **{address: tuple(files[name] for name in names) for address, names in joined.items()},
    }


class Place(NamedTuple):
    """All that the frame of a page knows of it. ``address`` is empty but on the overviews, which the header links to."""

    root: str
    lang: str
    section: str
    address: str


class Theme:
    """The templates of a dossier, in the language of the site.

    A page is a function of its view, the site and the templates, and of nothing else. A template sees ``view``, ``site`` and
    ``frame``: the partials of :data:`FRAME`, made once for all pages of one :class:`Place`.
    """

    def __init__(self, folders: Sequence[Path], lang: str = "en", codes: dict[str, bytes] | None = None) -> None:
        """The templates of some folders: of two that have the same name, that of the first folder counts.

        ``codes`` is what was made of them before, compiled and parsed; what is made now is added.
        """
        self.folders, self.lang, self.codes = tuple(folders), lang, {} if codes is None else codes
        self.environment = environment(folders, lang, self.codes)
        self._frame = cache(self._framed)

    def __reduce__(self) -> tuple[Any, ...]:
        """Made anew from the same folders, for a process that cannot inherit it."""
        return Theme, (self.folders, self.lang, self.codes)

    def render(self, view: View, site: Site) -> str:
        """A page's HTML. Raises ToolError where a template of the site's own is not one of this theme."""
        address = view.address if view.address in OVERVIEWS else ""
        with _told():
            frame = self._frame(Place(view.root, view.lang, view.section, address), site)
            return self.environment.get_template(view.template).render(view=view, site=site, frame=frame)

    def _framed(self, place: Place, site: Site) -> Mapping[str, Markup]:
        made = {name: self.environment.get_template(f"partials/{name}.html").render(view=place, site=site) for name in FRAME}
        return {name: Markup(html) for name, html in made.items()}  # noqa: S704 - templates escape what is not theirs

    def compile_all(self) -> None:
        """Compile the templates of all kinds of page, for processes that part later; raises ToolError as `render`."""
        with _told():
            for name in (*self.closures, *(f"partials/{name}.html" for name in FRAME)):
                self.environment.get_template(name)

    @property
    def closures(self) -> dict[str, bytes]:
        """A digest of the template of each kind of page with all that it extends, imports or includes.

        One that names others only when it is rendered counts as made of all. Raises ToolError as `render`.
        """
        loader = self.environment.loader
        assert loader is not None  # noqa: S101 - environment() gives one
        with _told():
            found = {name: loader.get_source(self.environment, name) for name in self.environment.list_templates()}
            named = {name: self._referenced(name, source, path) for name, (source, path, _) in found.items()}
        sources = {name: source for name, (source, *_) in found.items()}

        def all_of(name: str) -> Iterator[str]:
            seen, left = set[str](), [name, *(f"partials/{part}.html" for part in FRAME)]
            while left:
                if (one := left.pop()) in sources and one not in seen:
                    seen.add(one)
                    left += sources if None in named[one] else [other for other in named[one] if other]
            return (f"{one}\0{sources[one]}" for one in sorted(seen))

        pages = [name for name in sources if "/" not in name]
        return {name: blake2b("\0".join(all_of(name)).encode(), digest_size=16).digest() for name in pages}

    def _referenced(self, name: str, source: str, path: str | None) -> list[str | None]:
        """The templates that one names, None for one that is named only when it is rendered; to parse it takes a while."""
        key = f"names {blake2b(source.encode(), digest_size=16).hexdigest()}"
        if key not in self.codes:
            self.codes[key] = json.dumps(list(find_referenced_templates(self.environment.parse(source, name, path)))).encode()
        return list(json.loads(self.codes[key]))


class _Compiled(BytecodeCache):
    """Templates as they were compiled, by Jinja's keys; Jinja sees to it that they are of the same source."""

    def __init__(self, codes: dict[str, bytes]) -> None:
        self.codes = codes

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill in a template's code, where it is known."""
        if bucket.key in self.codes:
            bucket.bytecode_from_string(self.codes[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template's code."""
        self.codes[bucket.key] = bucket.bytecode_to_string()


def environment(folders: Sequence[Path], lang: str = "en", codes: dict[str, bytes] | None = None) -> Environment:
    """Jinja as templates know it: the interface's words, dates, undefined names as errors, everything escaped."""
    words = language(lang)
    templates = Environment(
        loader=FileSystemLoader([str(folder) for folder in folders]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=-1,  # without an end: there are as many as the theme has
        bytecode_cache=_Compiled({} if codes is None else codes),
    )
    templates.globals |= _spoken(words)
    templates.filters |= {"day": words.date, "day_within": words.date_within, "time": _time(words), "direction": direction}
    return templates


def _time(words: Language) -> Callable[[PartialDate], Markup]:
    """What writes a date as an element of HTML, each once: the lines of lists have the same dates again and again."""

    @lru_cache(maxsize=65536)
    def made(*parts: int) -> Markup:
        date = PartialDate(*parts)
        return Markup('<time datetime="{}">{}</time>').format(date.iso, words.date(date))

    return lambda date: made(date.year, date.month, date.day)


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


@contextmanager
def _told() -> Iterator[None]:
    """Say of what a template does wrong where it stands, and what would be right."""
    try:
        yield
    except (TemplateError, AttributeError, TypeError) as error:
        frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.endswith(".html")]
        if not frames and not isinstance(error, TemplateSyntaxError):
            raise
        where = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else f"{error.filename}:{error.lineno}"  # type: ignore[union-attr]
        right = f"a template that knows `view`, `site` and `frame`, as those in {theme() / 'templates'}"
        raise ToolError(f"{where}: {error}\n    right:  {right}") from error


def render_book(name: str, view: object, site: Site, templates: Environment) -> str:
    """A chapter of the book, or a file around its chapters, by the name of its template."""
    return templates.get_template(f"book/{name}").render(view=view, site=site)
