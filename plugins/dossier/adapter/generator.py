"""The generator: the edition of Pelican's content folder, written as pages and data."""

import contextlib
import json
import logging
import os
import sys
from collections import Counter
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any

from pelican.generators import Generator
from pelican.log import FatalLogger
from pelican.writers import Writer

from dossier import checks, rights, search, statics, workers
from dossier.checks import size
from dossier.concordance import Edition
from dossier.edition import LANGUAGE, Content, collect, edit
from dossier.errors import DossierError
from dossier.language import tag_of
from dossier.memory import Memory, Past, folder_of
from dossier.printing import print_edition
from dossier.readings import read_all
from dossier.staging import SIGN, Staging
from dossier.views import Site, page_refs


def site_of(settings: dict[str, Any]) -> Site:
    """What the templates see of Pelican's settings; raises DossierError where the language is none."""
    return Site(
        name=settings["SITENAME"],
        subtitle=settings.get("SITESUBTITLE", ""),
        author=settings.get("AUTHOR") or "",
        lang=tag_of(settings[LANGUAGE], LANGUAGE),
        url=settings["SITEURL"],
        preview=bool(settings.get("DOSSIER_PREVIEW", False)),
    )


def _shown(content: Path) -> Path:
    """The content folder as the compiler sees it, for messages: from where the build was started, if it is below."""
    here = Path.cwd()
    return content.relative_to(here) if content.is_relative_to(here) else content


def tell_unsearched(content: Path, edition: Edition, refused: Mapping[str, str]) -> None:
    """Tell the compiler of the pages that are not in the search index, with what Pagefind said of them."""
    for found in checks.unsearched(edition.files, refused):
        print(f"{_shown(content.absolute()) / found.path}:{found.line}: {found.code}: {found.message}", file=sys.stderr)


class EditionGenerator(Generator):  # type: ignore[misc]  # Pelican has no types
    """Makes the edition before anything is written, so that an error leaves no half of an output."""

    def generate_context(self) -> None:
        """Read and check the whole content; every error goes to the compiler, and the build ends with exit code 1."""
        memory: Memory = self.settings["DOSSIER_MEMORY"]
        try:
            self.site = site_of(self.settings)
            self.jobs = workers.jobs(os.environ)
            readers = workers.readers(os.environ, self.settings.get(workers.EXECUTOR))
            setting = rights.rights_of(self.settings.get(rights.SETTING, rights.DEFAULT))
            past = memory.past
            content = collect(_shown(Path(self.path)), past.kept(self.site.lang) if past else {})
            last = past.readings if past else None
            self.readings, errors = read_all(content.markdown, self.site.lang, jobs=readers, track=memory.shelve, last=last)
            self.stamps = content.stamps
            before = past.printed.edition if past and not past.cut else None
            whole = edit(content, self.readings, errors, drafts=self.site.preview, last=before)
            self.cut = setting == "excerpt" and self.settings.get("DOSSIER_PUBLISH", False)
            self.edition = rights.excerpts(whole) if self.cut else whole
            self.settings["DOSSIER_BUILT"] = self.summary(whole)
            self.settings["DOSSIER_SHRUNK"] = said = self.shrunk(content)
            if not self.edition.articles and FatalLogger.fatal_lvl <= logging.ERROR:
                raise DossierError(f"{said} The last output stays; a build without `--fatal` puts an empty one in its place.")
        except DossierError as error:
            print(error, file=sys.stderr)
            sys.exit(1)
        self.site = replace(self.site, pages=page_refs(self.edition))
        self.settings["DOSSIER_NOTICE"] = rights.notice(rights.cut(self.edition), rights.whole(self.edition), setting)

    def generate_output(self, _writer: Writer) -> None:
        """Write every page, the search index, every data file and linked file.

        A template that is none, or no Pagefind, ends the build with exit code 1.
        """
        memory: Memory = self.settings["DOSSIER_MEMORY"]
        staging: Staging = self.settings["DOSSIER_STAGING"]
        output, last = staging.fresh, staging.output
        themes = [folder / "templates" for folder in self.settings["DOSSIER_THEMES"]]
        before = (last, memory.past.printed) if memory.past else None
        index: list[Future[dict[str, str]]] = []
        try:
            handed = self.hand_on(output, last)
            with ThreadPoolExecutor(1) as aside:  # Pagefind is a program of its own, and need not wait for the data files

                def ready(pages: Mapping[str, str]) -> None:
                    target, cache = output / "pagefind", folder_of(last) / "search"
                    index.append(aside.submit(search.index, pages, [output, last], target, cache))

                printed = print_edition(self.edition, self.site, themes, output, jobs=self.jobs, last=before, ready=ready)
            tell_unsearched(Path(self.path), self.edition, index[0].result())
        except DossierError as error:
            print(error, file=sys.stderr)
            sys.exit(1)
        self.settings["DOSSIER_PAST"] = Past(self.readings, self.stamps, handed, self.cut, printed)
        self.host.articles = list(self.edition.articles)

    def hand_on(self, output: Path, last: Path) -> dict[str, statics.Handed]:
        """Write the files that the content links to."""
        memory: Memory = self.settings["DOSSIER_MEMORY"]
        known = (last, memory.past.handed) if memory.past else None
        return statics.hand_on(_shown(Path(self.path)), self.edition.statics, output, jobs=self.jobs, last=known)

    def shrunk(self, content: Content) -> str:
        """What is to be said of an edition with much less in it than the last one, which the last output tells of."""
        staging: Staging = self.settings["DOSSIER_STAGING"]
        before = 0
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError):  # none, or of an older Dossier
            before = len(json.loads((staging.output / SIGN).read_bytes())["articles"])
        drafts = [path for path, reading in self.readings.files.items() if getattr(reading.entry.head, "status", "") == "draft"]
        folders = Counter(PurePosixPath(path).parts[0] for path in (*self.readings.files, *content.statics))
        return size.shrunk(
            len(self.edition.articles),
            before,
            size.Files(folders["articles"], len(drafts), folders["inbox"]),
            str(_shown(Path(self.path))),
        )

    def summary(self, whole: Edition) -> str:
        """What is built, in one line; ``whole`` is the edition before anything is cut."""
        unsettled = (whole.unsettled.get(article.slug, ()) for article in whole.articles)
        mentions, count = sum(whole.totals.values()) + sum(map(len, unsettled)), checks.count(whole)
        findings = f"; {count} findings (`inv check` lists them)" if count else ""
        return (
            f"{len(whole.articles)} articles, {len(whole.actors)} actors with {mentions} mentions, "
            f"{len(whole.topics)} topics, {sum(map(len, whole.by_publisher.values()))} sources{findings}"
        )
