"""A newspaper's name above a heading: by the day beside it, by its words, or because the text below says none of them."""

from itertools import islice

from dossier.importing.rules.choice import SHORT, is_kicker
from dossier.importing.rules.credits import HeadLine, classify, named
from dossier.importing.rules.draft import Draft, Paragraph
from dossier.importing.rules.echo import Said, folded, is_echoed, is_silent, said
from dossier.importing.rules.known import is_prose, masthead, outlet, person, publisher, signed

FAR = 30  # paragraphs in which a heading's words come back


def said_below(draft: Draft) -> Said:
    """What the text says, as far as its words go."""
    return said(text for text in islice(draft.body(), FAR) if is_prose(text))


def under_masthead(items: list[HeadLine], left: list[Paragraph], place: int, draft: Draft) -> bool:
    """Whether the lines so far are a newspaper's name, a day and a section, and the heading is still to come."""
    opened = [item for item in items if item.kind == "open"]
    if any(item.kind in ("heading", "byline") for item in items) or place + 1 == len(left):
        return False
    if not opened or all(masthead(item.paragraph.text) or is_kicker(item) for item in opened):
        return any(item.day or item.month_day or item.name or masthead(item.paragraph.text) for item in items)
    name, text = opened[0].paragraph, left[place].text
    if len(opened) > 1 or len(name.text.split()) > 4 or not block_with_day(items, opened[0]) or name.block == left[place].block:
        return name.block == left[place].block and len(opened) == 1 and _named_below(items, left, place)
    if is_echoed(text, below := said_below(draft)) and is_silent(name.text, below):
        return True
    capital = all(part[0].isupper() for part in name.text.split())
    return capital and len(text.split()) > len(name.text.split()) and _signed_below(left, place)


def _named_below(items: list[HeadLine], left: list[Paragraph], place: int) -> bool:
    """Whether a line of the first block, after a short name and a day, stands directly above somebody's name."""
    name = next(item.paragraph for item in items if item.kind == "open")
    return len(name.text.split()) <= 4 and signed(left[place + 1].text) and any(item.day for item in items)


def _signed_below(left: list[Paragraph], place: int) -> bool:
    return any(classify(other).kind == "byline" or signed(other.text) for other in left[place + 1 : place + 4])


def name_outlet(draft: Draft, items: list[HeadLine]) -> None:
    """A line beside the day, or above the heading, that names who published the story."""
    opened = [item for item in items if item.kind in ("open", "heading")]
    if any(item.kind in ("publisher", "date") and item.name for item in items):
        return
    apart = opened and (draft.title or (draft.subject and folded(draft.subject) != folded(opened[0].paragraph.text)))
    if len(opened) < 2 and not apart:
        return
    candidates = [
        item for item in opened if item.kind == "open" and (outlet(item.paragraph.text) or masthead(item.paragraph.text))
    ]
    likely = [
        i
        for i in candidates
        if publisher(i.paragraph.text)
        or any((o.day or o.month_day) and abs(items.index(o) - items.index(i)) <= 2 for o in items)
        or (i is opened[0] and masthead(i.paragraph.text))
    ]
    first = opened[0]
    short = len(first.paragraph.text.split()) <= SHORT and not person(first.paragraph.text) and "," not in first.paragraph.text
    below = items[items.index(first) + 1 : items.index(first) + 2]
    if (
        not likely
        and first.kind == "open"
        and short
        and any(o.day and o.paragraph.block == first.paragraph.block for o in below)
    ):
        likely = [first]
    texts = [item.paragraph.text for item in opened if item not in likely[:1]]
    left = any(text.isupper() or not signed(text) for text in texts)  # a name alone is no heading
    if likely and (left or draft.title or draft.subject):
        likely[0].kind, likely[0].name = "publisher", named(likely[0].paragraph.text).removeprefix("From ")


def is_name(text: str) -> bool:
    """Whether a line is written as a name: several words, all with capitals."""
    words = text.strip(" *_#").split()
    return len(words) > 1 and all(word[0].isupper() for word in words)


def block_with_day(items: list[HeadLine], item: HeadLine) -> bool:
    """Whether a day stands in the same block as a line."""
    return any(other.day and other.paragraph.block == item.paragraph.block for other in items)
