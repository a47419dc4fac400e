"""The documentation: it builds, every link in it leads somewhere, and what it says of the program is what the program says."""

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from html.parser import HTMLParser
from itertools import chain
from pathlib import Path
from urllib.parse import unquote, urldefrag

import click
import pytest
import tasks
from packaging.requirements import Requirement
from playwright.sync_api import Page

from dossier.cli import main
from dossier.settings import READ
from tests.conftest import PROJECT, Share, serve
from tests.guide import DOCS, NOT_RUN, PAGES, SHELLS, blocks

pytestmark = pytest.mark.slow

OUTSIDE = [PROJECT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")]  # read where the code is
LINK = re.compile(r"\]\(([^)\s]+)\)")
CODE = re.compile(r"```.*?^```$|`[^`\n]+`", re.MULTILINE | re.DOTALL)
CALL = re.compile(r"\bdossier((?: [a-z]+)+)((?:[^\n`#]|`(?=\w))*)")
KEYS = (
    "ArticleHead ActorHead TopicHead PageHead DossierHead Decision Alias NativeName Role Stance Source Event Turning Contest "
    "Want Cited Briefing Start Camp Wanted Term ClippingRef"
).split()


def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


class Anchors(HTMLParser):
    """The ids of a page, and what it asks for by itself."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.ids, self.asked = set[str](), list[str]()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.ids.add(found.get("id", ""))
        self.asked += [found["src"]] if "src" in found else []
        self.asked += [found["href"]] if tag == "link" and "href" in found and found.get("rel") != "canonical" else []


@pytest.fixture(scope="module")
def built(share: Share) -> Path:
    """The documentation as a site, built so that every warning is an error."""

    def build(folder: Path) -> None:
        command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder / "site")]
        done = subprocess.run(command, cwd=PROJECT, capture_output=True, encoding="utf-8", check=False)
        assert done.returncode == 0, done.stdout + done.stderr

    return share("docs", build) / "site"


def test_the_documentation_builds_with_every_page_and_link_in_its_place(built: Path) -> None:
    pages = {page.relative_to(DOCS).with_suffix(".html") for page in PAGES}
    assert pages <= {path.relative_to(built) for path in built.rglob("*.html")}


@pytest.fixture
def address(built: Path) -> Iterator[str]:
    """Where the documentation is served."""
    yield from serve(built)


def test_the_documentation_is_searched_and_asks_no_other_host(built: Path, address: str, page: Page) -> None:
    asked = {address for path in built.rglob("*.html") for address in Anchors(text(path)).asked}
    assert asked
    assert not [address for address in asked if re.match(r"(\w+:)?//", address)]
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(f"{address}tutorial.html")
    page.get_by_role("textbox", name="Search").click()
    page.get_by_text("Type to start searching").wait_for()
    page.get_by_role("textbox", name="Search").press_sequentially("minisign")
    page.locator(".md-search-result").get_by_text("Whose copy it is").first.wait_for()
    assert not [request for request in requests if not request.startswith(address)]


@pytest.mark.parametrize("path", OUTSIDE, ids=lambda path: path.stem)
def test_every_link_of_the_papers_beside_the_code_leads_somewhere(path: Path, built: Path) -> None:
    for link in LINK.findall(text(path)):
        address, anchor = urldefrag(unquote(link))
        if "://" in address:
            continue
        target = path.parent / address if address else path
        assert target.exists(), link
        if anchor:
            assert target.is_relative_to(DOCS), link
            html = built / target.relative_to(DOCS).with_suffix(".html")
            assert anchor in Anchors(text(html)).ids, link


def test_the_readme_is_read_in_four_minutes() -> None:
    assert len(text(PROJECT / "README.md").split()) <= 900


def test_the_paper_for_contributors_is_short() -> None:
    assert len(text(PROJECT / "CONTRIBUTING.md").splitlines()) <= 300


def test_the_page_of_commands_says_what_the_program_says() -> None:
    assert text(tasks.COMMANDS) == tasks.commands(), "`inv docs` brings it up to date"


@pytest.mark.parametrize("page", [*PAGES, *OUTSIDE], ids=lambda page: page.stem)
def test_commands_stand_in_blocks_that_are_run_or_say_why_not(page: Path) -> None:
    for block in blocks(page):
        if block.language in SHELLS:
            assert not block.title or block.title.startswith(NOT_RUN), block.title
        elif page != tasks.COMMANDS:
            assert not re.search(r"^(\S*/)?(dossier|make|inv|pip|python3?) ", block.text, re.MULTILINE), block.text


def calls() -> Iterator[tuple[Path, str, list[str]]]:
    """Each command of the program that a page names, with the options named with it."""
    for page in (*PAGES, PROJECT / "README.md"):
        for code in CODE.findall(text(page)):
            if not code.startswith("```text"):
                yield from ((page, words.strip(), re.findall(r"(?<!\S)--[a-z-]+", rest)) for words, rest in CALL.findall(code))


def test_every_command_and_option_that_is_named_is_there() -> None:
    named = list(calls())
    assert len(named) > 100
    for page, words, options in named:
        command: click.Command = main
        for word in words.split():
            if isinstance(command, click.Group):
                assert word in command.commands, f"{page.name}: dossier {words}"
                command = command.commands[word]
        known = {option for parameter in command.params for option in parameter.opts} | {"--help"}
        assert set(options) <= known, f"{page.name}: dossier {words} {options}"


def test_every_task_is_named() -> None:
    listed = subprocess.run(
        [Path(sys.executable).parent / "inv", "--list"], cwd=PROJECT, capture_output=True, encoding="utf-8", check=True
    )
    names = re.findall(r"^  ([a-z]+) ", listed.stdout, re.MULTILINE)
    assert {"build", "check", "desk", "docs", "preview", "publish", "test"} <= set(names)
    assert not [name for name in names if f"`{name}`" not in text(tasks.COMMANDS)]


def test_every_key_of_the_front_matter_is_described() -> None:
    from dossier import model

    heads = [getattr(model, name) for name in KEYS]
    assert all(is_dataclass(head) for head in heads)
    keys = {field.name.rstrip("_") for head in heads for field in fields(head)}
    described = text(DOCS / "front-matter.md")
    assert not [key for key in sorted(keys) if f"`{key}`" not in described and f"  {key}: " not in described]


def test_every_setting_is_described() -> None:
    described = text(DOCS / "settings.md")
    assert not [name for name in READ if f"`{name}`" not in described]


def test_every_dependency_has_its_row() -> None:
    project = tomllib.loads(text(PROJECT / "pyproject.toml"))
    groups = [*project["project"]["optional-dependencies"].values(), *project["dependency-groups"].values()]
    wanted = {Requirement(line).name for line in chain(project["project"]["dependencies"], *groups)}
    rows = re.findall(r"^\| (.+?) \| ", text(DOCS / "dependencies.md"), re.MULTILINE)
    assert wanted <= set(re.split(r", ", re.sub(r" \(.*?\)", "", ", ".join(rows))))
