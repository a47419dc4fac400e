"""Who said what: the words that an article attributes to somebody, found by rule.

A sentence is read once: its quotations, its cues, and for each cue a speaker and the words said. What the rules find is
``auto`` until the compiler confirms or rejects it.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from dossier.model import ActorKind, Article, Mention, Passage, Prose, Statement
from dossier.statements import cues
from dossier.statements.clauses import of_sentence
from dossier.statements.discourse import Discourse, Found, Sentence
from dossier.statements.quotes import quotations, sentences
from dossier.text import code, free, words

__all__ = ["find", "statement_id"]


def find(  # noqa: PLR0913, PLR0917 - an article, and what is known of it
    article: Article,
    prose: Prose,
    mentions: Sequence[Mention],
    kinds: Mapping[str, ActorKind],
    lang: str,
    terms: Mapping[str, Sequence[str]],
) -> tuple[Statement, ...]:
    """All statements of an article in reading order.

    ``kinds`` are the actors', ``lang`` is the article's language, ``terms`` holds the words that signal each topic, in lower
    case. A pure function of the article and its mentions.
    """
    discourse, taken, persons = Discourse(kinds), set[str](), set[str | None]()
    found: list[Statement] = []
    named = defaultdict[str, list[Mention]](list)
    for mention in mentions:
        named[mention.passage].append(mention)
    for passage in prose.passages:
        here = named.get(passage.id, [])
        said = list(_of_passage(passage, here, discourse, lang[:2], alone=len(persons) == 1))
        topics = _topics(article, passage, terms) if said else ()
        for item in said:
            text = passage.text[item.start : item.end]
            found.append(
                Statement(
                    id=statement_id(article.slug, text, taken),
                    article=article.slug,
                    passage=passage.id,
                    start=item.start,
                    end=item.end,
                    text=text,
                    speaker=item.speaker.actor,
                    speaker_surface=item.speaker.surface,
                    cue=item.cue,
                    kind=item.kind,
                    date=article.head.date,
                    topics=topics,
                )
            )
        persons = {mention.actor for mention in here if mention.actor is None or kinds[mention.actor] == "person"}
    return tuple(found)


def statement_id(article: str, text: str, taken: set[str]) -> str:
    """The id of a statement: made of its article and its own words, so that edits elsewhere leave it."""
    return free(f"s-{code(f'{article} {words(text)}')}", taken)


def _topics(article: Article, passage: Passage, terms: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Those of the article's topics whose signal words stand in the passage; all of them where none does."""
    text = passage.text.casefold()
    here = tuple(topic for topic in article.head.topics if any(term in text for term in terms.get(topic, ())))
    return here or article.head.topics


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
