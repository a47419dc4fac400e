"""Where a passage may name somebody whom no file describes, and what stands right before the name."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dossier.candidates.chains import Token, pieces, text_of
from dossier.candidates.guide import Guide
from dossier.candidates.states import demonym
from dossier.candidates.terms import INITIALS, JUNIOR, plain

MOST_SMALL = 4  # words of a title in small letters before a name
_SEAT = re.compile(r"\w-\w+")  # a senator's party and state: R-Texas
_BEFORE = re.compile(r"([^\W\d_][\w’'-]*\.?)[ \n]$")


class Sighting(NamedTuple):
    """A name as it stands: where, whether at the beginning of a sentence, and what stands right before it.

    ``title`` is what it is called by; ``before`` the word before both in small letters.
    """

    name: str
    start: int
    end: int
    begins: bool
    title: str = ""
    before: str = ""


def sightings(text: str, guide: Guide) -> Iterator[Sighting]:
    """The names in a passage that is no heading of capitals alone."""
    for tokens, begins in pieces(text, guide):
        state = _state_before(tokens, guide)
        if state:
            yield _sighting(text, tokens[:state], begins)
        yield from _named(text, tokens[state:], begins and not state, guide)


def _state_before(tokens: Sequence[Token], guide: Guide) -> int:
    """How many words are a state whose office somebody holds who is named next, in languages without a word for `of`."""
    for length in (3, 2, 1):
        if len(tokens) > length + 1 and guide.given(tokens[length].word) and guide.state(text_of(tokens[:length])):
            return length
    return 0


def _named(text: str, tokens: Sequence[Token], begins: bool, guide: Guide) -> Iterator[Sighting]:
    """The name in a piece, with the title before it, and the name of whose title that is."""
    cut = _after_title(tokens, guide)
    title, name = tokens[:cut], tokens[cut:]
    owner = title[: _owner(title, guide)]
    if owner:
        yield _sighting(text, owner, begins and owner[0] is tokens[0])
    if title and name:
        yield _sighting(text, name, False, title[0].start, text[owner[-1].end if owner else title[0].start : name[0].start])
    elif title:
        if state := _of_whom(title, guide):
            yield _sighting(text, state, False)
    elif not _nobody(tokens, guide):
        name = _without_people(tokens, guide)
        before = _small_title(text, name[0].start, guide)
        yield _sighting(text, name, begins, before, text[before : name[0].start])


def _sighting(text: str, tokens: Sequence[Token], begins: bool, before: int | None = None, title: str = "") -> Sighting:
    """A name whose title begins at ``before``."""
    start, end = tokens[0].start, tokens[-1].end
    at = start if before is None else before
    match = _BEFORE.search(text, max(0, at - 30), at)
    last = tokens[-1].word
    if last.endswith(".") and not INITIALS.fullmatch(last) and plain(last) not in JUNIOR:
        end -= 1
    return Sighting(" ".join(text[start:end].split()), start, end, begins, title.strip(), plain(match[1]) if match else "")


def _nobody(tokens: Sequence[Token], guide: Guide) -> bool:
    """Whether a piece names nobody: a day, I, a single letter, a part of an office, an adjective of a people."""
    whole = text_of(tokens)
    if guide.state(whole):
        return False
    if demonym(whole) or plain(whole) in guide.terms.groups or _SEAT.fullmatch(whole):
        return True
    if all(_of_people(token.word, guide) for token in tokens):
        return True
    return len(tokens) == 1 and (len(tokens[0].plain) < 2 or tokens[0].plain in guide.terms.nobody)


def _of_people(word: str, guide: Guide) -> bool:
    """Whether a word is an adjective of a people or of two: Israeli, Israeli-Palestinian."""
    parts = word.split("-") if "-" in word and not demonym(word) else [word]
    several = len(parts) > 1
    return all(plain(part) in guide.terms.groups or demonym(part) or (several and guide.state(part)) for part in parts)


def _without_people(tokens: Sequence[Token], guide: Guide) -> Sequence[Token]:
    """A person's name without the adjective of a people before it: Republican Helen Brandt."""
    if len(tokens) > 2 and guide.given(tokens[1].word) and _of_people(tokens[0].word, guide):
        return tokens[1:]
    return tokens


def _after_title(tokens: Sequence[Token], guide: Guide) -> int:
    """How many words of a piece are a title with what stands before it; none where the title is a part of a name."""
    terms = guide.terms
    place = next((place for place in range(len(tokens) - 1, -1, -1) if tokens[place].plain in terms.titles), None)
    if place is None:
        return 0
    rest = tokens[place + 1 :]
    if rest and rest[0].small and rest[0].plain not in terms.particles:
        return _after_office(tokens, place + 2, guide)
    whole = rest and (rest[-1].plain in terms.heads or (len(rest) == 1 and rest[0].plain in terms.hangs))
    return 0 if whole else place + 1


def _after_office(tokens: Sequence[Token], place: int, guide: Guide) -> int:
    """Where the name begins after an office and what it is of: Secretary of State | Helen Brandt."""
    while place < len(tokens) and tokens[place].word == "the":
        place += 1
    for length in (4, 3, 2, 1):
        if place + length <= len(tokens) and guide.state(text_of(tokens[place : place + length])):
            return place + length
    while place < len(tokens) and not _begins_name(tokens[place:], guide):
        place += 1
    return place


def _begins_name(tokens: Sequence[Token], guide: Guide) -> bool:
    """Whether a person's name begins here, and no further word of what an office is of."""
    terms, first = guide.terms, tokens[0]
    if guide.given(first.word) and first.plain not in terms.ranks:
        return True
    if first.small or first.plain in terms.ranks | terms.things or first.plain in terms.bodies:
        return False
    return not any(
        guide.given(token.word) or token.plain in terms.bodies or token.plain in terms.things for token in tokens[1:]
    )


def _owner(title: Sequence[Token], guide: Guide) -> int:
    """How many words of a title are whose it is: the White House of White House Press Secretary."""
    for length in (3, 2, 1):
        whole = text_of(title[:length])
        if length > 1 and demonym(whole):  # Costa Rican President
            return 0
        if len(title) > length and (plain(whole) in guide.terms.known or guide.state(whole)):
            return length
    terms = guide.terms
    ends = (place for place, token in enumerate(title) if token.plain in terms.office or demonym(token.word))
    return next(ends, 0)


def _of_whom(title: Sequence[Token], guide: Guide) -> Sequence[Token]:
    """Whose title it is, where that is a state and stands behind: the Ukraine of President of Ukraine."""
    joint = next((place for place, token in enumerate(title) if token.plain == "of"), len(title))
    rest = [token for token in title[joint + 1 :] if token.word != "the"]
    return rest if guide.state(text_of(rest)) else ()


def _small_title(text: str, start: int, guide: Guide) -> int:
    """Where a title in small letters before a name begins: the Russian foreign minister Sergei Lavrov."""
    terms, found = guide.terms, start
    for _ in range(MOST_SMALL):
        match = _BEFORE.search(text, max(0, found - 30), found)
        word = plain(match[1]) if match else ""
        if not match or (word not in terms.titles and (found == start or not (word in terms.ranks or demonym(word)))):
            break
        found = match.start()
    return found
