"""What readers would miss: parts of pages that the compiler has not written yet, those first that would be missed most."""

from collections.abc import Iterator
from itertools import chain

from dossier.edition import Edition
from dossier.ledger import LEDGER
from dossier.model import WHOLE, Finding

FEW = 10  # articles below which a reader sees the whole without help
STEPS, WORDS = 3, 5  # of a topic from which it wants an outcome; statements of an actor from which it wants a stance

CODES = {
    "briefing-missing": "no briefing says what it was about, why it mattered and how it ended",
    "outcome-missing": "a topic does not say how it ended",
    "camps-missing": "no camps say who stood on which side, and what they wanted",
    "stance-missing": "an actor with many statements does not say what it stood for",
    "turning-missing": "no article is a turning point",
    "line-missing": "confirmed statements have no line for tables",
    "question-missing": "a topic does not say what was at issue",
    "step-missing": "articles do not say what they are in a topic's story",
    "start-missing": "nothing says where to begin",
}


def missing(edition: Edition) -> tuple[Finding, ...]:
    """What readers would miss of an edition, in the order in which they would miss it. A small dossier is whole with less."""
    whole = edition.dossier
    if len(edition.articles) < FEW:
        return ()
    return tuple(
        chain(
            _without(not whole.briefing.about, "briefing-missing", "`briefing` would tell the whole in a few sentences"),
            _outcomes(edition),
            _without(not whole.camps, "camps-missing", "`camps` would say who stood on which side, and what they wanted"),
            _stances(edition),
            _without(not edition.turning, "turning-missing", "no article has the key `turning`; ten of them carry the story"),
            _lines(edition),
            _questions(edition),
            _steps(edition),
            _without(not whole.start_here, "start-missing", "`start_here` would name the articles to begin with"),
        )
    )


def _without(absent: bool, code: str, message: str) -> Iterator[Finding]:
    if absent:
        yield Finding(code, WHOLE, 1, message)


def _outcomes(edition: Edition) -> Iterator[Finding]:
    topics = sorted(edition.topics.values(), key=lambda topic: (not topic.head.main, -len(edition.steps.get(topic.slug, ()))))
    for topic in topics:
        count = len(edition.steps.get(topic.slug, ()))
        if not topic.head.outcome and count >= STEPS:
            yield Finding("outcome-missing", topic.path, 1, f"{count} steps, and no `outcome`")


def _stances(edition: Edition) -> Iterator[Finding]:
    for slug, said in sorted(edition.said_by.items(), key=lambda pair: -len(pair[1])):
        if len(said) >= WORDS and not edition.actors[slug].head.stance:
            yield Finding("stance-missing", edition.actors[slug].path, 1, f"{len(said)} statements, and no `stance`")


def _lines(edition: Edition) -> Iterator[Finding]:
    ledger = edition.known.ledger
    bare = [one.id for one in edition.shown if one.status == "confirmed" and not one.line and one.id in ledger.decisions]
    if bare:
        yield Finding(
            "line-missing", LEDGER, ledger.lines.get(bare[0], 1), f"{len(bare)} statements have no `line`; first `{bare[0]}`"
        )


def _questions(edition: Edition) -> Iterator[Finding]:
    for topic in edition.topics.values():
        if topic.head.main and not topic.head.question:
            yield Finding("question-missing", topic.path, 1, f"{topic.head.label} has no `question`")


def _steps(edition: Edition) -> Iterator[Finding]:
    for slug, articles in edition.by_topic.items():
        untold = [article for article in articles if slug not in article.head.steps]
        if untold and len(untold) < len(articles):
            message = f"{len(untold)} of {len(articles)} articles have no `steps` in {edition.topics[slug].head.label}"
            yield Finding("step-missing", untold[0].path, untold[0].line("topics"), message)
