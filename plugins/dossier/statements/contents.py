"""What was said: where behind a cue it begins, and where it ends."""

import re
from collections.abc import Sequence

from dossier.statements.abroad import Content, content_abroad
from dossier.statements.cues import Cue
from dossier.statements.grammar import FINITE, Words
from dossier.words import every

_PHRASE = r"(?:o|P|[DdE#FgRj]*[nNUaq#E]+(?:C[DdE]*[nNa]+)?)"
TOLD = re.compile(r"O?(?:o|P(?![AbMXVB])|a+|[DdE#FRj]*[nNUE]+(?:C[DdE]*[nN]+)?)(?:I[DdE#FR]*[nNU]+)*")
_TO_SOMEBODY = re.compile(r"O(?:o|a+|[DdE][DdE#FR]*[nNaE]+|N+)|a+|o")
# When, where and how something was said, between the cue and the words: on Monday, in a letter to the council.
_CIRCUMSTANCES = re.compile(
    r"(?:(?:[#DdR]|I(?=U))*U+R?|RD(?=,?H)|#?R|I(?:[DdE#FgRjq]*[nNUaE#]+q?)(?:I[DdE#FgR]*[nNUaE#]+)*|#UR|,[^,;:HQ]{1,14},(?=R*H)|,[^,;:HQAbM]{1,10}(?=,Q))*"
)
_OBJECT = re.compile(r"[DdE#FRj]*[nNUEa]+I(?=[a-zA-Z])")
_FURTHER = re.compile(r"[^,;:QqVAbMKFHWSO-]{1,12}H")  # told the ministers of state and defence at talks in Moscow that
_LIGHT = re.compile(r"(?:[#Dd]*U+R?|R)*")
_QUOTE = re.compile(r"[,:]*-?(?:[RC],?)?Q|:q")
_THAT = re.compile(r",?H")
_RELATIVE = re.compile(r"H[AbMXV]")
_BEGIN = r"(?:[DdPEnNa#qgUQ]|R(?=[DdPENn]))"
_VERB = r"(?:[AbMXKV]|(?<!O)B|(?<=[nNPaUEDo])R*F)"
_FINITE = re.compile(_VERB)
_GROUPS = re.compile(r"(?<=[nNFPg#UD])R*[AbMX]+R*[bF]*")
_CLAUSE = re.compile(rf"[CR]*(?:K|(?:[ISR][^;:V]{{1,10}}?,)?{_BEGIN}[^;:HVK]{{0,14}}?{_VERB})")
_PLAIN_CLAUSE = re.compile(rf"R*(?:K|[DdPENa#n][^;:,HVK]{{0,12}}?{_VERB})")
_TO_DO = re.compile(rf"(?:{_PHRASE}(?:I[DdE#FR]*[nNU]+)*|d(?=O))?(?:X|R)*O(?=[a-zA-Z])")
_PROMISED = re.compile(r"[DdE#FRj]*[nNUa]+(?:R*U+R?)?O")


def content_of(words: Words, at: int, cue: Cue, stop: int) -> Content:
    """What a cue is followed by, from a word up to another."""
    if not words.english:
        return content_abroad(words, at, cue, stop)
    told = (TOLD if cue.verb in every().speech.addressing else _TO_SOMEBODY).match(words.tags, at, stop)
    begin = told.end() if told else at
    return _marked(words, (begin, at), cue, stop) or _object(words, at, begin, cue, stop) or _of_clause(words, begin, cue, stop)


def _marked(words: Words, places: Sequence[int], cue: Cue, stop: int) -> Content | None:
    """What quotation marks, `that` or a word that asks shows to be what was said, behind when and where that was."""
    tags, speech, verb = words.tags, every().speech, cue.verb
    for place in dict.fromkeys(places):
        around, light = _end_of(_CIRCUMSTANCES, tags, place, stop), _end_of(_LIGHT, tags, place, stop)
        for end in dict.fromkeys((around, light, place)):
            if (quote := _QUOTE.match(tags, end, stop)) and tags[quote.end() - 2] not in "EIdO":
                return Content("quote", quote.end() - 1)
            if (that := _THAT.match(tags, end, stop)) and verb not in speech.direct and verb not in speech.framing:
                if not _RELATIVE.match(tags, that.end() - 1, stop):
                    return Content("that", that.end())
                relative = end > place or (cue.words.endswith("s") and verb != "say")  # asked about states that had not
                return Content("nothing" if relative else "that", that.end() - 1)
            if end < stop and tags[end] in "WSI" and _asks(words.span(end, end + 1), cue, far=end > place):
                return Content("nothing" if verb in speech.direct else "question", end)
    further = _FURTHER.match(tags, places[0], stop) if verb in speech.addressing else None
    return Content("that", further.end()) if further else None


def _object(  # noqa: PLR0911 - one return a form
    words: Words, at: int, begin: int, cue: Cue, stop: int
) -> Content | None:
    """What is said of whom a cue names: urged the council to wait, accused the owner of greed, called it “rotten”."""
    tags, speech, verb = words.tags, every().speech, cue.verb
    about = _OBJECT.match(tags, at, stop) if verb in speech.about else None
    if about and words.span(about.end() - 1, about.end()) in speech.about[verb]:
        return Content("thing", about.end())  # warned the council against cranes
    if tags[begin : begin + 1] in ("", ",", ";", "-", ")", "(") or (verb in speech.direct and verb not in speech.framing):
        return Content("nothing", begin)
    if verb in speech.requesting and _TO_DO.match(tags, at, stop):
        return Content("infinitive", at)
    if verb in speech.judging and _judged(words, at, stop):
        return Content("judged", at)
    if verb in speech.willed and (promised := _PROMISED.match(tags, at, stop)):
        return Content("infinitive", promised.end() - 1)
    begin = _end_of(_LIGHT, tags, begin, stop)
    if tags.startswith("XO", begin) or (tags.startswith("O", begin) and "to" not in speech.about.get(verb, ())):
        return Content("infinitive" if verb in speech.willed else "nothing", begin)
    if verb in speech.framing:
        return Content("thing" if "Q" in tags[at:stop] or "q" in tags[at:stop] else "nothing", at)
    return None


def _end_of(pattern: re.Pattern[str], tags: str, begin: int, stop: int) -> int:
    match = pattern.match(tags, begin, stop)
    return match.end() if match else begin


def _asks(word: str, cue: Cue, *, far: bool) -> bool:
    """Whether a word begins what was asked or told; ``far`` where circumstances stand between it and the cue."""
    speech = every().speech
    return word == "whether" or (not far and (word in speech.questions or (word in speech.asked and cue.verb in speech.asking)))


def _of_clause(words: Words, begin: int, cue: Cue, stop: int) -> Content:
    """A clause without `that`, or a thing that is what was said."""
    tags, speech, verb = words.tags, every().speech, cue.verb
    begin = _end_of(_LIGHT, tags, begin, stop)
    strict = verb in speech.of_things or verb in speech.mental
    bare = (
        strict and tags[begin : begin + 1] == "n" and not words.span(begin, begin + 1).endswith("s")
    )  # claimed victory, which was
    if not bare and (_PLAIN_CLAUSE if strict else _CLAUSE).match(tags, begin, stop):
        return Content("clause", begin)
    around = _CIRCUMSTANCES.match(tags, begin, stop)
    if around and around.end() > begin and not strict and _PLAIN_CLAUSE.match(tags, around.end(), stop):
        return Content("clause", around.end())
    if verb in speech.things_said and tags[begin : begin + 1] not in ("I", "", "O", "A", "b", "M", "F"):
        return Content("thing", begin)
    if tags[begin : begin + 1] in ("I", "O") and words.span(begin, begin + 1) in speech.about.get(verb, ()):
        return Content("thing", begin + 1)
    near = tags[begin:stop].partition(",")[0]
    quoted = re.search("(?<![VF])[Qq]", near) is not None
    if quoted and verb not in speech.mental and not near.startswith("I"):
        return Content("thing", begin)
    return Content("nothing", begin)


def _judged(words: Words, at: int, stop: int) -> bool:
    """Whether somebody is judged for something: accused the owner of greed."""
    grounds = every().speech.grounds
    place = next((n for n in range(at + 1, min(stop, at + 10)) if words.tags[n] in "IS" and words.span(n, n + 1) in grounds), 0)
    return place > 0 and not any(letter in FINITE for letter in words.tags[at:place])


def second_verb(tags: str, begin: int, end: int) -> int:
    """Where the second verb of words stands: of which what is before the first is the subject, and these say more."""
    verbs = (match for number, match in enumerate(_GROUPS.finditer(tags, begin, end)) if number)
    second = next((match.start() for match in verbs if tags[match.start() - 1] not in "PD"), None)
    return second or end


def clause(tags: str, begin: int, end: int) -> bool:
    """Whether words make a clause: a verb stands in them, though not at their beginning."""
    return _FINITE.search(tags, begin, end) is not None
