"""Where a passage may name somebody whom no file describes, and what stands right before the name."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from dossier.candidates.chains import Chain, Token, chains, heading, pieces, text_of
from dossier.candidates.declined import declined
from dossier.candidates.endings import INFLECTED
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


class Part(NamedTuple):
    """A name as it stands in a chain, whose title begins at ``at``; ``untitled`` where one in small letters may precede it."""

    name: str
    start: int
    end: int
    begins: bool
    title: str
    at: int
    untitled: bool = False


def finder(guide: Guide) -> Callable[[str], Iterator[Sighting]]:
    """What finds the names in a passage. The same chains stand in a dossier again and again: each is looked at once."""
    parts = lru_cache(maxsize=65536)(lambda chain: tuple(_parts(chain, guide)))

    def sightings(text: str) -> Iterator[Sighting]:
        whole = tuple(declined(text, guide)) if guide.lang in INFLECTED and not heading(text) else ()
        for start, end in whole:
            yield Sighting(" ".join(text[start:end].split()), start, end, begins=False, before=_word_before(text, start)[0])
        for chain, start in chains(text):
            for part in parts(chain):
                if not any(begin < start + part.end and start + part.start < end for begin, end in whole):
                    yield _sighting(text, start, part, guide)

    return sightings


def _parts(chain: Chain, guide: Guide) -> Iterator[Part]:
    for tokens, begins in pieces(chain, guide):
        state = _state_before(tokens, guide)
        if state:
            yield _part(tokens[:state], begins)
        yield from _named(tokens[state:], begins and not state, guide)


def _state_before(tokens: Sequence[Token], guide: Guide) -> int:
    """How many words are a state whose office somebody holds who is named next, in languages without a word for `of`."""
    for length in (3, 2, 1):
        if len(tokens) > length + 1 and guide.given(tokens[length].word) and guide.state(text_of(tokens[:length])):
            return length
    return 0


def _named(tokens: Sequence[Token], begins: bool, guide: Guide) -> Iterator[Part]:
    """The name in a piece, with the title before it, and the name of whose title that is."""
    cut = _after_title(tokens, guide)
    title, name = tokens[:cut], tokens[cut:]
    owner = title[: _owner(title, guide)]
    if owner:
        yield _part(owner, begins and owner[0] is tokens[0])
    if title and name:
        yield _part(name, False, title[len(owner) :], title[0].start)
    elif title:
        if state := _of_whom(title, guide):
            yield _part(state, False)
    elif not _nobody(tokens, guide):
        yield _part(_without_people(tokens, guide), begins)._replace(untitled=True)


def _part(tokens: Sequence[Token], begins: bool, title: Sequence[Token] = (), at: int | None = None) -> Part:
    """A name whose title begins at ``at``."""
    start, end, name = tokens[0].start, tokens[-1].end, text_of(tokens)
    last = tokens[-1].word
    if last.endswith(".") and not INITIALS.fullmatch(last) and plain(last) not in JUNIOR:
        end, name = end - 1, name[:-1]
    return Part(name, start, end, begins, text_of(title), start if at is None else at)


def _sighting(text: str, start: int, part: Part, guide: Guide) -> Sighting:
    """A part of a chain that begins at ``start``, with what stands before it in the passage."""
    title, at = part.title, start + part.at
    before, place = _word_before(text, at)
    if part.untitled:
        end = at
        for _ in range(MOST_SMALL):
            if before not in guide.terms.titles and (at == end or not (before in guide.terms.ranks or demonym(before))):
                break
            at = place
            before, place = _word_before(text, at)
        title = text[at:end].strip()
    return Sighting(part.name, start + part.start, start + part.end, part.begins, title, before)


def _word_before(text: str, at: int) -> tuple[str, int]:
    """The word right before a place, as the terms are compared, and where it begins; nothing at the beginning."""
    match = _BEFORE.search(text, max(0, at - 30), at) if text[max(0, at - 1) : at].isspace() else None
    return (plain(match[1]), match.start()) if match else ("", at)


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
