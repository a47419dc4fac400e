"""Lists of words: what a file may hold, what is said of one that is wrong, and what a word that is added to one does."""

import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from shutil import copytree, ignore_patterns

import pytest

from dossier.errors import ContentErrors
from dossier.words import FOLDER, either, every, languages, of, whole
from dossier.words.lexicon import Lexicon, read, together
from dossier.words.shapes import Phrase
from tests.conftest import HERE, PROJECT, pelican

pytestmark = pytest.mark.slow

FILES = sorted(FOLDER.glob("*.yml"))


def lists() -> list[tuple[str, str]]:
    """Every section with each of its lists."""
    return [(section, name) for section in Lexicon._fields for name in getattr(Lexicon(), section)._fields]


@pytest.mark.parametrize(
    ("text", "line", "problem", "right"),
    [
        ("names:\n  titels: [mr]\n", 2, "`names` has the unknown key `titels`; did you mean `titles`?", ""),
        ("nouns:\n  titles: [mr]\n", 1, "the file has the unknown key `nouns`", ""),
        ("names: [mr]\n", 1, "`names` must hold keys, each with a list", "common: …"),
        ("- mr\n", 1, "the file must hold keys, each with a list", "names: …"),
        ("names:\n  titles: mr\n", 2, "`titles` must be a list", "[one, another]"),
        ("names:\n  titles:\n", 2, "`titles` must be a list", "[one, another]"),
        ("names:\n  titles: [mr,\n    ms, mr]\n", 3, "`titles` has `mr` twice", "each of them once"),
        ("names:\n  titles: [mr,\n    Mr.]\n", 3, "`titles` has `mr` twice", "each of them once, in small letters"),
        ('names:\n  titles: [mr, ""]\n', 2, "`titles` has an empty entry", "[one, another]"),
        ("names:\n  titles: [mr, [ms]]\n", 2, "`titles` has a list for an entry", "[one, another]"),
        ("names:\n  titles: [prime minister]\n", 2, "`prime minister` is several", "[one, another]"),
        ("names:\n  titles: [mr]\n  titles: [ms]\n", 3, "`names` has the key `titles` twice", ""),
        ("names:\n  nicknames: [bob]\n", 2, "`nicknames` must hold keys, each with a list", "robert: [bob, bobby]"),
        ("banners:\n  tags: [share: it]\n", 2, "wants quotation marks around it", '["share:"]'),
        ("banners:\n  tags: [tags:, keywords]\n", 2, "is not YAML", "what holds a colon:"),
        ("banners:\n  lines: [newsletter(s]\n", 2, "brackets that don't match", "[newsletter(s), (please) join]"),
        ("banners:\n  lines: [a (b (c)) d]\n", 2, "or stand within others", "[newsletter(s), (please) join]"),
        (
            "banners:\n  begins:\n    few: [find us]\n",
            3,
            "has the key `few`, which is no number of characters",
            "40: [find us on]",
        ),
        ("labels:\n  fields:\n    tittle: [heading]\n", 3, "has the unknown key `tittle`; known here: title, byline", ""),
        (
            "labels:\n  fields:\n    title: [heading]\n    date: [Heading]\n",
            4,
            "twice, under `title` and `date`",
            "each of them once",
        ),
        ("labels:\n  fields:\n    ? [a]\n    : [b]\n", 3, "`fields` has a key that is no word", ""),
        ("names:\n  titles: [mr, , ms]\n", 2, "is not YAML", ""),
        ("names:\n  titles: [mr\n", 3, "is not YAML", ""),
    ],
)
def test_what_is_wrong_with_a_file_is_told_with_its_line(text: str, line: int, problem: str, right: str) -> None:
    with pytest.raises(ContentErrors) as failure:
        read("words/en.yml", text.encode())
    [error] = failure.value.errors
    assert (error.path, error.line) == ("words/en.yml", line)
    assert problem in error.problem
    assert right in error.example


def test_a_file_that_is_no_utf_8_is_told() -> None:
    with pytest.raises(ContentErrors, match=r"words/en\.yml:1: is not YAML"):
        read("words/en.yml", "names: {titles: [młodszy]}".encode("cp1250"))


def test_all_that_is_wrong_with_a_file_is_told_at_once() -> None:
    text = "names:\n  titles: [mr, mr]\n  days: monday\nplace:\n  verbs: [is]\n"
    with pytest.raises(ContentErrors) as failure:
        read("words/en.yml", text.encode())
    assert [error.line for error in failure.value.errors] == [2, 3, 4]


def test_words_are_compared_in_small_letters_and_yaml_takes_none_for_something_else() -> None:
    assert read("en.yml", b"names:\n  titles: [Mr., MS, no, on, null, 12]\n").names.titles == {
        "mr",
        "ms",
        "no",
        "on",
        "null",
        "12",
    }


def test_a_file_may_be_empty_and_a_language_have_none() -> None:
    assert read("en.yml", b"# nothing yet\n") == Lexicon() == of("xx")


def test_lists_of_several_files_are_one_without_what_stands_in_both() -> None:
    one, other = (read("x.yml", f"speech: {{that: [{words}]}}".encode()) for words in ("that, dass", "dass, że"))
    assert together([one, other]).speech.that == ("that", "dass", "że")


def test_a_label_that_says_different_things_in_two_files_is_an_error() -> None:
    one, other = (read("x.yml", f"labels: {{fields: {{{key}: [data]}}}}".encode()) for key in ("date", "lang"))
    with pytest.raises(Exception, match="`data` stands under date and lang"):
        together([one, other])


@pytest.mark.parametrize(
    ("phrase", "matching", "others"),
    [
        ("back to top", ["back to top", "back  to\ntop"], ["backtotop", "back to the top"]),
        ("newsletter(s)", ["newsletter", "newsletters"], ["newsletter(s)"]),
        ("(please) join", ["join", "please join"], ["pleasejoin", "please  "]),
        ("view in (your) browser", ["view in browser", "view in your browser"], ["view inyour browser"]),
        ("(please)", ["", "please "], ["pleased"]),
        ("follow us/me", ["follow us", "follow me"], ["follow us/me", "follow"]),
        ("(additional/with) reporting by", ["reporting by", "with reporting by"], ["additional/with reporting by"]),
        ("aktualiz*", ["aktualizacja", "aktualizowano"], ["aktualizacja 5"]),
        ("*газета*", ["газета", "Литгазета"], ["газ"]),
        ("updated * ago", ["updated yesterday ago"], ["updated ago", "updated a week ago"]),
        ("a (*) (*) donation", ["a donation", "a small donation", "a tax free donation"], ["a b c d donation"]),
        ("min(ute)(s) read", ["min read", "mins read", "minutes read"], ["minut read"]),
        ("doc(.)", ["doc", "doc."], ["docs"]),
        ("a+", ["a+"], ["aa"]),
    ],
)
def test_the_signs_in_a_phrase_say_what_may_differ(phrase: str, matching: list[str], others: list[str]) -> None:
    pattern = either([Phrase(phrase)])
    assert [text for text in matching if not re.fullmatch(pattern, text)] == []
    assert [text for text in others if re.fullmatch(pattern, text)] == []


def test_whole_words_are_not_found_within_longer_ones() -> None:
    pattern = whole([Phrase("news"), Phrase("our standards:"), Phrase("read*")])
    assert re.findall(pattern, "newspapers, the news; our standards:none; readers spread") == [
        "news",
        "our standards:",
        "readers",
    ]


def test_of_several_words_the_longest_is_found() -> None:
    assert re.findall(either([Phrase("see"), Phrase("see also")]), "see also this") == ["see also"]


def test_no_words_are_found_nowhere() -> None:
    assert not re.search(either([]), "anything")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_list_says_what_belongs_into_it(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.findall(r"^(?!  #).*\n(  \w+:)", text, re.MULTILINE)


def test_a_list_says_the_same_in_every_language() -> None:
    said: dict[str, set[str]] = {}
    for path in FILES:
        section = ""
        for comment, name in re.findall(r"^((?:  #.*\n)*)((?:  )?\w+):", path.read_text(encoding="utf-8"), re.MULTILINE):
            section = section if name.startswith(" ") else name
            if path.stem != "any" and comment:
                said.setdefault(f"{section} {name}", set()).add(comment)
    assert {name: comments for name, comments in said.items() if len(comments) > 1} == {}


def test_every_list_is_filled_and_read_by_a_rule() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in FOLDER.parent.rglob("*.py") if FOLDER not in path.parents)
    words = every()
    assert [(section, name) for section, name in lists() if not getattr(getattr(words, section), name)] == []
    assert [(section, name) for section, name in lists() if not re.search(rf"\b{section}\.{name}\b", code)] == []


def test_only_english_has_verbs_whose_forms_follow_from_them() -> None:
    others = [of(lang).speech for lang in languages() if lang != "en"]
    assert not [speech for speech in others if speech.regular or speech.irregular or speech.doubled or speech.bare]


def test_a_language_is_known_by_its_own_letters_before_one_that_shares_them() -> None:
    order = list(every().text.letters)
    assert order.index("uk") < order.index("ru")


def test_the_wheel_holds_the_words(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        held = {name: archive.read(name) for name in archive.namelist() if re.fullmatch(r"dossier/words/\w+\.yml", name)}
    assert held == {f"dossier/words/{path.name}": path.read_bytes() for path in FILES}


SCRIPT = """
import json, sys
from pathlib import Path
import dossier.adapter, dossier.cli, dossier.words
from dossier.build.store import code
from dossier.importing import rules
from dossier.importing.formats import RawFile, read
loaded = dossier.words.of.cache_info().currsize
before = code()
for name, old, new in json.loads(sys.argv[1]):
    path = dossier.words.FOLDER / name
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, old
    path.write_text(text.replace(old, new), encoding="utf-8")
code.cache_clear()
[story] = rules.read(read(RawFile("a.txt", sys.argv[2].encode()))[0])
print(json.dumps({
    "loaded": loaded,
    "same": code() == before,
    "publisher": story.publisher,
    "byline": story.byline,
    "body": [line.text for line in story.body],
}))
"""
LEAD = "The fishers of the strait have asked for their old grounds, which the exercise has closed to them since the spring."
CLIPPING = f"""Fishers want the strait back

Skrevet af: Anna Kowal
25 June 2008
The Harbour Gazetteer

{LEAD}

Partner content from the harbour
"""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the package, to edit its words."""
    copytree(PROJECT / "plugins" / "dossier", tmp_path / "plugins" / "dossier", ignore=ignore_patterns("__pycache__"))
    return tmp_path / "plugins"


def test_a_word_that_is_added_to_a_list_counts_at_once(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a line of code; what a build keeps for the next one is void then, and no file is read before it is needed."""
    monkeypatch.setenv("PYTHONPATH", str(copy))
    edits = [
        ("en.yml", "Gazette, ", "Gazette, Gazetteer, "),
        ("en.yml", "author: [author(s)]", "author: [author(s), skrevet af]"),
        ("en.yml", "30: [skip to,", "30: [partner content, skip to,"),
    ]
    command = [sys.executable, "-c", SCRIPT, json.dumps(edits), CLIPPING]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, cwd=copy.parent)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {
        "loaded": 0,
        "same": False,
        "publisher": "The Harbour Gazetteer",
        "byline": ["Anna Kowal"],
        "body": [LEAD],
    }


@pytest.fixture
def wrong(copy: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the package with a list that is none."""
    monkeypatch.setenv("PYTHONPATH", str(copy))
    path = copy / "dossier" / "words" / "en.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("titles: [", "titel: ["), encoding="utf-8")
    return copy


PROBLEM = "`names` has the unknown key `titel`; did you mean `titles`?"


def test_a_build_with_words_that_are_wrong_says_so_and_leaves_no_output(wrong: Path) -> None:
    settings = wrong.parent / "pelican.conf.py"
    text = (HERE / "site" / "pelican.conf.py").read_text(encoding="utf-8")
    for name, value in {"THEME": str(PROJECT / "theme"), "PLUGIN_PATHS": [str(wrong)]}.items():
        text = re.sub(rf"(?m)^{name} = .*", f"{name} = {value!r}", text)
    settings.write_text(text, encoding="utf-8")
    done = pelican(HERE / "site" / "content", settings, wrong.parent / "output")
    assert done.returncode == 1
    assert re.search(rf"words.en\.yml:\d+: {re.escape(PROBLEM)}", done.stderr)
    assert "Traceback" not in done.stderr + done.stdout
    assert not (wrong.parent / "output").exists()


def test_an_import_with_words_that_are_wrong_says_so_once_and_writes_nothing(wrong: Path) -> None:
    command = [
        sys.executable,
        "-c",
        "from dossier.cli import main; main()",
        "import",
        str(HERE / "clippings"),
        "--into",
        "content",
    ]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, cwd=wrong.parent)
    assert done.returncode == 1
    assert (done.stderr + done.stdout).count(PROBLEM) == 1
    assert "Traceback" not in done.stderr + done.stdout
    assert {path.name for path in (wrong.parent / "content").rglob("*")} <= {".import.lock"}
