"""Who speaks: the words beside a cue that are its subject."""

import re
from typing import NamedTuple

from dossier.statements.grammar import Words

LONGEST = 22  # words of a subject
REACH = 6  # words that verbs are within
FAR = 90  # words between a subject and its cue at most
_NOUNS = "DdPNnE#aUqgFRjo"
# What a clause begins with before its subject: in Warsaw, after the vote, on Monday.
_ADVERBIAL = re.compile(
    r"[IO](?:[DdE#FgRj]*[nNUEa]*?[nU#a]+(?=[DdPNE])|[DdE#Fg]*N+(?=[DdPE#n])|[DdE#Fg]*U+(?=n))|[UR]+(?=[DdPNE])|[#Dd]?U+I(?=[DdNPE#])"
)
_LIGHT = re.compile(r"[RCSX,\-(]*")
_BEGINS = re.compile(rf"[{_NOUNS}]")
_FINITE = re.compile(r"[AbMXKHVBG]")
_DONE = ("Fd", "FE", "Fo", "Md", "ME")  # furrowed his brow
_JOINT = re.compile("[SHWC]")
_RELATIVE = re.compile(r"W|H(?=R*[AbMVF])")
# The words of a subject that name somebody: up to where a preposition other than "of" says more, or a clause.
_CORE = re.compile(rf"K|P|[{_NOUNS}C]+")
_ADVERBS = re.compile(r",R+,$")
_BE = re.compile(r"[ARX]*b[RX]*$")


class Subject(NamedTuple):
    """The numbers of the first word of a subject and of the one behind it; of those of its core, that name somebody."""

    start: int
    end: int
    core: int
    stop: int


def group(words: Words, cue: int) -> int:
    """The number of the first word of the group of verbs that a cue ends: has repeatedly *said*."""
    tags = words.tags
    start = _light_before(tags, cue)
    if tags[cue] == "G" and start and tags[start - 1] == "b":
        start = _light_before(tags, start - 1)
    while start < cue and tags[start] in "U,":  # Wednesday said, but: last Wednesday, Poland said
        start += 1
    return start


def _light_before(tags: str, at: int) -> int:
    """Where the words begin that may stand between a subject and its verb: has, later, , however, , this March."""
    while at:
        before = tags[at - 1]
        if before in "ARU" or (before == "d" and tags[at : at + 1] == "U"):
            at -= 1
        elif before == "," and (adverbs := _ADVERBS.search(tags, max(0, at - REACH), at)):
            at = adverbs.start()
        else:
            break
    return at


def group_before(words: Words, at: int) -> int:
    """The number of the first word of the verbs before an adjective: she *was always* adamant."""
    match = _BE.search(words.tags, max(0, at - REACH), at)
    return match.start() if match else at


def left_of(words: Words, low: int, verb: int) -> Subject | None:
    """The subject of a verb, to its left and not before a word."""
    tags = words.tags
    low = max(low, verb - FAR, tags.rfind("Q", low, verb) + 1)
    if verb > low and tags[verb - 1] in ",)-":
        bracketed = _bracketed(words, low, verb) if tags[verb - 1] != "," else None
        return bracketed or _over_insertion(words, low, verb - 1)
    if verb > low and tags[verb - 1] == "C":
        return None  # she came and said
    begin = verb
    while begin > low and tags[begin - 1] not in ",;:-Q":
        begin -= 1
    return noun_phrase(words, begin, verb)


def _bracketed(words: Words, low: int, verb: int) -> Subject | None:
    """A subject with something in brackets or between dashes behind it: Senator Nowak (R-Ohio) said."""
    sign = {")": "(", "-": "-"}.get(words.tags[verb - 1])
    opened = words.tags.rfind(sign, low, verb - 1) if sign else -1
    return left_of(words, low, opened) if opened > low else None


def _over_insertion(words: Words, low: int, verb: int) -> Subject | None:
    """A subject with something between commas behind it: the mayor, a former pilot, said."""
    tags = words.tags
    commas = [number for number in range(low, verb) if tags[number] == ","]
    bounds = [low, *(number + 1 for number in commas)]
    ends = [*commas, verb]
    for number, (begin, end) in enumerate(zip(bounds, ends, strict=True)):
        if begin >= end or (tags[begin] in "IOSgFGRU" and not _after_adverbial(words, begin, end)):
            continue
        found = noun_phrase(words, begin, end)
        later = [tags[start:stop].lstrip("RC") for start, stop in zip(bounds[number + 1 :], ends[number + 1 :], strict=True)]
        if found and number < len(commas) and not any(rest[:1] and rest[0] in "AbMV" for rest in later):
            return found
    whole = noun_phrase(words, bounds[-1], verb) if tags[verb] == "," else None
    return whole if whole and not commas else None  # the firm, has said


def _after_adverbial(words: Words, begin: int, end: int) -> bool:
    match = _ADVERBIAL.match(words.tags, begin, end)
    return match is not None and match.end() < end


def noun_phrase(words: Words, begin: int, end: int) -> Subject | None:
    """The words between two numbers as a subject, without what stands before it: in Warsaw *the mayor*."""
    tags = words.tags
    if begin < end - 1 and tags[end - 1] in "WH":
        return _antecedent(tags, begin, end)
    if begin < end and tags[end - 1] == "P":
        return Subject(end - 1, end, end - 1, end)
    begin = _begin_of(tags, begin, end)
    if begin >= end or end - begin > LONGEST or tags.startswith(_DONE, begin):
        return None
    if tags[begin] == "W" or (tags[begin] == "K" and end == begin + 1):
        return Subject(begin, end, begin, begin + 1)
    relative = _RELATIVE.search(tags, begin + 1, end)
    stop = relative.start() if relative else end
    if not _BEGINS.match(tags, begin) or _FINITE.search(tags, begin, stop):
        return None
    return Subject(begin, end, begin, _core_end(words, begin, stop, end))


def _begin_of(tags: str, begin: int, end: int) -> int:
    """Where a subject begins, behind a clause before it and behind words that say when and where."""
    begin = _light(tags, _clause_from(tags, begin, end), end)
    match = _ADVERBIAL.match(tags, begin, end)
    return _light(tags, match.end(), end) if match and match.end() < end else begin


def _core_end(words: Words, begin: int, stop: int, end: int) -> int:
    """Where the words of a subject end that name somebody: the mayor *of Gdynia* in a grey coat; one *in five*."""
    tags = words.tags
    core = _CORE.match(tags, begin, stop)
    stop = core.end() if core else stop
    while stop > begin + 1 and tags[stop - 1] in "URC":
        stop -= 1
    if tags.startswith("#I#", stop - 1):
        return stop + 2
    more = _CORE.match(tags, stop + 1, end) if tags.startswith("I", stop) and words.span(stop, stop + 1) == "of" else None
    return more.end() if more else stop


def _antecedent(tags: str, begin: int, end: int) -> Subject | None:
    """The subject of a clause about what stands before it: among the *voters who* said."""
    start = end - 1
    while start > begin and (tags[start - 1] in _NOUNS or tags[start - 1] == "I"):
        start -= 1
    last = tags.rfind("I", start, end - 2)
    start = last + 1 if last >= 0 and last < end - 2 else start
    return Subject(start, end, start, end - 1) if start < end - 1 else None


def _light(tags: str, begin: int, end: int) -> int:
    match = _LIGHT.match(tags, begin, end)
    return match.end() if match else begin


def _clause_from(tags: str, begin: int, end: int) -> int:
    """Where the last clause between two words begins: came to Prague and *the mayor*; because *the mayor*."""
    if not _JOINT.search(tags, begin, end):
        return begin
    for number in range(end - 1, begin - 1, -1):
        letter = tags[number]
        if letter == "S" or (letter == "H" and number < end - 1):
            return number + 1
        if letter == "W" and begin < number < end - 1 and tags[number + 1] in "DdNEP#R":
            return number + 1
        if letter == "C" and (_FINITE.search(tags, begin, number) or re.search(r"[VB]|[nNP]R*F", tags[begin:number])):
            return number + 1
    return begin


def right_of(words: Words, cue: int, high: int) -> Subject | None:
    """The subject of a cue, to its right: said Lavrov, said the minister."""
    match = _INVERTED.match(words.tags, cue + 1, high)
    if not match:
        return None
    begin, end = match.span(1)
    stop = end
    if (
        words.tags.startswith("I", end)
        and words.span(end, end + 1) == "of"
        and (more := _INVERTED_OF.match(words.tags, end + 1, high))
    ):
        end = stop = more.end()
    return Subject(begin, end, begin, stop)


_INVERTED = re.compile(r"(?:[RU]|I[dn]*n(?=N))*(P|(?:[DdE#]|(?=[Nna]))[DdEnNa#FgjR]*[nNaE#U])(?![nNa])")
_INVERTED_OF = re.compile(r"[DdE#Fg]*[nNaE]+")
