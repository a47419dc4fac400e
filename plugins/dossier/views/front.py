"""The front page: the whole in a few sentences, and the ways in."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from markupsafe import Markup

from dossier.edition import Edition
from dossier.model import Topic
from dossier.views.base import ArticleRef, Ref, View, actor_ref, article_ref, body, first_sentences, ranked, topic_ref
from dossier.views.cites import Told, told
from dossier.views.claims import Claim, claim_of
from dossier.views.marks import Voice, voice
from dossier.views.scale import Spark, spark
from dossier.views.topic import count
from dossier.views.turning import Turning, turning

CLAIMS, TOPICS, LATEST, MOST = 6, 5, 8, 12  # claims; topics beside the main ones; articles where none are to start with; actors


class Start(NamedTuple):
    """An article to begin with, and why."""

    article: ArticleRef
    why: str


class Wanted(NamedTuple):
    """What an actor wanted at first, and at last."""

    actor: Voice
    first: Told
    last: Told


class TopicLine(NamedTuple):
    """A topic: its articles by quarter, and for a main one what it is about."""

    ref: Ref
    about: str
    spark: Spark | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontView(View):
    """What this dossier is, and the ways into it.

    Without a briefing there is the ``introduction``, without articles to ``start`` with the ``latest``. ``shown`` of all
    ``claims`` are the first ones.
    """

    template: ClassVar[str] = "index.html"
    section: ClassVar[str] = "front"
    introduction: Markup
    briefing: tuple[tuple[str, tuple[Told, ...]], ...]
    start: tuple[Start, ...]
    latest: tuple[ArticleRef, ...]
    turning: Turning | None
    wanted: tuple[Wanted, ...]
    claims: tuple[Claim, ...]
    all_claims: int
    main: tuple[TopicLine, ...]
    topics: tuple[TopicLine, ...]
    all_topics: int
    named: tuple[Ref, ...]
    articles: int
    years: tuple[int, ...]


def front_view(edition: Edition, name: str, subtitle: str) -> FrontView:
    """The front page. Without a briefing the page ``content/pages/index.md``, where there is one, introduces the dossier."""
    whole, introduction = edition.dossier, edition.pages.get("index")
    briefing = tuple(_briefing(edition))
    topics = sorted(
        edition.topics.values(), key=lambda topic: (-count(edition, topic), edition.words.sort_key(topic.head.label))
    )
    main = [topic for topic in topics if topic.head.main]
    others = [topic for topic in topics if not topic.head.main and count(edition, topic)]
    disputes = list(edition.disputes.values())
    start = tuple(Start(article_ref(edition, edition.slugs[s.article]), s.why) for s in whole.start_here)
    named = {} if whole.camps else {slug: edition.total(slug) for slug in edition.by_actor}
    return FrontView(
        address="index.html",
        title=name,
        summary=subtitle,
        lang=edition.lang,
        search={},
        introduction=body(edition, introduction) if introduction and not briefing else Markup(""),
        briefing=briefing,
        start=start,
        latest=() if start else tuple(article_ref(edition, article) for article in edition.articles[: -LATEST - 1 : -1]),
        turning=turning(edition),
        wanted=tuple(
            Wanted(voice(edition, row.actor), told(edition, row.first), told(edition, row.last))
            for camp in whole.camps
            for row in camp.wanted
        ),
        claims=tuple(claim_of(edition, dispute) for dispute in disputes[:CLAIMS]),
        all_claims=len(disputes),
        main=tuple(_line(edition, topic, about=True) for topic in main),
        topics=tuple(_line(edition, topic, about=False) for topic in others[:TOPICS]),
        all_topics=len(topics),
        named=ranked(named, actor_ref, edition)[:MOST],
        articles=len(edition.articles),
        years=edition.span,
    )


def _briefing(edition: Edition) -> Iterator[tuple[str, tuple[Told, ...]]]:
    """The parts of the briefing that there are, each under its heading."""
    words, briefing = edition.words, edition.dossier.briefing
    for label, sentences in (
        (words.gettext("What it was about"), briefing.about),
        (words.gettext("Why it mattered"), briefing.mattered),
        (words.gettext("How it ended"), briefing.ended),
    ):
        if sentences:
            yield label, tuple(told(edition, sentence) for sentence in sentences)


def _line(edition: Edition, topic: Topic, *, about: bool) -> TopicLine:
    dates = [article.head.date for article in edition.by_topic.get(topic.slug, ())]
    text = topic.head.question or first_sentences(edition, topic, 160) if about else ""
    return TopicLine(topic_ref(edition, topic.slug, len(dates)), text, spark(edition, dates))
