"""Authors whom no `By` announces on a line of its own: a name and a post, a surname first, the last words of a standfirst."""

import re

from dossier.importing.rules.draft import Draft
from dossier.importing.rules.known import capitals, is_prose, people, person, signed
from dossier.words import either, every, pattern, verbatim

ZONE = 8  # paragraphs in which a standfirst stands
LONGEST = 45  # words of one
_BY_AT_END = pattern(lambda w: rf"(?<=[.!?…])\s+{either(w.heads.by)}\s+(?P<who>[^\d.!?:]{{5,80}})$", re.IGNORECASE)
_TURNED = re.compile(r"(?P<last>[^\W\d_]['’\w-]+),\s+(?P<first>[^\W\d_]['’.\w-]*(?:\s+[^\W\d_]['’.\w-]*)?)")
_AND = pattern(lambda w: rf"\s+{verbatim(w.press.joining)}\s+")
_GREETS = pattern(lambda w: either((*w.mail.greetings, *w.mail.closings)), re.IGNORECASE)  # Regards, Tom
_POST = pattern(lambda w: rf"(?P<of>(?:[^\W\d_][\w’'-]*\s+){{0,3}}?)(?P<post>{either(w.heads.posts)}s?)", re.IGNORECASE)


def standfirst_authors(draft: Draft) -> None:
    """Who wrote the story, where a standfirst ends with it: ``The council is split. By Anna Kowal``."""
    left = draft.left()
    for paragraph in left[: min(ZONE, len(left) - 1)]:
        match = _BY_AT_END().search(paragraph.text) if len(paragraph.text.split()) <= LONGEST else None
        who = people(match["who"]) if match else ()
        if match and who and match[0].lstrip()[0].isupper() and _nobody_else(match["who"]):
            draft.byline = draft.byline or who
            draft.cut(paragraph, match.start(), len(paragraph.text), "byline")
            return
        if is_prose(paragraph.text) and len(paragraph.text.split()) > LONGEST:
            return


def _nobody_else(who: str) -> bool:
    """Whether some words are names alone, so that they end no sentence: By Anna Kowal, and not By Anna Kowal's count."""
    return all(part[0].isupper() or len(part) <= 3 for part in re.split(r"[\s,]+", who.strip()) if part)


def turned(text: str) -> str:
    """A name that stands surname first, the other way round; nothing where the second word is no given name that is known."""
    match = _TURNED.fullmatch(text.strip()) if "," in text else None
    if not match or _GREETS().fullmatch(match["last"]) or match["first"].split()[0].casefold() not in every().candidates.given:
        return ""
    name = f"{match['first']} {match['last']}"
    return capitals(name) if person(name) else ""


def with_post(text: str) -> tuple[str, ...]:
    """Who a line names together with a post at a newspaper: ``Anna Kowal, harbour correspondent``, the comma or not."""
    name, comma, rest = text.partition(",")
    if comma:
        return people(name) if signed(name) and _POST().fullmatch(rest.strip()) else ()
    several = [people(part) if person(part) else _with_post(part) for part in _AND().split(text)]
    posts = any(not person(part) for part in _AND().split(text))
    return tuple(name for names in several for name in names) if posts and all(several) else ()


def _with_post(text: str) -> tuple[str, ...]:
    """One name and a post without a comma between them."""
    parts = text.split()
    for count in (2, 3):
        name, rest = " ".join(parts[:count]), " ".join(parts[count:])
        post = _POST().fullmatch(rest) if person(name) else None
        # Without a comma, Port Minister Names Editor could be a heading.
        if post and post["of"] and post["post"][0].islower() and parts[0].casefold() in every().candidates.given:
            return people(name)
    return ()
