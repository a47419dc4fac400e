"""Stories that are nearly the same: one agency's text in several outlets."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from dossier.chronology import PartialDate
from dossier.importing.clipping import Story

RUN = 4  # words of a shingle
SAME = 0.7  # of the shingles of two stories together that both have: one story
ALIKE = 0.75  # of the shorter one's shingles that the longer one has: the compiler decides
SHORTER = 0.4  # of the longer one's length that the shorter one has at least
LEAST = 30  # shingles, below which likeness says nothing
COMMON = 200  # stories that a shingle may stand in before it says nothing
DAYS = 7  # between two copies of one story
_SAMPLE = 4  # one shingle in so many is looked at, the same ones in every story
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Sketch:
    """A story's sampled shingles, as numbers, and its date."""

    shingles: frozenset[int]
    date: PartialDate | None


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much two stories, by their places, share: of both together, and of the shorter one."""

    one: int
    two: int
    both: float
    shorter: float


def sketch(texts: Iterable[str], date: PartialDate | None) -> Sketch:
    """The sketch of a story's texts."""
    words = [word for text in texts for word in _WORD.findall(text.casefold())]
    runs = {" ".join(words[n : n + RUN]) for n in range(len(words) - RUN + 1)}
    numbers = {int.from_bytes(blake2b(run.encode(), digest_size=6).digest()) for run in runs}
    sample = 1 if len(numbers) < LEAST * _SAMPLE * 2 else _SAMPLE
    return Sketch(frozenset(number for number in numbers if number % sample == 0), date)


def grouped(stories: Sequence[Story], held: Mapping[str, Sketch]) -> tuple[list[list[int]], dict[int, list[str]]]:
    """The stories, by their places, in groups of nearly the same, and for each that is like another, which one and how much.

    ``held`` are the sketches of the articles that are there, by their paths.
    """
    names = list(held)
    sketches = [*held.values(), *(sketch((line.text for line in s.body), s.date) for s in stories)]
    group_of = {place: [place] for place in range(len(stories))}
    likely: dict[int, list[str]] = {}
    for pair in alike(sketches):
        one, two = pair.one - len(names), pair.two - len(names)
        if two < 0:
            continue
        if one >= 0 and pair.both >= SAME:
            joined = sorted({*group_of[one], *group_of[two]})
            group_of |= dict.fromkeys(joined, joined)
        else:
            other = names[pair.one] if one < 0 else stories[one].title
            likely.setdefault(two, []).append(f"may be the story of {other}: {pair.shorter:.0%} of the shorter text is in both")
    groups = [group for place, group in group_of.items() if group[0] == place]
    within = {place: {stories[n].title for n in group} for place, group in group_of.items()}
    told = {
        place: [t for t in texts if not any(f"of {title}:" in t for title in within[place])] for place, texts in likely.items()
    }
    return groups, {place: texts for place, texts in told.items() if texts}


def alike(sketches: Sequence[Sketch]) -> list[Likeness]:
    """Every pair that is alike, and not too far apart in time; pairs are in order of their places."""
    holders: defaultdict[int, list[int]] = defaultdict(list)
    for place, held in enumerate(sketches):
        for number in held.shingles:
            if number % _SAMPLE == 0:
                holders[number].append(place)
    shared: Counter[tuple[int, int]] = Counter()
    for places in holders.values():
        if len(places) <= COMMON:
            shared.update((one, two) for n, one in enumerate(places) for two in places[n + 1 :])
    found = []
    for (one, two), count in sorted(shared.items()):
        first, second = sketches[one].shingles, sketches[two].shingles
        least = min(len(first), len(second))
        most = max(len(first), len(second))
        if (
            count < least / _SAMPLE / 4
            or least < max(LEAST, SHORTER * most)
            or not _near(sketches[one].date, sketches[two].date)
        ):
            continue
        likeness = _likeness(one, two, first, second)
        if likeness.shorter >= ALIKE:
            found.append(likeness)
    return found


def _likeness(one: int, two: int, first: frozenset[int], second: frozenset[int]) -> Likeness:
    """The likeness of two samples; where only one of them is thinned, the other is thinned for it."""
    thin = any(all(n % _SAMPLE == 0 for n in side) for side in (first, second))
    a, b = ({n for n in side if not thin or n % _SAMPLE == 0} for side in (first, second))
    common = len(a & b)
    return Likeness(one, two, common / max(1, len(a | b)), common / max(1, min(len(a), len(b))))


def _near(one: PartialDate | None, two: PartialDate | None) -> bool:
    if one is None or two is None:
        return True
    return (two.first - one.last).days <= DAYS and (one.first - two.last).days <= DAYS
