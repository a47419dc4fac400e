"""How an item ends: the signs of an agency and of its editors, who reported it, and what a mail has below it."""

import re

from dossier.importing import dates
from dossier.importing.rules.draft import Draft, Paragraph
from dossier.importing.rules.furniture import FOOT
from dossier.importing.rules.known import agency, is_prose, people, publisher, signed
from dossier.words import either, pattern, verbatim, whole

_SIGNATURE = "--"
_SIGN_OFF = pattern(
    lambda w: (
        rf"[(\[]?(?:{either(w.endings.by)}\b.{{3,300}}|{either(w.endings.lines)}|-+\s*(?:30|ends?)\s*-+|-?\s?ends?\s?-?|"
        r"###+|\*{3,}|[a-ząćęłńóśźż]{2,4}(?:/\s?[a-ząćęłńóśźż]{2,4})+/?|"
        rf".{{3,200}}{whole(w.endings.contributed)}.{{0,60}}|{either(w.endings.editor)}\s*:\s*\S.{{2,40}}|-\s?by\s.{{3,160}}|"
        rf"{verbatim(w.endings.desks)}(?:[ /]+[a-z]{{1,4}}\d?){{1,6}}|"
        r"[^\W\d_]{7,9}\s+(?-i:[A-Z]{2,8})\d[a-z\d]{12,40}|document\s+[A-Z\d]{10,40}|word\s+count:?\s+\d+|\d[\d,]*\s+words)[)\]]?\.?"
    ),
    re.IGNORECASE,
)
_STAMP = re.compile(r"(?P<day>\d{2})\d{4}Z?\s+(?P<month>[^\W\d_]{3,4})\.?\s+(?P<year>\d{4}|\d{2})")  # 061730 Mar 18
_INITIALS = re.compile(r"[a-zščřž]{2,3}(?:[ /]+[a-zščřž]{2,3}){0,3}/?")
# Z Moskwy Jan Nowak (PAP)
_FROM_PLACE = pattern(
    lambda w: rf"{verbatim(w.endings.placed)}\s+[^\W\d_]\w+\s+(?P<who>[^()]{{5,50}}?)\s*\((?P<name>[^()]{{2,30}})\)",
    re.IGNORECASE,
)
_INITIALS_AT_END = re.compile(r"(?<=[.!?\"”»])\s*\([a-z]{2,4}(?:/[a-z.]{2,12})+\)$")
_AGENCY_AT_END = re.compile(r"(?<=[.!?\"”»])\s*\((?P<name>[^()]{2,20})\)\.?$")
_AGENCY_BARE = pattern(lambda w: rf"(?<=[.!?\"”»])\s+(?P<name>{agency(w)})$")  # … en casa. EFE
_REPORTERS = pattern(lambda w: rf"{either(w.endings.reporting)}\s+(?P<who>[^;.)(]{{3,80}})", re.IGNORECASE)


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
        elif stamp := _STAMP.fullmatch(text):
            draft.dated.extend(dates.find(f"{stamp['day']} {stamp['month']} {stamp['year']}"))
        elif _SIGN_OFF().fullmatch(text):
            who = _REPORTERS().search(text)
            draft.reporters = people(who["who"]) if who else draft.reporters
        elif text:
            _initialled(draft, paragraph)
            ended = _AGENCY_AT_END.search(paragraph.text) or _AGENCY_BARE().search(paragraph.text)
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
