"""From disk as from the web: the same search, in Chromium and in Firefox, from a folder with an awkward name."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from playwright.sync_api import Browser

from dossier.cli import main
from tests import firefox
from tests.cases import FOLDER
from tests.conftest import PROJECT, Built, serve
from tests.firefox import Firefox

pytestmark = [pytest.mark.slow, pytest.mark.browser]

AWKWARD = "a dossier #1, 100% é"
QUERIES: list[dict[str, Any]] = yaml.safe_load((FOLDER / "search" / "queries.yml").read_text(encoding="utf-8"))["cases"]
# What the search page shows for its address: each result's page and passage, once they are all there.
RESULTS = """
    const list = document.getElementById("results"), status = document.getElementById("search-status");
    const from = performance.now();
    while (!status.textContent || list.getAttribute("aria-busy") !== "false") {
        if (performance.now() - from > 20000) return "no answer: " + status.textContent;
        await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const root = new URL(".", location.href.replace(/[?#].*/, "")).href;
    return [status.textContent, ...[...list.children].map((line) => {
        const link = line.querySelector("h3 a");
        return link.href.replace(root, "").replace(/[?]highlight=[^#]*/, "") + " " + line.textContent;
    })];
"""
FETCH = 'return fetch("index.html").then(() => "fetched", () => "refused");'


@pytest.fixture(scope="module")
def folder(shipped: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped dossier in a folder with an awkward name."""
    return Path(shutil.copytree(shipped.folder, tmp_path_factory.mktemp("disk") / AWKWARD))


@pytest.fixture(scope="module")
def http(folder: Path) -> Iterator[str]:
    """The same folder over http."""
    yield from serve(folder.parent, f"{folder.as_uri().rsplit('/', 1)[1]}/")


@pytest.fixture(scope="module")
def fox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    """A Firefox without a window."""
    with firefox.running(tmp_path_factory.mktemp("firefox") / "profile") as running:
        yield running


def in_chromium(browser: Browser, start: str) -> list[Any]:
    """The results of all queries, from one place, in Chromium."""
    with browser.new_context() as context:
        page = context.new_page()
        answers = []
        for case in QUERIES:
            page.goto(f"{start}search.html?{case['query']}")
            answers.append(page.evaluate(f"(async () => {{ {RESULTS} }})()"))
        return answers


def in_firefox(fox: Firefox, start: str) -> list[Any]:
    """The same in Firefox."""
    answers = []
    for case in QUERIES:
        fox.goto(f"{start}search.html?{case['query']}")
        answers.append(fox.run(RESULTS))
    return answers


def test_both_browsers_refuse_to_fetch_from_disk(browser: Browser, fox: Firefox, folder: Path) -> None:
    """The control: without this the tests from disk would prove nothing. The policy is out of the way here."""
    page = folder / "control.html"
    page.write_text("<!doctype html><title>Control</title>", encoding="utf-8")
    with browser.new_context() as context:
        tab = context.new_page()
        tab.goto(page.as_uri())
        assert tab.evaluate(f"(async () => {{ {FETCH} }})()") == "refused"
    fox.goto(page.as_uri())
    assert fox.run(FETCH) == "refused"
    page.unlink()


def test_every_query_finds_the_same_in_the_same_order_everywhere(
    browser: Browser, fox: Firefox, folder: Path, http: str
) -> None:
    assert len(QUERIES) >= 30
    disk = f"{folder.as_uri()}/"
    reference = in_chromium(browser, http)
    for case, answer in zip(QUERIES, reference, strict=True):
        if case["finds"]:
            assert any(case["finds"] in line for line in answer[1:]), (case, answer[:5])
        else:
            assert answer == ["0 passages · 0 pages"]
        pages = re.search(r"(\d+) pages?$", answer[0])
        assert pages
        assert min(int(pages[1]), 30) == len(answer) - 1, "the first of them are shown"
    assert in_chromium(browser, disk) == reference
    assert in_firefox(fox, http) == reference
    assert in_firefox(fox, disk) == reference


def test_a_result_from_disk_leads_to_its_passage_with_the_words_marked(fox: Firefox, folder: Path) -> None:
    fox.goto(f"{folder.as_uri()}/search.html?q=Trokavec&kind=brief")
    [_, first, *_] = fox.run(RESULTS)
    assert first.startswith("articles/2007-03-17-village-of-trokavec-votes-against-the-radar.html#p-")
    fox.goto(fox.run('return document.querySelector("#results h3 a").href'))
    assert fox.run('return document.querySelector("p:target mark").textContent') == "Trokavec"


def test_only_the_parts_that_a_query_needs_are_loaded(browser: Browser, folder: Path) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        loaded: list[str] = []
        page.on("request", lambda request: loaded.append(request.url))
        page.goto(f"{folder.as_uri()}/index.html")
        assert not [address for address in loaded if "/pagefind/" in address], "nothing until somebody searches"
        page.goto(f"{folder.as_uri()}/search.html?q=Trokavec")
        answer = page.evaluate(f"(async () => {{ {RESULTS} }})()")
    parts = {address for address in loaded if "/pagefind/" in address}
    fragments, chunks = ([part for part in parts if f"/{kind}/" in part] for kind in ("fragment", "index"))
    languages = len(list((folder / "pagefind").glob("*/*.pf_meta.js")))
    assert len(fragments) < len(list((folder / "pagefind").glob("*/fragment/*")))
    assert len(fragments) <= len(answer)
    assert len(chunks) <= languages, "one part of each language's index holds the word"


def test_every_page_opens_from_disk_in_firefox_without_an_error(fox: Firefox, folder: Path) -> None:
    fox.goto(f"{folder.as_uri()}/index.html")
    kinds = ["index.html", "timeline.html", "search.html", "data/index.html", "pages/about.html", "sources/index.html"]
    kinds += [f"{kind}/index.html" for kind in ("actors", "topics")]
    kinds += [f"{kind}/{name}.html" for kind, name in (("actors", "sergei-lavrov"), ("topics", "new-start"))]
    for kind in kinds:
        fox.goto(f"{folder.as_uri()}/{kind}")
        styled = 'return getComputedStyle(document.querySelector(".site-header")).display + document.documentElement.className'
        assert fox.run(styled) == "flexscripted", kind


def test_the_data_are_readable_from_disk(folder: Path) -> None:
    for path in (folder / "data").glob("*.jsonl"):
        assert all(json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())


def test_the_single_file_unpacks_its_pages_from_disk_in_firefox_too(fox: Firefox, folder: Path) -> None:
    content = str(PROJECT / "content")
    done = CliRunner().invoke(
        main, ["pack", "--single", "--content", content, "--output", str(folder), "--dist", str(folder.parent)]
    )
    assert done.exit_code == 0, done.output
    [file] = folder.parent.glob("*.html")
    fox.goto(f"{file.as_uri()}#actors/sergei-lavrov.html")
    heading = """
        const from = performance.now();
        while (!document.querySelector("section.current h1") && performance.now() - from < 20000)
            await new Promise((resolve) => setTimeout(resolve, 20));
        return document.querySelector("section.current h1").textContent;
    """
    assert fox.run(heading).strip() == "Sergei Lavrov"
