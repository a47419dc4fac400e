"""Views to HTML: Jinja with undefined names as errors and everything escaped."""

import re
import traceback
from collections.abc import Callable, Iterable, Iterator, MutableMapping
from contextlib import contextmanager
from functools import cache, lru_cache
from hashlib import blake2b
from keyword import iskeyword
from pathlib import Path
from typing import Any, cast

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined, TemplateError, nodes
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame
from jinja2.ext import Extension
from jinja2.parser import Parser
from markupsafe import Markup, _escape_inner  # type: ignore[attr-defined]  # the text alone; `escape` makes a Markup of it

from dossier.chronology import PartialDate
from dossier.errors import ToolError
from dossier.language import Language, direction, language
from dossier.views import Site, View

_NAMED = re.compile(r"""["']([^"'\n]+)["']""")
_INCLUDE = re.compile(r'^[ \t]*\{% include "([^"]+)" %\}\n', re.MULTILINE)


def theme() -> Path:
    """The folder of Dossier's own theme: beside the modules where it is installed, at the top of a checkout otherwise."""
    installed = Path(__file__).with_name("theme")
    return installed if installed.is_dir() else Path(__file__).parents[2] / "theme"


class _Code(CodeGenerator):
    """Code that does no more than our templates ask for, which is half of what Jinja's own does.

    It escapes by :func:`escaped`: of each value it needs the text alone, and Jinja's way makes a Markup of it. A message that
    stands in a template is put into the site's language when the template is compiled, and is then part of the text around
    it. A call is one of Python's: Jinja's looks whether the function asks for the context, and none of ours does. So is the
    question for an attribute: Jinja's looks for an item of that name too.
    """

    def _output_child_to_const(self, node: nodes.Expr, frame: Frame, finalize: Any) -> str:
        said = self._said(node)
        return super()._output_child_to_const(node, frame, finalize) if said is None else said

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:  # noqa: ARG002 - as Jinja calls it
        self.write("environment.escaped(")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802 - Jinja's name
        """Write a call; one that only Jinja's own can do as Jinja does it."""
        if node.dyn_args or node.dyn_kwargs or any(iskeyword(item.key) for item in node.kwargs):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        said = self._said(node)
        if said is not None:
            self.write(repr(said))
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write("caller=caller)" if forward_caller else ")")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - as above
        """Write the question for an attribute: a template asks for attributes by their names, for items in brackets."""
        if iskeyword(node.attr):
            super().visit_Getattr(node, frame)
        else:
            self.visit(node.node, frame)
            self.write(f".{node.attr}")

    def _said(self, node: nodes.Node) -> Markup | None:
        """What a call says that says a message as it stands, known already."""
        match node:
            case nodes.Call(node=nodes.Name(name="_"), args=[nodes.Const(value=str(message))], kwargs=[]):
                return cast(Callable[[str], Markup], self.environment.globals["_"])(message)
        return None


class Once(Extension):
    """``{% once VALUES %}…{% endonce %}``: what stands between is made once for all pages that have the same values.

    It may use what follows from the values, and nothing else of a page.
    """

    tags = frozenset({"once"})  # type: ignore[assignment]  # that of the base is a set
    KEPT = 2048  # stretches: of a preview that runs, each change of the settings brings new ones

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        self.made: dict[tuple[object, ...], Markup] = {}

    def parse(self, parser: Parser) -> nodes.Node:
        """Read the values and what stands between the tags."""
        line = next(parser.stream).lineno
        values = parser.parse_tuple()
        body = parser.parse_statements(("name:endonce",), drop_needle=True)
        place = nodes.Const(f"{parser.name}:{line}")
        return nodes.CallBlock(self.call_method("write", [place, values]), [], [], body, lineno=line)

    def write(self, place: str, values: object, caller: Callable[[], Markup]) -> Markup:
        """What stands at a place of a template, with these values."""
        key = (place, values)
        if key not in self.made:
            if len(self.made) >= self.KEPT:
                self.made.clear()
            self.made[key] = caller()
        return self.made[key]


class _Inlined(FileSystemLoader):
    """Templates with those that they include put into them: to include one takes longer than what most of them write.

    Those of a site's own stay as they are, so that what is wrong in one is found in its own file and line.
    """

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """The source of a template, its path, and whether it is as it was."""
        source, path, fresh = super().get_source(environment, template)

        def put_in(found: re.Match[str]) -> str:
            included, place, _ = self.get_source(environment, found[1])
            return included if Path(place).is_relative_to(theme()) else found[0]

        return _INCLUDE.sub(put_in, source) if Path(path).is_relative_to(theme()) else source, path, fresh


class _Templates(Environment):
    """Templates as :class:`_Code` writes them, made of some folders and a language."""

    code_generator_class = _Code
    made_from: tuple[tuple[Path, ...], str] = ((), "en")

    def __reduce__(self) -> tuple[Any, ...]:
        """Made anew from the same folders, for a process that cannot inherit it."""
        return environment, self.made_from

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The names that every template knows, for no template has some of its own: Jinja's chain of two is slow to ask."""
        return {**self.globals, **d} if d else self.globals

    @staticmethod
    def escaped(value: Any) -> str:
        """A value as HTML: what is Markup stays, everything else is escaped as markupsafe does it."""
        kind = type(value)
        if kind is str:
            return _escape_inner(value)
        if kind is Markup:
            return str(value)
        return str(value.__html__()) if hasattr(value, "__html__") else _escape_inner(str(value))


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


def environment(folders: Iterable[Path], lang: str = "en", codes: dict[str, bytes] | None = None) -> Environment:
    """The templates of a theme, speaking the language of the site.

    Where two folders hold a template of the same name, that of the first folder counts. ``codes`` are those that were
    compiled before, in the same language; those that are compiled now are added.
    """
    words, folders = language(lang), tuple(folders)
    templates = _Templates(
        loader=_Inlined([str(folder) for folder in folders]),
        extensions=[Once],
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
    templates.made_from = (folders, lang)
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


def render(view: View, site: Site, templates: Environment) -> str:
    """A page's HTML: a function of its view, the settings and the templates, and of nothing else.

    Raises ToolError where a template of the site's own is not one of this theme.
    """
    with _told():
        return templates.get_template(view.template).render(view=view, site=site)


def compile_all(templates: Environment) -> None:
    """Compile the templates of all kinds of page at once, for processes that part later; raises ToolError as `render`."""
    with _told():
        for name in templates.list_templates(filter_func=lambda name: "/" not in name):
            templates.get_template(name)


def closure(templates: Environment) -> dict[str, bytes]:
    """What the template of each kind of page comes to, with all whose names stand in it, as those that it extends or includes.

    Raises ToolError as :func:`render`.
    """
    with _told():
        found = {name: templates.loader.get_source(templates, name)[0] for name in templates.list_templates()}  # type: ignore[union-attr]

    def all_of(name: str) -> Iterator[str]:
        seen, left = set(), [name]
        while left:
            if (one := left.pop()) in found and one not in seen:
                seen.add(one)
                left += _NAMED.findall(found[one])
        return (found[one] for one in sorted(seen))

    return {name: blake2b("\0".join(all_of(name)).encode()).digest() for name in found if "/" not in name}


@contextmanager
def _told() -> Iterator[None]:
    """Say of what a template does wrong where it stands, and what would be right."""
    try:
        yield
    except TemplateError as error:
        place = next(frame for frame in reversed(traceback.extract_tb(error.__traceback__)) if frame.filename.endswith(".html"))
        where = f"{place.filename}:{place.lineno}"
        right = f"a template that knows `view` and `site`, as those in {theme() / 'templates'}"
        raise ToolError(f"{where}: {error.message}\n    right:  {right}") from error


def render_book(name: str, view: object, site: Site, templates: Environment) -> str:
    """A chapter of the book, or a file around its chapters, by the name of its template."""
    return templates.get_template(f"book/{name}").render(view=view, site=site)
