"""Marks of sources in a text: ``[@ria]``, ``[@ria, p. 3; @ap]``, as Pandoc writes citations."""

import re
from collections.abc import Iterable, Iterator, Mapping
from html import escape

_SOURCE = r"@[A-Za-z][A-Za-z0-9-]*(?:,[^;\[\]@]+)?"  # an id, and where in the source: `@ria`, `@ria, p. 3`; no `ria@mail.org`
MARK = re.compile(rf"\[{_SOURCE}(?:;\s*{_SOURCE})*\]")


def sources_of(mark: str) -> Iterator[tuple[str, str]]:
    """The ids that a mark names, each with where in the source, which may be empty."""
    for one in mark[1:-1].split(";"):
        source, _, locator = one.strip()[1:].partition(",")
        yield source, " ".join(locator.split())


def marked(sources: Iterable[tuple[str, str]], numbers: Mapping[str, int], label: str) -> str:
    """A mark as HTML: the number of each source, which leads to it; ``label`` is the word that is read aloud before it."""
    links: list[str] = []
    for source, locator in sources:
        number = numbers.get(source, 0)
        name = escape(f"{label} {number}" + (f", {locator}" if locator else ""))
        links.append(f'<a role="doc-noteref" href="#source-{source}" aria-label="{name}">{number}</a>')
    return f'<sup class="cited" data-pagefind-ignore>{" ".join(links)}</sup>'


def with_marks(text: str, numbers: Mapping[str, int], label: str) -> str:
    """A plain text as HTML, with its marks."""
    parts: list[str] = []
    at = 0
    for match in MARK.finditer(text):
        parts += [escape(text[at : match.start()].removesuffix(" ")), marked(sources_of(match[0]), numbers, label)]
        at = match.end()
    return "".join([*parts, escape(text[at:])])


def unmarked(text: str) -> str:
    """A plain text without its marks."""
    return "".join(part.removesuffix(" ") for part in MARK.split(text)[:-1]) + MARK.split(text)[-1]


def named(text: str) -> Iterator[str]:
    """The ids that the marks of a plain text name."""
    return (source for match in MARK.finditer(text) for source, _ in sources_of(match[0]))
