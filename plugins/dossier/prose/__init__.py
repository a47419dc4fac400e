"""Markdown to HTML and passages.

CommonMark with tables, footnotes, typographic quotes and marks of sources. Raw HTML is escaped. What only the whole edition
can know, where a link leads and who is named, is left open: :func:`weave` puts it in.
"""

from collections.abc import Sequence
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.common.normalize_url import normalizeLink
from mdit_py_plugins.footnote import footnote_plugin

from dossier.language import language
from dossier.model import Prose
from dossier.prose.blocks import Builder
from dossier.prose.citations import citation
from dossier.prose.shortcuts import shorten
from dossier.prose.weave import as_written, weave

__all__ = ["as_written", "parse", "parser", "weave"]

# Double and single quotation marks by language, as CLDR gives them.
_QUOTES = {
    "cs": "„“‚‘", "de": "„“‚‘", "lt": "„“‚‘", "sk": "„“‚‘", "pl": "„”«»", "ro": "„”«»", "ru": "«»„“", "uk": "«»„“",
    "fr": ["«\xa0", "\xa0»", "‹\xa0", "\xa0›"], "es": "«»“”", "it": "«»“”",
}  # fmt: skip


def parse(body: str, first_line: int = 1, lang: str = "en", sources: Sequence[str] = ()) -> Prose:
    """Parse a Markdown body whose first line is the ``first_line``-th of its file.

    ``sources`` are the ids that its marks may name, in the order of their numbers.
    """
    return Builder(first_line, language(lang), sources).read(_short(lang[:2].lower()).parse(body))


@lru_cache(maxsize=32)
def _short(lang: str) -> MarkdownIt:
    short = parser(lang)
    shorten(short)
    return short


def parser(lang: str) -> MarkdownIt:
    """What Markdown is here, with a language's quotation marks."""
    parser = MarkdownIt("commonmark", {"html": False, "typographer": True, "quotes": _QUOTES.get(lang, "“”‘’")})
    # The other typographic replacements change what a text says: "(c)" is a list's third point, not a copyright sign.
    parser.enable(["table", "smartquotes"]).use(footnote_plugin)
    parser.inline.ruler.before("link", "citation", citation)
    parser.normalizeLink = lambda url: url if url.startswith("{") else normalizeLink(url)  # type: ignore[method-assign]
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # Line decides, and says what it refused
    return parser
