"""The ledger: what the compiler decided on the statements of an article, and what is proposed beside it.

A confirmed statement is content: it stands with its words, its speaker and its day as the compiler left them, whatever a finder
would say today. Where its words stand in the article is looked up, so that an edit elsewhere moves nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from dossier.chronology import Interval
from dossier.ledger.places import nearest, place_of, placed
from dossier.model import BETWEEN, Article, Decision, Passage, Place, Proposal, Prose, Said, Statement, StatementKind
from dossier.text import code, free, words

__all__ = ["LEDGER", "Ledger", "Settled", "Stray", "settle", "statement_id"]

LEDGER = "statements.yml"  # in the content folder
ALIKE = 0.5  # the share of its characters from which a proposal is about what was decided already
_OPENING, _CLOSING = "“«„‘\"'", "”»“’\"'"


@dataclass(frozen=True)
class Ledger:
    """The compiler's decisions by the ids of their statements, and the line of the file that each begins in.

    ``digest`` is what the bytes of the file come to.
    """

    decisions: Mapping[str, Decision] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict, compare=False)
    digest: bytes = field(default=b"", compare=False)

    @cached_property
    def by_article(self) -> Mapping[str, Mapping[str, Decision]]:
        """The decisions by the articles' slugs; those of the empty one are from a time when the file named none."""
        found: dict[str, dict[str, Decision]] = {}
        for name, decision in self.decisions.items():
            found.setdefault(decision.article, {})[name] = decision
        return found


class Stray(NamedTuple):
    """A statement of the ledger whose words are not in its article; ``words`` are the nearest there, if there are any."""

    id: str
    words: tuple[str, ...]


class Settled(NamedTuple):
    """The statements of an article in reading order, and those of the ledger that have lost their place."""

    statements: tuple[Statement, ...]
    strays: tuple[Stray, ...] = ()


def settle(
    article: Article, prose: Prose, proposals: Iterable[Proposal], terms: Mapping[str, Sequence[str]], ledger: Ledger
) -> Settled:
    """What the compiler decided of an article, and what is proposed besides.

    ``terms`` holds the words that signal each topic, in lower case. A confirmed statement whose words have changed a little
    stands where the nearest ones are, and one whose words are nowhere has no place. A pure function of its arguments.
    """
    passages = {passage.id: passage for passage in prose.passages}
    texts = {name: passage.text for name, passage in passages.items()}
    proposed = _proposed(article, passages, proposals, terms)
    nameless = ledger.by_article.get("", {})
    decided = dict(ledger.by_article.get(article.slug, {}))
    decided |= {one.id: nameless[one.id] for one in proposed if one.id in nameless and one.id not in decided}
    found: list[Statement] = []
    strays: list[Stray] = []
    for name, decision in decided.items():
        places = placed(texts, decision.words)
        if not places:
            places = nearest(texts, decision.words)
            strays.append(Stray(name, tuple(texts[p.passage][p.start : p.end] for p in places)))
        if places:
            found.append(_decided(article, name, decision, places, passages, terms))
    known = set(decided)
    waiting = [one for one in proposed if one.id not in known and not any(_covers(other, one) for other in found)]
    order = {passage: number for number, passage in enumerate(texts)}
    found = sorted([*found, *waiting], key=lambda one: (order[one.passage], one.spans[0].start, one.id))
    return Settled(tuple(found), tuple(strays))


def statement_id(article: str, text: str, taken: set[str]) -> str:
    """The id of a statement: made of its article and its own words, so that edits elsewhere leave it."""
    return free(f"s-{code(f'{article} {words(text)}')}", taken)


def _covers(decided: Statement, proposed: Statement) -> bool:
    """Whether a proposal is about what was decided: most of either; of what was rejected most of both."""
    chars, others = (_characters(one.spans) for one in (decided, proposed))
    whole = len(chars | others) if decided.status == "rejected" else min(len(chars), len(others))
    return len(chars & others) >= ALIKE * max(1, whole)


def _characters(spans: Iterable[Place]) -> set[tuple[str, int]]:
    return {(place.passage, at) for place in spans for at in range(place.start, place.end)}


def _proposed(
    article: Article, passages: Mapping[str, Passage], proposals: Iterable[Proposal], terms: Mapping[str, Sequence[str]]
) -> list[Statement]:
    taken, found = set[str](), []
    for one in proposals:
        said = _words(passages, one.spans)
        found.append(
            Statement(
                id=statement_id(article.slug, BETWEEN.join(said), taken),
                article=article.slug,
                spans=one.spans,
                words=said,
                speaker=one.speaker,
                speaker_surface=one.speaker_surface,
                speaker_span=one.speaker_span,
                cue=one.cue,
                kind=one.kind,
                reported=article.head.date,
                said=one.said,
                topics=_topics(article, passages[one.spans[0].passage].text, terms),
                sources=_sources(passages, one.spans),
            )
        )
    return found


def _decided(  # noqa: PLR0913, PLR0917 - the decision, its article and its place there
    article: Article,
    name: str,
    decision: Decision,
    places: tuple[Place, ...],
    passages: Mapping[str, Passage],
    terms: Mapping[str, Sequence[str]],
) -> Statement:
    said = _words(passages, places)
    texts = {name: passage.text for name, passage in passages.items()} if decision.surface else {}
    return Statement(
        id=name,
        article=article.slug,
        spans=places,
        words=said,
        speaker=decision.speaker,
        speaker_surface=decision.surface or "",
        speaker_span=place_of(decision.surface, texts, places) if decision.surface else None,
        cue=decision.cue,
        kind=kind_of(said),
        reported=article.head.date,
        said=_said(decision.said, article),
        topics=decision.topics or _topics(article, passages[places[0].passage].text, terms),
        sources=(decision.source,) if decision.source else _sources(passages, places),
        line=decision.line or "",
        status=decision.status,
        same_as=decision.same_as,
    )


def _said(date: Interval, article: Article) -> Said:
    if not date.start:
        return Said(date, "open")
    return Said(date, "article" if date == Interval.of(article.head.date) else "text")


def kind_of(spans: Sequence[str]) -> StatementKind:
    """Whether words stand in quotation marks, all of them, some or none."""
    if all(span[:1] in _OPENING and span.rstrip(".,;:!?…")[-1:] in _CLOSING for span in spans):
        return "direct"
    return "mixed" if any(mark in span for span in spans for mark in '“”«»„"') else "indirect"


def _words(passages: Mapping[str, Passage], spans: Iterable[Place]) -> tuple[str, ...]:
    return tuple(passages[place.passage].text[place.start : place.end] for place in spans)


def _sources(passages: Mapping[str, Passage], spans: Iterable[Place]) -> tuple[str, ...]:
    """The ids of the sources that the marks beside some spans name."""
    found = (source for place in spans for source in passages[place.passage].sources(place.start, place.end))
    return tuple(dict.fromkeys(found))


def _topics(article: Article, text: str, terms: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Those of the article's topics whose signal words stand in a passage's text; all of them where none does."""
    folded = text.casefold()
    here = tuple(topic for topic in article.head.topics if any(term in folded for term in terms.get(topic, ())))
    return here or article.head.topics
