"""What keeps content from being published together: references that lead nowhere, names that clash."""

from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import PurePosixPath
from typing import Any

from dossier.checks.called import Called, near
from dossier.checks.statics import refused
from dossier.edition import of_kind
from dossier.errors import ContentError
from dossier.ledger import LEDGER, Ledger
from dossier.model import Actor, ActorHead, ArticleHead, Entry, Link, Topic, TopicHead
from dossier.text import slug
from dossier.walk import UNREAD, destination

TEXTS = frozenset({".md", ".markdown", ".rst"})
KINDS = ("articles", "actors", "topics", "pages")


def errors(
    entries: Iterable[Entry[Any]],
    files: Mapping[str, Entry[Any]],
    unread: Iterable[str],
    statics: Iterable[str],
    formats: Container[str],
) -> Iterator[ContentError]:
    """Everything that keeps readable entries from being published together.

    ``entries`` are all, drafts too; ``files`` those to be published, by path; ``unread`` the paths of files with errors
    of their own, which whoever refers to them need not repeat; ``statics`` the paths of all other files; ``formats`` the names
    of the data files, and of their folders.
    """
    topics = of_kind(files, "topics")
    known_files, known_statics = {*files, *unread}, frozenset(statics)
    known_actors, known_topics = (_slugs(known_files, kind) for kind in ("actors", "topics"))
    seen: dict[str, str] = {}
    pages = {address: entry.path for entry in files.values() for address in (entry.address, *entry.old_addresses)}
    entries = sorted(entries, key=lambda entry: entry.path)
    slugs = frozenset(entry.slug for entry in entries if isinstance(entry.head, ArticleHead))
    called = Called(entries)
    for entry in entries:
        yield from _names(entry, seen)
        if isinstance(entry.head, ArticleHead):
            yield from called.unknown(entry, "topics", entry.head.topics, known_topics)
            yield from called.unknown(entry, "actors", entry.head.actors, known_actors)
            yield from called.unknown(entry, "translation_of", filter(None, [entry.head.translation_of]), slugs)
        elif isinstance(entry.head, TopicHead):
            yield from called.unknown(entry, "broader", filter(None, [entry.head.broader]), known_topics)
            yield from _circle(entry, topics)
        elif isinstance(entry.head, ActorHead):
            yield from _actor(entry, known_actors, called)
        for link in entry.links if entry.path in files else ():
            if link.kind == "filename":
                yield from _missing(entry, link, known_files)
            elif link.kind in ("static", "attach"):
                yield from _missing(entry, link, known_statics) or _refused(entry, link, pages, formats)
    for entry in entries:
        yield from _formerly(entry, seen)
    linked = {destination(entry.path, link.target) for entry in entries for link in entry.links}
    yield from _astray(path for path in known_statics if path not in linked)


def _astray(paths: Iterable[str]) -> Iterator[ContentError]:
    """An error for each text that would be left out of the dossier without a word."""
    for path in map(PurePosixPath, paths):
        if path.suffix in TEXTS and path.parts[0] not in UNREAD and path.stem.upper() != "README":
            problem = "lies in no folder that a build reads: articles, actors, topics, pages"
            right = f"content/articles/{path.stem}.md, with front matter; `dossier import` writes it for a text"
            yield ContentError(str(path), 1, problem, example=right)
        elif path.suffix in (".txt", ".text") and path.parts[0] in KINDS and path.stem.upper() != "README":
            problem = "is text without Markdown's ending, so that no build reads it"
            yield ContentError(
                str(path), 1, problem, example=f"`dossier import content/{path}`, then remove it; or the ending .md"
            )


def _slugs(paths: Iterable[str], kind: str) -> frozenset[str]:
    return frozenset(slug(PurePosixPath(path).stem) for path in paths if path.startswith(f"{kind}/"))


def slugs(entries: Iterable[Entry[Any]], unread: Collection[str]) -> dict[str, set[str]]:
    """The slugs of all files by the folder that they are in, drafts too; ``unread`` are the paths of those with errors."""
    found: dict[str, set[str]] = {"articles": set(), "actors": set(), "topics": set()}
    for entry in entries:
        found.setdefault(entry.path.partition("/")[0], set()).add(entry.slug)
    for path in unread:
        found.setdefault(path.partition("/")[0], set()).add(slug(PurePosixPath(path).stem))
    return found


def decisions(ledger: Ledger, slugs: Mapping[str, Collection[str]]) -> Iterator[ContentError]:
    """An error for each decision on a statement that names an article, an actor, a topic or a statement that is not there.

    ``slugs`` are those of the ``articles``, ``actors`` and ``topics``, all that there are.
    """
    for name, decision in ledger.decisions.items():
        first = ledger.decisions.get(decision.same_as or "")
        wanted = [("article", decision.article, slugs["articles"]), ("actor", decision.speaker, slugs["actors"])]
        wanted += [("topic", topic, slugs["topics"]) for topic in decision.topics]
        if decision.same_as and (decision.same_as == name or not first):
            wanted.append(("statement", decision.same_as, ledger.decisions.keys() - {name}))
        for noun, sought, known in wanted:
            if sought and sought not in known:
                near = get_close_matches(sought, sorted(known), 1, 0.5)
                problem = f"`{name}`: there is no {noun} `{sought}`"
                yield ContentError(LEDGER, ledger.lines.get(name, 1), problem, example=near[0] if near else "")
        if first and first.same_as:
            problem = f"`{name}`: `{decision.same_as}` is itself told as the same as `{first.same_as}`"
            yield ContentError(LEDGER, ledger.lines.get(name, 1), problem, example=f"same_as: {first.same_as}")


def _names(entry: Entry[Any], seen: dict[str, str]) -> Iterator[ContentError]:
    if entry.slug == "index" and not entry.path.startswith("pages/"):
        yield ContentError(entry.path, 1, "has the name of the list of its kind: index", example="another file name")
    if entry.address in seen:
        problem = f"has the slug `{entry.slug}`, as {seen[entry.address]} has"
        yield ContentError(entry.path, 1, problem, example="another file name")
    seen.setdefault(entry.address, entry.path)


def _formerly(entry: Entry[Any], seen: dict[str, str]) -> Iterator[ContentError]:
    """An error for each slug of before that a file has now, or had before."""
    for place, address in enumerate(entry.old_addresses):
        if address in seen:
            slug, line = entry.head.formerly[place], entry.line(f"formerly.{place}")
            whose = "it has now" if seen[address] == entry.path else f"is that of {seen[address]}"
            yield ContentError(
                entry.path, line, f"`formerly`: the slug `{slug}` {whose}", slug, "a slug that no other file claims"
            )
        seen.setdefault(address, entry.path)


def _actor(actor: Actor, actors: frozenset[str], called: "Called") -> Iterator[ContentError]:
    yield from called.unknown(actor, "member_of", actor.head.member_of, actors)
    yield from called.unknown(actor, "of", filter(None, [actor.head.of]), actors)
    for place, role in enumerate(actor.head.roles):
        yield from called.unknown(actor, f"roles.{place}.of", filter(None, [role.of]), actors)
        if role.from_ and role.to and role.to.last < role.from_.first:
            problem = f"`roles.{place}` ends before it begins"
            yield ContentError(actor.path, actor.line(f"roles.{place}"), problem, f"{role.from_} to {role.to}")


def _circle(topic: Topic, topics: Mapping[str, Topic]) -> Iterator[ContentError]:
    above, seen = topics.get(topic.head.broader or ""), {topic.slug}
    while above and above.slug not in seen:
        seen.add(above.slug)
        above = topics.get(above.head.broader or "")
    if above and above.slug == topic.slug:
        yield ContentError(topic.path, topic.line("broader"), f"`broader` leads from `{topic.slug}` back to itself")


def _missing(entry: Entry[Any], link: Link, known: Collection[str]) -> list[ContentError]:
    path = destination(entry.path, link.target)
    if path in known:
        return []
    meant = near(path, known)
    nearest = f"{{{link.kind}}}/{meant}" if meant else ""
    problem = f"link to a file that is not there: {path}"
    return [ContentError(entry.path, link.line, problem, f"{{{link.kind}}}{link.target}", nearest)]


def _refused(entry: Entry[Any], link: Link, pages: Mapping[str, str], formats: Container[str]) -> list[ContentError]:
    path = destination(entry.path, link.target)
    problem, right = refused(path, pages, formats)
    found = f"{{{link.kind}}}{link.target}"
    return [ContentError(entry.path, link.line, f"link to {path}, which {problem}", found, right)] if problem else []
