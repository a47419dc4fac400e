"""What a page, a mirror or a mail adds to a story: addresses, banners, captions, lists of other stories, sign-offs."""

import re

from dossier.importing import dates
from dossier.importing.rules.draft import Draft
from dossier.importing.rules.known import is_prose, person, publisher
from dossier.words import Lexicon, either, every, pattern, verbatim, whole

_AT = r"[<(\[]?(?P<url>https?://[^\s<>\"“”]+?)[>)\]]?[.,]?"


def _labelled(words: Lexicon) -> str:
    """What stands before the address of a story."""
    return rf"(?:{either(words.stories.address)}|{either(words.stories.retrieved)}(?:\s+[^:]{{2,50}}:)?)\s*:?\s*"


_ADDRESS = pattern(lambda w: rf"(?:{_labelled(w)})?{_AT}", re.IGNORECASE)
_ADDRESS_AT_FOOT = pattern(lambda w: rf"(?:{_labelled(w)}|[^\W\d_][\w ]{{1,24}}:\s+)?{_AT}", re.IGNORECASE)
_ADDRESS_AT_END = pattern(lambda w: rf"(?<=[.!?)\]”\"]\s)[(\[]?(?i:{_labelled(w)}){_AT}[)\]]?$")
_BARE_LABEL = pattern(_labelled, re.IGNORECASE)
_RETRIEVED = pattern(lambda w: rf"{either(w.stories.retrieved)}\s*:?", re.IGNORECASE)


def _banners(words: Lexicon) -> str:
    """A line that is no part of a story: by itself, by what it begins with, or by what stands in it."""
    banners = words.banners
    kinds = [
        either(banners.lines),
        *(rf"{whole(phrases)}.{{0,{most}}}" for most, phrases in banners.begins.items()),
        *(rf".{{0,{most}}}{whole(phrases)}.{{0,80}}" for most, phrases in banners.holds.items()),
        rf"{either(banners.ask)}\b.{{0,80}}{whole(banners.ask_for)}.*",
        rf"{whole(banners.advertising)}(?:\s*[-–—(].{{0,40}})?",
        rf"{either(banners.menu)}(?:\s*[|•·/]\s*.{{2,80}})?",
        rf"{either(banners.tags)}\s*:.{{1,150}}",
        rf"(?:\d+\s+)?{either(banners.comments)}|{either(banners.comments)}\s*\(\d+\)",
        rf"{either(banners.reading_time)}:?\s+.{{1,20}}|\d+\s+{either(banners.minutes)}",
        r"(?:©|\(c\)).{0,160}",
        r"published\s+on\s+.{3,60}\(https?://\S+\)",
        r"page\s+\d+\s*(?:of|/)\s*\d+",
        r"e-?mail\s*:\s*\S+@\S+",
        r"for\s+(?:more|further)\s+information\b.{0,20}:.{0,120}",
    ]
    return rf"(?:{'|'.join(kinds)})[.!]*"


_BANNERS = pattern(_banners, re.IGNORECASE)
_NEWSLETTERS = pattern(lambda w: whole(w.banners.newsletters), re.IGNORECASE)
_SUBSCRIBED = pattern(lambda w: rf"{whole(w.banners.subscribed)}\s+[\"“„«]?(?P<name>[^.,|\"”“»!]{{3,50}})", re.IGNORECASE)
_SIGNS = re.compile(r"^[^\w\s\"'“”„«»‘’(\[¿¡…@©.,;:!?+&$€£%-]+\s+")  # 👍 Like
_PARTS = re.compile(r"\s*[|•·/]\s*|\s{2,}")
_CRUMBS = pattern(
    lambda w: (
        r"[\w .,&'’-]{2,40}(?:\s*[>»›→▶]\s*[\w .,&'’-]{2,60}){1,6}"
        rf"|{either(w.banners.home)}(?:\s*[/|]\s*[\w .,&'’-]{{2,40}}){{1,6}}"
    ),
    re.IGNORECASE,
)
# News | Opinion | Sport | Culture
_MENU = re.compile(r"[^\W\d_][^|•·]{0,18}(?:\s*[|•·]\s*[^\W\d_][^|•·]{0,18}){3,}")
# The same with gaps between: News  Opinion  Sport
_WIDE_MENU = re.compile(r"[^\W\d_a-z][^\W\d_]{2,14}(?:\s{2,}[^\W\d_a-z][\w&]{1,14}){2,}")
_RELATED = pattern(lambda w: rf"(?:{whole(w.stories.related)}|{either(w.stories.related_whole)}$)(?P<rest>.*)", re.IGNORECASE)
_BOLD_CREDIT = re.compile(r"[.!?\"”)]?\s*(?:\*\*|__)[^*_]{3,40}(?:\*\*|__)(?:\s*/\s*[\w .-]{2,30})?\.?$")
_CREDIT = pattern(
    lambda w: (
        rf"(?:^|[\s(\[]){either(w.pictures.credits)}\.?\s*(?:\s+by\b|[:©/]|\s+courtesy\b)"
        r"\s*[*_]*[^\W\d_].{1,60}$|©\s*[^\W\d_][^.]{2,40}$"
    ),
    re.IGNORECASE,
)
_CAPTION_LABEL = pattern(lambda w: rf"[\[(]?{whole(w.pictures.captions)}\s*[:\]|]\s*\S", re.IGNORECASE)
_SLASH_CREDIT = pattern(
    lambda w: (
        r"[.!?\"”)]\s*[*_]*[^\W\d_][\w .'’*-]{2,40}?\s*/\s*"
        rf"(?:{verbatim(w.pictures.agencies)}|[A-Z]{{2,6}}|[A-Z]\w+ (?:Images|Photo|News|Agency))[*_)]*$"
    )
)
SHORT = 100  # characters of a line on how to read a newsletter
LONGEST = 250  # characters of a banner
FOOT = 5  # paragraphs at the end in which a sign-off stands


def addresses(draft: Draft) -> None:
    """A line that is the story's own address, labelled or alone at the head or the foot."""
    left = draft.left()
    for place, paragraph in enumerate(left):
        foot = place >= len(left) - FOOT
        if _BARE_LABEL().fullmatch(paragraph.text) and place + 1 < len(left) and _ADDRESS().fullmatch(left[place + 1].text):
            if place + 2 < len(left) and _RETRIEVED().fullmatch(paragraph.text) and dates.whole(left[place + 2].text):
                draft.take(left[place + 2], "address")  # when somebody saved the page, which is not the story's day
            draft.take(paragraph, "address")
            continue
        match = (_ADDRESS_AT_FOOT if foot else _ADDRESS)().fullmatch(paragraph.text)
        if match and (place < 6 or foot):
            draft.url = draft.url or match["url"]
            draft.take(paragraph, "address")
        elif foot and (match := _ADDRESS_AT_END().search(paragraph.text)):
            draft.url = draft.url or match["url"]
            draft.cut(paragraph, match.start(), len(paragraph.text), "address")


def banners(draft: Draft) -> None:
    """Banners, ways through a site, lines to share, subscribe, donate, and who holds the copyright."""
    left = draft.left()
    for place, paragraph in enumerate(left):
        text = paragraph.text.strip(" *_#>-–—•|") if len(paragraph.text) <= 2 * LONGEST else ""
        text = text if text[:1].isalnum() else _SIGNS.sub("", text)
        if 0 < len(text) <= LONGEST and (
            _BANNERS().fullmatch(text)
            or (_CRUMBS().fullmatch(text) and not text.endswith((".", "!", "?", "…")))
            or ((_MENU.fullmatch(text) or _WIDE_MENU.fullmatch(text)) and not _has_day(text))
            or _is_sharing(text)
            or _is_menu(text)
            or ((place < 2 or place >= len(left) - 4) and _is_of_newsletter(text))
        ):
            _newsletter(draft, text)
            draft.take(paragraph, "banner")


def _is_menu(text: str) -> bool:
    """Whether each part between bars or wide gaps is a banner by itself: Unsubscribe | Contact us."""
    if "  " not in text and not any(bar in text for bar in "|•·/"):
        return False
    parts = _PARTS.split(text)
    return 1 < len(parts) <= 8 and all(_BANNERS().fullmatch(part) or _is_sharing(part) for part in parts)


def _is_of_newsletter(text: str) -> bool:
    """Whether a short line at the head or the foot says how to read a newsletter elsewhere, or to get no more of them."""
    return len(text) <= SHORT and bool(_NEWSLETTERS().search(text)) and not is_prose(text)


def _newsletter(draft: Draft, text: str) -> None:
    """Take down what a banner says of the newsletter that it stands in: that it is one, and its name."""
    draft.mailed = draft.mailed or bool(_NEWSLETTERS().search(text))
    name = _SUBSCRIBED().search(text)
    if name and name["name"][0].isupper():
        draft.origin = draft.origin or name["name"].strip()


def related(draft: Draft) -> None:
    """A list of other stories: its heading, and the lines under it that are no prose."""
    listing = False
    left = draft.left()
    for place, paragraph in enumerate(left):
        text = paragraph.text.strip(" *_#[]")
        match = _RELATED().fullmatch(text)
        if match and place and (match["rest"].strip().startswith(":") or len(text.split()) <= 5) and not _says(text):
            listing = not re.search(r":\s*\S", text)
            draft.take(paragraph, "related stories")
        elif (
            listing
            and not is_prose(paragraph.text)
            and not text.endswith(".")
            and len(text.split()) <= 20
            and not publisher(text)
        ):
            draft.take(paragraph, "related stories")
        else:
            listing = False


def captions(draft: Draft) -> None:
    """A picture's caption and its credit: set aside, for the picture is not in the clipping."""
    for place, paragraph in enumerate(draft.left()):
        text = paragraph.text
        if len(text) > 500:
            continue
        early = place < 8
        if (
            paragraph.kind == "caption"
            or _CAPTION_LABEL().match(text)
            or (_CREDIT().search(text) and len(text.split()) <= 45 and not text.rstrip().endswith("."))
            or _SLASH_CREDIT().search(text)
            or (early and place and draft.marked and _BOLD_CREDIT.search(text) and not text.startswith("**"))
        ):
            draft.take(paragraph, "caption")


def _says(text: str) -> bool:
    """Whether a text that begins like a list's heading is a sentence."""
    return text.endswith(".") and len(text.split()) > 6


def _has_day(text: str) -> bool:
    return any(dates.whole(part) or person(part) or publisher(part) for part in re.split(r"[|•·]|\s{2,}", text))


def _is_sharing(text: str) -> bool:
    known = text.casefold() in every().banners.sharing_alone  # WhatsApp
    apart = text if known else re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)  # FacebookTwitter
    parts = re.split(r"[\s|/•·,()\d]+", apart.casefold().strip())
    named = [part for part in parts if part]
    banners = every().banners
    return bool(named) and banners.sharing.issuperset(named) and (len(named) > 1 or named[0] in banners.sharing_alone)
