"""The generator: the edition of Pelican's content folder, written as pages and data."""

import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from jinja2 import Environment
from pelican.generators import Generator
from pelican.writers import Writer

from dossier import checks, rights, workers
from dossier.concordance import Edition
from dossier.edition import Item, Made, Work, assemble, closing, collect, works
from dossier.errors import DossierError
from dossier.render import compile_all, environment, render
from dossier.views import Site, page_refs

SHARE = 40  # pages that a process writes at a time


def site_of(settings: dict[str, Any]) -> Site:
    """What the templates see of Pelican's settings."""
    return Site(
        name=settings["SITENAME"],
        subtitle=settings.get("SITESUBTITLE", ""),
        author=settings.get("AUTHOR") or "",
        lang=settings["DEFAULT_LANG"],
        url=settings["SITEURL"],
        preview=bool(settings.get("DOSSIER_PREVIEW", False)),
    )


def _shown(content: Path) -> Path:
    """The content folder as the compiler sees it, for messages: from where the build was started, if it is below."""
    here = Path.cwd()
    return content.relative_to(here) if content.is_relative_to(here) else content


@dataclass(frozen=True, slots=True)
class Press:
    """What turns the items of an output into files: the settings, the templates, the folder, and the jobs to be done."""

    site: Site
    templates: Environment
    output: Path
    works: tuple[Work, ...]
    folders: set[str] = field(default_factory=set)

    def write(self, item: Item) -> None:
        """Write one item."""
        address, text = item if isinstance(item, tuple) else (item.address, render(item, self.site, self.templates))
        folder = address.rpartition("/")[0]
        if folder not in self.folders:
            (self.output / folder).mkdir(parents=True, exist_ok=True)
            self.folders.add(folder)
        with open(f"{self.output}/{address}", "wb") as file:  # noqa: PTH123 - a path for each file costs as much as the file
            file.write(text.encode())


def print_all(press: Press, numbers: Sequence[int]) -> list[Made]:
    """Do the jobs of these numbers, and write what they make."""
    made = []
    for number in numbers:
        for item in press.works[number]():
            press.write(item)
            made.append(Made.of(item))
    return made


def _shares(count: int) -> Iterator[Sequence[int]]:
    """The numbers of all jobs: the first ones, which take longest, each by itself, then more and more at a time."""
    start = 0
    while start < count:
        size = max(1, min(SHARE, start // 10))
        yield range(start, min(count, start + size))
        start += size


class EditionGenerator(Generator):  # type: ignore[misc]  # Pelican has no types
    """Makes the edition before anything is written, so that an error leaves no half of an output."""

    def generate_context(self) -> None:
        """Read and check the whole content; every error goes to the compiler, and the build ends with exit code 1."""
        self.site = site_of(self.settings)
        try:
            self.jobs = workers.jobs(os.environ)
            readers = workers.readers(os.environ, self.settings.get(workers.EXECUTOR))
            setting = rights.rights_of(self.settings.get(rights.SETTING, rights.DEFAULT))
            content = collect(_shown(Path(self.path)))
            whole = assemble(content, self.site.lang, drafts=self.site.preview, jobs=readers)
        except DossierError as error:
            print(error, file=sys.stderr)
            sys.exit(1)
        leaves = self.settings.get("DOSSIER_PUBLISH", False)
        self.edition = rights.excerpts(whole) if leaves and setting == "excerpt" else whole
        self.site = replace(self.site, pages=page_refs(self.edition))
        self.settings["DOSSIER_BUILT"] = self.summary(whole)
        self.settings["DOSSIER_NOTICE"] = rights.notice(rights.cut(self.edition), rights.whole(self.edition), setting)

    def generate_output(self, _writer: Writer) -> None:
        """Write every page, data file and linked file; a template that is none ends the build with exit code 1."""
        try:
            self._write()
        except DossierError as error:
            print(error, file=sys.stderr)
            sys.exit(1)

    def _write(self) -> None:
        output, jobs = Path(self.output_path), works(self.edition, self.site)
        templates = environment((folder / "templates" for folder in self.settings["DOSSIER_THEMES"]), self.site.lang)
        compile_all(templates)
        press = Press(self.site, templates, output, jobs)
        made = workers.spread(print_all, press, list(_shares(len(jobs))), self.jobs)
        every = [item for share in made for item in share]
        for item in closing(self.edition, self.site, every):
            press.write(item)
        for path in self.edition.statics:
            target = output / path
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(Path(self.path) / path, target)
        self.host.articles = list(self.edition.articles)

    def summary(self, whole: Edition) -> str:
        """What is built, in one line; ``whole`` is the edition before anything is cut."""
        mentions = sum(len(whole.mentions[article.slug]) for article in whole.articles)
        count = sum(finding.code not in checks.HINTS for finding in checks.findings(whole))
        findings = f"; {count} findings (`inv check` lists them)" if count else ""
        return (
            f"{len(whole.articles)} articles, {len(whole.actors)} actors with {mentions} mentions, "
            f"{len(whole.topics)} topics, {sum(map(len, whole.by_publisher.values()))} sources{findings}"
        )
