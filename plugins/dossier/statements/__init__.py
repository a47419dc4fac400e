"""Who said what: the words that an article attributes to somebody, found by rule.

A sentence is read once, as a string of letters for its words (:mod:`dossier.statements.grammar`): its quotations, its cues, and
for each cue a subject and the words said. What the rules find is a proposal, until the compiler decides.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from operator import attrgetter

from dossier.model import ActorKind, Article, Mention, Passage, Place, Proposal, Prose
from dossier.statements import cues, transcripts
from dossier.statements.according import according
from dossier.statements.announced import announced, behind_colon
from dossier.statements.attribution import Attribution, Sentence
from dossier.statements.discourse import Discourse
from dossier.statements.extent import DASHES
from dossier.statements.forms import of_sentence
from dossier.statements.grammar import NO_WORDS, words_of
from dossier.statements.nouns import of_nouns
from dossier.statements.quotes import quotations, sentences
from dossier.statements.timing import Heard, times

__all__ = ["find"]

_START, _END = attrgetter("start"), attrgetter("end")


def find(
    article: Article, prose: Prose, mentions: Sequence[Mention], kinds: Mapping[str, ActorKind], lang: str
) -> tuple[Proposal, ...]:
    """All that an article attributes to somebody, in reading order.

    ``kinds`` are the actors', ``lang`` is the article's language. A pure function of the article and its mentions.
    """
    found: list[Heard] = []
    for number, passage, item in _attributions(prose, mentions, kinds, lang[:2]):
        places = [Place(passage.id, start, end) for start, end in item.spans]
        if 0 < item.goes_on <= len(found):
            found[-item.goes_on].places.extend(places)
        else:
            found.append(Heard(number, passage, item, places))
    return tuple(
        Proposal(
            spans=tuple(one.places),
            speaker=one.item.speaker.actor,
            speaker_surface=one.item.speaker.surface,
            speaker_span=Place(one.item.speaker.passage, one.item.speaker.start, one.item.speaker.end),
            cue=one.item.cue,
            kind=one.item.kind,
            said=said,
        )
        for one, said in zip(found, times(article, found), strict=True)
    )


def _attributions(
    prose: Prose, mentions: Sequence[Mention], kinds: Mapping[str, ActorKind], lang: str
) -> Iterator[tuple[int, Passage, Attribution]]:
    """All that is attributed in a text, with its passage and that one's number, in reading order."""
    discourse, persons = Discourse(kinds), set[str | None]()
    named = defaultdict[str, list[Mention]](list)
    for mention in mentions:
        named[mention.passage].append(mention)
    labels = transcripts.labels(prose.passages)
    known = transcripts.surnames(mentions) if labels else {}
    for number, passage in enumerate(prose.passages):
        here = named.get(passage.id, [])
        if passage.id in labels:
            yield number, passage, transcripts.turn(passage, *labels[passage.id], here, known)
            continue
        for item in _of_passage(passage, here, discourse, lang, alone=len(persons) <= 1):
            yield number, passage, item
        persons = {mention.actor for mention in here if mention.actor is None or kinds[mention.actor] == "person"}


def _of_passage(
    passage: Passage, mentions: Sequence[Mention], discourse: Discourse, lang: str, *, alone: bool
) -> Iterator[Attribution]:
    text = passage.text
    quoted = quotations(text)
    discourse.turn(bool(quoted) and quoted[0].start == 0, alone)
    signs = cues.signs(text, lang)
    if quoted and signs:
        signs = signs.outside(quoted)
    if not (quoted or signs or text.endswith(":")):
        discourse.hear_nothing()
        return
    places = sorted([*(q.start for q in quoted), *(q.end - 1 for q in quoted), *signs.places()])
    dashed = cues.listed(lang) and DASHES.match(text) is not None
    for low, high in sentences(text, quoted):
        if dashed and low and discourse.quoting and (dash := DASHES.match(text, low)) and not signs.between(low, high):
            yield discourse.go_on((dash.end(), high))
            continue
        if bisect_left(places, low) == bisect_left(places, high) and not text.endswith(":", low, high):
            discourse.hear_nothing()
            continue
        inside = quoted[bisect_right(quoted, low, key=_END) : bisect_left(quoted, high, key=_START)]
        here = signs.between(low, high)
        colon = text.endswith(":", low, high) or any(text.endswith(": ", low, q.start) for q in inside)
        if not (here or colon or discourse.may_go_on(text, low, high, inside)):
            discourse.hear_nothing()
            continue
        words = words_of(text, (low, high), inside, here.cues, lang) if here or colon else NO_WORDS
        sentence = Sentence(passage.id, text, low, high, inside, mentions, here, words, lang)
        found = of_sentence(sentence)
        if here.according or here.nouns:
            found += [*according(sentence, found), *of_nouns(sentence, found)]
        yield from discourse.hear(sentence, [*found, *behind_colon(sentence, found)] if colon else found)
        if colon and high == len(text.rstrip()):
            discourse.announce(sentence, announced(sentence, len(words.tags)))
