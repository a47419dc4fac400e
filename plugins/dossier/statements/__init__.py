"""Who said what: the words that an article attributes to somebody, found by rule.

A sentence is read once: its quotations, its cues, and for each cue a speaker and the words said. What the rules find is a
proposal, until the compiler decides.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from dossier.chronology import Interval
from dossier.model import ActorKind, Article, Mention, Passage, Place, Proposal, Prose, Said
from dossier.statements import cues
from dossier.statements.clauses import of_sentence
from dossier.statements.discourse import Discourse, Found, Sentence
from dossier.statements.quotes import quotations, sentences

__all__ = ["find"]


def find(
    article: Article, prose: Prose, mentions: Sequence[Mention], kinds: Mapping[str, ActorKind], lang: str
) -> tuple[Proposal, ...]:
    """All that an article attributes to somebody, in reading order.

    ``kinds`` are the actors', ``lang`` is the article's language. A pure function of the article and its mentions.
    """
    return tuple(_found(article, prose, mentions, kinds, lang))


def _found(
    article: Article, prose: Prose, mentions: Sequence[Mention], kinds: Mapping[str, ActorKind], lang: str
) -> Iterator[Proposal]:
    discourse, persons = Discourse(kinds), set[str | None]()
    said = Said(Interval.of(article.head.date), "article")
    named = defaultdict[str, list[Mention]](list)
    for mention in mentions:
        named[mention.passage].append(mention)
    for passage in prose.passages:
        here = named.get(passage.id, [])
        for found in _of_passage(passage, here, discourse, lang[:2], alone=len(persons) == 1):
            speaker, start, end = found.speaker, found.speaker.start, found.speaker.end
            placed = passage.text[start:end] == speaker.surface
            yield Proposal(
                spans=(Place(passage.id, found.start, found.end),),
                speaker=speaker.actor,
                speaker_surface=speaker.surface,
                speaker_span=Place(passage.id, start, end) if placed else None,
                cue=found.cue,
                kind=found.kind,
                said=said,
            )
        persons = {mention.actor for mention in here if mention.actor is None or kinds[mention.actor] == "person"}


def _of_passage(
    passage: Passage, mentions: Sequence[Mention], discourse: Discourse, lang: str, *, alone: bool
) -> Iterator[Found]:
    text = passage.text
    quoted = quotations(text)
    discourse.turn(quoted[0][0] == 0 if quoted else False, alone)
    signs = cues.signs(text, lang)
    if not (quoted or signs.cues or signs.according):
        return
    for low, high in sentences(text, quoted):
        inside = tuple(quotation for quotation in quoted if quotation[0] < high and low < quotation[1])
        sentence = Sentence(text, low, high, inside, mentions, signs.between(low, high), lang)
        yield from discourse.hear(sentence, list(of_sentence(sentence, discourse)))
