"""Words before their cue: “It is rotten,” she said; It is rotten, she said; It, she said, is rotten."""

import re

from dossier.model import Span
from dossier.statements.contents import clause, content_of
from dossier.statements.extent import FEWEST, Case, quotes_between, tail, temporal, trimmed
from dossier.statements.grammar import Words

_GOES_ON = re.compile(r"[CAbMVXSH]|R*[AbMV]")  # what begins the rest of a clause that a cue cuts in two
_TO_QUOTE = re.compile(r"[,:-]*(?:C,?)?Q")
_QUOTED = re.compile("[Qq]")
_MARKS = "“\"'‘«„»"
_CLAUSAL = ("that", "clause", "question")
_NEAR = 90  # characters between the subject of a cue and what it attributes


def words_before(case: Case) -> list[Span]:  # noqa: PLR0911 - one return a form
    """The stretches before a cue, and behind it as far as they go on, that it attributes; none where it has none there."""
    words, tags, telling = case.words, case.tags, case.telling
    begin = _begin(case)
    floor = _floor(case, begin) if begin else 0
    if floor >= begin:
        return []
    stop = min(case.stops(), default=len(tags))
    content = content_of(words, telling.end, telling.cue, stop)
    led = _led(words, floor, begin)
    if led is not None:
        if content.manner in _CLAUSAL and (tags[led] not in "Qq" or tags[floor:led].strip("CR,")):
            return []
        return _quoted(words, case, led, stop)
    if tags[begin - 1] in "Qq":
        return []
    after = tail(words, telling, stop)
    if content.manner == "quote":
        first = words.text[words.starts[content.begin] :].lstrip(_MARKS)[:1]
        if not first.islower() or tags[floor] == "S" or tags[content.begin - 1] != ",":
            return []
        return [trimmed(words, floor, begin), *quotes_between(words, content.begin, stop)]
    if after != stop and tags[after : after + 1] not in ("", ",", ";", "-") and not (telling.inverted and tags[after] == "W"):
        return []
    return _clause(words, floor, begin, after, stop)


def _begin(case: Case) -> int:
    """The number of the first word of a cue and its subject, where what was said may stand before them; else 0."""
    words, tags, telling = case.words, case.tags, case.telling
    begin = telling.begin
    if not begin or (not telling.inverted and telling.subject.start != begin):
        return 0
    while begin > 1 and tags[begin - 1] in "RC" and tags[begin - 2] == "Q":
        begin -= 1
    if tags[begin - 1] not in "Qq,-" or (telling.cue.letter == "G" and tags[begin - 1] != "Q"):
        return 0
    if not words.english and tags[:begin].rstrip(",-")[-1:] == "Q":  # «It is rotten», — she said
        return len(tags[:begin].rstrip(",-"))
    return begin


def _floor(case: Case, begin: int) -> int:
    """The number of the first word that nothing else has, of those before a cue."""
    words = case.words
    floor = case.tags.rfind(";", 0, begin) + 1
    for telling in case.earlier:
        if telling.inverted and telling.end <= begin:
            reach = words.ends[telling.end - 1] + _NEAR
            if any(low <= reach for low, _ in case.claimed):
                floor = max(floor, telling.end)
    for low, high in case.claimed:
        if low < words.starts[begin]:
            floor = max(floor, words.at(high))
    return floor


def _led(words: Words, floor: int, begin: int) -> int | None:
    """The number of the first word of what a quotation right before a cue belongs to; None where none stands there."""
    tags = words.tags
    at = begin - 1 if tags[begin - 1] in "Qq" else begin - 2
    if at < floor or tags[at] not in "Qq" or (tags[at] == "q" and at != begin - 1 and tags[floor:at].strip("CR,")):
        return None
    if not tags[floor:at].strip("CR,-H:").strip("QqCR,"):
        first = _QUOTED.search(tags, floor)
        return first.start() if first else at
    return floor if words.text[words.starts[at] :].lstrip(_MARKS)[:1].islower() else at


def _quoted(words: Words, case: Case, first: int, stop: int) -> list[Span]:
    """A quotation before its cue, and what goes on behind it."""
    tags, telling = case.tags, case.telling
    last = max(number for number in range(first, telling.begin) if tags[number] in "Qq")
    spans = [(words.starts[first], words.ends[last])]
    after = tail(words, telling, stop)
    if _TO_QUOTE.match(tags, after, stop):
        return [*spans, *quotes_between(words, after, stop)]
    if after + 1 < stop and tags[after] == "," and tags[after + 1] in "AbMV":  # “It,” he said, was over.
        return [*spans, trimmed(words, after + 1, stop)]
    further = (n for n in range(after, stop) if tags[n] == "Q" and tags[n - 1] in ",:-C")
    return [*spans, *((words.starts[n], words.ends[n]) for n in further)]


def _clause(words: Words, floor: int, begin: int, after: int, stop: int) -> list[Span]:
    """A clause before its cue, with the rest of it where the cue cuts it in two."""
    tags = words.tags
    first = _behind_dateline(tags, floor, begin)
    needs_more = _subordinate(words, first, begin) or tags[first] == "A"
    whole = not words.english or clause(tags, first, begin)
    rest: list[Span] = []
    cut = after < stop - 1 and tags[after] in ",-" and tags[after + 1] != "G"
    if cut and (not whole or needs_more or _GOES_ON.match(tags, after + 1)):
        rest = [trimmed(words, after + 1, stop)]
    if not rest and (needs_more or (words.english and begin - first < FEWEST)):
        return []
    if not whole and not (rest and clause(tags, after + 1, stop)) and "Q" not in tags[first:begin]:
        return []
    return [trimmed(words, first, begin), *rest]


def _subordinate(words: Words, first: int, begin: int) -> bool:
    """Whether all that stands before a cue says when or why: After the vote failed, she said."""
    tags = words.tags
    while first < begin and tags[first] in "RCU#":
        first += 1
    if first < begin and (tags[first] == "S" or (tags[first] == "I" and temporal(words, first))):
        comma = tags.find(",", first, begin - 1)
        return comma < 0 or not clause(tags, comma, begin)
    return False


def _behind_dateline(tags: str, floor: int, begin: int) -> int:
    """Where a clause begins, behind a dateline and its dash."""
    dash = tags.find("-", floor, min(begin, floor + 8))
    return dash + 1 if dash > 0 and not clause(tags, floor, dash) else floor
