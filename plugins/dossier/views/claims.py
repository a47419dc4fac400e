"""Contested claims: who says what, who denies it, and what stands behind either."""

from collections.abc import Iterator
from typing import NamedTuple

from dossier.citations import named, unmarked
from dossier.edition import Dispute, Edition
from dossier.model import Article
from dossier.views.base import ArticleRef, Ref, article_ref, topic_ref
from dossier.views.rows import Report, report


class Side(NamedTuple):
    """What one side says, with the sources that its marks name."""

    text: str
    reports: tuple[Report, ...]


class Claim(NamedTuple):
    """A contested claim: where it stands, what is claimed, who says it and who denies it.

    ``settled`` says what settled it, and is empty while it is open; ``told`` are the articles that tell it.
    """

    id: str
    address: str
    claim: Side
    by: Side
    denied_by: Side
    settled: str
    topics: tuple[Ref, ...]
    told: tuple[ArticleRef, ...]


def claim_of(edition: Edition, dispute: Dispute) -> Claim:
    """A contested claim as pages show it."""
    article, contest = dispute.told[0], dispute.contest
    claim, by, denied_by = (_side(article, text) for text in (contest.claim, contest.by, contest.denied_by))
    return Claim(
        dispute.id,
        f"contested.html#{dispute.id}",
        claim,
        by,
        denied_by,
        "" if contest.state == "open" else unmarked(contest.state),
        tuple(topic_ref(edition, topic) for topic in dispute.topics),
        tuple(article_ref(edition, article) for article in dispute.told),
    )


def _side(article: Article, text: str) -> Side:
    ids = {*named(text)}
    return Side(unmarked(text), tuple(report(source) for source in article.head.sources if source.id in ids))


def claims(edition: Edition) -> Iterator[Claim]:
    """All contested claims."""
    return (claim_of(edition, dispute) for dispute in edition.disputes.values())
