"""One actor's file that holds two: the second gets a file of its own, and what is chosen names it from then on.

The rest stays what it is: where a name could be either's by now, the first is declared in the article. Each file is read as a
build would read it before and after, and nothing is changed where a place would mean somebody else than was said.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ahocorasick_rs import AhoCorasick

from dossier.desk.change import Change
from dossier.desk.corrections import Texts, checked, claimed
from dossier.desk.linking import linked
from dossier.desk.meaning import added
from dossier.desk.naming import FOLDERS, follow, path_of
from dossier.edition import Edition
from dossier.errors import ContentError, DossierError
from dossier.gazetteer import Gazetteer, compile_gazetteer
from dossier.ledger import LEDGER, Ledger
from dossier.ledger.file import read as read_ledger
from dossier.model import ActorKind, Article, Place, Prose
from dossier.readings import File, read
from dossier.resolve import resolve
from dossier.splice import spliced, values
from dossier.text import fold

Meant = Mapping[Place, str | None]


@dataclass(frozen=True)
class Part:
    """The second actor: its slug, what it is called, of what kind it is, and which aliases of the first are its own."""

    slug: str
    name: str
    kind: ActorKind
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Two:
    """Both actors, by slug and path, and the spellings of all actors before and after."""

    old: tuple[str, str]
    new: tuple[str, str]
    before: Gazetteer
    after: Gazetteer
    lang: str

    def meant(self, path: str, data: bytes, book: Gazetteer) -> dict[Place, str | None]:
        """Whom each place of an article means."""
        mentions = resolve(*_parsed(path, data, self.lang), book)
        return {Place(m.passage, m.start, m.end): m.actor for m in mentions if m.evidence != "within"}


@lru_cache(4)  # an article is looked at several times while it is changed
def _parsed(path: str, data: bytes, lang: str) -> tuple[Article, Prose]:
    found = read(File(path, data), lang)
    if isinstance(found, list):
        raise found[0]
    return found


def split(texts: Texts, edition: Edition, old: str, part: Part, chosen: Mapping[str, Collection[str]]) -> Change:
    """The change that writes a second actor's file, and by which chosen articles name that one.

    ``chosen`` are the slugs of articles, each with the ids of the passages that do, none where all of them do. Raises
    DossierError where one of them does not name the actor, the new slug is none or is taken, an alias is not the actor's, or an
    error would be there that is not now; ContentError where a file cannot be changed so.
    """
    path = path_of(texts, "actor", old)
    claimed(texts, "actor", part.slug, path, old)
    if not chosen:
        raise DossierError("no article is chosen that names the new actor")
    after: dict[str, bytes] = {**texts}
    to = f"{FOLDERS['actor']}/{part.slug}.md"
    after[path], after[to] = _files(path, texts[path], to, part)
    two = _Two((old, path), (part.slug, to), _book(texts), _book(after), edition.lang)
    parts = {path_of(texts, "article", slug): frozenset(passages) for slug, passages in chosen.items()}
    for name in sorted({*parts, *(path for path in _near(edition, old, two) if path in texts)}):
        after[name] = _article(two, name, texts[name], parts.get(name))
    if LEDGER in texts:
        after[LEDGER] = _decisions(texts[LEDGER], old, part.slug, [slug for slug, passages in chosen.items() if not passages])
    said = f"actor {part.slug} is split from {old}: named in {len(parts)} {'article' if len(parts) == 1 else 'articles'}"
    return checked(texts, after, said)


def _near(edition: Edition, old: str, two: _Two) -> Iterator[str]:
    """The articles that name the first actor and hold a spelling which is not whose it was."""
    spellings = {*two.before.spellings} ^ {*two.after.spellings}
    hold = AhoCorasick(sorted({spelling.text for spelling in spellings}))
    for article in edition.by_actor.get(old, ()):
        if any(hold.find_matches_as_indexes(fold(passage.text)[0]) for passage in edition.prose(article).passages):
            yield article.path


def _files(path: str, data: bytes, to: str, part: Part) -> tuple[bytes, bytes]:
    """Both files: the first without the aliases that are the second's."""
    if not part.name.strip():
        raise DossierError("the new actor has no name")
    held = values(path, data).get("aliases")
    moved: list[Any] = []
    for text in part.aliases:
        had = held if isinstance(held, list) else []
        item = next((one for one in had if text == (one.get("text") if isinstance(one, dict) else one)), None)
        if item is None:
            raise DossierError(f"{path} has no alias `{text}`")
        moved.append(item)
        left = [one for one in had if one is not item]
        data = spliced(path, data, {("aliases", str(had.index(item))): None} if left else {"aliases": None})
        held = left
    new = b"---\n---\n"
    for key, value in (("name", part.name), ("kind", part.kind), ("aliases", moved)):
        new = spliced(to, new, {key: value}) if value else new
    return data, new


def _book(texts: Texts) -> Gazetteer:
    """The spellings of all actors that can be read."""
    found = (read(File(path, data), "en") for path, data in texts.items() if path.startswith(f"{FOLDERS['actor']}/"))
    return compile_gazetteer(one[0] for one in found if not isinstance(one, list))


def _article(two: _Two, path: str, data: bytes, passages: Collection[str] | None) -> bytes:
    """An article in which the chosen passages, all where none is given, name the second actor; None where it is not chosen."""
    (old, _), (new, _) = two.old, two.new
    before, own = two.meant(path, data, two.before), two.meant(path, data, two.after)
    if passages is None and own == before:
        return data
    whole = passages is not None and not passages
    held = [place for place, actor in before.items() if actor == old]
    chosen = [place for place in held if whole or (passages and place.passage in passages)]
    if missing := {*(passages or ())} - {place.passage for place in chosen}:
        raise DossierError(f"{path} does not name {old} in {min(missing)}")
    after = follow({path: data}, "actor", two.old, two.new).get(path, data) if whole else data
    if whole and not chosen and after == data:
        raise DossierError(f"{path} does not name {old}")
    stays = [place for place in held if place not in chosen and own.get(place) != new]  # an alias that is hers names her
    others = {place: actor for place, actor in before.items() if actor not in (None, old)}
    for who, places in ((two.new, chosen), (two.old, stays)):
        if (whole or who is two.old) and _wrong(two.meant(path, after, two.after), dict.fromkeys(places, who[0])):
            after = added(path, after, "actors", [who[0]])
        after = _linked(two, path, after, who, places)
    wanted = dict.fromkeys(chosen, new) | dict.fromkeys(stays, old) | others
    if wrong := _wrong(two.meant(path, after, two.after), wanted):
        raise ContentError(path, 1, f"would mean somebody else in {wrong[0].passage}", example="link the names there by hand")
    return after


def _linked(two: _Two, path: str, data: bytes, who: tuple[str, str], places: Sequence[Place]) -> bytes:
    """An article in which those of some places lead to an actor that would mean another one else."""
    left = _wrong(two.meant(path, data, two.after), dict.fromkeys(places, who[0]))
    for place in sorted(left, key=lambda place: place.start, reverse=True):
        data = linked(path, data, place, who[1], two.lang)
    return data


def _wrong(now: Meant, wanted: Meant) -> list[Place]:
    """The places that do not mean whom they should."""
    return [place for place, actor in wanted.items() if now.get(place, "") != actor]


def _decisions(data: bytes, old: str, new: str, articles: Iterable[str]) -> bytes:
    """The ledger, in which the second actor said what the first did in some articles."""
    ledger = read_ledger(data)
    if not isinstance(ledger, Ledger):
        return data
    decided = (item for slug in articles for item in ledger.by_article.get(slug, {}).items())
    return spliced(LEDGER, data, {(name, "speaker"): new for name, decision in decided if decision.speaker == old})
