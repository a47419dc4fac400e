"""Words of an article made a link to an actor, at their exact place in the Markdown; no other byte moves."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from urllib.parse import quote

from dossier.errors import ContentError
from dossier.model import Passage, Place, Prose
from dossier.readings import File, read
from dossier.walk import destination

_QUOTES = {"'": "['’‘]", "’": "['’‘]", "‘": "['’‘]", '"': '["“”„«»]', "“": '["“”„]', "”": '["“”]', "„": '["„]'}


def linked(path: str, data: bytes, place: Place, target: str, lang: str) -> bytes:
    """A file in which the words at a place lead to another one.

    Where they stand in the Markdown is found by the words, and held to what the file says then: the same text, with just this
    link more. Raises ContentError where no place of them in the file gives that.
    """
    before = _said(path, data, lang)
    passage = next((one for one in before.passages if one.id == place.passage), None)
    if not passage or not passage.text[place.start : place.end].strip():
        raise ContentError(path, 1, "has changed: it has no such words any more")
    text = data.decode()
    for start, end in _found(text, passage, place, before.passages):
        made = f"{text[:start]}[{text[start:end]}]({{filename}}/{quote(target)}){text[end:]}".encode()
        if _is(before, read(File(path, made), lang), place, path, target):
            return made
    words = passage.text[place.start : place.end]
    problem = f"“{words}” cannot be made a link without moving what else stands there"
    raise ContentError(path, passage.line, problem, example="link it by hand")


def _said(path: str, data: bytes, lang: str) -> Prose:
    found = read(File(path, data), lang)
    if isinstance(found, list):
        raise found[0]
    return found[1]


def _found(text: str, passage: Passage, place: Place, passages: Sequence[Passage]) -> Iterator[tuple[int, int]]:
    """Where words stand in the lines of their passage: first the place that has as many of the same before it."""
    lines = [0, *(match.end() for match in re.finditer("\n", text))]
    later = sorted(one.line for one in passages if one.line > passage.line)
    begin = lines[passage.line - 1]
    end = lines[later[0] - 1] if later else len(text)
    form = re.compile(rf"(?<!\w){''.join(map(_letter, passage.text[place.start : place.end]))}(?!\w)")
    spans = [match.span() for match in form.finditer(text, begin, end)]
    number = bisect_right([match.start() for match in form.finditer(passage.text)], place.start) - 1
    yield from sorted(spans, key=lambda span: abs(spans.index(span) - number))


def _letter(letter: str) -> str:
    """What may stand in the Markdown for a letter of the text."""
    if letter.isspace():
        return r"\s+(?:>\s*)*"
    if letter.isalnum():
        return letter
    return rf"\\?{_QUOTES.get(letter, '(?:&|&amp;)' if letter == '&' else re.escape(letter))}"


def _is(before: Prose, found: object, place: Place, path: str, target: str) -> bool:
    """Whether what a file says is what it said, and there is just the one link more."""
    if isinstance(found, list):
        return False
    after: Prose = found[1]  # type: ignore[index]
    if [(p.id, p.text) for p in before.passages] != [(p.id, p.text) for p in after.passages]:
        return False
    had, has = (
        {(p.id, start, end, link.kind, destination(path, link.target)) for p in prose.passages for start, end, link in p.links}
        for prose in (before, after)
    )
    return has - had == {(*place, "filename", target)} and had <= has
