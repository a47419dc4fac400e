"""Jinja as templates know it: standard, with undefined names as errors and everything escaped."""

import os
import re
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import (
    BytecodeCache,
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateSyntaxError,
    compiler,
)
from jinja2.bccache import Bucket
from markupsafe import Markup

from dossier.chronology import PartialDate
from dossier.errors import ToolError
from dossier.language import Language, direction, language
from dossier.sums import summed, whole

# `{% include "a.html" %}`, `{%- from 'a.html' import b -%}`: the name of another template, where nothing but this is said of it
_OTHER = re.compile(
    r"\{%[-+]?\s*(?:extends|include|import|from)\b(?:\s*([\"'])(?P<name>[^\"']*)\1\s*(?:[-+]?%\}|import|as|ignore|with))?"
)


class Templates:
    """The templates of some folders, of which the last one is Dossier's own.

    Each method raises ToolError where a template is wrong: where that stands, and what would be right.
    """

    def __init__(self, folders: Sequence[Path], lang: str = "en", kept: Path | None = None) -> None:
        """The templates in a language; in the folder ``kept`` stands what was compiled of them."""
        self.own = folders[-1]
        self.environment = environment(folders, lang, kept)

    def render(self, name: str, **values: Any) -> str:
        """A template's text with some values."""
        with self._told():
            return self.environment.get_template(name).render(values)

    def compile(self, name: str) -> None:
        """Compile a template, so that processes which part later need not."""
        with self._told():
            self.environment.get_template(name)

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


def referenced(source: str) -> list[str | None]:
    """The templates that one names, None for one that is named only when it is rendered."""
    return [found["name"] for found in _OTHER.finditer(source)]


class _Compiled(BytecodeCache):
    """Templates as they were compiled, in files of a folder; one that is damaged, or cannot be kept, is compiled anew."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill in a template's code, where it is known."""
        with suppress(OSError):
            if (code := whole((self.folder / bucket.key).read_bytes())) is not None:
                bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template's code."""
        fresh = self.folder / f"{bucket.key}.{os.getpid()}"
        with suppress(OSError):
            fresh.write_bytes(summed(bucket.bytecode_to_string()))
            fresh.replace(self.folder / bucket.key)

    def get_source_checksum(self, source: str) -> str:
        """What a template's code was made of: its source, Jinja, and how this module has it compile."""
        return sha256(_made_by() + source.encode()).hexdigest()


@cache
def _made_by() -> bytes:
    return sha256(b"".join(Path(module).read_bytes() for module in (compiler.__file__, __file__))).digest()


def environment(folders: Sequence[Path], lang: str = "en", kept: Path | None = None) -> Environment:
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
        bytecode_cache=_Compiled(kept) if kept else None,
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
