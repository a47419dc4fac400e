"""Who speaks: the words beside a cue that name somebody, and whom a pronoun can mean."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from dossier.model import ActorKind, Mention
from dossier.words import capital, every, pattern, verbatim

_PRONOUN = pattern(lambda w: rf"\b({verbatim(w.speech.pronouns)})$", re.IGNORECASE)
_LIGHT = pattern(
    lambda w: (
        rf"(?:[\s,]+(?:{verbatim(w.speech.light)}|for (?:his|her|its|their) part|in turn|on \w+day|last \w+|this \w+|\w+ly))*"
        r"[\s,]*$"
    )
)
_BEFORE_ANY = frozenset(("last", "this"))  # last week, this March
_GAPS = "," + "".join(char for char in map(chr, range(0x3001)) if char.isspace())
_NOUN_PHRASE = pattern(lambda w: rf"(?:(?:{capital(w.speech.speakers)}|[A-ZÀ-ÞŁŚА-Я][\w.'’-]*)(?:[ ](?:[\w.'’-]+)){{0,17}})$")
_CALLED = pattern(  # team member Noori
    lambda w: (
        rf"(?:(?!{verbatim(w.speech.no_description)}\b)[a-zà-þ-]+ ){{0,4}}"
        r"[A-ZÀ-Þ][\w.'’-]*(?: [A-ZÀ-Þ][\w.'’-]*)*$"
    )
)
_DESCRIBED = re.compile(
    r"((?:[Tt]he\s+)?(?:[A-ZÀ-Þ][\w.'’-]*|\w+)(?:\s+[\w.'’-]+){0,6}?\s+(?:al-|el-)?[A-ZÀ-Þ][\w.'’-]*), [^;“”]*,\s*$"
)
_NOTHING = re.compile(r"(?:['’]s?)?\s*(?:\([^)]*\))?[\s,]*")
_BEFORE_PHRASE = pattern(lambda w: rf"[,;:–—]\s+|\b{verbatim(w.speech.clause_joints)}\s+")
_WHOSE = pattern(lambda w: rf"\b{verbatim(w.speech.whose)}\s+(?:the\s+)?$")
LONGEST = 18  # words of a noun phrase
_CLAUSAL = pattern(lambda w: rf"\b{verbatim(w.speech.clausal)}\b|n['’]t\b", re.IGNORECASE)
_INVERTED = re.compile(
    r"\s+((?:(?:[Tt]he|an?|his|her|its|their|one|some)\s+)?(?:[\w.'’-]+\s+){0,6}?[A-ZÀ-ÞŁŚА-Я][\w.'’-]*(?:\s+[A-ZÀ-ÞŁŚА-Я][\w.'’-]*)*|"
    r"(?:the|an?|his|her|its|their)\s+\w+(?:\s+\w+)?|he|she|they|он|она)"
)


class Speaker(NamedTuple):
    """Who speaks, as the text names him: the actor, or None; and where the words stand that name him."""

    actor: str | None
    surface: str
    start: int
    end: int


def before(text: str, low: int, cue: int, mentions: Sequence[Mention]) -> Speaker | None:
    """The subject of a cue, to its left and not before ``low``.

    A name right before the cue, or one with an insertion between commas after it; else a pronoun or another noun phrase.
    """
    segment = text[low:cue]
    stop = low + _light_from(segment)
    near = [m for m in mentions if low <= m.start and m.end <= stop + 2]
    adjacent = next((m for m in reversed(near) if _bare(text[m.end : stop])), None)
    if text[stop:cue].lstrip().startswith(","):
        first = _before_insertion(text, low, cue, near)
        if first and not (adjacent and adjacent.actor == first.actor):
            return Speaker(first.actor, first.surface, first.start, first.end)
        described = _DESCRIBED.match(text[low:stop].lstrip(" ,") + ", ") if segment.count(",") > 1 else None
        if described:
            start = low + len(segment) - len(segment.lstrip(" ,"))
            return Speaker(None, described[1], start, start + len(described[1]))
    if adjacent:
        return Speaker(adjacent.actor, adjacent.surface, adjacent.start, adjacent.end)
    plain = text[low:stop].rstrip(" ,")
    pronoun = _PRONOUN().search(plain)
    if pronoun:
        return Speaker(None, pronoun[1], low + pronoun.start(), low + pronoun.end())
    return _phrase(text, low, low + len(plain), near)


def after(text: str, cue_end: int, high: int, mentions: Sequence[Mention]) -> Speaker | None:
    """The subject of a cue, to its right: said Lavrov, said the minister."""
    match = _INVERTED.match(text, cue_end, high)
    if not match:
        return None
    named = [m for m in mentions if match.start(1) <= m.start < match.end(1) + 1 and m.start - match.start(1) < 40]
    if named:
        return Speaker(named[-1].actor, named[-1].surface, named[-1].start, named[-1].end)
    return Speaker(None, match[1], *match.span(1))


def _light_from(segment: str) -> int:
    """Where the words at the end of a segment begin, with the space before them, that may part a subject and its verb."""
    *_, last_but_one, last = ("", "", *segment.replace(",", " ").split())
    if not last.endswith(_light_ends()) and last_but_one not in _BEFORE_ANY:
        return len(segment.rstrip(_GAPS))
    light = _LIGHT().search(segment)
    return light.start() if light else len(segment)


@cache
def _light_ends() -> tuple[str, ...]:
    """What the last of such words ends in: to see that nothing is light costs less than the pattern does."""
    return (*every().speech.light, "part", "turn", "day", "ly")


def _bare(between: str) -> bool:
    """Whether nothing but a possessive or a bracket stands between a name and its verb."""
    return _NOTHING.fullmatch(between) is not None and "'s" not in between and "’s" not in between


def _before_insertion(text: str, low: int, cue: int, near: Sequence[Mention]) -> Mention | None:
    """``Lavrov, in an interview with Interfax, said``: the name that the first comma follows."""
    for mention in near:
        if text[mention.end : mention.end + 1] == "," and text.count(",", mention.end, cue) >= 2:
            start = text[low : mention.start].strip(' “”"')
            if len(start.split()) <= 6:
                return mention
    return None


def _phrase(text: str, low: int, stop: int, near: Sequence[Mention]) -> Speaker | None:
    """A speaker who is nobody of the dossier: analysts, the deputy minister, a village mayor."""
    segment = text[low:stop]
    begin = low + max((match.end() for match in _BEFORE_PHRASE().finditer(segment)), default=0)
    words = text[begin:stop].lstrip().removeprefix("with ")
    begin = stop - len(words)
    named = _NOUN_PHRASE().match(words) or _CALLED().match(words)
    if not named or len(words.split()) > LONGEST or _CLAUSAL().search(words):
        return None
    inside = [m for m in near if begin <= m.start]
    if inside and _head(text, inside[-1], stop):
        last = inside[-1]
        return Speaker(last.actor, last.surface, last.start, last.end)
    return Speaker(None, words.strip(), begin, stop)


def _head(text: str, mention: Mention, stop: int) -> bool:
    """Whether a name at the end of a noun phrase is who it is about, and not only whose: not `an aide to Putin`."""
    return mention.end >= stop - 1 and _WHOSE().search(text, 0, mention.start) is None


def referent(
    pronoun: str, said: Sequence[Mention], kinds: Mapping[str, ActorKind], last: tuple[str, int] | None, strangers: int
) -> str | None:
    """The one actor whom a pronoun can mean, or None.

    ``said`` are the mentions before it in the passage, ``last`` is the actor who spoke last and where that ended, before
    the passage for a negative place; ``strangers`` counts the persons whom the dossier does not know. He and she are
    persons, it is none. Who spoke last goes on, unless somebody else was named since.
    """
    meant = every().speech.pronouns[pronoun.casefold()]
    if meant == "several":
        return None
    person = meant != "thing"
    known = [m for m in said if m.actor and (kinds[m.actor] == "person") == person]
    if last and (kinds[last[0]] == "person") == person and all(m.actor == last[0] for m in known if m.start >= last[1]):
        return last[0]
    actors = {m.actor for m in known}
    return actors.pop() if len(actors) == 1 and not (person and strangers) else None
