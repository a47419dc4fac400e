"""The forms in which a sentence attributes words: beside quotation marks, as a clause behind or before its cue, cut in two."""

import re
from collections.abc import Callable, Iterator, Sequence

from dossier.model import Span, StatementKind
from dossier.statements.attribution import Attribution, Sentence, Speaker
from dossier.statements.contents import TOLD, behind, clause
from dossier.statements.grammar import Words
from dossier.statements.speakers import speakers_of
from dossier.statements.tellings import MOST, Telling, next_joint, tellings
from dossier.words import every

FEWEST = 3  # words that a clause has at least to be what somebody said
_TAIL = re.compile(
    r"(?:O?(?:o|a+)|O(?:[DdE][DdE#FR]*[nNaE]+|N+))?(?:[#DdR]?U+R?|#?R|[IO](?:[DdE#FgRjq]*[nNUaE#]+)(?:C[DdE]*[nNUa]+)?|g[DdE#]*[nN]+)*"
)
_NEXT_EVENT = re.compile(r";|,(?=g|CPR*[FM])|,C(?:I[#d]?U|I?[#dD]+U+R)")
_AND_TOLD = re.compile(r",C[dDE]?[nNF#]+(?:I[dDE]?[nN]+)?[AbM]")  # for talks, and the president had said no
_GOES_ON = re.compile(r"[CAbMVXSH]|R*[AbMV]")
DASHES = re.compile(r"[–—-]\s+")
_TO_QUOTE = re.compile(r"[,:-]*(?:C,?)?Q")
_TRIM_LEFT, _TRIM_RIGHT = " ,:;–—-)", " ,:;–—-("

Who = Callable[[Sentence, Speaker], Speaker]


def of_sentence(sentence: Sentence) -> list[Attribution]:
    """All that a sentence attributes by its cues, in the order of its words."""
    told = tellings(sentence)
    claimed: list[Span] = []  # numbers of words
    found: list[Attribution] = []
    done = set[int]()
    for form in (_before, _behind):
        for number, telling in enumerate(told):
            if number in done or any(low <= telling.cue.start < high for low, high in claimed):
                continue
            spans = form(sentence, telling, told[number + 1 : number + 1 + MOST], told[max(0, number - MOST) : number], claimed)
            if spans:
                done.add(number)
                claimed += spans
                kind = kind_of(sentence, spans)
                for speaker in speakers_of(sentence, telling.subject):
                    found.append(Attribution(tuple(spans), speaker, telling.cue.words, kind, telling.cue.start, (sentence.low, sentence.high)))
    return sorted(found, key=lambda one: one.at)


def kind_of(sentence: Sentence, spans: Sequence[Span]) -> StatementKind:
    """Whether words are all in quotation marks, some of them or none."""
    if DASHES.match(sentence.text) and sentence.low == 0 and not sentence.words.english:
        return "direct"  # — It is rotten, — she said.
    whole = [any(q.start <= low + 1 and high <= q.end for q in sentence.quoted) for low, high in spans]
    if all(whole):
        return "direct"
    return "mixed" if any(sentence.quotes(*span) for span in spans) else "indirect"


def _before(
    sentence: Sentence, telling: Telling, later: Sequence[Telling], earlier: Sequence[Telling], claimed: Sequence[Span]
) -> list[Span]:
    """Words before a cue and its subject: “It is rotten,” she said; It is rotten, she said; It, she said, is rotten."""
    words, tags = sentence.words, sentence.words.tags
    begin = telling.begin
    if not telling.inverted and telling.subject.start != begin:
        return []
    while begin and tags[begin - 1] in "RC" and begin - 1 > 0 and tags[begin - 2] in "Q":
        begin -= 1
    if not begin or tags[begin - 1] not in "Qq,-":
        return []
    if not words.english and tags[:begin].rstrip(",-")[-1:] == "Q":  # «It is rotten», — she said
        begin = len(tags[:begin].rstrip(",-"))
    if telling.cue.letter == "G" and tags[begin - 1] != "Q":
        return []
    if telling.begin < words.at(telling.cue.start) and tags[telling.begin - 1] in "S" :
        return []
    floor = _floor(words, begin, earlier, claimed)
    if floor >= begin:
        return []
    stops = [*next_joint(words, telling.end, later), *(at for at in _according_at(sentence) if at > telling.end)]
    stop = min(stops, default=len(tags))
    content = behind(words, telling.end, telling.cue, stop)
    led = _led(words, floor, begin)
    if led is not None:
        if content.manner in ("that", "clause", "question") and words.tags[led] not in "Qq":
            return []
        if content.manner in ("that", "clause", "question") and tags[floor:led].strip("CR,"):
            return []
        return _quoted_before(sentence, telling, floor, led, stop)
    if tags[begin - 1] in "Qq":
        return []
    after = _tail(words, telling, stop)
    if content.manner == "quote":
        first = sentence.text[words.starts[content.begin] :].lstrip("“\"'‘«„")[:1]
        if not first.islower() or tags[floor] == "S" or tags[content.begin - 1] != ",":
            return []
        return [trimmed(sentence, floor, begin), *_quotes(sentence, content.begin, stop)]
    if tags[after : after + 1] not in ("", ",", ";", "-") and after != stop:
        return []
    return _clause_before(sentence, floor, begin, after, stop)


def _tail(words: Words, telling: Telling, stop: int) -> int:
    """The number of the word behind those that say to whom, when, where and how something was said."""
    told = TOLD.match(words.tags, telling.end, stop) if telling.cue.verb in every().speech.addressing else None
    tail = _TAIL.match(words.tags, told.end() if told else telling.end, stop)
    return tail.end() if tail else telling.end


def _floor(words: Words, begin: int, earlier: Sequence[Telling], claimed: Sequence[Span]) -> int:
    """The number of the first word that is not taken, of those before a cue."""
    floor = 0
    for telling in earlier:
        if telling.end <= begin and any(low <= words.ends[telling.end - 1] + 90 and telling.inverted for low, _ in claimed):
            floor = max(floor, telling.end)
    for low, high in claimed:
        if low < words.starts[begin]:
            floor = max(floor, words.at(high))
    semicolon = words.tags.rfind(";", 0, begin)
    return max(floor, semicolon + 1)


def _led(words: Words, floor: int, begin: int) -> int | None:
    """The number of the first word of what a quotation right before a cue belongs to, or None."""
    tags = words.tags
    at = begin - 1 if tags[begin - 1] in "Qq" else begin - 2
    if at < floor or tags[at] not in "Qq" or (tags[at] == "q" and tags[begin - 1] not in "Qq" and tags[floor:at].strip("CR,")):
        return None
    before = tags[floor:at].strip("CR,-H:")
    if not before.strip("QqCR,"):
        first = re.compile("[Qq]").search(tags, floor)
        return first.start() if first else at
    quote = words.text[words.starts[at] :].lstrip("“\"'‘«„")
    if quote[:1].islower():
        return floor
    return at


def _quoted_before(sentence: Sentence, telling: Telling, floor: int, first: int, stop: int) -> list[Span]:
    """A quotation before its cue, and those that go on behind it."""
    words = sentence.words
    start = words.starts[first]
    end = max(e for n, e in enumerate(words.ends) if n < telling.begin and words.tags[n] in "Qq")
    spans = [(start, end)]
    after = _tail(words, telling, stop)
    if _TO_QUOTE.match(words.tags, after, stop):
        spans += _quotes(sentence, after, stop)
    elif words.tags.startswith(",", after) and words.tags[after + 1 : after + 2] in tuple("AbMV") and after + 1 < stop:
        spans.append(trimmed(sentence, after + 1, stop))
    else:
        further = (n for n in range(after, stop) if words.tags[n] == "Q" and words.tags[n - 1] in ",:-C")
        spans += [(words.starts[n], words.ends[n]) for n in further]
    return spans


def _quotes(sentence: Sentence, begin: int, stop: int) -> list[Span]:
    """The quotations between two words, and what stands between them where they are one clause."""
    words, tags = sentence.words, sentence.words.tags
    places = [number for number in range(begin, stop) if tags[number] in "Qq"]
    if not places:
        return []
    first, last = places[0], places[-1]
    ended = (tags[first] == "Q" and tags[first + 1 : first + 2] == ",") or sentence.text[words.ends[first] - 2 : words.ends[first] - 1] in tuple(".!?,…")
    if ended:
        return [(words.starts[n], words.ends[n]) for n in places if tags[n] == "Q"]
    end = words.ends[last] if tags[last] == "Q" and last == stop - 1 else _end(sentence, stop)
    return [(words.starts[first], end)]


def _clause_before(sentence: Sentence, floor: int, begin: int, after: int, stop: int) -> list[Span]:
    words, tags = sentence.words, sentence.words.tags
    first = _main_clause(tags, floor, begin)
    subordinate = _subordinate(words, first, begin) or tags[first] == "A"
    rest: list[Span] = []
    whole = not words.english or clause(tags, first, begin)
    goes_on = after < stop - 1 and tags[after] in ",-" and (_GOES_ON.match(tags, after + 1) or not whole or subordinate)
    if goes_on and tags[after + 1] != "G":
        rest = [trimmed(sentence, after + 1, stop)]
    if subordinate and not rest:
        return []
    if not whole and not (rest and clause(tags, after + 1, stop)) and "Q" not in tags[first:begin]:
        return []
    if words.english and not rest and begin - first < FEWEST:
        return []
    return [trimmed(sentence, first, begin), *rest]


def _temporal(words: Words, number: int) -> bool:
    return words.span(number, number + 1).casefold() in every().speech.temporal


def _subordinate(words: Words, first: int, begin: int) -> bool:
    """Whether all that stands before a cue says when or why: After the vote failed, she said."""
    tags = words.tags
    while first < begin and tags[first] in "RCU#":
        first += 1
    if first < begin and (tags[first] == "S" or (tags[first] == "I" and _temporal(words, first))):
        comma = tags.find(",", first, begin - 1)
        return comma < 0 or not clause(tags, comma, begin)
    return False


def _main_clause(tags: str, floor: int, begin: int) -> int:
    """Where a clause begins, behind a dateline."""
    dash = tags.find("-", floor, min(begin, floor + 8))
    if dash > 0 and not clause(tags, floor, dash):
        return dash + 1
    return floor


def _behind(
    sentence: Sentence, telling: Telling, later: Sequence[Telling], earlier: Sequence[Telling], claimed: Sequence[Span]
) -> list[Span]:
    """Words behind a cue: She said it was rotten; She called it “rotten”."""
    words, tags = sentence.words, sentence.words.tags
    taken = [words.at(low) for low, _ in claimed if low > telling.cue.start]
    stops = [*next_joint(words, telling.end, later), *taken, *_events(tags, telling.end), *_according_at(sentence)]
    whole = min((stop for stop in stops if stop > telling.end), default=len(tags))
    stop = min(whole, _subordinate_end(words, telling))
    content = behind(words, telling.end, telling.cue, stop)
    if content.manner in ("thing", "judged", "infinitive") and (told := _AND_TOLD.search(tags, content.begin, stop)):
        stop = told.start()
    if _is_what(tags, telling) and content.manner not in ("that", "quote", "question") and telling.cue.verb not in every().speech.framing:
        return []
    if tags[telling.begin - 1 : telling.begin] == "O" and content.manner in ("thing", "judged", "infinitive", "clause"):
        if content.manner != "clause" or telling.cue.verb in every().speech.of_things:
            return []
    if telling.begin and telling.cue.verb == "call" and tags[telling.end : telling.end + 1] in ("q", "Q") and tags[telling.begin - 1] != "W":
        return []
    if content.manner == "nothing":
        return _as_said(sentence, telling, whole)
    if telling.inverted and content.manner in ("clause", "thing", "judged", "infinitive"):
        return []
    if content.manner == "quote":
        return _quotes(sentence, content.begin, stop)
    if telling.cue.verb in every().speech.framing:
        stop = next((n + 1 for n in range(content.begin, stop) if tags[n] == "Q" or tags[n : n + 2] == "q,"), stop)
    span = trimmed(sentence, content.begin, stop)
    if len(sentence.text[slice(*span)].split()) < (1 if content.manner in ("thing", "question") else 2):
        return []
    return [span]


def _is_what(tags: str, telling: Telling) -> bool:
    """Whether a clause is what somebody said, and not that he said it: what he said was; not: in which he said."""
    return tags[telling.begin - 1 : telling.begin] == "W" and tags[telling.begin - 2 : telling.begin - 1] != "I"


def _subordinate_end(words: Words, telling: Telling) -> int:
    """Where a clause ends that begins a sentence with its own cue: While he said no, …"""
    tags = words.tags
    before = tags[telling.begin - 1] if telling.begin else ""
    if tags[telling.subject.core] == "W" and tags[telling.subject.core - 1] == ",":
        return next((n for n in range(telling.end + 1, len(tags)) if tags[n] == ","), len(tags))
    if (before == "S" and telling.begin < FEWEST) or (before == "I" and _temporal(words, telling.begin - 1)):
        ends = [n for n in range(telling.end + 1, len(tags)) if tags[n] == ","]
        return min([*ends, *(n + 1 for n in range(telling.end, len(tags) - 1) if tags[n] == "Q")], default=len(tags))
    return len(tags)


def _as_said(sentence: Sentence, telling: Telling, stop: int) -> list[Span]:
    """As Lavrov told Reuters, the treaty is dead."""
    words, tags = sentence.words, sentence.words.tags
    after = _tail(words, telling, stop)
    begin = telling.begin - 1
    if begin < 0 or tags[begin] != "S" or words.span(begin, begin + 1).casefold() not in every().speech.as_said or tags[after : after + 1] != ",":
        return []
    return [trimmed(sentence, after + 1, stop)] if after + 2 < stop else []


def _events(tags: str, begin: int) -> Iterator[int]:
    """Where something else is told that was not said: a semicolon; and on 12 December the suspension took effect."""
    if event := _NEXT_EVENT.search(tags, begin):
        yield event.start()


def _according_at(sentence: Sentence) -> Iterator[int]:
    for phrase in sentence.signs.according:
        yield sentence.words.at(phrase.start)


def _end(sentence: Sentence, stop: int) -> int:
    return sentence.words.ends[stop - 1]


def trimmed(sentence: Sentence, first: int, stop: int) -> Span:
    """The words between two numbers as a stretch of the text, without the signs around them."""
    words = sentence.words
    begin, end = words.starts[first] if first < len(words.starts) else sentence.high, words.ends[stop - 1]
    text = words.text[begin:end]
    return begin + len(text) - len(text.lstrip(_TRIM_LEFT)), end - len(text) + len(text.rstrip(_TRIM_RIGHT))
