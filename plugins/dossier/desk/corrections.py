"""Corrections that keep what was decided: another slug, two files that are one, an article that goes.

Each is a function of the texts of a content folder, by path, that returns a change; all that names what is corrected follows.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from dossier import checks
from dossier.candidates.nobody import NAMES
from dossier.desk.change import Change, Edit
from dossier.desk.naming import FOLDERS, Kind, follow, path_of, slug_of
from dossier.errors import ContentError, DossierError
from dossier.ledger import LEDGER, Ledger
from dossier.ledger.file import read as read_ledger
from dossier.ledger.file import spliced as spliced_ledger
from dossier.model import WHOLE, Entry
from dossier.readings import HEADS, File, dated, read
from dossier.splice import spliced, values
from dossier.text import LONGEST_SLUG, slug
from dossier.walk import REMOVED, on_disk, walk

Texts = Mapping[str, bytes]

HEAD = b"""\
# The clippings whose articles were removed, by their SHA-256, with the slug of the article; an import passes over them.
# Take a line out to have its clipping imported again.
"""
_LISTS = {
    "actor": ("aliases", "native", "roles", "member_of", "demonyms", "stance"),
    "topic": ("terms", "wanted"),
}  # of which the one takes over what it has not
_ALONE = {"actor": ("of", "wikidata"), "topic": ("broader", "main", "question", "outcome", "open", "years")}
_CALLED = {"actor": ("name", "aliases"), "topic": ("label", "terms")}  # what it is called, and how else
_BODY = re.compile(rb"\A(?:\xef\xbb\xbf)?---[^\n]*\n.*?^---[^\S\n]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)


def texts_of(content: Path) -> dict[str, bytes]:
    """The texts of a content folder that may name others, by path: what a build reads, and the inbox."""
    names = (place.name for place in walk(content)[0])
    return {name: on_disk(content, name).read_bytes() for name in names if _is_text(name)}


def _is_text(name: str) -> bool:
    folder = name.partition("/")[0]
    return name in (WHOLE, LEDGER, NAMES, REMOVED) or (
        name.endswith((".md", ".markdown")) and (folder in HEADS or folder == "inbox")
    )


def rename(texts: Texts, kind: Kind, old: str, new: str) -> Change:
    """The change that gives an actor, a topic or an article another slug; what it was stays as ``formerly``.

    An article's slug gets its date where it names none. Raises DossierError where there is none of the old slug, the new one is
    none, or another file claims it.
    """
    path = path_of(texts, kind, old)
    if kind == "article":
        new = dated(new, str(values(path, texts[path])["date"]))
    claimed(texts, kind, new, path, old)
    to = str(PurePosixPath(path).with_name(f"{new}{PurePosixPath(path).suffix}"))
    after = {**texts, **follow(texts, kind, (old, path), (new, to))}
    after[path] = _formerly(path, after[path], [old], new)
    return checked(texts, after, f"{kind} {old} is {new} now", {path: to})


def merge(texts: Texts, kind: Kind, kept: str, gone: str) -> Change:
    """The change by which of two actors or topics that are one the second goes into the first: names, references, decisions.

    What the first has not it takes over; the slug of the second stays as ``formerly``. Raises DossierError where one of them is
    not there, ContentError where a file would have to be changed by hand.
    """
    path, other = path_of(texts, kind, kept), path_of(texts, kind, gone)
    if path == other:
        raise DossierError(f"{kept} and {gone} are the same {kind}")
    followed = {**texts, **follow(texts, kind, (gone, other), (kept, path))}
    theirs = values(other, followed.pop(other))
    data = followed[path]
    for name in ("of", "broader", "member_of"):  # what belonged to the other does not belong to itself
        data = _without(path, data, name, kept)
    data, lost = _taken_over(path, data, theirs, kind, kept)
    data = _formerly(path, data, [gone, *_listed(theirs, "formerly")], kept)
    text = _BODY.sub(b"", texts[other]).strip()
    if text and text not in data:
        data = data.rstrip() + b"\n\n" + text + b"\n"
    left = f"; not taken over, for {kept} has its own: {', '.join(lost)}" if lost else ""
    return checked(texts, {**followed, path: data}, f"{kind} {gone} went into {kept}{left}")


def _taken_over(path: str, data: bytes, theirs: Mapping[str, Any], kind: Kind, kept: str) -> tuple[bytes, list[str]]:
    """A file with what another one of its kind says and it does not, and the keys of which it has its own."""
    called, others = _CALLED[kind]
    for name in _LISTS[kind]:
        for item in [*(_listed(theirs, called) if name == others else ()), *_listed(theirs, name)]:
            if item != kept and not _has(path, data, called, name, item):
                data = _added(path, data, name, item)
    lost = list[str]()
    for name in _ALONE[kind]:
        mine, other = values(path, data).get(name), theirs.get(name)
        if mine is None and other not in (None, kept):
            data = spliced(path, data, {name: other})
        elif other not in (None, mine, kept):
            lost.append(name)
    return data, lost


def remove(texts: Texts, name: str) -> Change:
    """The change that removes an article with the decisions on its statements, and notes its clippings for imports to come."""
    path = path_of(texts, "article", name)
    head = values(path, texts[path])
    after = {other: data for other, data in texts.items() if other != path}
    if LEDGER in texts:
        ledger = read_ledger(texts[LEDGER])
        decided = ledger.by_article.get(name, {}) if isinstance(ledger, Ledger) else {}
        if decided:
            after[LEDGER] = spliced_ledger(texts[LEDGER].decode(), dict.fromkeys(decided)).encode()
    clippings = [*([head["clipping"]] if head.get("clipping") else []), *_listed(head, "variants")]
    noted = texts.get(REMOVED, HEAD)
    for digest in (one["sha256"] for one in clippings):
        noted = spliced(REMOVED, noted, {(digest,): name})
    if clippings:
        after[REMOVED] = noted
    return checked(texts, after, f"article {name} was removed")


def claimed(texts: Texts, kind: Kind, new: str, besides: str, old: str) -> None:
    """Raise DossierError where a new slug is none, is the ``old`` one, or another file than ``besides`` has or had it."""
    if not new or slug(new) != new or len(new) > LONGEST_SLUG or new == "index":
        raise DossierError(f"`{new}` is no slug" + (f"; `{slug(new)}` would be one" if slug(new) not in (new, "") else ""))
    if new == old:
        raise DossierError(f"the {kind} is called {old} already")
    _unclaimed(texts, kind, new, besides)


def _unclaimed(texts: Texts, kind: Kind, name: str, besides: str) -> None:
    """Raise DossierError where another file of the kind has a slug, or had it."""
    for path, data in texts.items():
        if path == besides or not path.startswith(f"{FOLDERS[kind]}/") or name.encode() not in data + path.encode():
            continue
        if slug_of(texts, kind, path) == name:
            hint = f"; `dossier merge {kind}` makes one of two" if kind != "article" else ""
            raise DossierError(f"{path} has the slug {name}{hint}")
        if name in _listed(values(path, data), "formerly"):
            raise DossierError(f"{path} had the slug {name} before, and its old address leads there")


def _listed(held: Mapping[str, Any], key: str) -> list[Any]:
    """What stands below a key, as a list."""
    found = held.get(key)
    return [] if found is None else found if isinstance(found, list) else [found]


def _formerly(path: str, data: bytes, slugs: Iterable[str], now: str) -> bytes:
    """A file that had other slugs before, and has one now."""
    data = _without(path, data, "formerly", now)
    for name in slugs:
        if name not in _listed(values(path, data), "formerly") and name != now:
            data = _added(path, data, "formerly", name)
    return data


def _added(path: str, data: bytes, key: str, item: Any) -> bytes:
    """A file with an item more in a list, which may not be there yet."""
    held = values(path, data).get(key)
    if isinstance(held, list):
        return spliced(path, data, {(key, str(len(held))): item})
    return spliced(path, data, {key: [item] if held is None else [held, item]})


def _without(path: str, data: bytes, key: str, item: str) -> bytes:
    """A file without an item of a list; without the key where the list would be empty."""
    held = values(path, data)
    if item not in (found := _listed(held, key)):
        return data
    alone = len(found) == 1
    return spliced(path, data, {key: None} if alone else {(key, str(found.index(item))): None})


def _has(path: str, data: bytes, called: str, name: str, item: Any) -> bool:
    """Whether a file's list has an item, or, of names, one that is spelt so."""
    held = values(path, data)

    def spelt(one: Any) -> Any:
        return one.get("text") if isinstance(one, dict) and name == "aliases" else one

    known = [spelt(one) for one in _listed(held, name)]
    return spelt(item) in known or (name in ("aliases", "terms") and spelt(item) == held.get(called))


def checked(before: Texts, after: Texts, said: str, moves: Mapping[str, str] | None = None) -> Change:
    """The change from some texts to others; raises DossierError with what would be wrong then and is not now."""
    moves = moves or {}
    edits = tuple(
        Edit(path, before.get(path), after.get(path), moves.get(path, ""))
        for path in sorted({*before, *after})
        if before.get(path) != after.get(path) or path in moves
    )
    known = dict(_entries(before))
    new = {moves.get(path, path): data for path, data in after.items()}
    same = {path: known[path] for path in new if path in known and before.get(path) == new[path]}
    fresh = same | dict(_entries({path: data for path, data in new.items() if path not in same}))
    old = Counter((moves.get(error.path, error.path), error.problem) for error in _wrong(before, known))
    wrong = [error for error in _wrong(new, fresh) if (error.path, error.problem) not in old]
    if wrong:
        listing = "\n".join(map(str, wrong))
        raise DossierError(f"{listing}\n\nSo it would be then; nothing was changed.")
    return Change(said, edits)


def _entries(texts: Texts) -> Iterator[tuple[str, Entry[Any] | list[ContentError]]]:
    """The texts that a build reads, as read."""
    for path, data in texts.items():
        if path == WHOLE or path.partition("/")[0] in HEADS:
            found = read(File(path, data), "en")
            yield path, found if isinstance(found, list) else found[0]


def _wrong(texts: Texts, found: Mapping[str, Entry[Any] | list[ContentError]]) -> list[ContentError]:
    """What is wrong with texts across files; links to files that are no texts are not looked at."""
    entries = [entry for entry in found.values() if isinstance(entry, Entry)]
    unread = {path for path, one in found.items() if isinstance(one, list)}
    files = {entry.path: entry for entry in entries}
    ledger = read_ledger(texts.get(LEDGER, b""))
    wrong = [error for one in found.values() if isinstance(one, list) for error in one]
    if isinstance(ledger, list):
        return [*wrong, *ledger]
    wrong += checks.errors(entries, files, unread, (), frozenset())
    wrong += checks.decisions(ledger, checks.slugs(entries, unread))
    return [*wrong, *checks.references(entries, files, ledger, unread)]
