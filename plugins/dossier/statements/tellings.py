"""The cues of a sentence, each with its subject: who tells something, before it is asked what."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from dossier.statements.attribution import Sentence
from dossier.statements.contents import clause
from dossier.statements.cues import Cue
from dossier.statements.grammar import Words
from dossier.statements.subjects import FAR, Subject, group, left_of, noun_phrase, right_of
from dossier.words import every

MOST = 12  # cues of a sentence that are looked at from one of them
_SEVERAL = frozenset(("people", "police", "who", "that", "media", "percent", "majority"))
_FINITE = re.compile(r"[AbMVB]|(?<=[nNPWaU])R*F")
_DROPPED = frozenset(("pl", "cs"))  # languages in which a verb needs no pronoun: Dodał, że


class Telling(NamedTuple):
    """A cue with its subject; the numbers of the first word of both and of the word behind both."""

    cue: Cue
    subject: Subject
    begin: int
    end: int
    inverted: bool = False


def tellings(sentence: Sentence) -> list[Telling]:
    """All cues of a sentence with which something may be said, in their order."""
    words, found = sentence.words, list[Telling]()
    for number, cue in words.cues.items():
        telling = _telling(words, number, cue, found, sentence.lang)
        if telling and not _nobody(words, telling.subject):
            found.append(telling)
    return found


def _telling(  # noqa: PLR0911 - one return a form
    words: Words, number: int, cue: Cue, before: Sequence[Telling], lang: str
) -> Telling | None:
    """A cue with its subject; None where it says nothing, or nobody says it."""
    tags, verb = words.tags, group(words, number)
    if _says_nothing(words, number, verb, cue):
        return None
    if cue.letter == "G" and "b" not in tags[verb:number] and tags[verb - 1 : verb] != "K":
        return _participial(words, number, verb, cue, before)
    if tags[verb - 1 : verb] == "O":
        subject = main_subject(words, verb - 1, before) if cue.letter == "B" else None
        return Telling(cue, subject, verb, number + 1) if subject else None
    subject = left_of(words, 0, verb)
    inverted = right_of(words, number, len(tags)) if _may_turn(words, verb, cue) else None
    if inverted and _is_turned(words, verb, inverted, subject):
        return Telling(cue, inverted, verb, inverted.end, inverted=True)
    if subject:
        spoken = cue.letter != "B" or _may(words, subject, verb, number)
        return Telling(cue, subject, subject.start, number + 1) if spoken else None
    if verb and tags[verb - 1] in "CR," and cue.letter == "V" and (subject := main_subject(words, verb, before)):
        return Telling(cue, subject, verb, number + 1)
    if lang in _DROPPED and cue.letter == "V":
        return Telling(cue, Subject(verb, number + 1, number, number + 1), verb, number + 1)
    return None


def _says_nothing(words: Words, number: int, verb: int, cue: Cue) -> bool:
    """Whether the words before a cue say that nothing was said: declined to say, was told, might say."""
    tags = words.tags
    if " " not in cue.words and (_negated(tags, verb) or "X" in tags[verb:number]):
        return True
    if cue.letter == "V" and " " not in cue.words and _is_passive(words, verb):
        return True
    return cue.letter == "B" and any(words.span(n, n + 1) in every().speech.unsaid for n in range(verb, number))


def _negated(tags: str, verb: int) -> bool:
    """Whether a negation stands before a verb, with nothing but others and adverbs between."""
    while verb and tags[verb - 1] in "ROAb":
        verb -= 1
    return verb > 0 and tags[verb - 1] == "X"


def _may_turn(words: Words, verb: int, cue: Cue) -> bool:
    """Whether a subject may stand behind its cue: behind what was said, or a comma; who is told stands there, too."""
    if cue.letter != "V" or (verb and words.tags[verb - 1] not in ",-QqS"):
        return False
    return cue.verb not in every().speech.addressing or words.tags[verb - 1 : verb] in ("Q", "q")


def _is_passive(words: Words, verb: int) -> bool:
    """Whether a form of be stands before a verb: was said, it's said; not he's said, they've said."""
    before = words.tags[verb - 1] if verb else ""
    if before != "K":
        return before == "b"
    pronoun, _, verb_of_it = words.span(verb - 1, verb).replace("’", "'").casefold().partition("'")
    return verb_of_it in ("re", "m") or (verb_of_it == "s" and every().speech.pronouns.get(pronoun) != "person")


def _is_turned(words: Words, verb: int, inverted: Subject, subject: Subject | None) -> bool:
    """Whether what follows a verb is its subject, and not what stands before it."""
    tags = words.tags
    if not verb:
        return tags.startswith((":",) if words.english else (":", ","), inverted.end)
    if tags[verb - 1] in "Qq" or (
        not words.english and (tags[verb - 1] in "S-" or tags[:verb].rstrip(",-")[-1:] in ("Q", "q"))
    ):
        return True
    return _ends(tags, inverted.end) and not (subject and subject.end < verb - 1)


def _nobody(words: Words, subject: Subject) -> bool:
    """Whether a subject says that nobody said something: no official."""
    speech, first = every().speech, words.span(subject.core, subject.core + 1).casefold()
    return (words.tags[subject.core] == "D" and first in speech.none) or first in speech.expletives


def _ends(tags: str, end: int) -> bool:
    return tags[end : end + 1] in ("", ",", ";", ":", "-", "Q", "(", "W")


def _may(words: Words, subject: Subject, verb: int, number: int) -> bool:
    """Whether a verb in its first form has a subject of several, or another verb before it."""
    if "A" in words.tags[verb:number]:
        return True
    if words.tags[subject.core] == "W":
        return subject.core > 0
    if words.tags[subject.core] in "PD" or "#" in words.tags[subject.core : subject.stop]:
        return True
    both = "C" in words.tags[subject.core : subject.stop] and words.tags[subject.end - 1] == "N"
    several = (words.span(n, n + 1) for n in range(subject.core, subject.end) if words.tags[n] in "nNWHFa")
    return both or any(word.endswith("s") or word in _SEVERAL for word in several)


def _participial(words: Words, number: int, verb: int, cue: Cue, before: Sequence[Telling]) -> Telling | None:
    """A cue in -ing that is no finite verb: , adding; by saying; with Lavrov stating."""
    tags = words.tags
    if verb and tags[verb - 1] not in ",;:-CI(QRanNE#oU)":
        return None
    if verb and tags[verb - 1] == "I" and words.span(verb - 1, verb).casefold() not in every().speech.means:
        return None
    begin = max((tags.rfind(sign, 0, verb) for sign in ",;:-Q"), default=-1) + 1
    if tags[begin:verb].startswith("I") and words.span(begin, begin + 1) == "with" and verb > begin + 1:
        return Telling(cue, Subject(begin + 1, verb, begin + 1, verb), verb, number + 1)
    subject = main_subject(words, verb, before)
    if not subject and verb and tags[verb - 1] in "anN":
        subject = noun_phrase(words, begin, verb)  # voters saying that
    return Telling(cue, subject, verb, number + 1) if subject else None


def main_subject(words: Words, high: int, before: Sequence[Telling]) -> Subject | None:
    """The subject that goes on: that of the cue before, else of the first verb of the sentence."""
    for number, telling in reversed(list(enumerate(before[-MOST:]))):
        within = words.tags[telling.begin - 1 : telling.begin] in ("S", "H") or any(
            telling.begin == one.end for one in before[-MOST:][:number]
        )
        if telling.end <= high and (not within or not number):
            return telling.subject
    second = None
    for match in islice(_FINITE.finditer(words.tags, max(0, high - FAR), high), MOST):
        subject = left_of(words, 0, match.start())
        if subject and words.tags[subject.start - 1 : subject.start] not in ("S", "W"):
            return subject
        second = second or subject
    comma = re.search(r",R*F", words.tags[:high])
    return second or (left_of(words, 0, comma.start() + 1) if comma else None)


def joints(words: Words, begin: int, later: Sequence[Telling]) -> Iterator[int]:
    """Where, behind a word, a clause begins with a cue of its own that is no part of what was said."""
    tags = words.tags
    for telling in later[:MOST]:
        at = telling.begin
        while at > begin and tags[at - 1] in "R":
            at -= 1
        if at > begin and (tags[at - 1] == "C" or (tags[at - 1] == "S" and words.span(at - 1, at) in every().speech.contrasts)):
            at -= 1
            own = telling.subject.start == telling.begin  # and not: said his band and collaborator wrote
            if not own or "q" in tags[begin:at] or "Q" in tags[begin:at] or "," in tags[begin:at] or clause(tags, begin, at):
                yield at - 1 if at > begin and tags[at - 1] == "," else at
        elif at > begin and tags[at - 1] in ",;-Q" and telling.cue.letter == "G":
            yield at - (tags[at - 1] != "Q")
