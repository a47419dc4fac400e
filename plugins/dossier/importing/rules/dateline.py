"""Stamp and dateline: the place, the day and the agency that a story begins or ends with."""

import re
from dataclasses import dataclass, replace

from dossier.importing import dates
from dossier.importing.dates import Dated
from dossier.importing.rules.draft import Draft, Paragraph
from dossier.importing.rules.known import agency, is_prose, masthead, people, publisher
from dossier.importing.rules.places import is_place, leading, place_name
from dossier.words import either, pattern, verbatim

LONGEST = 90  # characters that a dateline may have
STANDFIRST = 45  # words of what may stand above it
_GAP = re.compile(r"\s*[,.]?\s+")
_TAIL = pattern(
    lambda w: (
        r"\s*[.,]?\s*(?:"
        r"[(\[](?P<agency>[^()\[\]]{2,40})[)\]]\s*(?:[-–—:.]+(?=\s|$)|--|(?=$))|/(?P<slashed>[^/]{2,30})/\s*[.\-–—:]*(?=\s|$)"
        rf"|[-–—,.]\s*(?P<wire>{agency(w)})(?:,\s+(?P<who>[^\W\d_a-z][\w.-]+(?:\s[^\W\d_a-z][\w-]+){{1,2}}))?\s*[.:\-–—]+(?=\s|$)|(?:[-–—]{{1,3}}|:|\.\s*[-–—])(?=\s|$))\s*"
    )
)
_STOP = re.compile(r"\s*\.\s+(?=[^\W\d_a-z])")
_FIGURES = re.compile(r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?=[^\W\d_])")
_PLACE_AND_AGENCY = re.compile(r"(?P<place>[^()\d]{2,50}?),?\s*\((?P<agency>[^()]{2,40})\)\s*(?:[-–—:.]+(?=\s|$)|--|—|$)\s*")
_PLACE_AND_BAR = pattern(lambda w: rf"(?P<place>[^()\d|]{{2,40}}?)\s+(?P<agency>{agency(w)})\s*\|\s+")
_PLACE_AND_DASH = re.compile(r"(?P<place>[^()\d]{2,40}?)\s*(?:\s[-–—]{1,3}|--|—)\s+(?=\S)")
_PLACE_AND_COLON = re.compile(r"(?P<place>[^()\d:]{2,40}?):\s+(?=\S)")
_AGENCY_ALONE = re.compile(r"[(\[](?P<agency>[^()\[\]]{2,30})[)\]]\s*[-–—:.]+\s+(?=\S)")
_CHANGED = pattern(lambda w: rf"{either(w.heads.changed)}(?:\s+{verbatim(w.heads.day)})?\s*:?\s+", re.IGNORECASE)
_SPEAKER = re.compile(r"[^\W\d_a-z][^a-z:]{1,40}:\s")


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline at the start of a text, and where it ends."""

    end: int
    place: str
    agency: str = ""
    dated: Dated | None = None
    day: tuple[int, int] | None = None
    who: tuple[str, ...] = ()


def stamp(draft: Draft) -> None:
    """A day with its hour at the head of the text: ``25/06/2008 10:06``."""
    for paragraph in draft.left()[:3]:
        found = next(dates.find(paragraph.text[:60]), None)
        if found and not found.start and not paragraph.text[found.end :].lstrip(" ,|").startswith(("-", "–", "—")):
            rest = paragraph.text[found.end :].lstrip(" |,:-")
            if draft.dated and not set(found.readings) & set(draft.dated[0].readings):
                return
            if not rest or leads(rest) or re.search(r"\d:\d\d", paragraph.text[: found.end]):
                draft.dated.append(found)
                draft.cut(paragraph, 0, found.end, "stamp")


def dateline(draft: Draft) -> None:
    """Place, day and agency before the first sentence: ``MOSCOW, June 25 (RIA Novosti) -``."""
    left = draft.left()
    for place, paragraph in enumerate(left[:3]):
        bare = re.sub(r"^[*_]+|(?<=\w)[*_]+(?=[\s,.:–—-])", lambda match: "\0" * len(match[0]), paragraph.text)
        found = leads(bare.replace("\0", " ").lstrip() if bare[0] == "\0" else bare)
        if not found and place == 0 and not draft.dateline:
            found = _with_colon(left) or _of_agency(draft, paragraph.text) or _of_place(left, 0)
        elif not found and place == 1 and len(left[0].text.split()) <= STANDFIRST and not draft.dateline:
            found = _of_place(left, 1)
        if found:
            shift = len(bare) - len(bare.lstrip("\0"))
            _note(draft, found)
            draft.cut(paragraph, 0, found.end + shift, "dateline")
            return


def dateline_at_end(draft: Draft) -> None:
    """The same below the text: ``Brussels, 26 January 2011``."""
    left = draft.left()
    if not left or (draft.dateline and draft.dated):
        return
    last = left[-1]
    text = last.text.strip(" *_()[].-–—")
    if len(left) > 1 and (label := _CHANGED().match(text)) and dates.whole(text[label.end() :]):
        if not draft.dated:
            draft.dated.extend(dates.find(text))
        draft.take(last, "stamp")
        return
    day = dates.whole(text)
    if day and len(left) > 1:
        if not draft.dated:
            draft.dated.append(day)
            draft.take(last, "stamp")
        return
    if len(left) > 1 and _signed_with_day(draft, text):
        draft.take(last, "stamp")
        dateline(draft)  # Praha - …: that this is one, the agency below tells
        return
    found = leads(text + " -") if len(text.split()) <= 10 and len(left) > 1 else None
    if found and found.end >= len(text) and masthead(found.place):  # The Example Times, June 25, 2008
        found = replace(found, place="", agency=found.place)
    if found and found.end >= len(text) and (found.dated or found.day):
        _note(draft, found)
        draft.take(last, "dateline")
        return
    match = re.search(r"\(([^()]{5,60})\)\s*$", last.text)
    found = leads(match[1] + " -") if match else None
    if match and found and found.end >= len(match[1]) and (found.dated or found.day):
        _note(draft, found)
        draft.cut(last, match.start(), len(last.text), "dateline")


def _signed_with_day(draft: Draft, text: str) -> bool:
    """Take down a day and an agency with a comma between them, either first: ``4. března 2015, ČTK``; whether they are that."""
    day = next(dates.find(text), None)
    name = f"{text[: day.start]} {text[day.end :]}".strip(" ,.|–—-") if day else ""
    if not day or not publisher(name):
        return False
    draft.publisher = draft.publisher or name
    draft.dated.append(day)
    return True


def begins_story(text: str) -> bool:
    """Whether a text begins with a dateline, a stamp before it or not."""
    found = next(dates.find(text[:60]), None)
    return bool(leads(text[found.end :].lstrip(" |,:-") if found and not found.start else text))


def leads(text: str) -> Dateline | None:
    """The dateline that a text begins with."""
    figures = _FIGURES.match(text)
    if figures:  # 25.6.Warszawa (PAP) -
        found, on = leads(text[figures.end() :]), (int(figures["month"]), int(figures["day"]))
        fits = found and found.agency and 1 <= on[0] <= 12 and 1 <= on[1] <= 31
        return replace(found, end=found.end + figures.end(), day=found.day or on) if found and fits else None
    head = text[:LONGEST]
    for gap in _GAP.finditer(head[:60]):
        place = text[: gap.start()]
        if not is_place(place):
            continue
        length, dated, day = _date_at(text[gap.end() : LONGEST])
        if not length:
            continue
        tail = _TAIL().match(text, gap.end() + length)
        if not tail and place.isupper():  # MOSKAU, 24. Juni. Die beiden Minister
            tail = _STOP.match(text, gap.end() + length)
        if tail:
            return Dateline(
                tail.end(), place_name(place), _agency(next(filter(None, tail.groups()), "")), dated, day, _who(tail)
            )
    if found := _with_agency(head):
        return found
    match = _PLACE_AND_DASH.match(head)
    rest = text[match.end() :] if match else ""
    if (
        match
        and match["place"].split(",")[0].isupper()
        and is_place(match["place"])
        and not rest.isupper()
        and not dates.whole(rest)
    ):
        return Dateline(match.end(), place_name(match["place"]))
    return None


def _with_agency(head: str) -> Dateline | None:
    """An agency before the first sentence, with a place or without one: ``(dpa) -``, ``Praha (ČTK) -``, ``Kyiv UNIAN |``."""
    match = _AGENCY_ALONE.match(head)
    if match and publisher(match["agency"]):
        return Dateline(match.end(), "", match["agency"])
    match = _PLACE_AND_AGENCY.match(head)
    if match and is_place(match["place"]) and (match["place"].isupper() or publisher(match["agency"])):
        return Dateline(match.end(), place_name(match["place"]), _agency(match["agency"]))
    match = _PLACE_AND_BAR().match(head)
    return Dateline(match.end(), place_name(match["place"]), match["agency"]) if match and is_place(match["place"]) else None


def _who(tail: re.Match[str]) -> tuple[str, ...]:
    """The reporter behind an agency's name: ``РИА Новости, Мария Орлова.``"""
    name = tail.groupdict().get("who")
    return people(name) if name else ()


def _note(draft: Draft, found: Dateline) -> None:
    draft.dateline = draft.dateline or found.place
    draft.publisher = draft.publisher or found.agency
    draft.byline = draft.byline or found.who
    draft.day = draft.day or found.day
    if found.dated:
        draft.dated.append(found.dated)


def _with_colon(left: list[Paragraph]) -> Dateline | None:
    """``BRUSSELS:`` before the first sentence, unless the text is a conversation."""
    match = _PLACE_AND_COLON.match(left[0].text)
    if not match or not match["place"].isupper() or not is_place(match["place"]) or len(match["place"].split()) > 3:
        return None
    if any(_SPEAKER.match(other.text) for other in left[1:]):
        return None
    return Dateline(match.end(), place_name(match["place"]))


def _of_agency(draft: Draft, text: str) -> Dateline | None:
    """A place and a dash before the first sentence, where an agency is known to have written it: ``Praha -``."""
    match = (
        re.match(r"(?P<place>[^\W\d_a-z]\w+)\s+[-–—]\s+(?=[^\W\d_a-z])", text)
        if publisher(draft.publisher or draft.origin)
        else None
    )
    if not match or not is_prose(text) or not is_place(match["place"]):
        return None
    return Dateline(match.end(), place_name(match["place"]))


def _of_place(left: list[Paragraph], place: int) -> Dateline | None:
    """A place before the first sentence, or below a standfirst, that the text itself says is one."""
    found = leading(left, place)
    return Dateline(*found) if found else None


def _date_at(text: str) -> tuple[int, Dated | None, tuple[int, int] | None]:
    """How long the date at the start of a text is, and what it says: a whole date, or a month and a day."""
    weekday = re.match(r"[^\W\d_]{2,12}\.?,\s+(?=\S)", text)
    offset = weekday.end() if weekday and dates.is_weekday(weekday[0]) else 0
    found = next(dates.find(text[offset:]), None)
    if found and not found.start:
        return found.end + offset, found, None
    match = re.match(r"[^\W\d_]{3,}\.?\s+\d{1,2}(?:st|nd|rd|th)?(?!\d)|\d{1,2}\.?\s+[^\W\d_]{3,}\.?(?!\w)", text)
    for end in (match.end(), match.end() - 1) if match else ():
        day = dates.month_day(text[:end])
        if day:
            return len(text[:end].rstrip(".")), None, day
    return 0, None, None


def _agency(text: str) -> str:
    """The agency of a dateline as a publisher; what else may stand in brackets there is none."""
    name = text.strip(" ,.-–—")
    if not name or dates.month_day(name) or next(dates.find(name), None):
        return ""
    return name if publisher(name) or (name[0].isupper() and len(name.split()) <= 5) else ""
