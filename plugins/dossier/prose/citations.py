"""Marks of sources in a text: ``[@ria]``, ``[@ria, p. 3; @ap]``, as Pandoc writes citations."""

import re
from collections.abc import Iterator

from markdown_it.rules_inline import StateInline

_SOURCE = r"@[A-Za-z][A-Za-z0-9-]*(?:,[^;\[\]@]+)?"  # an id, and where in the source: `@ria`, `@ria, p. 3`; no `ria@mail.org`
MARK = re.compile(rf"\[{_SOURCE}(?:;\s*{_SOURCE})*\]")


def citation(state: StateInline, silent: bool) -> bool:
    """A rule of the parser: a mark, whatever ids it names, is a token of its own."""
    if not state.src.startswith("[@", state.pos):
        return False
    match = MARK.match(state.src, state.pos, state.posMax)
    if not match:
        return False
    if not silent:
        state.push("citation", "", 0).meta = {"sources": list(sources_of(match[0]))}
    state.pos = match.end()
    return True


def sources_of(mark: str) -> Iterator[tuple[str, str]]:
    """The ids that a mark names, each with where in the source, which may be empty."""
    for one in mark[1:-1].split(";"):
        source, _, locator = one.strip()[1:].partition(",")
        yield source, " ".join(locator.split())
