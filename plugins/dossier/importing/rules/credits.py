"""What a line of a head is by itself: a byline, a publisher, a day, or all of them between bars."""

import re
from dataclasses import dataclass
from typing import Literal

from dossier.importing import dates
from dossier.importing.dates import Dated
from dossier.importing.rules.authors import turned, with_post
from dossier.importing.rules.dateline import leads
from dossier.importing.rules.draft import Paragraph
from dossier.importing.rules.issue import without_issue
from dossier.importing.rules.known import is_prose, masthead, outlet, people, person, publisher
from dossier.importing.rules.marks import linked
from dossier.importing.rules.places import place_in
from dossier.words import Lexicon, either, every, pattern, verbatim

Class = Literal["heading", "byline", "publisher", "date", "label", "open"]
_BY = pattern(
    lambda w: rf"{either(w.heads.author)}\s*:\s*(?P<who>.+)|{either(w.heads.by)}\s+(?P<who2>.+)",
    re.IGNORECASE,
)
_DAY_LABEL = pattern(
    lambda w: rf"{either((*w.heads.published, *w.heads.changed))}(?:\s+{verbatim(w.heads.day)})?\s*:?\s+", re.IGNORECASE
)
# What some sites put beside a day: 25 June 2008 Last updated at 10:06; June 25, 2008 05:00 PM Age: 3 yrs.
_BESIDE_DAY = re.compile(r"(?<=\d)\s+last updated(?:\s+at)?\b\s*|(?<=\w)\s+age:\s*\d+\s+\w+$", re.IGNORECASE)
_BARE_LABEL = pattern(
    lambda w: (
        rf"(?:\d[\d,.]*\s+(?:{verbatim(w.heads.length)}|{either(w.heads.counted)})|{either(w.heads.nothing)}|"
        rf"{verbatim(w.heads.languages)}(?:\s+language)?|{verbatim(w.heads.page)}\.?\s*[A-Z]?\d+|page\s+\w?\d+|"
        r"(?:\w+\s+){0,2}ed(?:ition|n)?\s*\d+|supplied\s+by\s+.{3,50}|"
        rf"(?:{verbatim(w.heads.edition)}\s+)+edition(?:\s*-\s*\w+)?|"
        r"(?:\w+\s+-\s+)?press\s+(?:release|statement)(?:\s*[\d()/ ]+)?|\d{1,2}:\d{2}|\d{1,6}|\d{1,3},\d{3}|@\w{2,30}|"
        r"(?:last\s+)?updated(?:\s+at)?\s+\d{1,2}[:.]\d{2}(?:\s+\w{2,4})?|"
        rf"{either(w.heads.changed)}(?:\s+\w+)?\s+\d{{1,2}}[:.h]\d{{2}}(?:\s+\w{{2,4}})?|"
        rf"\({verbatim(w.heads.amended)}\b[^()]{{0,120}}\)|"
        rf"{either(w.heads.recent)}(?:,?\s+(?:\S+\s+)?\d{{1,2}}[:.h]\d{{2}}(?:\s*[ap]\.?m\.?)?)?|\d{{1,2}}\s?(?:h|hrs?|mins?|d)|"
        rf"{verbatim(w.heads.placed)}\s+(?-i:[^\W\d_a-z])\w+|www\.\S+|\S+@\S+\.\w{{2,}})\s*:?"
    ),
    re.IGNORECASE,
)
_OFFICE = pattern(
    lambda w: (
        rf"(?:(?:{either(w.heads.posts_at)}|the\s+[\w ]{{3,30}}'s)\s+)?(?:{either(w.heads.posts_of)}\s+)*"
        rf"{either(w.heads.posts)}s?"
        r"(?:\s+[A-ZА-Я]{2,6})?(?:\s*,\s*.{2,50}|\s+(?:for|of|in)\s+.{2,40})?|of\s+[A-Z][A-Z ]{3,40}"
    ),
    re.IGNORECASE,
)
_PAGE = pattern(lambda w: rf"{verbatim(w.heads.page)}\.?\s*[A-Z]?\d+", re.IGNORECASE)
_BARS = re.compile(r"[|•·]|\s{3,}")  # or a gap that is as good as one
_BETWEEN = re.compile(r"\s+[|•·–—]\s+|\s*[|•·]\s*|\s{3,}")
_BRACKETS = re.compile(r"\s*\([^()]*\)$")  # Anna Kowal (Lindholm, special correspondent)
_ROLE = re.compile(r"\s+(?:staff\s+)?(?:writer|correspondent|reporter)s?$", re.IGNORECASE)
_HOST = re.compile(r"(?:https?://)?www\.\S+\s+(?=\S)", re.IGNORECASE)
_NAMED = pattern(lambda w: rf"{verbatim(w.heads.papers)}\s+[\"«„](?P<name>[^\"»”]+)[\"»”]", re.IGNORECASE)


def _later(words: Lexicon) -> str:
    """Where a second day begins on the line of the first: before the words for it, and not within several of them."""
    changed = words.heads.changed
    first = sorted({word for phrase in changed if " " in phrase for word in phrase.split()[0].strip("()").split("/")})
    return rf"(?<=\w){''.join(f'(?<!{word})' for word in first)}[,;]?\s+(?:[-–]\s+)?(?={either(changed)}\b)"


_LATER = pattern(_later, re.IGNORECASE)
_DAY_LEADS = pattern(lambda w: rf"\s+(?:{verbatim(w.heads.day)}|dnia)$")
_PLACE = pattern(lambda w: rf"\s+(?:{verbatim(w.press.placed)}|for|of)\s+\w[\w ,.'’-]*$")


@dataclass(slots=True)
class HeadLine:
    """A paragraph of the head and what it is; ``open`` is not known."""

    paragraph: Paragraph
    kind: Class
    day: Dated | None = None
    month_day: tuple[int, int] | None = None
    place: str = ""
    who: tuple[str, ...] = ()
    name: str = ""


def classify(paragraph: Paragraph) -> HeadLine:
    """What a paragraph of a head is by itself."""
    text = linked(paragraph.text).strip(" *_·•|")
    if re.match(r"#{1,2}\s+\S", paragraph.text) or (paragraph.kind == "heading" and not is_prose(text)):
        return HeadLine(paragraph, "heading")
    if len(text.split()) > 24:
        return HeadLine(paragraph, "open")
    text = _HOST.sub("", text)
    if re.fullmatch(r"\([^()]* - [^()]*\d[^()]*\)", text):  # (Interfax - June 25)
        text = text[1:-1].replace(" - ", " | ")
    item = HeadLine(paragraph, "label" if _BARE_LABEL().fullmatch(text) or _OFFICE().fullmatch(text) else "open")
    if item.kind != "open" or (not _BARS.search(text) and _printed(item, text)):
        return item
    parts = [part.strip() for piece in _BETWEEN.split(text) for part in _LATER().split(piece)]
    later = [part for part in parts if not _part(item, part)]
    if later and _BARS.search(text):  # what one part is tells what a name before it is; before a dash stands a heading
        _outlet(item, later, any(_PAGE().fullmatch(part) for part in parts))
        later = [part for part in later if not _part(item, part)]
    return HeadLine(paragraph, "open") if later else item


def _outlet(item: HeadLine, parts: list[str], paged: bool) -> None:
    """Take down a newspaper's name among parts of a line that are not known yet; beside a day and a page any name is one."""
    found = next((part for part in parts if masthead(part)), "")
    if not found and item.day and paged and len(parts) == 1 and len(parts[0].split()) <= 4 and parts[0][0].isupper():
        found = parts[0]  # Hafenbote | 4. März 2015 | Seite 3
    if found:
        parts.remove(found)
        item.kind, item.name = "publisher" if item.kind == "open" else item.kind, item.name or found


def _printed(item: HeadLine, text: str) -> bool:
    """Read a line that says where a story was printed: a publisher, an issue, a page, a day. Whether it was one."""
    name, day = without_issue(text)
    if name == text or (name and not (day and len(name.split()) <= 6) and not masthead(name)):
        return False
    item.kind, item.day, item.name = "date" if day else "publisher" if name else "label", day, named(name)
    return True


def named(name: str) -> str:
    """A publisher's name without the word for what it is, and without quotation marks."""
    match = _NAMED().fullmatch(name.strip(" *_#"))
    return match["name"] if match else name.strip(" *_#")


def _part(item: HeadLine, text: str) -> bool:
    """Read one part of a line between bars into its item; whether it was understood."""
    by = _BY().fullmatch(text)
    if by:
        return _signature(item, (by["who"] or by["who2"]).strip())
    text = _BESIDE_DAY.sub(" ", text).strip()
    label = _DAY_LABEL().match(text)
    day = dates.whole(text[label.end() :] if label else text)
    if day:
        item.day, item.kind = item.day or day, "date" if item.kind == "open" else item.kind
        return True
    if len(text) < 80 and (_dateline(item, text) or _with_day(item, text) or _without_year(item, text)):
        return True
    return (item.kind != "open" and bool(_BARE_LABEL().fullmatch(text))) or _name(item, text)


def _signature(item: HeadLine, who: str) -> bool:
    """Read what follows ``By``: persons, the agency or newspaper that they write for, a day."""
    who = _BRACKETS.sub("", who)
    within = next(dates.find(who), None)
    if within:  # By Anna Kowal, January 13, 2011
        item.day = item.day or within
        who = _DAY_LEADS().sub("", who[: within.start].rstrip(" ,|-–—"))
    names, _, paper = who.partition(" For ")
    who, paper = (names, paper) if masthead(paper) else (who, "")
    who = _PLACE().sub("", who)
    found = people(who)
    agency = paper or next((name for part in re.split(r",\s*|\s+for\s+", who) if (name := _paper(_ROLE.sub("", part)))), "")
    if not found and not agency and not re.fullmatch(r"(?:our\s+)?\w*\s?staff(?:\s+\w+)?", who, re.IGNORECASE):
        return False
    item.kind, item.who, item.name = "byline", found, agency
    return True


def _paper(text: str) -> str:
    """The agency or newspaper that stands beside a byline's persons."""
    return publisher(text) or (text.strip() if masthead(text) and not person(text) else "")


def _name(item: HeadLine, text: str) -> bool:
    """Read a name without a word for whose it is: a publisher's, or a person's where the line has told something already."""
    first, _, rest = text.partition(",")
    if publisher(first) and place_in(rest):  # BBC News, Moscow
        item.kind, item.name = "publisher", publisher(first)
    elif person(first) and publisher(rest):  # Jan Novák, ČTK
        item.kind, item.who, item.name = "byline", people(first), publisher(rest)
    elif who := with_post(text) or people(turned(text)):
        item.kind, item.who = "byline", item.who or who
    elif item.name and dates.month_day(text):
        item.month_day = dates.month_day(text)
    elif publisher(text):
        item.kind, item.name = ("publisher" if item.kind in ("open", "date") else item.kind), publisher(text)
    elif item.kind != "open" and (person(text) or len(text.split()) <= 3):
        item.who = item.who or (people(text) if item.kind != "byline" else ())
        item.kind = "byline" if item.who else item.kind
    else:
        return False
    return True


def _dateline(item: HeadLine, text: str) -> bool:
    """Read a line that is a dateline with an agency and a whole date: ``Brussels, 25/06/2008 (Agence Europe)``."""
    lead = leads(f"{text} -")
    if not lead or lead.end < len(text) or not lead.agency or not lead.dated:
        return False
    item.kind, item.day, item.place, item.name = "date", lead.dated, lead.place, lead.agency
    return True


def _body(name: str) -> str:
    """The name of whoever published what bears it and a day on one line: U.S. Department of State, taz."""
    words = name.split()
    small = every().press.small
    if len(words) == 1:
        return name if name.isalpha() and name.islower() and len(name) <= 12 else ""
    capital = all(word[0].isupper() or word.casefold() in small for word in words) and not name.isupper()
    return name if capital and 2 < len(words) <= 7 and any(word.casefold() in small for word in words) else ""


def _without_year(item: HeadLine, text: str) -> bool:
    """Read a day and an hour that no year stands with; whether it was one."""
    item.month_day = item.month_day or dates.day_and_time(text)
    item.kind = "date" if item.month_day and item.kind == "open" else item.kind
    return bool(item.month_day) and item.kind == "date"


def _with_day(item: HeadLine, text: str) -> bool:
    """Read a name and a day with a comma between them: who wrote or published it, or where. Whether it was understood."""
    day = next(dates.find(text), None)
    if day and not day.start and masthead(name := text[day.end :].strip(" ,./–—-")):  # 4. März 2015, Port-Anzeiger
        item.day, item.kind, item.name = day, "date", name
        return True
    name = text[: day.start].strip(" ,./–—-") if day and day.end >= len(text.rstrip(" .)")) else ""
    weekday = name.rpartition(",")[2].strip()
    name = name.removesuffix(weekday).strip(" ,") if dates.is_weekday(weekday) else name
    place, agency = place_in(name), publisher(re.sub(r",\s*[a-z]{2,4}$", "", name)) or (name if outlet(name) else "")
    agency = agency or ("" if place or person(name) else _body(name))
    if not day or not name or not (place or agency or person(name)):
        return False
    item.day, item.kind, item.name, item.place = day, "date", agency, "" if agency else place
    if not agency and not place:
        item.kind, item.who = "byline", people(name)
    return True
