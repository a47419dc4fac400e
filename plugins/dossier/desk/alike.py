"""Names that look like another spelling of somebody who has a file, or of another name: are they the same?

Which of them look so is found here, and nothing is decided: a name that could be two others' is not asked for, for that is
a question of who is meant.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from dossier.candidates import Candidate
from dossier.candidates.nobody import others
from dossier.candidates.stub import aliased
from dossier.edition import Edition
from dossier.model import ActorKind
from dossier.resolve.context import same_given
from dossier.text import fold, slug

NEAR, LONG = 0.85, 6  # how like two words of so many letters are that may be spellings of one: Lukashenka, Lukashenko
LETTERS = 3  # of an acronym, at least
SHORT = 3  # letters by which given names begin that may be one: Jenny, Jennifer
SMALL = frozenset(("the", "of", "for", "and", "in", "on", "de", "der", "die", "das", "und", "la", "le"))

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Whole:
    """Somebody whose name another one may be a spelling of; ``described`` where the file at ``path`` is there."""

    slug: str
    path: str
    name: str
    kind: ActorKind | None
    count: int
    described: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """A name that no file describes, how often it stands, and whom it may be a spelling of."""

    name: str
    count: int
    whole: Whole


def pairs(edition: Edition, found: Sequence[Candidate]) -> tuple[Pair, ...]:
    """The names that look like a spelling of somebody's, the most frequent first."""
    known = [
        Whole(key, one.path, one.head.name, one.head.kind, edition.total(key), True) for key, one in edition.actors.items()
    ]
    known += [
        Whole(slug(one.name), f"actors/{slug(one.name)}.md", one.name, one.kind, one.count, False)
        for one in found
        if not one.state
    ]
    by_word: defaultdict[str, list[tuple[Whole, Words]]] = defaultdict(list)
    for whole in known:
        words = _words(whole.name)
        for key in {*map(_key, words), _initials(whole.name)}:
            by_word[key].append((whole, words))
    unlike = {one.name: one for one in reversed(found) if not one.state}
    meant = {one.name: _whole(one, by_word) for one in unlike.values()}
    asked = (Pair(name, unlike[name].count, one) for name, one in meant.items() if one)
    return tuple(sorted(asked, key=lambda pair: (-pair.count, pair.name)))


def left(content: Path, found: Iterable[Pair]) -> tuple[Pair, ...]:
    """The pairs that are still asked for: nobody has said that it is somebody else, and no file has come meanwhile.

    Raises ContentError where the file of names is none.
    """
    told = others(content)
    return tuple(pair for pair in found if (pair.name, pair.whole.slug) not in told and not _answered(content, pair))


def _answered(content: Path, pair: Pair) -> bool:
    """Whether a file has the name as an alias by now, or there is one of whom there was none."""
    path = content / pair.whole.path
    if not pair.whole.described or not path.is_file() or pair.name.encode() not in (data := path.read_bytes()):
        return path.exists() and not pair.whole.described
    return aliased(pair.whole.path, data, [pair.name]) == data


def _whole(one: Candidate, by_word: Mapping[str, Sequence[tuple[Whole, Words]]]) -> Whole | None:
    """The only one whose name a candidate may be a spelling of."""
    words = _words(one.name)
    near = {pair for key in (*map(_key, words), one.name) for pair in by_word.get(key, ())}
    meant = {whole for whole, longer in near if whole.slug != slug(one.name) and _may_be(one, words, whole, longer)}
    return meant.pop() if len(meant) == 1 else None


def _may_be(one: Candidate, words: Words, whole: Whole, longer: Words) -> bool:
    """Whether a name may be a spelling of a longer one, or of one of the same length that is more frequent or has a file."""
    if whole.kind == "state" or (one.kind and whole.kind and (one.kind == "person") != (whole.kind == "person")):
        return False
    rarer = whole.described or (one.count, one.name) < (whole.count, whole.name)
    if len(words) > len(longer) or (len(words) == len(longer) and not rarer):
        return False
    if whole.kind == "person":
        return _is_person(words, longer)
    if whole.kind is None:
        return False
    if one.name.isupper() and len(one.name) >= LETTERS and one.name == _initials(whole.name):
        return True
    before = fold(whole.name)[0].casefold().removesuffix(fold(one.name)[0].casefold()).split()
    return len(words) > 1 and longer[-len(words) :] == words and not (before and before[-1] in SMALL)


def _is_person(words: Words, longer: Words) -> bool:
    """Whether words are a surname of somebody alone, or go with another spelling of the given name."""
    if len(longer) < 2 or not words or not _alike(words[-1], longer[-1]):
        return False
    if len(words) == 1 or longer[-len(words) :] == words:
        return True
    return same_given(words[0], longer[0]) or _alike(words[0], longer[0]) or words[0][:SHORT] == longer[0][:SHORT]


def _alike(one: str, other: str) -> bool:
    if one == other:
        return True
    return min(len(one), len(other)) >= LONG and one[0] == other[0] and SequenceMatcher(None, one, other).ratio() >= NEAR


def _words(name: str) -> Words:
    return tuple(word for word in fold(name)[0].casefold().replace(".", "").split() if word not in SMALL)


def _key(word: str) -> str:
    """What words that are alike have in common."""
    return word[:3]


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[0].isupper())
