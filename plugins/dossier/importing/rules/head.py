"""The head of a text clipping: heading, byline, agency, day. What is left when the rest is known is the heading."""

import re
from dataclasses import dataclass
from typing import Literal

from dossier.importing import dates
from dossier.importing.dates import Dated
from dossier.importing.rules.dateline import begins_story, place_in
from dossier.importing.rules.known import capitals, is_prose, outlet, people, person, publisher
from dossier.importing.rules.sheet import Paragraph, Sheet
from dossier.text import fold

Class = Literal["heading", "byline", "publisher", "date", "label", "open"]
ZONE = 14  # paragraphs that a head may have
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_BY = re.compile(
    r"(?:(?:written|story|reported|report|text|article|posted|published)\s+)?by:?\s+(?P<who>.+)|"
    r"(?:author|authors|автор|авторы|autor|autorzy|autoren|auteur|von|par)\s*:\s*(?P<who2>.+)|(?:von|par)\s+(?P<who3>.+)",
    re.IGNORECASE,
)
_DAY_LABEL = re.compile(
    r"(?:(?:first\s+)?published|posted|date|updated|last\s+(?:updated|modified)|created|issued|released?|опубликовано|дата|"
    r"opublikowano|dodano|data|veröffentlicht|stand|datum|publié|vydáno)(?:\s+(?:on|at|le|am))?\s*:?\s+",
    re.IGNORECASE,
)
_BARE_LABEL = re.compile(
    r"(?:\d[\d,.]*\s+(?:words|słów|слов|wörter)|english|russian|polish|german|french|czech|english\s+language|body|text|full\s+text|"
    r"published|updated|posted|last\s+updated|pg\.?\s*\d+|page\s+\d+)\s*:?",
    re.IGNORECASE,
)
_CODE = re.compile(r"[A-Z][A-Z\d]{2,9}")
_LABEL = re.compile(r"(?P<label>[^\W\d_][^\W\d_ ]*(?:[ -][^\W\d_]+){0,2})\s*:\s*(?P<value>\S.*)")
_LABELS = {
    "title": "title headline heading заголовок tytuł titel überschrift nadpis titre",
    "byline": "author authors byline by автор авторы autor autorzy auteur",
    "date": "date published publication-date pub-date load-date issue-date дата data datum",
    "publisher": "source publication publisher newspaper agency journal outlet источник źródło quelle zdroj",
    "dateline": "dateline place location место miejsce ort",
    "url": "url link address original-url source-url permalink ссылка адрес",
    "lang": "language lang язык język sprache",
    "": "section page pages length copyright words word-count keywords tags category edition byline-title document-type "
    "subject issue volume publication-type document-id accession-number accessed retrieved saved pg",
}
_FIELDS = {name: key for key, names in _LABELS.items() for name in names.split()}


@dataclass(slots=True)
class Item:
    """A paragraph of the head and what it is; ``open`` is not known."""

    paragraph: Paragraph
    kind: Class
    day: Dated | None = None
    place: str = ""
    who: tuple[str, ...] = ()
    name: str = ""


def labels(sheet: Sheet) -> None:
    """A list of labelled lines at the head, as press databases write it: ``Headline: …``, ``Published: …``."""
    found: list[tuple[Paragraph, str, str]] = []
    for paragraph in sheet.left()[:ZONE]:
        match = _LABEL.fullmatch(paragraph.text)
        key = match and _FIELDS.get(match["label"].casefold().replace(" ", "-"))
        if match and key is not None:
            found.append((paragraph, key, match["value"].strip()))
        elif found and is_prose(paragraph.text):
            break
    if not any(key == "title" for _, key, _ in found) and len(found) < 2:
        return
    for paragraph in sheet.left()[-4:]:
        match = _LABEL.fullmatch(paragraph.text)
        if match and len(paragraph.text) < 120 and match["label"].casefold().replace(" ", "-") in _FIELDS:
            sheet.take(paragraph, "label")
    for paragraph, key, value in found:
        if _know(sheet, key, value):
            sheet.take(paragraph, key or "label")


def _know(sheet: Sheet, key: str, value: str) -> bool:
    """Take down what a labelled line says; whether that was understood."""
    if key == "date":
        day = next(dates.find(value), None)
        if not day:
            return False
        sheet.dated.append(day)
    elif key == "byline":
        sheet.byline = sheet.byline or people(_LINK.sub(r"\1", value)) or (value,)
    elif key == "url":
        sheet.url = sheet.url or value.strip("<>")
    elif key == "publisher" and value.startswith("http"):
        sheet.url = sheet.url or value
    elif key == "dateline":
        sheet.dateline = sheet.dateline or capitals(value)
    elif key in ("title", "publisher"):
        setattr(sheet, key, getattr(sheet, key) or value)
    return True


def heading(sheet: Sheet) -> None:
    """The heading, and the lines around it that say who wrote the story, for whom and when."""
    if sheet.title:
        _repeated(sheet)
    items = _head(sheet)
    _outlet(sheet, items)
    chosen = None if sheet.title else _chosen(items)
    if chosen:
        before = [item for item in items[: items.index(chosen)] if item.kind == "open"]
        for item in before:
            sheet.take(item.paragraph, "above the heading")
        sheet.title = _LINK.sub(r"\1", chosen.paragraph.text).strip(" #*_")
        sheet.take(chosen.paragraph, "heading")
    bare = _bare_byline(items, chosen)
    if bare and not sheet.byline and not any(item.kind == "byline" for item in items):
        bare.kind, bare.who = "byline", people(bare.paragraph.text)
    for item in items:
        _file(sheet, item)


def page_heads(sheet: Sheet) -> None:
    """What stands between a page's heading and its text, and is neither byline nor day."""
    for paragraph in sheet.left():
        if paragraph.kind == "credit":
            sheet.take(paragraph, "page")


def _file(sheet: Sheet, item: Item) -> None:
    """Take an item of the head down as what it is."""
    if item.kind == "byline":
        sheet.byline = sheet.byline or item.who
    sheet.publisher = sheet.publisher or item.name
    sheet.dateline = sheet.dateline or item.place
    if item.day:
        sheet.dated.append(item.day)
    if item.kind in ("byline", "publisher", "date", "label"):
        sheet.take(item.paragraph, {"publisher": "agency", "date": "day"}.get(item.kind, item.kind))


def _repeated(sheet: Sheet) -> None:
    """Take the heading off the text where the format has stated it already."""
    wanted = _folded(sheet.title)
    for paragraph in sheet.left()[:ZONE]:
        if _folded(_LINK.sub(r"\1", paragraph.text)) == wanted:
            sheet.take(paragraph, "heading")
            return
        if is_prose(paragraph.text):
            return


def _folded(text: str) -> str:
    return re.sub(r"[\W_]+", " ", fold(text)[0].casefold()).strip()


def _head(sheet: Sheet) -> list[Item]:
    """The paragraphs up to where the text begins, each with what it is."""
    items: list[Item] = []
    left = sheet.left()[:ZONE]
    titled = bool(sheet.title)
    credited = False  # a byline or a day has been seen below what may be the heading
    for place, paragraph in enumerate(left):
        item = classify(paragraph)
        if item.kind == "open" and _of_database(items, paragraph):
            item.kind = "label"
        if item.kind != "open":
            titled = titled or item.kind == "heading"
            credited = credited or (item.kind in ("byline", "date") and (titled or any(i.kind == "open" for i in items)))
            items.append(item)
            continue
        if paragraph.kind == "credit":
            continue
        unknown = sum(i.kind == "open" for i in items)
        if begins_story(paragraph.text) or (is_prose(paragraph.text) and (unknown or titled or _is_long(paragraph.text))):
            break
        followed = place + 1 < len(left) and classify(left[place + 1]).kind in ("byline", "date", "publisher")
        named = _is_bare_name(left, place)
        beside = outlet(paragraph.text) and any(i.day and i.paragraph.block == paragraph.block for i in items)
        if (titled or credited) and not (followed or named or beside) and not _outlet_first(items, left, place):
            break
        items.append(item)
    return items


def _of_database(items: list[Item], paragraph: Paragraph) -> bool:
    """Whether a line is a press database's code, in one block with the number of words."""
    counted = any(item.kind == "label" and item.paragraph.block == paragraph.block for item in items)
    return counted and bool(_CODE.fullmatch(paragraph.text))


def _is_bare_name(left: list[Paragraph], place: int) -> bool:
    """Whether a name stands alone under the heading: in its block, or between it and the text."""
    if not place or place + 1 == len(left) or not person(left[place].text):
        return False
    after = left[place + 1].text
    return left[place].block == left[place - 1].block or is_prose(after) or begins_story(after)


def _is_long(text: str) -> bool:
    """Whether even a text's first paragraph is no heading: thirty words, and a stop at their end."""
    return len(text.split()) >= 30 and text.rstrip(" *_").endswith((".", '."', ".”"))


def _outlet_first(items: list[Item], left: list[Paragraph], place: int) -> bool:
    """Whether the lines so far are a newspaper's name and a day, and the heading is still to come."""
    opened = [item for item in items if item.kind == "open"]
    if len(opened) != 1 or any(item.kind in ("heading", "byline") for item in items):
        return False
    name = opened[0].paragraph
    beside = any(item.day and item.paragraph.block == name.block for item in items)
    after = left[place + 1] if place + 1 < len(left) else None
    return beside and (outlet(name.text) or (len(name.text.split()) <= 4 and after is not None and person(after.text)))


def classify(paragraph: Paragraph) -> Item:
    """What a paragraph of a head is by itself."""
    text = _LINK.sub(r"\1", paragraph.text).strip(" *_")
    if re.match(r"#{1,2}\s+\S", paragraph.text) or (paragraph.kind == "heading" and not is_prose(text)):
        return Item(paragraph, "heading")
    if len(text.split()) > 24:
        return Item(paragraph, "open")
    item = Item(paragraph, "label" if _BARE_LABEL.fullmatch(text) else "open")
    for part in re.split(r"\s+[|•·–—]\s+|\s*[|•·]\s*", text) if item.kind == "open" else ():
        if not _part(item, part.strip()):
            return Item(paragraph, "open")
    return item


def _part(item: Item, text: str) -> bool:
    """Read one part of a line between bars into its item; whether it was understood."""
    by = _BY.fullmatch(text)
    label = _DAY_LABEL.match(text)
    day = dates.whole(text[label.end() :] if label else text)
    if not day and not by and len(text) < 80 and _with_day(item, text):
        return True
    if day:
        item.day, item.kind = item.day or day, "date" if item.kind == "open" else item.kind
    elif by:
        who = (by["who"] or by["who2"] or by["who3"]).strip()
        within = next(dates.find(who), None)
        if within:  # By Anna Kowal, January 13, 2011
            item.day = item.day or within
            who = who[: within.start].rstrip(" ,|-–—")
        who = re.sub(r"\s+(?:in|w|в|aus|for|of)\s+\w[\w ,.'’-]*$", "", who)
        found = people(who)
        agency = next((publisher(part) for part in re.split(r",\s*|\s+for\s+", who) if publisher(part)), "")
        if not found and not agency and not re.fullmatch(r"(?:our\s+)?\w*\s?staff(?:\s+\w+)?", who, re.IGNORECASE):
            return False
        item.kind, item.who, item.name = "byline", found, agency
    elif "," in text and publisher(text.split(",", maxsplit=1)[0]) and place_in(text.split(",", 1)[1]):  # BBC News, Moscow
        item.kind, item.name = "publisher", publisher(text.split(",", maxsplit=1)[0])
    elif publisher(text):
        item.kind, item.name = ("publisher" if item.kind in ("open", "date") else item.kind), publisher(text)
    elif item.kind != "open" and (person(text) or len(text.split()) <= 3):
        item.who = item.who or (people(text) if item.kind != "byline" else ())
        item.kind = "byline" if item.who else item.kind
    else:
        return False
    return True


def _with_day(item: Item, text: str) -> bool:
    """Read a name and a day with a comma between them: who wrote or published it, or where. Whether it was understood."""
    day = next(dates.find(text), None)
    name = text[: day.start].strip(" ,.") if day and day.end >= len(text.rstrip(" .)")) else ""
    weekday = name.rpartition(",")[2].strip()
    name = name.removesuffix(weekday).strip(" ,") if dates.is_weekday(weekday) else name
    place, agency = place_in(name), publisher(name) or (name if outlet(name) else "")
    if not day or not name or not (place or agency or person(name)):
        return False
    item.day, item.kind, item.name, item.place = day, "date", agency, "" if agency else place
    if not agency and not place:
        item.kind, item.who = "byline", people(name)
    return True


def _outlet(sheet: Sheet, items: list[Item]) -> None:
    """A line beside the day, above the heading, that names who published the story."""
    opened = [item for item in items if item.kind in ("open", "heading")]
    if len(opened) < 2 and not (opened and sheet.title):
        return
    named = [item for item in opened if item.kind == "open" and outlet(item.paragraph.text)]
    likely = [
        i
        for i in named
        if publisher(i.paragraph.text) or any(o.day and abs(items.index(o) - items.index(i)) <= 2 for o in items)
    ]
    first = opened[0]
    short = len(first.paragraph.text.split()) <= 4 and not person(first.paragraph.text)
    if not likely and first.kind == "open" and short and _block_with_day(items, first):
        likely = [first]
    if likely:
        likely[0].kind, likely[0].name = "publisher", likely[0].paragraph.text.strip(" *_#")


def _block_with_day(items: list[Item], item: Item) -> bool:
    return any(other.day and other.paragraph.block == item.paragraph.block for other in items)


def _chosen(items: list[Item]) -> Item | None:
    """The item that is the heading."""
    marked = next((item for item in items if item.kind == "heading"), None)
    opened = [item for item in items if item.kind == "open"]
    if marked or not opened:
        return marked
    credits_ = [items.index(item) for item in items if item.kind in ("byline", "publisher", "date")]
    candidates = [item for item in opened if not _is_kicker(item)] or opened
    # A name alone is the byline of the line above it.
    candidates = [item for item in candidates if not (person(item.paragraph.text) and item is not candidates[0])]
    above = [item for item in candidates if any(items.index(item) < place for place in credits_)]
    return (above or candidates)[0]


def _is_kicker(item: Item) -> bool:
    text = item.paragraph.text.strip()
    count = len(text.split())
    return text.endswith("!") or (count <= 3 and text.isupper()) or count == 1


def _bare_byline(items: list[Item], chosen: Item | None) -> Item | None:
    """A name alone under the heading."""
    if chosen is None:
        return None
    after = items[items.index(chosen) + 1 :]
    return next((item for item in after if item.kind == "open" and person(item.paragraph.text)), None)
