"""Passages to HTML, with what only the whole edition can know: where links lead, and who is named."""

from collections.abc import Callable, Iterator, Sequence
from html import escape

from dossier.model import Link, Passage

HERE = "\0"  # stands in a tag for an address that is not known yet; no parsed text can hold it


def weave(passage: Passage, marks: Sequence[tuple[int, int, str]], address: Callable[[Link], str]) -> str:
    """A passage's HTML, with each ``(start, end, start tag of an a)`` of ``marks`` wrapped around its text.

    ``marks`` are in order and don't overlap. One that a tag interrupts is wrapped in parts, so the HTML stays nested.
    """
    html: list[str] = []
    at = 0
    for item in passage.markup:
        if item.offset > at:
            html += _marked(passage.text, at, item.offset, marks)
        html.append(item.html.replace(HERE, escape(address(item.link))) if item.link else item.html)
        at = item.offset
    return "".join([*html, *_marked(passage.text, at, len(passage.text), marks)])


def as_written(link: Link) -> str:
    """A link's address as the Markdown has it, for somebody else to resolve."""
    fragment = f"#{link.fragment}" if link.fragment else ""
    return link.target + fragment if link.kind in ("web", "fragment") else f"{{{link.kind}}}{link.target}{fragment}"


def _marked(text: str, start: int, end: int, marks: Sequence[tuple[int, int, str]]) -> Iterator[str]:
    for first, last, tag in marks:
        low, high = max(first, start), min(last, end)
        if text[low:high].strip():
            yield f"{escape(text[start:low], quote=False)}{tag}{escape(text[low:high], quote=False)}</a>"
            start = high
    yield escape(text[start:end], quote=False)
