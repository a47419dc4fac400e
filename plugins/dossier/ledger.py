"""What is proposed in an article, and what the compiler decided on it."""

from collections.abc import Iterable, Mapping, Sequence

from dossier.model import Article, Proposal, Prose, Statement
from dossier.text import code, free, words

BETWEEN = " … "  # two spans of a statement


def statements_of(
    article: Article, prose: Prose, proposals: Iterable[Proposal], terms: Mapping[str, Sequence[str]]
) -> tuple[Statement, ...]:
    """The statements of an article, in reading order; ``terms`` holds the words that signal each topic, in lower case."""
    taken = set[str]()
    texts = {passage.id: passage.text for passage in prose.passages}
    return tuple(_proposed(article, texts, found, terms, taken) for found in proposals)


def statement_id(article: str, text: str, taken: set[str]) -> str:
    """The id of a statement: made of its article and its own words, so that edits elsewhere leave it."""
    return free(f"s-{code(f'{article} {words(text)}')}", taken)


def _proposed(
    article: Article, texts: Mapping[str, str], found: Proposal, terms: Mapping[str, Sequence[str]], taken: set[str]
) -> Statement:
    text = BETWEEN.join(texts[place.passage][place.start : place.end] for place in found.spans)
    return Statement(
        id=statement_id(article.slug, text, taken),
        article=article.slug,
        spans=found.spans,
        text=text,
        speaker=found.speaker,
        speaker_surface=found.speaker_surface,
        speaker_span=found.speaker_span,
        cue=found.cue,
        kind=found.kind,
        reported=article.head.date,
        said=found.said,
        topics=_topics(article, texts[found.spans[0].passage], terms),
    )


def _topics(article: Article, text: str, terms: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Those of the article's topics whose signal words stand in a passage's text; all of them where none does."""
    folded = text.casefold()
    here = tuple(topic for topic in article.head.topics if any(term in folded for term in terms.get(topic, ())))
    return here or article.head.topics
