"""The head of a story: what is left when byline, agency and day are known is the heading."""

import re
from itertools import islice

from dossier.importing.rules.choice import bare_byline, chosen, doubted
from dossier.importing.rules.credits import HeadLine, classify
from dossier.importing.rules.dateline import begins_story
from dossier.importing.rules.draft import Draft, Paragraph
from dossier.importing.rules.echo import folded
from dossier.importing.rules.known import has_sentences, is_prose, masthead, outlet, people, signed
from dossier.importing.rules.marks import linked
from dossier.importing.rules.mastheads import FAR, block_with_day, is_name, name_outlet, said_below, under_masthead
from dossier.importing.rules.places import is_told
from dossier.text import shorten
from dossier.words import pattern, verbatim

ZONE = 14  # paragraphs that a head may have
_CODE = re.compile(r"[A-Z][A-Z\d]{2,9}")
_COUNTED = pattern(lambda w: rf"\d[\d,.]*\s+{verbatim(w.heads.length)}\b", re.IGNORECASE)
_ABBREVIATED = pattern(lambda w: rf"\b{verbatim(w.text.heading_abbreviations)}\.$", re.IGNORECASE)


def heading(draft: Draft) -> None:
    """The heading, and the lines around it that say who wrote the story, for whom and when."""
    if draft.title:
        _repeated(draft)
    items = _head(draft)
    name_outlet(draft, items)
    found = None if draft.title else chosen(items)
    if draft.subject:
        found = _of_subject(items, found, draft.subject)
    if found:
        found = _sure(draft, items, found)
    if found:
        _take_heading(draft, items, found)
    bare = bare_byline(items, found)
    if bare and not draft.byline and not any(item.kind == "byline" for item in items):
        bare.kind, bare.who = "byline", people(bare.paragraph.text)
    for item in items:
        _file(draft, item)
    draft.byline = draft.byline or draft.reporters
    draft.title = draft.title or draft.subject


def _sure(draft: Draft, items: list[HeadLine], found: HeadLine) -> HeadLine | None:
    """The heading where nothing speaks for another one; else that, or none, with a finding that names what it could be."""
    others = doubted(items, found, lambda: said_below(draft))
    if not others:
        return found
    if block_with_day(items, found) and is_name(found.paragraph.text) and not is_name(others[0].paragraph.text):
        return others[0]
    names = ", ".join(f"“{shorten(item.paragraph.text.strip(), 60)}”" for item in (found, *others))
    draft.findings.append(f"the heading can be one of {names}; nothing else in the clipping says which")
    return None


def _take_heading(draft: Draft, items: list[HeadLine], found: HeadLine) -> None:
    """Take the heading, wherever the head has it, and what stands above it; a newsletter's first line is its name."""
    before = [item for item in items[: items.index(found)] if item.kind == "open"]
    first = before[0].paragraph.text.strip(" *_#") if before else ""
    named = any(item.name for item in items) or draft.publisher or draft.origin
    if (
        first
        and not named
        and len(first.split()) <= 5
        and (_above_day(items, before[0]) or (draft.mailed and before[0] is items[0] and is_name(first)))
    ):
        draft.publisher = first
    for item in before:
        draft.take(item.paragraph, "above the heading")
    text = folded(found.paragraph.text)
    draft.title = _titled(draft, linked(found.paragraph.text).strip(" #*_"))
    for item in items:
        if item is found or (item.kind == "open" and item not in before and folded(item.paragraph.text) == text):
            draft.take(item.paragraph, "heading")
            item.kind = "heading"


def _above_day(items: list[HeadLine], item: HeadLine) -> bool:
    below = items[items.index(item) + 1]
    return bool(below.day) and below.paragraph.block == item.paragraph.block


def _of_subject(items: list[HeadLine], chosen: HeadLine | None, subject: str) -> HeadLine | None:
    """The heading of what was passed on by mail: the line that the subject repeats; else none of the mail's own first lines."""
    if same := next((item for item in items if folded(item.paragraph.text) == folded(subject)), None):
        return same
    credited = any(item.kind in ("byline", "date", "publisher") for item in items)
    if chosen and (signed(chosen.paragraph.text) or masthead(chosen.paragraph.text)):
        return None
    return chosen if chosen and credited and not chosen.paragraph.text.rstrip().endswith((".", "!", "?")) else None


def _titled(draft: Draft, text: str) -> str:
    """A heading without the publisher's name that a page's title has behind it: Pier vote splits the council | Courier."""
    title, bar, name = re.split(r"(\s+[|–—-]\s+)", text)[-3:] if re.search(r"\s[|–—-]\s", text) else (text, "", "")
    if not bar or not (masthead(name) or (draft.publisher and name.casefold() == draft.publisher.casefold())):
        return text
    draft.publisher = draft.publisher or name
    return text[: len(text) - len(bar) - len(name)] if title else text


def page_heads(draft: Draft) -> None:
    """What stands between a page's heading and its text, and is neither byline nor day."""
    for paragraph in draft.left():
        if paragraph.kind == "credit":
            draft.take(paragraph, "page")


def _file(draft: Draft, item: HeadLine) -> None:
    """Take an item of the head down as what it is."""
    if item.kind == "byline":
        draft.byline = draft.byline or item.who
    draft.publisher = draft.publisher or item.name
    if item.place and _is_told(draft, item):
        draft.dateline = draft.dateline or item.place
    if item.day:
        draft.dated.append(item.day)
    draft.day = draft.day or item.month_day
    if item.kind in ("byline", "publisher", "date", "label"):
        draft.take(item.paragraph, {"publisher": "agency", "date": "day"}.get(item.kind, item.kind))


def _is_told(draft: Draft, item: HeadLine) -> bool:
    """Whether the place beside a day is one: what no text says could be a newspaper as well, and becomes a finding."""
    if " " in item.place or item.name or is_told(item.place, list(islice(draft.body(), FAR))):
        return True
    draft.findings.append(f"“{item.place}” beside the day can be where the story is from, or who published it")
    return False


def _repeated(draft: Draft) -> None:
    """Take the heading off the text where the format has stated it already."""
    wanted = folded(draft.title)
    for paragraph in draft.left()[:ZONE]:
        if folded(re.sub(r":?\s*\[\d\]$", "", linked(paragraph.text))) == wanted:
            draft.take(paragraph, "heading")
            return
        if is_prose(paragraph.text):
            return


def _head(draft: Draft) -> list[HeadLine]:
    """The paragraphs up to where the text begins, each with what it is."""
    items: list[HeadLine] = []
    left = draft.left()[:ZONE]
    titled = bool(draft.title)
    credited = False  # a byline or a day has been seen below what may be the heading
    for place, paragraph in enumerate(left):
        item = classify(paragraph)
        if item.kind == "open":
            _of_database(items, item)
            _of_sender(draft, item)
        if item.kind != "open":
            titled = titled or item.kind == "heading"
            credited = credited or (item.kind in ("byline", "date") and (titled or any(i.kind == "open" for i in items)))
            items.append(item)
            continue
        if paragraph.kind == "credit":
            if _is_credited(left, place):
                items.append(item)
            continue
        unknown = sum(i.kind == "open" for i in items)
        if (unknown or titled) and not credited and _is_standfirst(left, place):
            continue
        if begins_story(paragraph.text) or (is_prose(paragraph.text) and (unknown or titled or _is_long(paragraph.text))):
            break
        followed = _is_followed(left, place)
        named = _is_bare_name(left, place)
        beside = outlet(paragraph.text) and any(i.day and i.paragraph.block == paragraph.block for i in items)
        if (titled or credited) and not (followed or named or beside) and not under_masthead(items, left, place, draft):
            break
        items.append(item)
    return items


def _is_credited(left: list[Paragraph], place: int) -> bool:
    """Whether a name between a page's heading and its text is its author's: it stands first there, or beside the day."""
    beside = (*left[max(0, place - 1) : place], *left[place + 1 : place + 2])
    return signed(left[place].text) and (not place or any(classify(other).kind in ("heading", "date") for other in beside))


def _is_followed(left: list[Paragraph], place: int) -> bool:
    """Whether the head goes on below a line: a byline or a day stands there, with another line or two before it at most."""
    if place + 1 < len(left) and classify(left[place + 1]).kind in ("byline", "date", "publisher", "label"):
        return True
    for paragraph in left[place + 1 : place + 4]:
        if is_prose(paragraph.text) or begins_story(paragraph.text):
            return False
        if classify(paragraph).kind in ("byline", "date") or _is_bare_name(left, left.index(paragraph)):
            return True
    return False


def _is_standfirst(left: list[Paragraph], place: int) -> bool:
    """Whether a sentence between heading and byline says what the story is about: a day or ``By`` follows it directly."""
    if not is_prose(left[place].text) or len(left[place].text.split()) > 45 or begins_story(left[place].text):
        return False
    for paragraph in left[place + 1 : place + 3]:
        kind = classify(paragraph).kind
        if kind in ("byline", "date"):
            return True
        if not signed(paragraph.text):
            return False
    return False


def _of_database(items: list[HeadLine], item: HeadLine) -> None:
    """In one block with the number of words, the line after the day is the publisher, and the next are a database's codes."""
    block = [other for other in items if other.paragraph.block == item.paragraph.block]
    counted = next((place for place, other in enumerate(block) if _COUNTED().match(other.paragraph.text)), None)
    if counted is None or len(item.paragraph.text.split()) > 5:
        return
    after = block[counted + 1 :]
    dated = any(other.day for other in after)
    if dated and not any(other.name for other in after):
        item.kind, item.name = "publisher", item.paragraph.text
    elif dated or _CODE.fullmatch(item.paragraph.text):
        item.kind = "label"


def _of_sender(draft: Draft, item: HeadLine) -> None:
    """A line that repeats who is known to have published the story: a newsletter's name, which its foot gives."""
    known = draft.publisher or draft.origin
    if known and item.kind == "open" and folded(item.paragraph.text) == folded(known):
        item.kind, item.name = "publisher", known


def _is_bare_name(left: list[Paragraph], place: int) -> bool:
    """Whether a name stands alone under the heading: in its block, or between it and the text."""
    if not place or place + 1 == len(left) or not signed(left[place].text):
        return False
    after = left[place + 1].text
    if classify(left[place + 1]).kind == "label":
        return True
    return left[place].block == left[place - 1].block or is_prose(after) or begins_story(after)


def _is_long(text: str) -> bool:
    """Whether even a text's first paragraph is no heading: sixteen words and a stop at their end, or several sentences."""
    ended = text.rstrip(" *_").endswith((".", '."', ".”")) and not _ABBREVIATED().search(text)
    return has_sentences(text) or (ended and len(text.split()) >= 16)
