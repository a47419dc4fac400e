"""Who said what: the words that an article attributes to somebody, found by rule.

A sentence is read once, as a string of letters for its words (:mod:`dossier.statements.grammar`): its quotations, its cues, and
for each cue a subject and the words said. What the rules find is a proposal, until the compiler decides.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from dossier.chronology import Interval
from dossier.model import ActorKind, Article, Mention, Passage, Place, Proposal, Prose, Said
from dossier.statements import cues
from dossier.statements.according import according
from dossier.statements.attribution import Attribution, Sentence
from dossier.statements.discourse import Discourse
from dossier.statements.forms import of_sentence
from dossier.statements.grammar import words_of
from dossier.statements.quotes import quotations, sentences

__all__ = ["find"]


def find(
    article: Article, prose: Prose, mentions: Sequence[Mention], kinds: Mapping[str, ActorKind], lang: str
) -> tuple[Proposal, ...]:
    """All that an article attributes to somebody, in reading order.

    ``kinds`` are the actors', ``lang`` is the article's language. A pure function of the article and its mentions.
    """
    found: list[tuple[Attribution, list[Place]]] = []
    for passage, item in _attributions(prose, mentions, kinds, lang[:2]):
        places = [Place(passage.id, start, end) for start, end in item.spans]
        if item.goes_on and found:
            found[-1][1].extend(places)
        else:
            found.append((item, places))
    said = Said(Interval.of(article.head.date), "article")
    return tuple(
        Proposal(
            spans=tuple(places),
            speaker=item.speaker.actor,
            speaker_surface=item.speaker.surface,
            speaker_span=Place(item.speaker.passage, item.speaker.start, item.speaker.end),
            cue=item.cue,
            kind=item.kind,
            said=said,
        )
        for item, places in found
    )


def _attributions(
    prose: Prose, mentions: Sequence[Mention], kinds: Mapping[str, ActorKind], lang: str
) -> Iterator[tuple[Passage, Attribution]]:
    """All that is attributed in a text, with its passage, in reading order."""
    discourse, persons = Discourse(kinds), set[str | None]()
    named = defaultdict[str, list[Mention]](list)
    for mention in mentions:
        named[mention.passage].append(mention)
    for passage in prose.passages:
        here = named.get(passage.id, [])
        for item in _of_passage(passage, here, discourse, lang, alone=len(persons) == 1):
            yield passage, item
        persons = {mention.actor for mention in here if mention.actor is None or kinds[mention.actor] == "person"}


def _of_passage(
    passage: Passage, mentions: Sequence[Mention], discourse: Discourse, lang: str, *, alone: bool
) -> Iterator[Attribution]:
    text = passage.text
    quoted = quotations(text)
    discourse.turn(bool(quoted) and quoted[0].start == 0, alone)
    signs = cues.signs(text, lang)
    if not (quoted or signs):
        discourse.hear_nothing()
        return
    for low, high in sentences(text, quoted):
        inside = [q for q in quoted if q.start < high and low < q.end]
        here = signs.between(low, high)
        if not (inside or here):
            discourse.hear_nothing()
            continue
        words = words_of(text, low, high, inside, here.cues, lang)
        sentence = Sentence(passage.id, text, low, high, inside, mentions, here, words, lang)
        found = of_sentence(sentence)
        yield from discourse.hear(sentence, [*found, *according(sentence, found)])
