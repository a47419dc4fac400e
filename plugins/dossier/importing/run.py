"""The whole of an import: read ▶ known ▶ alike ▶ propose ▶ write ▶ report."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Literal

from dossier.importing.article import Origin, host_of, propose, publisher_of, terms_of
from dossier.importing.clipping import Story
from dossier.importing.duplicates import SAME, alike, sketch
from dossier.importing.folder import Holdings, checksum, free, holdings, walk, write
from dossier.importing.reading import Reading
from dossier.importing.workers import readings

Outcome = Literal["article", "inbox", "merged", "known", "failed"]


@dataclass(frozen=True, slots=True)
class Options:
    """How to import: into which content folder, in which language, published or as drafts, and whether to write at all."""

    content: Path
    lang: str = "en"
    publish: bool = False
    dry: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """What became of one story of a clipping, or of a clipping that holds none."""

    clipping: str
    outcome: Outcome
    sha256: str = ""
    article: str | None = None
    story: Story | None = None
    findings: tuple[str, ...] = ()
    problem: str = ""

    def record(self) -> dict[str, Any]:
        """The row as a line of the report."""
        story = self.story
        told: dict[str, Any] = {} if story is None else {
            "title": story.title or None,
            "date": story.date.iso if story.date else None,
            "byline": list(story.byline),
            "dateline": story.dateline or None,
            "publisher": publisher_of(story) or None,
            "url": story.url or None,
            "lang": story.lang or None,
            "body": [line.text for line in story.body],
            "removed": [asdict(removed) for removed in story.removed],
        }  # fmt: skip
        known = {"clipping": self.clipping, "sha256": self.sha256 or None, "article": self.article, "outcome": self.outcome}
        return known | told | {"findings": list(self.findings)} | ({"problem": self.problem} if self.problem else {})


@dataclass(frozen=True, slots=True)
class _Taken:
    """A story that is to become an article, the clipping that it is from, and its place in the report."""

    clipping: str
    origin: Origin


Track = Callable[[Iterable[tuple[Reading, ...]], int], Iterable[tuple[Reading, ...]]]


def import_clippings(paths: Iterable[Path], options: Options, track: Track = lambda found, total: found) -> list[Row]:
    """Make articles of clippings, and say what became of each.

    Bytes of clippings and new articles are written below ``options.content``; no file that is there is changed. A clipping
    that an article names is not imported again. ``track`` hands the readings on one by one and may show how far it is.
    """
    held = holdings(options.content)
    files = [(str(path), checksum(path)) for path in walk(paths)]
    fresh = [name for name, sha in files if sha not in held.clippings]
    seen = dict(held.clippings)
    read = iter(track(readings(fresh), len(fresh)))
    rows: list[Row | _Taken] = []
    for name, sha in files:
        if sha in held.clippings:
            rows.append(Row(name, "known", sha, held.clippings[sha]))
            continue
        for reading in next(read):
            rows.extend(_received(reading, seen, held.publishers, options))
    for _ in read:  # lets whoever tracks see the end
        pass
    taken = [row for row in rows if isinstance(row, _Taken)]
    done = dict(zip(map(id, taken), _filed(taken, held, options), strict=True))
    return [done[id(row)] if isinstance(row, _Taken) else row for row in rows]


def _received(
    reading: Reading, seen: dict[str, str], publishers: Mapping[str, str], options: Options
) -> Iterator[Row | _Taken]:
    """What one reading brings; its clipping is kept from now on."""
    if reading.problem:
        yield Row(reading.name, "failed", problem=reading.problem)
        return
    if reading.sha256 in seen:
        yield Row(reading.name, "known", reading.sha256, seen[reading.sha256] or None)
        return
    seen[reading.sha256] = ""
    path = f"clippings/{reading.sha256}{reading.ending}"
    if not options.dry:
        write(options.content, path, reading.data)
    for story in reading.stories:
        # Who publishes at a host is what the compiler has written of it before.
        known = story.publisher or publishers.get(host_of(story.url), "")
        yield _Taken(reading.name, Origin(replace(story, publisher=known), path, reading.sha256))


def _filed(taken: Sequence[_Taken], held: Holdings, options: Options) -> list[Row]:
    """Propose an article for each story, or for several that are nearly the same, and write it."""
    groups, likely = _groups(taken, held)
    terms = terms_of(held.topics)
    names: set[str] = set()
    result: list[Row | None] = [None] * len(taken)
    for group in groups:
        origins = [taken[place].origin for place in group]
        doubts = [*dict.fromkeys(doubt for place in group for doubt in likely.get(place, ()))]
        doubts += _told([origin.story for origin in origins], held)
        proposal = propose(origins, terms, options.lang, options.publish, doubts)
        name = free(options.content, proposal.path, names)
        if not options.dry:
            write(options.content, name, proposal.text.encode("utf-8"))
        for place in group:
            one = taken[place]
            outcome: Outcome = "merged" if place != group[0] else "inbox" if proposal.waits else "article"
            result[place] = Row(one.clipping, outcome, one.origin.sha256, name, one.origin.story, proposal.findings)
    return [row for row in result if row]


def _told(stories: Sequence[Story], held: Holdings) -> Iterator[str]:
    """The articles that name a story among their sources already."""
    names = {held.told[key] for story in stories for key in (story.url, story.title) if key in held.told}
    yield from (f"is a source of {name}" for name in sorted(names))


def _groups(taken: Sequence[_Taken], held: Holdings) -> tuple[list[list[int]], dict[int, list[str]]]:
    """The stories in groups of nearly the same, and for each that is like another, which one and how much."""
    names = list(held.sketches)
    stories = [one.origin.story for one in taken]
    sketches = [*held.sketches.values(), *(sketch((line.text for line in s.body), s.date) for s in stories)]
    group_of = {place: [place] for place in range(len(taken))}
    likely: dict[int, list[str]] = {}
    for pair in alike(sketches):
        one, two = pair.one - len(names), pair.two - len(names)
        if two < 0:
            continue
        if one >= 0 and pair.both >= SAME:
            joined = sorted({*group_of[one], *group_of[two]})
            group_of |= dict.fromkeys(joined, joined)
        else:
            other = names[pair.one] if one < 0 else stories[one].title
            likely.setdefault(two, []).append(f"may be the story of {other}: {pair.shorter:.0%} of the shorter text is in both")
    groups = [group for place, group in group_of.items() if group[0] == place]
    within = {place: {stories[n].title for n in group} for place, group in group_of.items()}
    told = {
        place: [t for t in texts if not any(f"of {title}:" in t for title in within[place])] for place, texts in likely.items()
    }
    return groups, {place: texts for place, texts in told.items() if texts}
