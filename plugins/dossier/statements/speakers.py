"""Who speaks: the actor whom the words beside a cue name, and whom a pronoun can mean."""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from operator import attrgetter

from dossier.model import ActorKind, Mention
from dossier.statements.attribution import Sentence, Speaker
from dossier.statements.subjects import Subject
from dossier.words import every, pattern, verbatim

_WHOSE = pattern(lambda w: rf"\b{verbatim(w.speech.whose)}\s+(?:the\s+)?$")
_APPOSITION = re.compile(r",((?:[dE]?[nF]*)?N+)(?=[,;(-]|$|[VbAI])")
_START = attrgetter("start")
_CLITIC = re.compile(r"['’]\w+$")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")


def speaker_of(sentence: Sentence, subject: Subject) -> Speaker:
    """The speaker whom a subject names: an actor of the dossier, else the words that name somebody."""
    words = sentence.words
    start, end = words.starts[subject.core], words.ends[subject.stop - 1]
    if words.tags[subject.core] == "K":
        surface = _CLITIC.sub("", words.text[start:end])
        return Speaker(None, surface, sentence.passage, start, start + len(surface))
    if mention := _head(sentence, start, end):
        return Speaker(mention.actor, mention.surface, sentence.passage, mention.start, mention.end)
    apposed = _APPOSITION.match(words.tags, subject.stop)
    if apposed and "N" not in words.tags[subject.core : subject.stop].partition("I")[0]:
        begin, stop = words.starts[apposed.start(1)], words.ends[apposed.end(1) - 1]
        mention = _head(sentence, begin, stop)
        if mention:
            return Speaker(mention.actor, mention.surface, sentence.passage, mention.start, mention.end)
        return Speaker(None, words.text[begin:stop], sentence.passage, begin, stop)
    return Speaker(None, words.text[start:end], sentence.passage, start, end)


def speakers_of(sentence: Sentence, subject: Subject) -> tuple[Speaker, ...]:
    """The same, and where a subject is several actors side by side, each of them: both Poland and Lithuania."""
    words, tags = sentence.words, sentence.words.tags
    joint = tags.rfind("C", subject.core, subject.stop)
    if joint > subject.core:
        bounds = (
            words.starts[subject.core],
            words.ends[joint - 1],
            words.starts[joint + 1 : joint + 2],
            words.ends[subject.stop - 1],
        )
        first, second = _head(sentence, bounds[0], bounds[1]), bounds[2] and _head(sentence, bounds[2][0], bounds[3])
        if first and second and first.actor and second.actor and first.actor != second.actor:
            return tuple(Speaker(m.actor, m.surface, sentence.passage, m.start, m.end) for m in (first, second))
    return (speaker_of(sentence, subject),)


def _head(sentence: Sentence, start: int, end: int) -> Mention | None:
    """The mention between two places that is who a noun is about, and not only whose: not `an aide to Putin`."""
    found = None
    for mention in sentence.mentions[bisect_left(sentence.mentions, start, key=_START) :]:
        if mention.start >= end:
            break
        if not end - 1 <= mention.end <= end + 1 or _possessive(sentence.text, mention):
            continue
        if not _WHOSE().search(sentence.text, max(start, mention.start - 20), mention.start):
            found = mention
    return found


def mention_at(sentence: Sentence, start: int, end: int) -> Mention | None:
    """The mention that stands between two places, or a longer one around them."""
    near = [m for m in sentence.mentions if m.start < end and start < m.end]
    return near[-1] if near else None


def _possessive(text: str, mention: Mention) -> bool:
    return text[mention.end : mention.end + 2] in ("'s", "’s") or text[mention.end - 2 : mention.end] in ("'s", "’s")


@lru_cache(maxsize=4096)
def pronoun_of(surface: str) -> str | None:
    """The pronoun that words are, or are a form of: she, his; None where they are none."""
    word = surface.casefold()
    return word if word in every().speech.pronouns else next(iter(every().speech.possessives.get(word, ())), None)


@lru_cache(maxsize=4096)
def is_common(surface: str) -> bool:
    """Whether words that name a speaker hold no name: the Council, its president; whose that is, only the text around says."""
    return all(word.islower() or word.casefold() in _common() for word in _WORD.findall(surface.removeprefix("The ")))


@cache
def _common() -> frozenset[str]:
    """The words for what many a state or a union has, in lower case."""
    names = every().names
    return names.generic | {word.casefold() for word in names.bodies + names.organisations}


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
