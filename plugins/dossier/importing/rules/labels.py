"""Lines that say themselves what they are: ``Headline: …``, ``Published: …``."""

import re
from collections.abc import Mapping
from functools import cache

from dossier.importing import dates
from dossier.importing.rules.draft import Draft, Paragraph
from dossier.importing.rules.issue import without_issue
from dossier.importing.rules.known import capitals, is_prose, people, person, publisher, without_others
from dossier.importing.rules.marks import linked
from dossier.words import either, every, pattern

ZONE = 14  # paragraphs in which they stand
LONGEST = 200  # characters of a labelled line at the foot
_LABEL = re.compile(r"(?P<label>[^\W\d_][^\W\d_]*(?:\(s\))?(?:[ -][^\W\d_]+){0,3})\s*:\s*(?P<value>\S.*)")
_NAMES = ("byline", "publisher")
_BARE = pattern(lambda w: rf"{either(w.labels.bare)}\s*:?", re.IGNORECASE)
_FIRST_NAMED = re.compile(r"(?P<last>[^\W\d_][\w'’-]+),\s+(?P<first>[^\W\d_][\w'’.-]*(?:\s+[^\W\d_][\w'’.-]*)?)")


def labels(draft: Draft) -> None:
    """A list of labelled lines at the head or the foot, as press databases write it: ``Headline: …``, ``Published: …``."""
    left = draft.left()
    head, foot = _head(left[:ZONE]), _foot(left[1:])
    if not (any(key == "title" for _, key, _ in head) or len(head) >= 2 or (head and foot)):
        head = [
            (p, key, value)
            for p, key, value in head
            if not key and p.text.partition(":")[0].isupper() and len(value.split()) <= 8
        ]
        if len(foot) < 2:
            foot = [(p, key, value) for p, key, value in foot if key in _NAMES and (_agencies(value) or people(value))]
    for paragraph, key, value in head:
        if know(draft, key, value):
            draft.take(paragraph, key or "label")
    for paragraph, key, value in foot:
        if paragraph.text and (_copied(draft, key, value) or know(draft, key, value)):
            draft.take(paragraph, key or "label")
    for paragraph in (*draft.left()[:ZONE], *draft.left()[ZONE:][-3:]) if head or foot else ():
        if _BARE().fullmatch(paragraph.text):
            draft.take(paragraph, "label")


def _head(left: list[Paragraph]) -> list[tuple[Paragraph, str, str]]:
    """The labelled lines above the text."""
    found: list[tuple[Paragraph, str, str]] = []
    for place, paragraph in enumerate(left):
        told = _told(paragraph)
        if told:
            found.append((paragraph, *told))
        elif (found or place) and is_prose(paragraph.text):
            break
    return found


def _told(paragraph: Paragraph) -> tuple[str, str] | None:
    """The field that a labelled line fills, and with what."""
    match = _LABEL.fullmatch(paragraph.text)
    key = match and _fields().get(_joined(match["label"]))
    return (key, match["value"].strip()) if match and key is not None else None


@cache
def _fields() -> Mapping[str, str]:
    """The field that each label fills, or an empty one for a line of which an article has nothing."""
    return {_joined(label): "" if key == "nothing" else key for label, key in every().labels.fields.items()}


def _joined(label: str) -> str:
    """A label in lower case, its words joined, as some sources join them."""
    return label.casefold().replace(" ", "-")


def _foot(left: list[Paragraph]) -> list[tuple[Paragraph, str, str]]:
    """The labelled lines with which a text ends, in their order; others may stand between them there, if they are no prose."""
    found: list[tuple[Paragraph, str, str]] = []
    for paragraph in reversed(left):
        told = _told(paragraph)
        if told and len(paragraph.text) <= LONGEST:
            found.insert(0, (paragraph, *told))
        elif is_prose(paragraph.text) or len(paragraph.text.split()) > 12:
            break
    return found


def _copied(draft: Draft, key: str, value: str) -> bool:
    """Take down the agency that a newspaper names below a story as its source; the newspaper published it."""
    found = _agencies(value) if key in _NAMES else []
    draft.origin = draft.origin or (found[0] if len(found) == 1 else "")
    return bool(found)


def _agencies(value: str) -> list[str]:
    """Those whom a line names as its sources, where it names nobody else: Al Jazeera and news agencies; AFP, Reuters."""
    bare = without_others(value).strip(" .")
    if bare != value.strip(" .") and len(bare.split()) <= 6:
        return [bare]
    parts = [part for part in re.split(r"\s*[,/+&]\s*", bare) if part]
    return parts if all(publisher(part) for part in parts) else []


def know(draft: Draft, key: str, value: str) -> bool:
    """Take down what a labelled line says; whether that was understood."""
    if key == "date":
        day = next(dates.find(value), None)
        if not day:
            return False
        draft.dated.append(day)
    elif key == "byline":
        draft.byline = draft.byline or names(value)
    elif key == "url" or (key == "publisher" and value.startswith("http")):
        draft.url = draft.url or value.strip("<>")
    elif key == "dateline":
        draft.dateline = draft.dateline or capitals(_without_day(value))
    elif key == "publisher":
        name, found = without_issue(value)
        draft.publisher = draft.publisher or name
        draft.dated.extend([found] if found else [])
    elif key == "title":
        draft.title = draft.title or value
    return True


def names(value: str) -> tuple[str, ...]:
    """The persons of a labelled byline; ``Kowal, Anna`` is one, and who only contributed is none of them."""
    parts = [re.sub(r"^by:?\s+", "", linked(part).strip(), flags=re.IGNORECASE) for part in value.split(";")]
    turned = [f"{match['first']} {match['last']}" if (match := _FIRST_NAMED.fullmatch(part)) else part for part in parts]
    found = [name for part in turned if not re.search(r"\bcontributed\b", part) for name in (people(part) or _single(part))]
    return tuple(dict.fromkeys(found))


def _single(part: str) -> tuple[str, ...]:
    """A name that does not look like a person's: one word of it, or an office."""
    first = part.split(",", maxsplit=1)[0].strip()
    return (capitals(first),) if person(first) else (part.strip(),) if part.strip() else ()


def _without_day(value: str) -> str:
    """A dateline's place without the day that may follow it: ``MOSCOW May 12``."""
    for start in (match.start() for match in re.finditer(r"[,\s]+(?=\S)", value)):
        rest = value[start:].strip(" ,")
        if dates.month_day(rest) or dates.whole(rest):
            return value[:start].strip(" ,.")
    return value
