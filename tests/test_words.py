"""Lists of words: what a file may hold, what is said of one that is wrong, and what a word that is added to one does."""

import re
import zipfile
from pathlib import Path

import pytest

from dossier.errors import ContentErrors
from dossier.words import FOLDER, either, every, languages, of, whole
from dossier.words.lexicon import Lexicon, read, together
from dossier.words.shapes import Phrase

FILES = sorted(FOLDER.glob("*.yml"))


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
