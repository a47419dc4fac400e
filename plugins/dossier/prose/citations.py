"""Marks of sources as a rule of the parser."""

from markdown_it.rules_inline import StateInline

from dossier.citations import MARK, sources_of


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
