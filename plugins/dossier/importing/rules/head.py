"""The head of a story: what is left when byline, agency and day are known is the heading."""

import re

from dossier.importing.rules.credits import HeadLine, classify, named
from dossier.importing.rules.dateline import begins_story
from dossier.importing.rules.draft import Draft, Paragraph
from dossier.importing.rules.known import has_sentences, is_prose, masthead, outlet, people, person, publisher, signed
from dossier.importing.rules.marks import linked
from dossier.text import fold
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
    _outlet(draft, items)
    chosen = None if draft.title else _chosen(items)
    if draft.subject:
        chosen = _of_subject(items, chosen, draft.subject)
    if chosen:
        before = [item for item in items[: items.index(chosen)] if item.kind == "open"]
        for item in before:
            draft.take(item.paragraph, "above the heading")
        draft.title = _titled(draft, linked(chosen.paragraph.text).strip(" #*_"))
        draft.take(chosen.paragraph, "heading")
    bare = _bare_byline(items, chosen)
    if bare and not draft.byline and not any(item.kind == "byline" for item in items):
        bare.kind, bare.who = "byline", people(bare.paragraph.text)
    for item in items:
        _file(draft, item)
    draft.byline = draft.byline or draft.reporters
    draft.title = draft.title or draft.subject


def _of_subject(items: list[HeadLine], chosen: HeadLine | None, subject: str) -> HeadLine | None:
    """The heading of what was passed on by mail: the line that the subject repeats; else none of the mail's own first lines."""
    if same := next((item for item in items if _folded(item.paragraph.text) == _folded(subject)), None):
        return same
    credited = any(item.kind in ("byline", "date", "publisher") for item in items)
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
    draft.dateline = draft.dateline or item.place
    if item.day:
        draft.dated.append(item.day)
    draft.day = draft.day or item.month_day
    if item.kind in ("byline", "publisher", "date", "label"):
        draft.take(item.paragraph, {"publisher": "agency", "date": "day"}.get(item.kind, item.kind))


def _repeated(draft: Draft) -> None:
    """Take the heading off the text where the format has stated it already."""
    wanted = _folded(draft.title)
    for paragraph in draft.left()[:ZONE]:
        if _folded(re.sub(r":?\s*\[\d\]$", "", linked(paragraph.text))) == wanted:
            draft.take(paragraph, "heading")
            return
        if is_prose(paragraph.text):
            return


def _folded(text: str) -> str:
    return re.sub(r"[\W_]+", " ", fold(text)[0].casefold()).strip()


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
        if (titled or credited) and not (followed or named or beside) and not _under_masthead(items, left, place):
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


def _under_masthead(items: list[HeadLine], left: list[Paragraph], place: int) -> bool:
    """Whether the lines so far are a newspaper's name, a day and a section, and the heading is still to come."""
    opened = [item for item in items if item.kind == "open"]
    if any(item.kind in ("heading", "byline") for item in items) or place + 1 == len(left):
        return False
    if not opened or all(masthead(item.paragraph.text) or _is_kicker(item) for item in opened):
        return any(item.day or item.month_day or item.name or masthead(item.paragraph.text) for item in items)
    name, text = opened[0].paragraph, left[place].text
    if (
        len(opened) > 1
        or len(name.text.split()) > 4
        or not _block_with_day(items, opened[0])
        or name.block == left[place].block
    ):
        return name.block == left[place].block and len(opened) == 1 and _named_below(items, left, place)
    capital = all(part[0].isupper() for part in name.text.split())
    return capital and len(text.split()) > len(name.text.split()) and _signed_below(left, place)


def _named_below(items: list[HeadLine], left: list[Paragraph], place: int) -> bool:
    """Whether a line of the first block, after a short name and a day, stands directly above somebody's name."""
    name = next(item.paragraph for item in items if item.kind == "open")
    return len(name.text.split()) <= 4 and signed(left[place + 1].text) and any(item.day for item in items)


def _signed_below(left: list[Paragraph], place: int) -> bool:
    return any(classify(other).kind == "byline" or signed(other.text) for other in left[place + 1 : place + 4])


def _outlet(draft: Draft, items: list[HeadLine]) -> None:
    """A line beside the day, or above the heading, that names who published the story."""
    opened = [item for item in items if item.kind in ("open", "heading")]
    if any(item.kind in ("publisher", "date") and item.name for item in items):
        return
    if len(opened) < 2 and not (opened and draft.title):
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
    short = len(first.paragraph.text.split()) <= 4 and not person(first.paragraph.text)
    below = items[items.index(first) + 1 : items.index(first) + 2]
    if (
        not likely
        and first.kind == "open"
        and short
        and any(o.day and o.paragraph.block == first.paragraph.block for o in below)
    ):
        likely = [first]
    if likely:
        likely[0].kind, likely[0].name = "publisher", named(likely[0].paragraph.text).removeprefix("From ")


def _block_with_day(items: list[HeadLine], item: HeadLine) -> bool:
    return any(other.day and other.paragraph.block == item.paragraph.block for other in items)


def _chosen(items: list[HeadLine]) -> HeadLine | None:
    """The item that is the heading."""
    marked = next((item for item in items if item.kind == "heading"), None)
    opened = [item for item in items if item.kind == "open"]
    if marked or not opened:
        return marked
    credits_ = [items.index(item) for item in items if item.kind in ("byline", "publisher", "date")]
    mastheads = {item.paragraph.block for item in opened[:-1] if _is_kicker(item)}
    candidates = [item for item in opened if not _is_kicker(item)]
    candidates = [item for item in candidates if item.paragraph.block not in mastheads] or candidates or opened
    if all(publisher(item.paragraph.text) or _is_name_of_outlet(item) for item in candidates) and credits_:
        return None  # who published it and when, and no heading: what is known beats what could be one
    candidates = [item for item in candidates if not masthead(item.paragraph.text)] or candidates
    # A name alone is the byline of the line above it.
    candidates = [item for item in candidates if not (signed(item.paragraph.text) and item is not candidates[0])]
    above = [item for item in candidates if any(items.index(item) < place for place in credits_)]
    return (above or candidates)[0]


def _is_kicker(item: HeadLine) -> bool:
    text = item.paragraph.text.strip()
    count = len(text.split())
    return text.endswith("!") or text.startswith("//") or (count <= 3 and text.isupper()) or count == 1


def _is_name_of_outlet(item: HeadLine) -> bool:
    return masthead(item.paragraph.text) and len(item.paragraph.text.split()) <= 3


def _bare_byline(items: list[HeadLine], chosen: HeadLine | None) -> HeadLine | None:
    """A name alone under the heading."""
    after = items[items.index(chosen) + 1 :] if chosen else items
    named = (item for item in after if item.kind == "open" and signed(item.paragraph.text))
    return next((item for item in named if not masthead(item.paragraph.text)), None)
