"""An edition to files: only what could differ from the last printing is made, everything else is carried over.

A job of the edition (:class:`dossier.edition.Work`) is done again where a part of the edition that it asked for has changed,
where one of its templates or the site's settings have, or where a file that it wrote is not as it left it. The new output is
a folder of its own; what is carried over is linked into it, so that the last output stays whole until the new one is.
"""

import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from dossier import workers
from dossier.concordance import Edition
from dossier.edition import closing, works
from dossier.printing.pieces import Stretch, splice, standing, stretches
from dossier.printing.press import Done, Made, Press, Record, print_all, stamp
from dossier.render import closure, compile_all, environment
from dossier.traces import changes, mark
from dossier.views import Site

__all__ = ["Printed", "Record", "print_edition"]

SHARE = 40  # jobs that a process does at a time
ALONE = 60  # jobs that one process does sooner than others are called
SPOOL = ".pieces"  # in the output, while it is printed


@dataclass(frozen=True, slots=True)
class Printed:
    """A printing: the edition, the settings, what each template is made of, and what became of each job, in their order.

    ``codes`` are the templates as compiled, ``data`` the data files that go by article, by address, ``end`` the files that tell
    of all others.
    """

    edition: Edition
    site: Site
    closures: Mapping[str, bytes]
    codes: Mapping[str, bytes]
    records: Mapping[str, Record]
    data: Mapping[str, Made]
    end: tuple[Made, ...]

    @property
    def addresses(self) -> set[str]:
        """Every file that was printed."""
        made = (made.address for record in self.records.values() for made in record.made)
        return {*made, *self.data, *(made.address for made in self.end)}

    @property
    def searched(self) -> dict[str, str]:
        """The fingerprints of the pages that are to be found by a search, by address."""
        return _searched(self.records)


def print_edition(  # noqa: PLR0913 - an edition, what it is made with, and where it goes
    edition: Edition,
    site: Site,
    themes: Iterable[Path],
    output: Path,
    *,
    jobs: int = 1,
    last: tuple[Path, Printed] | None = None,
    ready: Callable[[Mapping[str, str]], object] = lambda _: None,
) -> Printed:
    """Print an edition into a folder, and say what is to be known of it the next time.

    ``themes`` are the folders of templates, the first of which counts; ``last`` is where the last printing stands, and what
    was known of it. ``ready`` is told of the pages that are to be found by a search, with their fingerprints, as soon as they
    stand: those that are made anew in ``output``, the others at least where they stood last. Raises ToolError where a
    template is wrong.
    """
    folder, before = last or (None, None)
    codes = dict(before.codes) if before and before.site.lang == site.lang else {}
    templates = environment(themes, site.lang, codes)
    press = Press(edition, site, templates, output, folder, output / SPOOL, works(edition, site))
    closures = closure(press.templates)
    kept = _kept(*last, edition, site, closures) if last else {}
    shutil.rmtree(press.spool, ignore_errors=True)  # of a printing that was killed
    press.spool.mkdir(parents=True)
    fresh = _print(press, [number for number, work in enumerate(press.works) if work.name not in kept], jobs)
    records = {work.name: kept.get(work.name) or fresh[work.name].record for work in press.works}
    with ThreadPoolExecutor(jobs) as threads:  # they wait for the disk, and this one need not wait with them
        ready(_searched(records))
        files = _data(press, records, fresh, before)
        copied = {address: threads.submit(_copy, press, address, parts, lines) for address, parts, lines in files}
        for name in records.keys() - fresh.keys():
            for made in records[name].made:
                press.carry(made.address)
        data = {address: copy.result() for address, copy in copied.items()}
    shutil.rmtree(press.spool)
    lines = {made.address: made.lines for record in records.values() for made in record.made}
    lines |= {made.address: made.lines for made in data.values()}
    pages = [address for address in lines if address.endswith(".html")]
    end = tuple(press.print(item) for item in closing(edition, site, pages, lines))
    return Printed(edition, site, closures, codes, records, data, end)


def _print(press: Press, numbers: Sequence[int], jobs: int) -> dict[str, Done]:
    """Do the jobs of these numbers, in several processes where they are many."""
    shares = [numbers]
    if jobs > 1 and len(numbers) >= ALONE:
        compile_all(press.templates)  # once, before the processes part
        shares = list(_shares(numbers))
    done = (item for share in workers.spread(print_all, press, shares, jobs) for item in share)
    return dict(zip((press.works[number].name for number in numbers), done, strict=True))


def _shares(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    """The numbers of the jobs: the first ones, which take longest, each by itself, then more and more at a time."""
    start = 0
    while start < len(numbers):
        size = max(1, min(SHARE, start // 10))
        yield numbers[start : start + size]
        start += size


def _kept(folder: Path, last: Printed, edition: Edition, site: Site, closures: Mapping[str, bytes]) -> dict[str, Record]:
    """The records of the last printing, which stands in a folder, that are still right."""
    if last.site != site or last.edition.lang != edition.lang:
        return {}
    asked = frozenset().union(*(record.asked for record in last.records.values()))
    changed = frozenset(map(mark, changes(last.edition, edition, asked)))
    templates = {name for name in {**closures, **last.closures} if closures.get(name) != last.closures.get(name)}
    lost = _lost(folder, last)
    return {
        name: record
        for name, record in last.records.items()
        if changed.isdisjoint(record.parts)
        and templates.isdisjoint(record.templates)
        and not any(piece.address in lost for piece in record.pieces)
        and all(stamp(f"{folder}/{made.address}") == made.stamp for made in record.made)
    }


def _searched(records: Mapping[str, Record]) -> dict[str, str]:
    made = (made for record in records.values() for made in record.made)
    return {page.address: page.seen for page in made if page.seen}


def _lost(folder: Path, last: Printed) -> set[str]:
    """The data files that go by article and are not as the last printing left them."""
    return {made.address for made in last.data.values() if stamp(f"{folder}/{made.address}") != made.stamp}


def _data(
    press: Press, records: Mapping[str, Record], fresh: Mapping[str, Done], before: Printed | None
) -> Iterator[tuple[str, Sequence[Stretch] | None, int]]:
    """The data files that go by article, each with what it is put together of, None if it is as it was, and its lines."""
    whole = {name: record.pieces for name, record in records.items() if record.pieces}
    last: dict[tuple[str, str], Stretch] = {}
    if press.last and before:
        lost = _lost(press.last, before)
        pieces = {name: record.pieces for name, record in before.records.items() if record.pieces}
        last = {key: stretch for key, stretch in standing(pieces, str(press.last)) if key[1] not in lost}
    counted: Counter[str] = Counter()
    for piece in (piece for pieces in whole.values() for piece in pieces):
        counted[piece.address] += piece.lines
    for address, parts in stretches(whole, {name: done.stretches for name, done in fresh.items()}, last).items():
        size = before.data[address].stamp[0] if before and address in before.data else 0
        unchanged = size and parts == [Stretch(f"{press.last}/{address}", 0, size)]
        yield address, None if unchanged else parts, counted[address]


def _copy(press: Press, address: str, parts: Sequence[Stretch] | None, lines: int) -> Made:
    """Put a data file together."""
    if parts is None:
        press.carry(address)
    else:
        splice(parts, new := press.fresh(address))
        press.place(new, address)
    return press.made(address, lines)
