"""What a build leaves for the next one, and how the store keeps it."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

from dossier import rights
from dossier.analysis import Analysis
from dossier.build.jobs import Record
from dossier.build.pieces import Files
from dossier.build.store import Store
from dossier.build.writer import Made, Stamp
from dossier.edition import Edition
from dossier.ledger import Ledger
from dossier.model import Entry
from dossier.pipeline import edition_of
from dossier.readings import HEADS, Reading, Readings, known_of
from dossier.rights import Rights
from dossier.statics import Handed
from dossier.texts import Texts
from dossier.views import Site
from dossier.walk import Stamp as FileStamp


class Facts(NamedTuple):
    """What is known of a build besides its readings and the records of its jobs.

    ``stamps`` are those of the content's Markdown, each with what its bytes come to, ``statics`` its other files, ``ledger`` is
    what was decided on statements, ``finder`` the name of what proposes them; ``templates`` is what each template comes to;
    data files of more than ``limit`` bytes are divided. ``order`` is that of the jobs; ``data`` are the data files that go by
    article, by the address of the whole, ``end`` the files that tell of all others, and ``copied`` those that were copied, each
    with the stamps of its sources, ``handed`` those that entries link to. ``files`` are all of the output, ``themes`` those of
    the themes. There are so many ``articles``; ``said`` is what was built, and what else there is to say of it.
    """

    stamps: dict[str, tuple[FileStamp, bytes]]
    statics: tuple[str, ...]
    ledger: Ledger
    finder: str
    site: Site
    cut: bool
    templates: dict[str, bytes]
    limit: int
    order: tuple[str, ...] = ()
    data: Files = MappingProxyType({})
    end: tuple[Made, ...] = ()
    copied: Mapping[str, tuple[Made, tuple[Stamp, ...]]] = MappingProxyType({})
    handed: Mapping[str, Handed] = MappingProxyType({})
    files: Mapping[str, Stamp] = MappingProxyType({})
    themes: Mapping[str, FileStamp] = MappingProxyType({})
    rights: Rights = "excerpt"
    articles: int = 0
    said: tuple[str, ...] = ()

    def kept(self, lang: str) -> Mapping[str, tuple[FileStamp, bytes]]:
        """The files that need not be opened by who reads them as of a language while they bear the same stamps."""
        return self.stamps if self.site.lang == lang else {}


@dataclass(frozen=True, slots=True)
class State:
    """A build that is over: what was read, the edition, and what became of each job, in their order."""

    readings: Readings
    edition: Edition
    records: Mapping[str, Record]
    facts: Facts

    @property
    def addresses(self) -> set[str]:
        """Every file that was made."""
        made = (made.address for record in self.records.values() for made in record.made)
        written = (made.address for files in (*self.facts.data.values(), self.facts.end) for made in files)
        return {*made, *written, *self.facts.copied, *self.edition.statics}

    @property
    def site(self) -> Site:
        """The settings that it was built with."""
        return self.facts.site


def searched(records: Mapping[str, Record]) -> dict[str, str]:
    """The fingerprints of the pages that jobs made and a search is to find, by address."""
    made = (made for record in records.values() for made in record.made)
    return {page.address: page.seen for page in made if page.seen}


def told(records: Mapping[str, Record], data: Files) -> tuple[list[str], dict[str, dict[str, tuple[int, int]]]]:
    """The addresses of the pages that jobs made, and for each other file its lines and bytes, or those of each of its parts."""
    every = [made for record in records.values() for made in record.made]
    files = {made.address: (made,) for made in every if not made.address.endswith(".html")} | dict(data)
    lines = {address: {made.address: (made.lines, made.stamp[0]) for made in parts} for address, parts in files.items()}
    return [made.address for made in every if made.address not in lines], lines


def load(store: Store) -> State | None:
    """The last build, as far as it was kept; None where there was none, or another program made it."""
    facts = store.load("facts", Facts).get("facts")
    if facts is None:
        return None
    rows = store.load("reading", lambda path: tuple[bytes, Entry[HEADS[path.split("/")[0]]], bytes, Analysis])  # type: ignore[misc]
    files = {path: Reading(*rows[path]) for path in sorted(rows, key=lambda path: path.split("/"))}
    store.loaded["reading"] = files
    texts = Texts({path: reading.text for path, reading in files.items()}, store)
    readings = Readings(known_of(files.values(), facts.site.lang, facts.ledger, facts.finder), files, texts)
    edition = edition_of(readings, drafts=facts.site.preview, proposed=facts.site.proposed)
    records = store.load("job", Record)
    ordered = {name: records[name] for name in facts.order if name in records}
    return State(readings, rights.excerpts(edition) if facts.cut else edition, ordered, facts)


def keep(store: Store, state: State) -> None:
    """Keep a build that has taken its place; raises sqlite3.Error where there is no room for it."""
    rows = {"reading": state.readings.files, "job": state.records, "facts": {"facts": state.facts}}
    store.save(rows, frozenset(state.readings.texts.digests.values()))
