"""The whole of an import: read ▶ known ▶ alike ▶ propose ▶ write ▶ report."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from dossier.errors import DossierError
from dossier.importing.article import Origin, Proposal, host_of, named_day, propose, terms_of
from dossier.importing.clipping import Story, sound
from dossier.importing.duplicates import grouped
from dossier.importing.folder import Holdings, checksum, free, holdings, shown, walk, write
from dossier.importing.interrupts import heeded
from dossier.importing.outcome import Outcome, ReportLine
from dossier.importing.reading import Reading
from dossier.importing.report import Report
from dossier.importing.workers import INTERRUPTED, readings
from dossier.locks import locked


@dataclass(frozen=True, slots=True)
class Options:
    """How to import: into which content folder, in which language, published or as drafts, and whether to write at all.

    ``report`` is where to write down what became of each story. ``publisher``, ``topics`` and the day that a file's name gives
    (``date_from`` is ``filename``) are for stories that tell none themselves.
    """

    content: Path
    lang: str = "en"
    publish: bool = False
    dry: bool = False
    report: Path | None = None
    publisher: str = ""
    topics: tuple[str, ...] = ()
    date_from: str = ""


class Done(NamedTuple):
    """What became of each story, in the order of the clippings, and what kept the report of it from being written."""

    rows: list[ReportLine]
    problem: str


@dataclass(frozen=True, slots=True)
class _Taken:
    """A story that is to become an article, and its clipping; ``kept`` where the content folder had not held its bytes."""

    clipping: str
    origin: Origin
    kept: bool


@dataclass(frozen=True, slots=True)
class _Plan:
    """An article that is to be written, by its path below the content folder, and the stories that it is made of."""

    name: str
    proposal: Proposal
    stories: tuple[_Taken, ...]


Track = Callable[[Iterable[tuple[Reading, ...]], int], Iterable[tuple[Reading, ...]]]
Heed = Callable[[], AbstractContextManager[Callable[[], bool]]]


def import_clippings(
    paths: Iterable[Path],
    options: Options,
    track: Track = lambda found, total: found,
    busy: Callable[[], None] = lambda: None,
    heed: Heed = heeded,
) -> Done:
    """Make articles of clippings, and say what became of each.

    Bytes of clippings and new articles are written below ``options.content``; no file that is there is changed. A clipping
    that an article names is not imported again. ``track`` hands the readings on one by one and may show how far it is. Where
    somebody else imports into the same folder, ``busy`` is called, and this import waits. From the first reading on, Ctrl-C
    is heeded: what is at hand is ended, and the rows say what was not imported.

    Raises DossierError where nothing can be written at all.
    """
    with ExitStack() as stack:
        if not options.dry:
            _alone(options.content, busy, stack)
        report = stack.enter_context(Report(options.report))
        held = holdings(options.content)
        if unknown := [topic for topic in options.topics if topic not in held.topics]:
            raise DossierError(f"there is no topic {unknown[0]}; there are: {', '.join(sorted(held.topics))}")
        files = [(str(path), checksum(path)) for path in walk(paths)]
        stopped = stack.enter_context(heed())
        rows = list(_read(files, held, options, track, stopped))
        plans = list(_planned([row for row in rows if isinstance(row, _Taken)], held, options))
        hindered = report.reserve(row.record() for row in _ended(rows, plans, {}))
        problems = {} if options.dry else _written(plans, options.content, stopped, hindered)
        ended = _ended(rows, plans, problems)
        return Done(ended, report.write(row.record() for row in ended))


def _alone(content: Path, busy: Callable[[], None], stack: ExitStack) -> None:
    """Take the lock on imports into a content folder, which is made where it is not there."""
    try:
        content.mkdir(parents=True, exist_ok=True)
        stack.enter_context(locked(content / "import", busy))  # in the folder: whatever path leads there meets this lock
    except OSError as error:
        raise DossierError(f"{content}: nothing can be written there: {error.strerror}") from error


def _read(
    files: Sequence[tuple[str, str]], held: Holdings, options: Options, track: Track, stopped: Callable[[], bool]
) -> Iterator[ReportLine | _Taken]:
    """What is known, or cannot be read, and the stories of all other files, in the files' order."""
    fresh = [name for name, sha in files if not _told_of(name, sha, held)]
    seen = dict(held.clippings)
    read = iter(track(readings(fresh, stopped), len(fresh)))
    for name, sha in files:
        if row := _told_of(name, sha, held):
            yield row
            continue
        for reading in next(read):
            yield from _received(reading, seen, held, options)
    for _ in read:  # lets whoever tracks see the end
        pass


def _told_of(name: str, sha: str, held: Holdings) -> ReportLine | None:
    """The row of a clipping that an article names, or that was one's which was removed; None for any other."""
    if sha in held.clippings:
        return ReportLine(shown(name), "known", sha, held.clippings[sha])
    return ReportLine(shown(name), "removed", sha, held.removed[sha]) if sha in held.removed else None


def _received(reading: Reading, seen: dict[str, str], held: Holdings, options: Options) -> Iterator[ReportLine | _Taken]:
    """What one reading brings; its clipping is kept from now on."""
    name, sha = shown(reading.name), reading.sha256
    if reading.problem:
        yield ReportLine(name, "failed", problem=sound(reading.problem))
        return
    if sha not in seen and (row := _told_of(reading.name, sha, held)):
        yield row
        return
    if sha in seen:
        yield ReportLine(name, "known", sha, seen[sha] or None)
        return
    path = f"clippings/{sha}{reading.ending}"
    try:
        kept = not options.dry and write(options.content, path, reading.data)
    except OSError as error:
        yield ReportLine(name, "failed", sha, problem=f"cannot be kept: {error.strerror}")
        return
    seen[sha] = ""
    for story in reading.stories:
        # Who publishes at a host is what the compiler has written of it before.
        known = story.publisher or held.publishers.get(host_of(story.url), "") or options.publisher
        dated = named_day(story, name) if options.date_from == "filename" else story
        yield _Taken(name, Origin(replace(dated, publisher=known), path, sha), kept)


def _planned(taken: Sequence[_Taken], held: Holdings, options: Options) -> Iterator[_Plan]:
    """An article for each story, or for several that are nearly the same."""
    groups, likely = grouped([one.origin.story for one in taken], held.sketches)
    terms = terms_of(held.topics)
    names: set[str] = set()
    for group in groups:
        origins = [taken[place].origin for place in group]
        doubts = [*dict.fromkeys(doubt for place in group for doubt in likely.get(place, ()))]
        doubts += _told([origin.story for origin in origins], held)
        proposal = propose(origins, terms, options.lang, options.publish, doubts, options.topics)
        yield _Plan(free(options.content, proposal.path, names), proposal, tuple(taken[place] for place in group))


def _written(plans: Sequence[_Plan], content: Path, stopped: Callable[[], bool], hindered: str) -> dict[str, str]:
    """Write the articles; why some of them were not, by their paths.

    Clippings of which nothing was written don't stay, nor is anything written where something has ``hindered`` it before.
    """
    problems: dict[str, str] = {}
    for plan in plans:
        if problem := hindered or (INTERRUPTED if stopped() else ""):
            problems[plan.name] = problem
            continue
        try:
            write(content, plan.name, plan.proposal.text.encode())
        except OSError as error:
            problems[plan.name] = f"cannot be written: {error.strerror}"
    kept = {one.origin.path for plan in plans for one in plan.stories if one.kept}
    for path in kept - {one.origin.path for plan in plans if plan.name not in problems for one in plan.stories}:
        with suppress(OSError):
            (content / path).unlink()
    return problems


def _ended(rows: Sequence[ReportLine | _Taken], plans: Sequence[_Plan], problems: Mapping[str, str]) -> list[ReportLine]:
    """What became of every story, where some articles could not be written."""
    done: dict[int, ReportLine] = {}
    for plan in plans:
        problem = problems.get(plan.name, "")
        for number, one in enumerate(plan.stories):
            outcome: Outcome = "merged" if number else "inbox" if plan.proposal.waits else "article"
            row = ReportLine(one.clipping, outcome, one.origin.sha256, plan.name, one.origin.story, plan.proposal.findings)
            done[id(one)] = ReportLine(row.clipping, "failed", row.sha256, problem=problem) if problem else row
    by_sha = {row.sha256: row for row in done.values()}
    return [
        done[id(row)] if isinstance(row, _Taken) else _as(row, by_sha) if row.outcome == "known" and not row.article else row
        for row in rows
    ]


def _as(row: ReportLine, by_sha: Mapping[str, ReportLine]) -> ReportLine:
    """The row of a clipping that is the same as another one of this import, and fares as it."""
    other = by_sha[row.sha256]
    return replace(row, article=other.article) if other.article else replace(row, outcome="failed", problem=other.problem)


def _told(stories: Sequence[Story], held: Holdings) -> Iterator[str]:
    """The articles that name a story among their sources already."""
    names = {held.told[key] for story in stories for key in (story.url, story.title) if key in held.told}
    yield from (f"is a source of {name}" for name in sorted(names))
