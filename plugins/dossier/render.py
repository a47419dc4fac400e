"""Views to HTML: Jinja with undefined names as errors and everything escaped."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, nodes
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import Markup, _escape_inner  # type: ignore[attr-defined]  # the text alone; `escape` makes a Markup of it

from dossier.views import Site, View

_INCLUDE = re.compile(r'^[ \t]*\{% include "([^"]+)" %\}\n', re.MULTILINE)


class _Escaping(CodeGenerator):
    """Code that escapes by :func:`escaped`: of each value it needs the text alone, and Jinja's way makes a Markup of it."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:  # noqa: ARG002 - as Jinja calls it
        self.write("environment.escaped(")


class _Inlined(FileSystemLoader):
    """Templates with those that they include put into them: to include one takes longer than what most of them write."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """The source of a template, its path, and whether it is as it was."""
        source, path, fresh = super().get_source(environment, template)
        return _INCLUDE.sub(lambda found: self.get_source(environment, found[1])[0], source), path, fresh


class _Templates(Environment):
    """Templates that ask an object for its attributes and for nothing else, which takes half of the time."""

    code_generator_class = _Escaping
    folders: tuple[Path, ...] = ()
    getattr = staticmethod(getattr)  # type: ignore[assignment]

    def __reduce__(self) -> tuple[Any, ...]:
        """Made anew from the same folders, for a process that cannot inherit it."""
        return environment, (self.folders,)

    @staticmethod
    def escaped(value: Any) -> str:
        """A value as HTML: what is Markup stays, everything else is escaped as markupsafe does it."""
        kind = type(value)
        if kind is Markup:
            return str(value)
        if kind is not str:
            return str(value.__html__()) if hasattr(value, "__html__") else _Templates.escaped(str(value))
        return _escape_inner(value)


def environment(folders: Sequence[Path]) -> Environment:
    """The templates of a theme; where two folders hold one of the same name, that of the first folder counts."""
    templates = _Templates(
        loader=_Inlined([str(folder) for folder in folders]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    templates.folders = tuple(folders)
    return templates


def render(view: View, site: Site, templates: Environment) -> str:
    """A page's HTML: a function of its view, the settings and the templates, and of nothing else."""
    return templates.get_template(view.template).render(view=view, site=site)


def render_book(name: str, view: object, site: Site, templates: Environment) -> str:
    """A chapter of the book, or a file around its chapters, by the name of its template."""
    return templates.get_template(f"book/{name}").render(view=view, site=site)
