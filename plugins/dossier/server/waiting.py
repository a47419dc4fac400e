"""What waits for the compiler: counts of it, and which of the drafts could be published."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from dossier.checks.findings import CODES, HINTS, findings
from dossier.desk import meant
from dossier.desk.later import Later
from dossier.desk.names import Names
from dossier.desk.questions import Question
from dossier.edition import Edition
from dossier.errors import DossierError
from dossier.model import Article, Finding
from dossier.server.clippings import asked_of
from dossier.server.names import found, left

ROWS = 200  # of a list on one page


class Slow(NamedTuple):
    """What takes a look at every text: the names that no file describes, who is meant by others, what there is to look at."""

    names: Names
    meant: tuple[meant.Question, ...]
    findings: tuple[Finding, ...]

    @property
    def wrong(self) -> int:
        """How many findings there are that are no hints, as `dossier check` counts them."""
        return sum(finding.code not in HINTS for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits, as far as it is counted: ``slow`` is None until it is. What is put off until ``later`` comes last."""

    articles: int
    inbox: tuple[str, ...]
    questions: tuple[Question, ...]
    meant: tuple[meant.Question, ...]
    statements: int
    ready: tuple[Article, ...]
    unfiled: tuple[Article, ...]
    slow: Slow | None
    later: frozenset[str]

    @property
    def places(self) -> int:
        """In how many places the name stands that is asked for first."""
        return sum(len(one.places) for one in self.meant if one.candidates == self.meant[0].candidates)


class Counting:
    """Counts what waits in the edition that is shown: at once what can be, all else beside, and then ``counted`` is called."""

    def __init__(self, content: Path, edition: Callable[[], Edition], counted: Callable[[], None], later: Later) -> None:
        """Count in the editions that ``edition`` gives; ``later`` says what is put off."""
        self.content, self.edition, self.counted, self.later = content, edition, counted, later
        self._lock, self._aside = threading.Lock(), ThreadPoolExecutor(1)
        self._of: Edition | None = None
        self._slow: Slow | None = None

    def waiting(self) -> Waiting:
        """What waits now."""
        edition = self.edition()
        drafts = [article for article in edition.articles if article.head.status == "draft"]
        inbox, questions = asked_of(self.content, edition)
        slow, later = self.slow(edition), self.later.names("later")
        return Waiting(
            articles=len(edition.articles),
            inbox=tuple(one.path for one in inbox),
            questions=tuple(sorted(questions, key=lambda question: question.id in later)),
            meant=slow.meant if slow else tuple(meant.open_questions(edition)),
            statements=edition.waiting,
            ready=tuple(draft for draft in drafts if draft.head.topics),
            unfiled=tuple(draft for draft in drafts if not draft.head.topics),
            slow=slow,
            later=later,
        )

    def counts(self) -> dict[str, int | None]:
        """How much of each kind waits; None for what is not counted yet."""
        now = self.waiting()
        return {
            "inbox": len(now.inbox),
            "meant": len(now.meant),
            "statements": now.statements,
            "drafts": len(now.ready) + len(now.unfiled),
            "names": now.slow.names.decisions if now.slow else None,
            "findings": now.slow.wrong if now.slow else None,
        }

    def slow(self, edition: Edition) -> Slow | None:
        """What takes longer, once it is counted; it is begun where nobody has."""
        with self._lock:
            if self._of is not edition:
                self._of, self._slow = edition, None
                self._aside.submit(self._count, edition)
            counted = self._slow
        return counted and counted._replace(names=left(self.content) or Names((), ()))

    def _count(self, edition: Edition) -> None:
        with self._lock:
            if self._of is not edition:  # saved again meanwhile
                return
        try:
            found(self.content, edition)  # it is kept for the screen of names
            made = Slow(Names((), ()), tuple(meant.questions(edition)), findings(edition))
        except DossierError:  # a text has changed under it, and the next edition is on its way
            return
        with self._lock:
            if self._of is not edition:
                return
            self._slow = made
        self.counted()

    def close(self) -> None:
        """Count nothing that has not begun."""
        self._aside.shutdown(wait=False, cancel_futures=True)


class Kind(NamedTuple):
    """The findings of one code, and what it means."""

    code: str
    about: str
    number: int
    hint: bool


def kinds(found: Sequence[Finding]) -> list[Kind]:
    """The codes of findings, those of hints last."""
    codes = [finding.code for finding in found]
    known = [Kind(code, CODES[code], codes.count(code), code in HINTS) for code in sorted({*codes})]
    return sorted(known, key=lambda kind: kind.hint)


def page(found: Sequence[Finding], code: str, after: str) -> tuple[list[Finding], str]:
    """The findings of a code behind the place ``after``, as many as a page holds, and the place that the next page is behind.

    A place is a path and a line; what stands on one line is not parted, so that nothing is left out where lists grow meanwhile.
    """
    path, _, number = after.rpartition(":")
    behind = (path, int(number)) if number.isdecimal() and number.isascii() else ("", 0)
    left = [finding for finding in found if finding.code == code and (finding.path, finding.line) > behind]
    rows: list[Finding] = []
    for (path, line), on_line in groupby(left, key=lambda finding: (finding.path, finding.line)):
        rows += on_line
        if ROWS <= len(rows) < len(left):
            return rows, f"{path}:{line}"
    return rows, ""
