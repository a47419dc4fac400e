"""A clipping that holds several stories, with rules or numbers between them: one run of lines for each."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from dossier.importing import dates
from dossier.importing.clipping import Line
from dossier.importing.rules.credits import classify
from dossier.importing.rules.dateline import leads
from dossier.importing.rules.draft import Paragraph
from dossier.importing.rules.known import is_prose, person
from dossier.importing.rules.wrapping import paragraphs
from dossier.words import either, pattern, verbatim

_RULE = re.compile(r"\s*(?:(?:[=\-_*~#•+—–]\s?){5,}|(?:\*\s?){3}|-{3,4}|_{3,4}|={3,4})\s*")
_URL_LINE = re.compile(r"(?:[\w ]{2,20}:\s*)?<?https?://\S+>?\s*")
_BY_LINE = re.compile(r"(?:by|автор:?|autor:?)\s+\S", re.IGNORECASE)
# What stands alone above each item of a digest, or of what a press database prints: #21, 3 of 41 DOCUMENTS.
_ITEM = pattern(
    lambda w: (
        rf"\s*(?:#\s?(?P<sign>\d{{1,3}})|(?:{verbatim(w.digests.item)}\s+)?(?P<of>\d{{1,4}})\s+{verbatim(w.digests.of)}\s+"
        rf"\d{{1,4}}(?:\s+{either(w.digests.items)})?|{verbatim(w.digests.item)}\s+(?:no\.?\s*|#|№\s*)?(?P<word>\d{{1,4}})"
        r"|\[(?P<bracket>\d{1,3})\]|(?P<figure>\d{1,3})[.)])\s*"
    ),
    re.IGNORECASE,
)
# What a press database prints below each story: End of Document, Document NORCOU0020150304eb340000a.
_END = re.compile(r"\s*(?:end\s+of\s+document|[^\W\d_]{7,9}\s+(?-i:[A-Z]{2,8})\d[\da-z]{12,})\s*", re.IGNORECASE)
_FIRST_CODE = re.compile(r"HD\s+\S.*")  # the code of a heading, with which a story begins
_NUMBERED = re.compile(r"(?P<mark>\s*(?:#\s?|\()?(?P<number>\d{1,3})[.)]?\)?)\s+(?P<text>[^\W_].*)")
HEAD = 8  # lines that the head of a story has at most


def is_rule(text: str) -> bool:
    """Whether a line is a rule between stories, or between a story's head and its text."""
    return bool(_RULE.fullmatch(text)) or text.strip("\n ") == "\f"


@dataclass(frozen=True, slots=True)
class Parts:
    """What a clipping holds: its stories' lines, and those above the first of several, which are the digest's own."""

    stories: list[list[Line]]
    preface: tuple[Line, ...] = ()


def is_item(text: str) -> bool:
    """Whether a line is the number of an item in a digest."""
    return bool(_ITEM().fullmatch(text))


def parts(lines: Sequence[Line], wrapped: bool) -> Parts:
    """The lines of each story; one run where rules only set off parts of one, and numbers only count paragraphs."""
    if len(stories := _of_database(lines)) > 1:
        return Parts(stories)
    for found in (_with_text(_items(lines), lines, wrapped), _numbered(lines)):
        if len(found) < 2:
            continue
        cut = [list(lines[start:end]) for start, end in pairwise([*found, len(lines)])]
        if all(_is_item_story(section, wrapped) for section in cut):
            preface = lines[: found[0]]
            return Parts([_unruled(_apart(section)) for section in cut], tuple(line for line in preface if line.text.strip()))
    return Parts(_ruled(lines, wrapped))


def _of_database(lines: Sequence[Line]) -> list[list[Line]]:
    """The stories that a press database has exported together: each ends with its mark, or begins with its heading's code."""
    ends = [place + 1 for place, line in enumerate(lines) if _END.fullmatch(line.text)]
    begins = [place for place, line in enumerate(lines) if _FIRST_CODE.fullmatch(line.text)]
    cuts = ends if len(ends) > 1 else begins
    if len(cuts) < 2:
        return []
    bounds = [0, *cuts, len(lines)] if cuts is ends else [0, *cuts[1:], len(lines)]
    cut = [list(lines[start:end]) for start, end in pairwise(bounds)]
    stories = [section for section in cut if any(is_prose(line.text) for line in section)]
    rest = [line for section in cut if section not in stories for line in section]
    return [*stories[:-1], [*stories[-1], *rest]] if stories else []


def _items(lines: Sequence[Line]) -> list[int]:
    """Where lines stand that are the numbers of items, each more than the one before."""
    result: list[int] = []
    last = 0
    for place, line in enumerate(lines):
        match = _ITEM().fullmatch(line.text)
        number = int(next(filter(None, match.groups()))) if match else 0
        if match and (number > last or not result):
            result.append(place)
            last = number
    return result


def _with_text(found: list[int], lines: Sequence[Line], wrapped: bool) -> list[int]:
    """The numbers under which a text stands; what stands under another belongs to the item before it."""
    spans = pairwise([*found, len(lines)])
    return [start for start, end in spans if _is_item_story(lines[start:end], wrapped)]


def _numbered(lines: Sequence[Line]) -> list[int]:
    """Where headings stand that are numbered one after the other, each with an empty line above it."""
    result: list[int] = []
    last = 0
    for place, line in enumerate(lines):
        match = _NUMBERED.fullmatch(line.text)
        alone = not place or not lines[place - 1].text.strip() or is_rule(lines[place - 1].text)
        if match and alone and int(match["number"]) == last + 1 and not is_prose(match["text"]):
            result.append(place)
            last += 1
    return result


def _apart(section: list[Line]) -> list[Line]:
    """A section with its heading's number on a line of its own."""
    match = _NUMBERED.fullmatch(section[0].text)
    if not match or is_item(section[0].text):
        return section
    return [replace(section[0], text=match["mark"]), replace(section[0], text=match["text"]), *section[1:]]


def _unruled(section: Sequence[Line]) -> list[Line]:
    return [replace(line, text="") if is_rule(line.text) else line for line in section]


def _is_item_story(section: Sequence[Line], wrapped: bool) -> bool:
    """Whether what stands under a number is a story: a text, and above it a head or a dateline."""
    found = paragraphs(section[1:], wrapped)
    prose = next((place for place, p in enumerate(found) if is_prose(p.text) or leads(p.text)), None)
    if prose is None:
        return False
    credited = any(classify(p).kind in ("byline", "date", "publisher") for p in found[:prose])
    return is_item(section[0].text) or credited or bool(leads(found[prose].text))


def _ruled(lines: Sequence[Line], wrapped: bool) -> list[list[Line]]:
    """The stories between rules."""
    sections: list[list[Line]] = [[]]
    for line in lines:
        if is_rule(line.text):
            sections.append([])
        else:
            sections[-1].append(line)
    sections = [section for section in sections if any(line.text.strip() for line in section)]
    if len(sections) < 2:
        return [[line for line in lines if not is_rule(line.text)]]
    joined = _joined(sections, wrapped)
    if len(joined) > 1 and all(_is_story(section, wrapped) for section in joined):
        return joined
    return [[line if not is_rule(line.text) else Line("", line.number) for line in lines]]


def _joined(sections: list[list[Line]], wrapped: bool) -> list[list[Line]]:
    """Sections with heads and texts brought together: a head may stand before a rule, or after the story before it."""
    result: list[list[Line]] = []
    head: list[Line] = []
    for place, section in enumerate(sections):
        if not any(is_prose(p.text) or leads(p.text) for p in paragraphs(section, wrapped)):
            head = [*head, Line(""), *section]
            continue
        cut = (
            _trailing_head(section)
            if place + 1 < len(sections) and not _begins_with_head(sections[place + 1], wrapped)
            else None
        )
        body = section[:cut] if cut is not None else section
        result.append([*head, Line(""), *body])
        head = section[cut:] if cut is not None else []
    if head:
        result = [*result[:-1], [*result[-1], Line(""), *head]] if result else [head]
    return result


def _trailing_head(section: Sequence[Line]) -> int | None:
    """Where the next story's head begins among a section's last lines, if it has one there."""
    filled = [place for place, line in enumerate(section) if line.text.strip()][-HEAD:]
    start = None
    for place in reversed(filled):
        if is_prose(section[place].text):
            break
        start = place
    if start is None:
        return None
    texts = [line.text for line in section[start:] if line.text.strip()]
    known = [text for text in texts if _is_credit(text)]
    return start if known and len(known) < len(texts) else None


def _begins_with_head(section: Sequence[Line], wrapped: bool) -> bool:
    first = next(iter(paragraphs(section, wrapped)), None)
    return first is not None and not is_prose(first.text) and not leads(first.text)


def _is_story(section: Sequence[Line], wrapped: bool) -> bool:
    """Whether a section has a head of its own and a text."""
    found = paragraphs(section, wrapped)
    head: list[str] = []
    for paragraph in found:
        if is_prose(paragraph.text) and head:
            break
        head.append(paragraph.text)
        if leads(paragraph.text):
            break
    has_text = any(is_prose(p.text) or leads(p.text) for p in found[1:])
    return (
        has_text
        and len(head) + (len(found) > len(head)) >= 2
        and any(_is_credit(text) or leads(text) for text in (*head, *_next(found, head)))
    )


def _next(found: Sequence[object], head: Sequence[str]) -> tuple[str, ...]:
    after = found[len(head) :][:1]
    return tuple(getattr(paragraph, "text", "") for paragraph in after)


def _is_credit(text: str) -> bool:
    bare = text.strip(" *_#")
    if _URL_LINE.fullmatch(text.strip()) or dates.whole(bare) or _BY_LINE.match(bare) or person(bare):
        return True
    return classify(Paragraph(bare, 0, 0)).kind in ("byline", "date")
