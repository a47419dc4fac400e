"""What stands around a story that was handed on by a mail, a chat, a browser's printer or an archive of the web."""

import re

from dossier.importing import dates
from dossier.importing.rules.draft import Draft
from dossier.importing.rules.known import is_prose
from dossier.words import either, pattern

NOTE = 250  # characters of what somebody writes above a story
# The Wayback Machine - https://web.archive.org/web/20150306120000/http://www.example.org/pier.html
_ARCHIVED = re.compile(
    r"(?:[\w ]{3,40}\s[-–—]\s)?https?://web\.archive\.org/web/\d{4,14}[a-z_]*/(?P<url>https?://\S+)", re.IGNORECASE
)
_CAPTURES = re.compile(r"\d[\d,.]*\s+captures?", re.IGNORECASE)
_SPAN = re.compile(r"\S{1,4} \S{3,12} \d{4}\s+[-–]\s+\S{1,4} \S{3,12} \d{4}")  # 7 Mar 2018 - 3 Jun 2021
# What a browser prints at the foot of a page: the address, and which page of how many.
_PRINTED_FOOT = re.compile(
    r"(?P<url>https?://\S+)\s+(?:[^\W\d_]{1,8}\.?\s+)?\d{1,3}\s*(?:/|of|von|sur|de|z|ze|из|з)\s*\d{1,3}", re.IGNORECASE
)
# At its head: the day it was printed, perhaps the hour, and the page's title.
_PRINTED_HEAD = re.compile(
    r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}(?:,?\s+\d{1,2}:\d{2}(?:\s*[AP]M)?)?,?\s+(?P<title>\S.{8,})", re.IGNORECASE
)


# [04/03/2015, 10:12:33] Tom: … and 3/4/15, 10:12 AM - Tom Berg: …
_MESSAGE = re.compile(
    r"\[?\d{1,4}[./-]\d{1,2}[./-]\d{2,4},?\s\d{1,2}:\d{2}(?::\d{2})?(?:\s?[AP]M)?\]?(?:\s[-–])?\s[^:\[\]]{2,40}:\s+",
    re.IGNORECASE,
)
# What stands there behind the title: - Northern Courier
_SITE = re.compile(r"\s*[|–—-]\s(?:.+\s[|–—-]\s)?(?P<name>[^\W\d_][^|]{2,40})")
_GREETING = pattern(lambda w: rf"{either(w.mail.greetings)}(?=[\s,!:-])", re.IGNORECASE)

_CLOSING = pattern(lambda w: rf"{either(w.mail.closings)}(?:\s*[,!]?\s*[^\W\d_]\S*){{0,2}}[.!,]?", re.IGNORECASE)


def chats(draft: Draft) -> None:
    """What an export of a chat has before each message: the day, the hour and the sender; two of them at least."""
    found = [(paragraph, match) for paragraph in draft.left() if (match := _MESSAGE.match(paragraph.text))]
    for paragraph, match in found if len(found) > 1 else ():
        draft.cut(paragraph, 0, match.end(), "chat")


def print_outs(draft: Draft) -> None:
    """What a browser prints above each page: the day of printing, which is not the story's, and the page's title."""
    left = draft.left()
    texts = [_plain(paragraph.text) for paragraph in left]
    for paragraph in left:
        match = _PRINTED_HEAD.fullmatch(paragraph.text)
        title = _plain(match["title"]) if match else ""
        named = next((text for text in texts if len(text) > 8 and title.startswith(text)), "") if title else ""
        if named:
            draft.title = draft.title or next(p.text for p in left if _plain(p.text) == named).strip(" #*_")
            site = _SITE.fullmatch(" ".join(match["title"].split())[len(named) :]) if match else None
            draft.publisher = draft.publisher or (site["name"] if site else "")
            draft.take(paragraph, "print-out")


def archived(draft: Draft) -> None:
    """The address of a page that an archive has kept, or that a browser has printed at its foot; how often it was kept."""
    left = draft.left()
    for place, paragraph in enumerate(left[:-1]):
        if _CAPTURES.fullmatch(paragraph.text):
            draft.take(paragraph, "archive")
            if _SPAN.fullmatch(left[place + 1].text) and len(list(dates.find(left[place + 1].text))) == 2:
                draft.take(left[place + 1], "archive")
    for paragraph in draft.left():
        if match := _ARCHIVED.fullmatch(paragraph.text) or _PRINTED_FOOT.fullmatch(paragraph.text):
            draft.url = draft.url or match["url"]
            draft.take(paragraph, "address")


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _greets(text: str) -> bool:
    """Whether a line greets somebody; Dear Island Loses Its Ferry is a heading."""
    words = text.split()
    titled = len(words) > 3 and all(word[0].isupper() for word in words)
    return len(text) <= NOTE and bool(_GREETING().match(text)) and not titled


def notes(draft: Draft) -> None:
    """What somebody writes above a story that they pass on: Hi Tom, for your file; in a mail with a subject any few words."""
    left = draft.left()
    for place, paragraph in enumerate(left[:4]):
        after = left[place + 1 :]
        short = len(paragraph.text.split()) <= 8 and paragraph.text.rstrip().endswith((".", "!"))
        greeting = _greets(paragraph.text) and (short or place == 0)
        if len(after) < 2:
            return
        if (greeting and not is_prose(after[0].text)) or (short and place == 0 and draft.subject):
            draft.take(paragraph, "note")
            if _CLOSING().fullmatch(after[0].text):
                draft.take(after[0], "note")
            return
