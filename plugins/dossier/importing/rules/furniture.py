"""What a page, a mirror or a mail adds to a story: addresses, banners, captions, lists of other stories, sign-offs."""

import re

from dossier.importing import dates
from dossier.importing.rules.draft import Draft, Paragraph
from dossier.importing.rules.known import is_prose, people, person, publisher, signed
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
_CRUMBS = re.compile(
    r"[\w .,&'’-]{2,40}(?:\s*[>»›→▶]\s*[\w .,&'’-]{2,60}){1,6}|home(?:\s*[/|]\s*[\w .,&'’-]{2,40}){1,6}", re.IGNORECASE
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
_SIGNATURE = "--"
_SIGN_OFF = pattern(
    lambda w: (
        rf"[(\[]?(?:{either(w.endings.by)}\b.{{3,300}}|{either(w.endings.lines)}|-+\s*(?:30|ends?)\s*-+|-?\s?ends?\s?-?|"
        r"###+|\*{3,}|[a-ząćęłńóśźż]{2,4}(?:/\s?[a-ząćęłńóśźż]{2,4})+/?|"
        rf".{{3,200}}{whole(w.endings.contributed)}.{{0,60}}|{either(w.endings.editor)}\s*:\s*\S.{{2,40}}|-\s?by\s.{{3,160}}|"
        rf"{verbatim(w.endings.desks)}(?:[ /]+[a-z]{{1,4}}\d?){{1,6}}|"
        r"document\s+[A-Z\d]{10,40}|word\s+count:?\s+\d+|\d[\d,]*\s+words)[)\]]?\.?"
    ),
    re.IGNORECASE,
)
_INITIALS = re.compile(r"[a-zščřž]{2,3}(?:[ /]+[a-zščřž]{2,3}){0,3}/?")
# Z Moskwy Jan Nowak (PAP)
_FROM_PLACE = pattern(
    lambda w: rf"{verbatim(w.endings.placed)}\s+[^\W\d_]\w+\s+(?P<who>[^()]{{5,50}}?)\s*\((?P<name>[^()]{{2,30}})\)",
    re.IGNORECASE,
)
_INITIALS_AT_END = re.compile(r"(?<=[.!?\"”»])\s*\([a-z]{2,4}(?:/[a-z.]{2,12})+\)$")
_AGENCY_AT_END = re.compile(r"(?<=[.!?\"”»])\s*\((?P<name>[^()]{2,20})\)\.?$")
_REPORTERS = pattern(lambda w: rf"{either(w.endings.reporting)}\s+(?P<who>[^;.)(]{{3,80}})", re.IGNORECASE)
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
    for paragraph in draft.left():
        text = paragraph.text.strip(" *_#>-–—•|")
        if len(text) <= LONGEST and (
            _BANNERS().fullmatch(text)
            or _CRUMBS.fullmatch(text)
            or ((_MENU.fullmatch(text) or _WIDE_MENU.fullmatch(text)) and not _has_day(text))
            or _is_sharing(text)
        ):
            draft.take(paragraph, "banner")


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


def signature(draft: Draft) -> None:
    """What a mail's sender writes below ``--``: a few lines at its end."""
    left = draft.left()
    start = next((place for place, paragraph in enumerate(left) if paragraph.text.strip() == _SIGNATURE), None)
    if start and len(left) - start <= 10 and not any(is_prose(paragraph.text) for paragraph in left[start:]):
        for paragraph in left[start:]:
            draft.take(paragraph, "signature")


def sign_offs(draft: Draft) -> None:
    """How an agency ends an item: its name, the initials of its editors, who reported and edited."""
    for paragraph in reversed(draft.left()[1:][-FOOT:]):
        text = paragraph.text.strip(" *_")
        name = publisher(text)
        placed = _FROM_PLACE().fullmatch(text)
        if name and len(text) <= len(name) + 8:
            draft.publisher = draft.publisher or ("Reuters" if name == "Reuter" else name)
        elif placed and publisher(placed["name"]) and signed(placed["who"]):
            draft.publisher = draft.publisher or placed["name"]
            draft.reporters = people(placed["who"])
        elif signed(text) and not text.endswith("."):
            draft.reporters = people(text)
        elif _INITIALS.fullmatch(text):
            pass
        elif _SIGN_OFF().fullmatch(text):
            who = _REPORTERS().search(text)
            draft.reporters = people(who["who"]) if who else draft.reporters
        elif text:
            _initialled(draft, paragraph)
            ended = _AGENCY_AT_END.search(paragraph.text)
            if ended and publisher(ended["name"]):
                draft.publisher = draft.publisher or ended["name"]
                draft.cut(paragraph, ended.start(), len(paragraph.text), "sign-off")
            break
        draft.take(paragraph, "sign-off")


def _initialled(draft: Draft, paragraph: Paragraph) -> None:
    """Take the initials in brackets that a text ends with."""
    match = _INITIALS_AT_END.search(paragraph.text)
    if match:
        draft.cut(paragraph, match.start(), len(paragraph.text), "sign-off")


def _says(text: str) -> bool:
    """Whether a text that begins like a list's heading is a sentence."""
    return text.endswith(".") and len(text.split()) > 6


def _has_day(text: str) -> bool:
    return any(dates.whole(part) or person(part) or publisher(part) for part in re.split(r"[|•·]", text))


def _is_sharing(text: str) -> bool:
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)  # FacebookTwitter
    parts = re.split(r"[\s|/•·,()\d]+", apart.casefold().strip())
    named = [part for part in parts if part]
    banners = every().banners
    return bool(named) and banners.sharing.issuperset(named) and (len(named) > 1 or named[0] in banners.sharing_alone)
