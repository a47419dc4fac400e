"""A new dossier: what it holds, that it builds at once, and that nothing half-written or overwritten is left behind."""

import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from contextlib import chdir
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from dossier import tasks
from dossier.cli import main
from dossier.errors import DossierError
from dossier.links import dead_links
from dossier.render import theme
from dossier.scaffold import HOSTS, Answers, files, start
from tests.conftest import PROJECT, package, pelican

pytestmark = pytest.mark.slow

ANSWERS = Answers("The new harbour", "en", "Ann Example")


def new(folder: Path, wheel: Path, *more: str, said: str = "") -> Result:
    return CliRunner().invoke(main, ["new", str(folder), "--package", str(wheel), *more], input=said)


def built(folder: Path) -> Result:
    with chdir(folder):
        return CliRunner().invoke(main, ["build"])


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def check(folder: Path) -> Result:
    return CliRunner().invoke(main, ["check", str(folder / "content"), "--strict"])


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory, wheel: Path) -> Path:
    """A new dossier, built."""
    folder = tmp_path_factory.mktemp("begun") / "one"
    start(folder, ANSWERS, wheel)
    done = pelican(folder / "content", folder / "pelican.conf.py", folder / "output")
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture
def own(begun: Path, tmp_path: Path) -> Path:
    """A copy of it, to be changed."""
    return Path(shutil.copytree(begun, tmp_path / "own"))


@pytest.mark.parametrize(
    "answers",
    [
        Answers("Bürger: \"Brücke\" {{ view }} & 'Fluss' # 1 \\", "de", ""),
        Answers("Щит Европы", "ru", "Анна\nИванова"),
        Answers("الدرع", "ar", "مؤلف"),
    ],
    ids=["odd marks", "russian", "arabic"],
)
def test_a_new_dossier_builds_at_once_and_what_is_to_be_written_is_found(tmp_path: Path, wheel: Path, answers: Answers) -> None:
    folder = tmp_path / "one"
    start(folder, answers, wheel)
    checked, done = check(folder), built(folder)
    assert (checked.exit_code, done.exit_code) == (1, 0), checked.output + done.output
    found = [line for line in checked.stdout.splitlines() if ": " in line]
    assert len({line.partition(":")[0] for line in found}) == 5  # files
    assert all(": todo: " in line for line in found)
    count, dead = dead_links(folder / "output")
    assert count > 100
    assert not dead
    assert f'lang="{answers.lang}"' in (folder / "output" / "actors" / "index.html").read_text(encoding="utf-8")


def test_a_new_dossier_has_the_title_and_author_that_were_given(tmp_path: Path) -> None:
    settings: dict[str, object] = {}
    exec(files(Answers('A "quoted"  \\ title', "pl", "Żaneta"), "w.whl")["pelican.conf.py"], settings)  # noqa: S102
    assert (settings["SITENAME"], settings["DEFAULT_LANG"], settings["AUTHOR"]) == ('A "quoted" \\ title', "pl", "Żaneta")


def test_a_new_dossier_has_this_repositorys_top_level_and_no_copy_of_plugin_or_theme(tmp_path: Path, wheel: Path) -> None:
    start(tmp_path / "one", ANSWERS, wheel)
    names = {path.name for path in (tmp_path / "one").iterdir()}
    ours = {".ci", ".gitignore", "Makefile", "README.md", "content", "pelican.conf.py", "requirements.txt", "tasks.py", "theme"}
    assert names == ours | {"packages"}
    assert all((PROJECT / name).exists() for name in ours)
    assert not list((tmp_path / "one" / "theme").rglob("*.html"))
    assert os.access(tmp_path / "one" / ".ci" / "run", os.X_OK)


def test_a_dossier_without_its_examples_builds_too(own: Path) -> None:
    for path in [*(own / "content").glob("articles/*/*"), *(own / "content").glob("[at]*/*.md")]:
        path.unlink()
    done = built(own)
    assert done.exit_code == 0, done.output
    assert not dead_links(own / "output")[1]


def test_a_checkout_gives_a_new_dossier_its_wheel(tmp_path: Path, wheel: Path) -> None:
    start(tmp_path / "one", ANSWERS)
    assert [path.name for path in (tmp_path / "one" / "packages").iterdir()] == [wheel.name]
    asked = (tmp_path / "one" / "requirements.txt").read_text(encoding="utf-8")
    assert asked == f"./packages/{wheel.name}[book,cards,desk,import,tasks]\n"


def test_a_dossier_from_a_package_index_installs_the_same_version_from_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "pelican_dossier-7.1.dist-info"
    own.mkdir()
    (own / "METADATA").write_text("Metadata-Version: 2.4\nName: pelican-dossier\nVersion: 7.1\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    start(tmp_path / "one", ANSWERS)
    asked = (tmp_path / "one" / "requirements.txt").read_text(encoding="utf-8")
    assert asked == "pelican-dossier[book,cards,desk,import,tasks]==7.1\n"
    assert not (tmp_path / "one" / "packages").exists()
    assert "packages" not in (tmp_path / "one" / "README.md").read_text(encoding="utf-8")


def test_make_knows_every_task_in_a_new_dossier() -> None:
    texts = files(ANSWERS, "w.whl")
    rule = next(line for line in texts["Makefile"].splitlines() if line.endswith(": .venv/ready"))
    assert set(rule.split(":")[0].split()) == set(tasks.__all__)


def test_the_commands_take_the_dossiers_language_from_its_settings(tmp_path: Path, wheel: Path) -> None:
    folder = tmp_path / "one"
    start(folder, Answers("Мост", "ru", ""), wheel)
    article = next((folder / "content").glob("articles/*/*.md"))
    text = article.read_text(encoding="utf-8").replace("lang: en\n", "")
    article.write_text(text.split("TODO: this article")[0] + "«Мост будет стоять», — сказала Мария Келлер.\n", encoding="utf-8")
    listed = CliRunner().invoke(main, ["statements", "--content", str(folder / "content")])
    assert "[«Мост будет стоять»" in listed.output


def test_what_is_not_said_is_asked(tmp_path: Path, wheel: Path) -> None:
    done = new(tmp_path / "one", wheel, said="My title\n\nAnn\n")
    assert done.exit_code == 0, done.output
    settings = (tmp_path / "one" / "pelican.conf.py").read_text(encoding="utf-8")
    assert 'SITENAME = "My title"' in settings
    assert 'DEFAULT_LANG = "en"' in settings


def test_a_wrong_answer_is_asked_for_again_and_no_other(tmp_path: Path, wheel: Path) -> None:
    done = new(tmp_path / "one", wheel, said="My title\nenglish please\nde\nAnn\n")
    assert done.exit_code == 0, done.output
    assert done.output.count("Title of the dossier") == 1
    assert "is no language tag" in done.output
    assert 'DEFAULT_LANG = "de"' in (tmp_path / "one" / "pelican.conf.py").read_text(encoding="utf-8")


GIVEN = ("--title", "Pier", "--author", "Ann")


def test_a_language_that_the_interface_does_not_speak_is_told(tmp_path: Path, wheel: Path) -> None:
    said = {lang: new(tmp_path / lang, wheel, *GIVEN, "--lang", lang).stderr for lang in ("fr", "pl", "de-AT")}
    assert "has no words in `fr`, and speaks English around your texts; it has them in de, en, pl, ru" in said["fr"]
    assert not said["pl"]
    assert not said["de-AT"]


def test_a_dossier_begins_with_clippings_in_place_of_examples(tmp_path: Path, wheel: Path) -> None:
    (tmp_path / "clippings").mkdir()
    shutil.copy(PROJECT / "docs" / "harbour.mbox", tmp_path / "clippings")
    done = new(tmp_path / "one", wheel, *GIVEN, "--lang", "en", "--from", str(tmp_path / "clippings"))
    assert done.exit_code == 0, done.output
    content = tmp_path / "one" / "content"
    articles = list(content.glob("articles/*/*.md"))
    assert articles
    assert all("status: draft" in path.read_text(encoding="utf-8") for path in articles)
    assert not list(content.glob("actors/*"))
    assert "Helen Brandt" in done.stdout
    assert "`dossier preview` shows the drafts" in done.stdout
    assert "example" not in (tmp_path / "one" / "README.md").read_text(encoding="utf-8").partition("## Bring in")[0]


@pytest.mark.parametrize("host", ["github", "gitlab", "netlify", "none"])
def test_a_host_gets_the_file_that_it_reads_and_no_other(tmp_path: Path, host: str) -> None:
    texts = files(Answers("Pier", "en", "", host.replace("none", "")), "pelican-dossier")
    found = {name: text for name, text in texts.items() if name in HOSTS.values()}
    assert list(found) == ([HOSTS[host]] if host in HOSTS else [])
    for name, text in found.items():
        assert "dossier test" in text
        assert "dossier publish" in text
        assert name in texts["README.md"]
        read = tomllib.loads(text) if name.endswith(".toml") else yaml.safe_load(text)
        assert read


def test_what_runs_at_github_is_pinned_by_hash_and_may_write_pages_alone() -> None:
    text = files(Answers("Pier", "en", "", "github"), "pelican-dossier")[HOSTS["github"]]
    uses = re.findall(r"uses: (\S+)", text)
    assert len(uses) == 4
    assert all(re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40}", one) for one in uses)
    jobs = yaml.safe_load(text)["jobs"]
    assert (jobs["pages"]["permissions"], "permissions" in jobs["site"]) == ({"pages": "write", "id-token": "write"}, False)


def test_a_folder_that_holds_anything_is_refused_before_anything_is_asked(tmp_path: Path, wheel: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    done = new(tmp_path, wheel)
    assert done.exit_code == 1
    assert "is not empty: name a folder that is not there yet, or an empty one" in done.output
    assert "Title" not in done.output
    assert tree(tmp_path) == {"notes.txt": b"mine"}


def test_an_empty_folder_is_filled(tmp_path: Path, wheel: Path) -> None:
    (tmp_path / "one").mkdir()
    start(tmp_path / "one", ANSWERS, wheel)
    start(tmp_path / "two", ANSWERS, wheel)
    assert tree(tmp_path / "one") == tree(tmp_path / "two")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one", "two"]


@pytest.mark.parametrize(
    ("answers", "package_name", "problem"),
    [
        (Answers(" ", "en", ""), "", "needs a title"),
        (Answers("Title", "english please", ""), "", "'english please', which is no language tag"),
        (ANSWERS, "story.txt", "is no wheel of Dossier"),
        (ANSWERS, "pelican_dossier-9-py3-none-any.whl", "is no wheel of Dossier"),
    ],
)
def test_a_wrong_answer_leaves_nothing(tmp_path: Path, wheel: Path, answers: Answers, package_name: str, problem: str) -> None:
    given = tmp_path / package_name if package_name else wheel
    if package_name:
        given.write_text("not a wheel")
    before = tree(tmp_path)
    with pytest.raises(DossierError, match=problem):
        start(tmp_path / "one", answers, given)
    assert tree(tmp_path) == before
    assert not (tmp_path / "one").exists()


def test_a_folder_below_none_is_refused(tmp_path: Path, wheel: Path) -> None:
    done = new(tmp_path / "none" / "one", wheel)
    assert done.exit_code == 1
    assert "make it first" in done.output
    assert not (tmp_path / "none").exists()


def test_an_own_template_and_an_own_style_take_the_place_of_ours(own: Path) -> None:
    changed = {
        "templates/partials/footer.html": "<footer>Our own foot</footer>\n",
        "static/css/tokens.css": ":root { --ink: teal }\n",
    }
    for name, text in changed.items():
        (own / "theme" / name).parent.mkdir(parents=True)
        (own / "theme" / name).write_text(text, encoding="utf-8")

    assert built(own).exit_code == 0

    output = own / "output"
    assert "Our own foot" in (output / "topics" / "index.html").read_text(encoding="utf-8")
    style = (output / "theme" / "style.css").read_text(encoding="utf-8")
    assert changed["static/css/tokens.css"] in style
    assert (theme() / "static" / "css" / "tokens.css").read_text(encoding="utf-8") not in style
    assert (theme() / "static" / "css" / "type.css").read_text(encoding="utf-8") in style


@pytest.mark.parametrize(
    ("template", "problem"),
    [
        ("<footer>\n{{ SITENAME }}</footer>", "footer.html:2: 'SITENAME' is undefined"),
        ("{% if %}", "footer.html:1: Expected an expression"),
        ('{% include "gone.html" %}', "footer.html:1: 'gone.html' not found"),
    ],
)
def test_a_template_that_is_none_is_named_and_leaves_the_last_good_output(own: Path, template: str, problem: str) -> None:
    before = tree(own / "output")
    footer = own / "theme" / "templates" / "partials" / "footer.html"
    footer.parent.mkdir(parents=True)
    footer.write_text(template, encoding="utf-8")

    done = built(own)

    assert (done.exit_code, type(done.exception)) == (1, SystemExit)
    assert problem in done.stderr
    assert "a template that knows `view`, `site` and `frame`" in done.stderr
    assert tree(own / "output") == before


def inv(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "invoke", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)


def test_the_tasks_work_from_any_folder_of_the_dossier_and_from_no_other(tmp_path: Path, wheel: Path) -> None:
    start(tmp_path / "one", ANSWERS, wheel)
    for folder, job, code in ((tmp_path / "one", "test", 1), (tmp_path / "one" / "content", "build", 0)):
        done = inv(folder, job)
        assert done.returncode == code, done.stdout + done.stderr
    assert (tmp_path / "one" / "output" / "index.html").is_file()
    lost = inv(tmp_path, "--search-root", "one", "build")
    assert lost.returncode == 1
    assert "holds pelican.conf.py: go to your dossier's folder first" in lost.stderr


def test_the_dossiers_own_test_says_what_it_looks_at_and_ends_well_where_nothing_is_open(own: Path) -> None:
    with chdir(own):
        first = CliRunner().invoke(main, ["test"])
        for path in (own / "content").rglob("*.md"):
            path.write_text(path.read_text(encoding="utf-8").replace("TODO: ", ""), encoding="utf-8")
        second = CliRunner().invoke(main, ["test"])
    assert (first.exit_code, second.exit_code) == (1, 0), first.output + second.output
    assert "Not yet: 7 findings and 0 dead links are open." in first.stderr
    for said in ("The content: what cannot be published", "The site: whether it builds", "Its links", "All is well"):
        assert said in second.stderr


def test_a_finding_or_a_dead_link_fails_the_dossiers_own_test(own: Path) -> None:
    page = own / "output" / "pages" / "about.html"
    page.write_text(page.read_text(encoding="utf-8").replace('href="../index.html', 'href="../gone.html#x'), encoding="utf-8")
    done = CliRunner().invoke(main, ["links", str(own / "output")])
    assert done.exit_code == 1
    assert "about.html:" in done.output
    assert "leads nowhere: ../gone.html#x" in done.output
    (own / "content" / "actors" / "nobody.md").write_text("---\nname: Nobody Else\nkind: person\n---\n", encoding="utf-8")
    assert check(own).exit_code == 1


@pytest.mark.parametrize("kind", ["wheel", "sdist"])
def test_the_package_holds_plugin_and_theme(tmp_path: Path, kind: str) -> None:
    path = package(PROJECT, tmp_path, kind)
    if kind == "wheel":
        names = {f"/{name}" for name in zipfile.ZipFile(path).namelist()}
        roots = {"/dossier/": "plugins/dossier", "/dossier/theme/": "theme"}
        assert "/pelican/plugins/dossier/__init__.py" in names
    else:
        with tarfile.open(path) as archive:
            names = {"/" + name.partition("/")[2] for name in archive.getnames()}
        roots = {"/plugins/dossier/": "plugins/dossier", "/theme/": "theme"}
    for root, folder in roots.items():
        held = [path.relative_to(PROJECT / folder).as_posix() for path in (PROJECT / folder).rglob("*") if path.is_file()]
        wanted = {root + name for name in held if "__pycache__" not in name and name != "screenshot.png"}
        assert len(wanted) > 30
        assert not wanted - names


def test_the_wheel_of_the_sdist_is_the_wheel_of_the_checkout(tmp_path: Path, wheel: Path) -> None:
    with tarfile.open(package(PROJECT, tmp_path / "sdist", "sdist")) as archive:
        archive.extractall(tmp_path / "unpacked", filter="data")
    again = package(next((tmp_path / "unpacked").iterdir()), tmp_path / "wheel", "wheel")
    assert sorted(zipfile.ZipFile(again).namelist()) == sorted(zipfile.ZipFile(wheel).namelist())
