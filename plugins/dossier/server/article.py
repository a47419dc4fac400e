"""The screen of an article: its file as fields, its passages with what stands in them, and the changes that answers mean."""

import threading
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from hashlib import sha256
from itertools import chain, pairwise
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from dossier.desk import Change, Conflict, files
from dossier.desk.decisions import taken, undecided
from dossier.desk.meant import article_of
from dossier.desk.names import spelled, told
from dossier.desk.writing import Fields, Parts, parts, rewritten
from dossier.edition import Edition
from dossier.errors import ContentError, ContentErrors, DossierError
from dossier.model import ActorKind, Article, Mention, Passage, Place
from dossier.server.asked import Refused, sentence

EDITED = 500_000  # bytes of a file that a field of a browser holds
KEPT = 64  # files as pages showed them, so that what was written there can be merged with what came since
_alone = threading.Lock()
_kept: OrderedDict[str, bytes] = OrderedDict()


class Written(msgspec.Struct, forbid_unknown_fields=True):
    """An article's front matter or text as somebody wrote it, and the SHA-256 of the file that was begun with, by its path."""

    article: str
    base: dict[str, str]
    front: str | None = None
    text: str | None = None


class Alias(msgspec.Struct, forbid_unknown_fields=True):
    """Another spelling of an actor."""

    name: str
    who: str


class NewActor(msgspec.Struct, forbid_unknown_fields=True):
    """A name of nobody whom a file describes, and what that is."""

    name: str
    kind: ActorKind = msgspec.field(name="as")


class Said(msgspec.Struct, forbid_unknown_fields=True):
    """Words of an article, and who said them when."""

    article: str
    words: tuple[str, ...]
    speaker: str
    surface: str = ""
    said: str = ""


class Undecided(msgspec.Struct, forbid_unknown_fields=True):
    """Statements that are to wait again."""

    rows: tuple[str, ...]


class Sheet(NamedTuple):
    """An article's file: what it holds as fields, and the SHA-256 that says so; or why a field cannot hold it."""

    parts: Parts | None
    digest: str
    problem: str


class Piece(NamedTuple):
    """A stretch of a passage in which the same stands from its beginning to its end.

    ``who`` is the actor who is named, ``open`` where that could be several, ``said`` are the statements, by id.
    """

    text: str
    who: str
    open: bool
    said: tuple[str, ...]


class Shown(NamedTuple):
    """A passage with its pieces."""

    id: str
    line: int
    pieces: tuple[Piece, ...]


def article_at(edition: Edition, slug: str) -> Article | None:
    """The article of a slug, hidden ones too; None where there is none."""
    with suppress(DossierError):
        return article_of(edition, slug)
    return None


def article(content: Path, edition: Edition, body: Mapping[str, Any]) -> Change:
    """The change that writes an article anew, merged with what its file holds by now."""
    given = msgspec.convert(body, Written)
    chosen = _chosen(edition, given.article)
    try:
        base = _base(content, chosen, given)
        return rewritten(content, edition, chosen, base, Fields(given.front, given.text))
    except ContentErrors as error:
        first = next((one for one in error.errors if one.path == chosen.path), None)
        file = held(content, chosen).parts
        field = file.field_of(first.line) if file and first else ""
        raise Refused(field, sentence(error), line=first.line if first else 0) from None


def alias(content: Path, edition: Edition, body: Mapping[str, Any]) -> Change:
    """The change that gives an actor another spelling."""
    given = msgspec.convert(body, Alias)
    return spelled(content, edition, given.who, " ".join(given.name.split()))


def new_actor(content: Path, _: Edition, body: Mapping[str, Any]) -> Change:
    """The change that writes the file of an actor."""
    given = msgspec.convert(body, NewActor)
    return told(content, " ".join(given.name.split()), given.kind)


def taken_from(content: Path, edition: Edition, body: Mapping[str, Any]) -> Change:
    """The change that takes a statement from an article."""
    given = msgspec.convert(body, Said)
    words = tuple(" ".join(span.split()) for span in given.words)
    keys = {"words": words, "speaker": given.speaker, "surface": " ".join(given.surface.split()), "said": given.said.strip()}
    return taken(content, edition, _chosen(edition, given.article), keys)


def reopen(content: Path, edition: Edition, body: Mapping[str, Any]) -> Change:
    """The change that takes decisions back."""
    return undecided(content, edition, msgspec.convert(body, Undecided).rows)


def held(content: Path, chosen: Article) -> Sheet:
    """The file of an article as it is on the disk; it is kept for a time, to be merged with."""
    data = files.read(content, chosen.path)
    if data is None:
        return Sheet(None, "", f"{chosen.path} is not there any more.")
    if len(data) > EDITED:
        return Sheet(None, "", f"{chosen.path} is too long for a field: open it in your editor.")
    digest = sha256(data).hexdigest()
    with _alone:
        _kept[digest] = data
        _kept.move_to_end(digest)
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    try:
        return Sheet(parts(chosen.path, data), digest, "")
    except ContentError as error:
        return Sheet(None, digest, sentence(error))


def passages(edition: Edition, chosen: Article) -> list[Shown]:
    """The passages of an article, each in pieces by the names and statements that stand in it."""
    names = [mention for mention in edition.mentions(chosen) if mention.evidence != "within"]
    said = [(place, one.id) for one in edition.statements_of(chosen.slug) for place in one.spans]
    return [
        Shown(
            passage.id,
            passage.line,
            tuple(
                _pieces(
                    edition,
                    passage,
                    [mention for mention in names if mention.passage == passage.id],
                    [(place, name) for place, name in said if place.passage == passage.id],
                )
            ),
        )
        for passage in edition.prose(chosen).passages
    ]


def _pieces(edition: Edition, passage: Passage, names: Sequence[Mention], said: Sequence[tuple[Place, str]]) -> Iterator[Piece]:
    """A passage in pieces."""
    spans = [(name.start, name.end) for name in names] + [(place.start, place.end) for place, _ in said]
    cuts = sorted({0, len(passage.text), *chain.from_iterable(spans)})
    for start, end in pairwise(cuts):
        name = next((one for one in names if one.start <= start and end <= one.end), None)
        who = edition.actor_names[name.actor].name if name and name.actor else ""
        over = tuple(key for place, key in said if place.start <= start and end <= place.end)
        yield Piece(passage.text[start:end], who, bool(name and not name.actor), over)


def _chosen(edition: Edition, slug: str) -> Article:
    if not (chosen := article_at(edition, slug)):
        raise Refused("article", f"There is no article {slug}.", 404)
    return chosen


def _base(content: Path, chosen: Article, given: Written) -> bytes:
    """The file as the page showed it; raises Conflict where nobody knows that any more, and it is another by now."""
    now = files.read(content, chosen.path)
    digest = given.base.get(chosen.path, "")
    if now is not None and sha256(now).hexdigest() == digest:
        return now
    with _alone:
        if digest in _kept:
            return _kept[digest]
    ours = "\n".join(text for text in (given.front, given.text) if text is not None)
    raise Conflict(chosen.path, now, ours.encode())
