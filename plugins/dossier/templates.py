"""Jinja as templates know it: standard, with undefined names as errors and everything escaped."""

import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined, TemplateError, TemplateSyntaxError
from jinja2.bccache import Bucket
from jinja2.meta import find_referenced_templates
from markupsafe import Markup

from dossier.chronology import PartialDate
from dossier.errors import ToolError
from dossier.language import Language, direction, language


class Templates:
    """The templates of some folders, of which the last one is Dossier's own.

    Each method raises ToolError where a template is wrong: where that stands, and what would be right.
    """

    def __init__(self, folders: Sequence[Path], lang: str = "en", codes: dict[str, bytes] | None = None) -> None:
        """The templates in a language; ``codes`` is what was made of them before, to which is added what is made now."""
        self.own = folders[-1]
        self.environment = environment(folders, lang, codes)

    def render(self, name: str, **values: Any) -> str:
        """A template's text with some values."""
        with self._told():
            return self.environment.get_template(name).render(values)

    def compile(self, name: str) -> None:
        """Compile a template, so that processes which part later need not."""
        with self._told():
            self.environment.get_template(name)

    def referenced(self, name: str, source: str, path: Path) -> list[str | None]:
        """The templates that one names, None for one that is named only when it is rendered."""
        with self._told():
            return list(find_referenced_templates(self.environment.parse(source, name, str(path))))

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Say of what a template does wrong where it stands, and what would be right."""
        try:
            yield
        except (TemplateError, AttributeError, TypeError) as error:
            frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.endswith(".html")]
            if not frames and not isinstance(error, TemplateSyntaxError):
                raise
            where = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else f"{error.filename}:{error.lineno}"  # type: ignore[union-attr]
            right = f"a template that knows `view`, `site` and `frame`, as those in {self.own}"
            raise ToolError(f"{where}: {error}\n    right:  {right}") from error


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
    templates.filters |= {"short": words.date_short, "in_year": words.date_in_year}
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
