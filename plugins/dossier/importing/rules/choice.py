"""Which line of a head is the heading; none where several could be and nothing in the clipping says which."""

from collections.abc import Callable

from dossier.importing.rules.credits import HeadLine
from dossier.importing.rules.echo import Said, is_echoed, is_silent
from dossier.importing.rules.known import masthead, publisher, signed

SHORT = 4  # words of a line that could be a name or a section as well as a heading


def chosen(items: list[HeadLine]) -> HeadLine | None:
    """The item that is the heading."""
    marked = next((item for item in items if item.kind == "heading"), None)
    opened = [item for item in items if item.kind == "open"]
    if marked or not opened:
        return marked
    credits_ = [items.index(item) for item in items if item.kind in ("byline", "publisher", "date")]
    mastheads = {item.paragraph.block for item in opened[:-1] if is_kicker(item)}
    candidates = [item for item in opened if not is_kicker(item)]
    outside = [item for item in candidates if item.paragraph.block not in mastheads]
    candidates = ([] if all(signed(item.paragraph.text) for item in outside) else outside) or candidates or opened
    if all(publisher(item.paragraph.text) or _is_name_of_outlet(item) for item in candidates) and credits_:
        return None  # who published it and when, and no heading: what is known beats what could be one
    candidates = [item for item in candidates if not masthead(item.paragraph.text)] or candidates
    # A name alone is the byline of the line above it.
    candidates = [item for item in candidates if not (signed(item.paragraph.text) and item is not candidates[0])]
    above = [item for item in candidates if any(items.index(item) < place for place in credits_)]
    return (above or candidates)[0]


def is_kicker(item: HeadLine) -> bool:
    """Whether a line is a word or two above a heading: a section, a cry, an address."""
    text = item.paragraph.text.strip()
    count = len(text.split())
    return text.endswith("!") or text.startswith("//") or (count <= 3 and text.isupper()) or count == 1


def _is_name_of_outlet(item: HeadLine) -> bool:
    return masthead(item.paragraph.text) and len(item.paragraph.text.split()) <= 3


def bare_byline(items: list[HeadLine], heading: HeadLine | None) -> HeadLine | None:
    """A name alone under the heading."""
    after = items[items.index(heading) + 1 :] if heading else items
    named = (item for item in after if item.kind == "open" and signed(item.paragraph.text))
    return next((item for item in named if not masthead(item.paragraph.text)), None)


def doubted(items: list[HeadLine], heading: HeadLine, said: Callable[[], Said]) -> list[HeadLine]:
    """Other lines that could be the heading as well: the text has their words, and none of a short heading's."""
    block, text = heading.paragraph.block, heading.paragraph.text
    if heading.kind == "heading" or len(text.split()) > SHORT:
        return []
    after = [item for item in items[items.index(heading) + 1 :] if item.paragraph.block != block and item.kind == "open"]
    if not after or not is_silent(text, known := said()):
        return []
    return [item for item in after if is_echoed(item.paragraph.text, known)]
