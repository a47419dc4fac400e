"""Names that the dossier does not know: written with capitals, in several articles, by nobody whom a file describes."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from dossier.edition import Edition
from dossier.gazetteer.names import common
from dossier.model import ActorKind, Article, Passage, Span
from dossier.resolve.context import days
from dossier.text import fold, shorten
from dossier.words import every, pattern, verbatim

AROUND = 60  # characters of context before and after
CONTEXTS = 3
_WORD = r"[A-ZÀ-ÞŁŚŻŹČŠŘŽА-ЯЁ][^\W_]*(?:['’.-][^\W_]+)*\.?"
_NAME = pattern(lambda w: rf"{_WORD}(?:\s+(?:{verbatim(w.names.joints)}\s+(?:the\s+)?)?{_WORD})*")
_BODY = pattern(lambda w: rf"\b{verbatim(w.names.bodies)}\b")
_ORGANISATION = pattern(lambda w: rf"\b{verbatim(w.names.organisations)}\b|^[A-Z]{{2,6}}$")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name that may be worth a file: how often it stands where, in what contexts, and what it is likely to be."""

    name: str
    kind: ActorKind
    count: int
    articles: tuple[str, ...]
    contexts: tuple[str, ...]


def candidates(edition: Edition, least: int = 2) -> tuple[Candidate, ...]:
    """Names unknown to the dossier that stand in at least ``least`` articles, the most frequent first."""
    counts: Counter[str] = Counter()
    places: defaultdict[str, dict[str, str]] = defaultdict(dict)
    titled: Counter[str] = Counter()
    terms = {fold(word)[0] for t in edition.topics.values() for word in (t.head.label, *t.head.terms)}
    terms |= {spelling.text for spelling in edition.gazetteer.spellings}
    terms |= {fold(demonym)[0] for actor in edition.actors.values() for demonym in actor.head.demonyms}
    for article in edition.articles:
        for passage in edition.prose(article).passages:
            for start, end in _unknown(edition, article, passage):
                name = re.sub(r"\s+", " ", passage.text[start:end]).rstrip(".")
                if fold(name)[0] in terms:
                    continue
                counts[name] += 1
                before = passage.text[max(0, start - AROUND) : start]
                titled[name] += before.rstrip().rpartition(" ")[2].casefold().rstrip(".") in every().names.titles
                places[name].setdefault(article.slug, f"…{before}{name}{passage.text[end : end + AROUND]}…")
    found = (
        Candidate(name, _kind(name, titled[name]), counts[name], tuple(seen), tuple(list(seen.values())[:CONTEXTS]))
        for name, seen in places.items()
        if len(seen) >= least
    )
    return tuple(sorted(found, key=lambda candidate: (-candidate.count, candidate.name)))


def stub(candidate: Candidate) -> str:
    """The candidate as an actor's file, for the compiler to correct."""
    lines = [f"# {shorten(context, 200)}" for context in candidate.contexts]
    return "\n".join(["---", f"name: {candidate.name}", f"kind: {candidate.kind}", *lines, "---", "", ""])


def _unknown(edition: Edition, article: Article, passage: Passage) -> Iterator[Span]:
    known = [(m.start, m.end) for m in edition.mentions(article) if m.passage == passage.id] + list(passage.opaque)
    no_part = common() | every().names.titles | days()
    for match in _NAME().finditer(passage.text):
        start, end = match.span()
        words = match[0].split()
        while words and words[0].casefold().rstrip(".") in no_part:
            start += len(words[0]) + 1
            words = words[1:]
        begins = start == 0 or re.search(r"[.!?:“”«„\n]\s*$", passage.text[:start]) is not None
        alone = len(words) == 1
        if not words or (alone and (begins or len(words[0]) < 3 or words[0].casefold() in days())):
            continue
        if not any(low < end and start < high for low, high in known):
            yield start, end


def _kind(name: str, titled: int) -> ActorKind:
    if _BODY().search(name):
        return "body"
    if _ORGANISATION().search(name):
        return "organisation"
    return "person" if titled or len(name.split()) in (2, 3) else "state"
