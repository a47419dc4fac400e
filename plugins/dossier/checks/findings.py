"""What the compiler should look at. Each finding has a code; docs/findings.md lists them with what to do about each."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import pairwise
from typing import Any

from dossier.chronology import overlaps
from dossier.edition import Edition
from dossier.gazetteer import Gazetteer, spelled
from dossier.gazetteer.offices import head as office
from dossier.ledger import LEDGER, Ledger, Stray
from dossier.model import BETWEEN, Actor, Article, Entry, Finding, Role
from dossier.text import shorten
from dossier.walk import destination

SAID = 200  # characters of what Pagefind said of a page
WEEK = 7  # days that an article may be from its nearest source, and an office without a holder


CODES: Mapping[str, str] = {
    "actor-unmentioned": "an actor that no article mentions",
    "address-refused": "a link or picture whose address no page may use",
    "alias-shared": "a spelling that two actors bear",
    "alias-unmatched": "an alias that no article uses",
    "date-differs": "an article whose date is not that of its sources",
    "declared-unmentioned": "an actor that is declared and not named",
    "fragment-gone": "a link to a passage that is not there any more",
    "mention-open": "a name that more than one actor could bear",
    "name-in-brackets": "a name in double brackets, as notebooks link it",
    "not-mention-unknown": "a name in not_mentions that nobody bears",
    "passage-uncited": "a passage of a brief that no mark ties to a source",
    "page-unsearched": "a page that the search cannot hold; a build tells of it",
    "role-gap": "an office that nobody holds for a time",
    "role-overlap": "an office that two hold at once",
    "statement-lost": "a decision on a statement whose words are gone",
    "statement-moved": "a statement whose words the article has changed",
    "source-copied": "a source of which only somebody else's copy is known",
    "source-insecure": "a source whose address is not https",
    "source-unlocated": "a source that nothing says where to find",
    "todo": "a passage that begins with TODO, which readers would see",
    "topic-empty": "a topic that no article is on",
}
HINTS = frozenset(("alias-unmatched", "passage-uncited", "role-gap", "source-copied", "source-insecure"))


def findings(edition: Edition) -> tuple[Finding, ...]:
    """Everything that the compiler should look at, by file and line; those whose code is in ``HINTS`` may well be right."""
    found = [*_certain(edition), *_unmatched(edition), *_addresses(edition.articles), *_uncited(edition)]
    return tuple(sorted(found, key=lambda finding: (finding.path, finding.line, finding.code, finding.message)))


def count(edition: Edition) -> int:
    """How many findings there are that are no hints; looks at no text, and so tells at once of ten thousand articles."""
    return sum(finding.code not in HINTS for finding in _certain(edition))


def unsearched(files: Mapping[str, Entry[Any]], refused: Mapping[str, str]) -> Iterator[Finding]:
    """A finding for each page that Pagefind could not index, by its address, and what it said; only a build knows of them."""
    paths = {entry.address: entry.path for entry in files.values()}
    for address, said in sorted(refused.items()):
        message = f"{address} is in no search, for Pagefind cannot index it: {shorten(' '.join(said.split()), SAID)}"
        yield Finding("page-unsearched", paths.get(address, address), 1, message)


def _certain(edition: Edition) -> Iterator[Finding]:
    yield from _shared_aliases(edition.gazetteer, edition.actors)
    yield from _open_mentions(edition)
    yield from _not_mentions(edition)
    yield from _unused(edition)
    yield from _declared(edition)
    yield from _sources(edition.articles)
    yield from _strays(edition)
    yield from _roles(edition.actors)
    yield from _links_to_look_at(edition)


def _shared_aliases(gazetteer: Gazetteer, actors: Mapping[str, Actor]) -> Iterator[Finding]:
    for spelling in gazetteer.spellings:
        senses = (sense for sense in spelling.senses if not sense.alias.metonym)
        given = [sense for sense in senses if sense.alias in actors[sense.actor].head.aliases or sense.form == "full"]
        for sense in given[1:]:
            others = ", ".join(s.actor for s in given if s.actor != sense.actor)
            actor = actors[sense.actor]
            line = actor.line(f"aliases.{_place(actor, sense.alias.text)}")
            yield Finding("alias-shared", actor.path, line, f"`{sense.alias.text}` also names {others}")


def _place(actor: Actor, text: str) -> int:
    return next((place for place, alias in enumerate(actor.head.aliases) if alias.text == text), 0)


def _open_mentions(edition: Edition) -> Iterator[Finding]:
    for article in edition.articles:
        for mention in edition.unsettled.get(article.slug, ()):
            line = next(passage.line for passage in edition.prose(article).passages if passage.id == mention.passage)
            message = f"`{mention.surface}` could be {' or '.join(mention.candidates)}"
            yield Finding("mention-open", article.path, line, message)


def _not_mentions(edition: Edition) -> Iterator[Finding]:
    known = {spelling.text for spelling in edition.gazetteer.spellings}
    for article in edition.articles:
        for place, text in enumerate(article.head.not_mentions):
            if text not in edition.actors and spelled(text)[0] not in known:
                message = f"`{text}` in not_mentions is no actor and no name of one"
                yield Finding("not-mention-unknown", article.path, article.line(f"not_mentions.{place}"), message)


def _unmatched(edition: Edition) -> Iterator[Finding]:
    surfaces: defaultdict[str, set[str]] = defaultdict(set)
    for article in edition.in_order:
        for mention in edition.mentions(article):
            for candidate in mention.candidates:
                surfaces[candidate].add(spelled(mention.surface)[0])
    for actor in (actor for actor in edition.actors.values() if actor.slug in edition.by_actor):
        for place, alias in enumerate(actor.head.aliases):
            text, is_open = spelled(alias.text)
            if not any(text in seen if is_open else text == seen or seen.endswith(f" {text}") for seen in surfaces[actor.slug]):
                message = f"no article writes {actor.head.name} as `{alias.text}`"
                yield Finding("alias-unmatched", actor.path, actor.line(f"aliases.{place}"), message)


def _addresses(articles: Iterable[Article]) -> Iterator[Finding]:
    """Sources that may not be found for long: by an address without https, or as a copy at somebody else's alone."""
    for article in articles:
        for place, source in enumerate(article.head.sources):
            if source.url and source.url.startswith("http:"):
                message = f"`{source.url}` is not https; anybody on the way can read and change it"
                yield Finding("source-insecure", article.path, article.line(f"sources.{place}.url"), message)
            if source.via and not source.archived:
                message = f"“{source.title}” was seen at {source.via}, and no archived copy is named"
                yield Finding("source-copied", article.path, article.line(f"sources.{place}"), message)


def _uncited(edition: Edition) -> Iterator[Finding]:
    for article in edition.articles:
        if article.head.kind == "brief" and any(source.id for source in article.head.sources):
            for passage in edition.prose(article).passages:
                if not passage.citations:
                    message = f"no mark says where this is from: {shorten(passage.text, 60)}"
                    yield Finding("passage-uncited", article.path, passage.line, message)


def _unused(edition: Edition) -> Iterator[Finding]:
    for actor in edition.actors.values():
        if actor.slug not in edition.by_actor:
            yield Finding("actor-unmentioned", actor.path, 1, f"no article mentions {actor.head.name}")
    above = {topic.head.broader for topic in edition.topics.values()}
    for topic in edition.topics.values():
        if topic.slug not in edition.by_topic and topic.slug not in above:
            yield Finding("topic-empty", topic.path, 1, f"no article is on {topic.head.label}")


def _declared(edition: Edition) -> Iterator[Finding]:
    for article in edition.articles:
        for place, actor in enumerate(article.head.actors):
            if not edition.weights[article.slug][actor]:
                message = f"{edition.actors[actor].head.name} is declared, and the text does not name it"
                yield Finding("declared-unmentioned", article.path, article.line(f"actors.{place}"), message)


def _sources(articles: Iterable[Article]) -> Iterator[Finding]:
    for article in articles:
        head = article.head
        for place, source in enumerate(head.sources):
            if not (source.url or source.archived or source.via or source.locator):
                message = f"nothing says where “{source.title}” can be found: no url, archived, via or locator"
                yield Finding("source-unlocated", article.path, article.line(f"sources.{place}"), message)
        dated = [source.date for source in head.sources if source.date]
        if dated and not any(
            abs((date.first - head.date.last).days) <= WEEK or overlaps(head.date, date, date) for date in dated
        ):
            nearest = min(dated, key=lambda date: abs((date.first - head.date.first).days))
            message = f"the article is of {head.date.text}, and no source is of that week; the nearest is of {nearest.text}"
            yield Finding("date-differs", article.path, article.line("date"), message)


def _strays(edition: Edition) -> Iterator[Finding]:
    """What the compiler decided and has lost its place in an article."""
    ledger = edition.known.ledger
    for article in edition.in_order:
        for stray in edition.analyses[article.slug].strays:
            yield _stray(ledger, article, stray)
    found = {statement.id for one in edition.analyses.values() for statement in one.statements}
    for name, decision in ledger.by_article.get("", {}).items():
        if name not in found:
            message = (
                f"`{name}` is {decision.status}, and no article has its words: {shorten(BETWEEN.join(decision.words), 80)}"
            )
            yield Finding("statement-lost", LEDGER, ledger.lines.get(name, 1), message)


def _stray(ledger: Ledger, article: Article, stray: Stray) -> Finding:
    line, decision = ledger.lines.get(stray.id, 1), ledger.decisions[stray.id]
    said, now = (shorten(BETWEEN.join(words), 80) for words in (decision.words, stray.words))
    if stray.words:
        message = f"`{stray.id}`: “{said}” is now “{now}”; `dossier statements move {stray.id}` takes that"
        return Finding("statement-moved", LEDGER, line, message)
    return Finding(
        "statement-lost", LEDGER, line, f"`{stray.id}` is {decision.status}, and {article.path} has no such words: {said}"
    )


def _roles(actors: Mapping[str, Actor]) -> Iterator[Finding]:
    offices: defaultdict[tuple[str, str], list[tuple[Role, int, Actor]]] = defaultdict(list)
    for actor in actors.values():
        for place, role in enumerate(actor.head.roles):
            owner = actors.get(role.of or actor.head.of or "")
            title, acting = office(role, owner) if owner else ("", True)
            if owner and role.from_ and not acting and not re.match(r"(?:first )?(?:deputy|vice|assistant)|.*senator", title):
                offices[owner.slug, title].append((role, place, actor))
    for (owner_slug, title), terms in offices.items():
        terms.sort(key=lambda term: term[0].from_.first if term[0].from_ else date.min)
        for (before, _, earlier), (after, place, actor) in pairwise(terms):
            what = f"{title} of {actors[owner_slug].head.name}"
            if not after.from_ or earlier.slug == actor.slug:
                continue
            line = actor.line(f"roles.{place}")
            if before.to is None or before.to.first > after.from_.last:
                message = (
                    f"{what}: {earlier.head.name} holds it until {before.to or 'now'}, {actor.head.name} from {after.from_}"
                )
                yield Finding("role-overlap", actor.path, line, message)
            elif (after.from_.first - before.to.last).days > WEEK:
                message = f"{what}: nobody holds it between {before.to} and {after.from_}"
                yield Finding("role-gap", actor.path, line, message)


def _loose(edition: Edition, entry: Entry[Any]) -> Iterator[Finding]:
    """What a text holds that readers would see as it stands."""
    for text, line in entry.refused:
        if text.startswith("TODO"):
            yield Finding("todo", entry.path, line, f"readers would see this note to yourself: {shorten(text, 60)}")
        elif text.startswith("[["):
            yield Finding("name-in-brackets", entry.path, line, _unlinked(edition, text.strip("[]").partition("|")[0]))
        else:
            message = f"`{text}` is not linked: write an http, https or mailto address, or {{filename}} and a path"
            yield Finding("address-refused", entry.path, line, message)


def _unlinked(edition: Edition, name: str) -> str:
    """What is to be said of a name in double brackets, as notebooks link it."""
    wanted = spelled(name)[0]
    named = next((actor for actor in edition.actors.values() if wanted in map(_folded, _names(actor))), None)
    known = f"which links to {named.head.name} by itself" if named else f"or [{name}]({{filename}}/actors/SLUG.md)"
    return f"`[[{name}]]` is no link, and readers see the brackets; write {name}, {known}"


def _names(actor: Actor) -> Iterator[str]:
    yield actor.head.name
    yield from (alias.text for alias in actor.head.aliases)


def _folded(text: str) -> str:
    return spelled(text)[0]


def _links_to_look_at(edition: Edition) -> Iterator[Finding]:
    for entry in edition.files.values():
        yield from _loose(edition, entry)
        for link in entry.links:
            if link.kind in ("fragment", "filename") and link.fragment:
                aim = entry if link.kind == "fragment" else edition.files.get(destination(entry.path, link.target))
                if aim and link.fragment not in edition.prose(aim).anchors:
                    yield Finding("fragment-gone", entry.path, link.line, f"`#{link.fragment}` is no passage of {aim.path}")
