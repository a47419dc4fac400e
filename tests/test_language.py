"""The interface in each of its languages: complete catalogues, right forms, and sites that speak no other."""

import re
import subprocess
from collections.abc import Callable, Iterator
from functools import cache
from gettext import c2py
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from playwright.sync_api import Page, expect

from dossier.archive.pack import read_me_first
from dossier.chronology import PartialDate
from dossier.language import CATALOGUES, UNITS, direction, is_language_tag, language
from dossier.views.script import script_words
from tests.cases import load
from tests.checkers import check_html
from tests.conftest import HERE, PROJECT, Built, build
from tests.test_access import violations

pytestmark = pytest.mark.slow

LANGUAGES = ("de", "pl", "ru")
HOLE = re.compile(r"%\(\w+\)s")
TAGS = ["en", "ru", "uk", "hsb", "en-GB", "EN-gb", "zh-Hant-TW", "sr-Latn", "de-CH-1996", "mul", "und"]
NO_TAGS = [
    " ", 'x"', "..", "/a", "en ", "en\n", "en_GB", "English", "zz", "ua", "en-", "en-zzzzz", "a" * 60, "en-" + "a-bb-" * 2000,
    "", "\u0435n",  # which begins with a Cyrillic letter
]  # fmt: skip


@pytest.mark.parametrize("tag", TAGS)
def test_a_tag_of_registered_parts_is_a_language_tag(tag: str) -> None:
    assert is_language_tag(tag)


@pytest.mark.parametrize("text", NO_TAGS)
def test_any_other_text_is_no_language_tag(text: str) -> None:
    assert not is_language_tag(text)


@cache
def catalogue(lang: str) -> Catalog:
    with (CATALOGUES / lang / "LC_MESSAGES" / "dossier.po").open("rb") as file:
        return read_po(file)


@pytest.fixture(scope="module")
def extracted(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """The messages of the templates and of the code."""
    import sys

    from tasks import NOTED

    target = tmp_path_factory.mktemp("words") / "dossier.pot"
    command = [str(Path(sys.executable).parent / "pybabel"), "--quiet", "extract", "-F", "pyproject.toml", "-o", str(target)]
    subprocess.run([*command, *(f"--keyword={spec}" for spec in NOTED), "."], cwd=PROJECT, check=True)
    with target.open("rb") as file:
        return read_po(file)


def holes(text: str) -> set[str]:
    """What is filled in."""
    return set(HOLE.findall(text))


def alone(lang: str, form: int) -> bool:
    """Whether a plural form of a language is for one, and for no other number."""
    form_of = c2py(catalogue(lang).plural_expr)
    return [number for number in range(200) if form_of(number) == form] == [1]


def texts(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_catalogue_holds_every_message_and_no_other(extracted: Catalog, lang: str) -> None:
    own = catalogue(lang)
    assert {texts(message.id) for message in own} == {texts(message.id) for message in extracted}, "run `inv words`"
    assert not own.obsolete
    for message in own:
        if message.id:
            assert not message.fuzzy, message.id
            strings = texts(message.string)
            assert all(strings), message.id
            assert len(strings) == (own.num_plurals if message.pluralizable else 1), message.id
            for form, string in enumerate(strings):
                one, many = texts(message.id)[0], texts(message.id)[-1]
                unsaid = holes(string) == holes(one) and message.pluralizable and alone(lang, form)  # "One turning point"
                assert holes(string) == holes(many) or unsaid, message.id
                assert re.findall("</?[a-z]+>", string) == re.findall("</?[a-z]+>", texts(message.id)[0]), message.id
                assert not re.search(r"^\s|\s$|--|\.\.\.", string), message.id


@pytest.mark.parametrize(("behaviour", "case"), [case for case in load("language") if "date" in case.values[1]])
def test_dates_are_written_as_readers_write_them(behaviour: Any, case: Any) -> None:
    words, date = language(case["lang"]), PartialDate.parse(case["date"])
    since = words.gettext("since %(date)s", date=words.date_within(date))
    assert [text.replace("\u202f", " ") for text in (words.date(date), since)] == [case["alone"], case["since"]]


@pytest.mark.parametrize(("behaviour", "case"), [case for case in load("language") if 1 in case.values[1]])
def test_a_noun_has_the_form_of_its_number(behaviour: Any, case: Any) -> None:
    words = language(case["lang"])
    for number, said in case.items():
        if number != "lang":
            found = words.ngettext("%(num)s mention in this article", "%(num)s mentions in this article", number)
            assert found.startswith(f"{said} ")


@pytest.mark.parametrize(("behaviour", "case"), [case for case in load("language") if "sorted" in case.values[1]])
def test_names_stand_in_the_order_of_the_alphabet(behaviour: Any, case: Any) -> None:
    words = language(case["lang"])
    assert sorted(sorted(case["sorted"]), key=words.sort_key) == case["sorted"]
    assert [words.initial(name) for name in case["sorted"]] == case["letters"]


def test_a_language_with_a_region_has_the_words_of_the_language_and_one_without_a_catalogue_has_english() -> None:
    assert language("de-AT").gettext("Sources") == "Quellen"
    assert language("ar").gettext("Sources") == "Sources"
    assert language("ar").code == "en"
    assert [direction(lang) for lang in ("ar", "fa", "he", "ur", "ru", "x-none")] == [*["rtl"] * 4, "ltr", "ltr"]


@pytest.fixture(scope="module")
def small_in(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Built]:
    """The small site in a language, built once."""

    @cache
    def built(lang: str) -> Built:
        output = tmp_path_factory.mktemp(lang) / "output"
        settings = HERE / "site" / "pelican.conf.py"
        build(HERE / "site" / "content", settings, output, DEFAULT_LANG=lang)
        return Built(output)

    return built


@pytest.fixture(scope="module", params=LANGUAGES)
def translated(request: pytest.FixtureRequest, small_in: Callable[[str], Built]) -> tuple[str, Built]:
    """The small site in each language."""
    return request.param, small_in(request.param)


@pytest.fixture(scope="module")
def russian(small_in: Callable[[str], Built]) -> Built:
    return small_in("ru")


@pytest.fixture(scope="module")
def arabic(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A dossier in Arabic."""
    output = tmp_path_factory.mktemp("arabic") / "output"
    build(HERE / "arabic", HERE / "site" / "pelican.conf.py", output, DEFAULT_LANG="ar", SITENAME="ملف الدرع")
    return Built(output)


class Said(HTMLParser):
    """What a page says to a reader: its texts, and the attributes that are read out or shown; not what an author wrote."""

    SPOKEN = ("aria-label", "title", "placeholder")
    VOID = frozenset({"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"})

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.said: list[str] = []
        self.written = 0
        self.open: list[bool] = []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        classes = str(values.get("class") or "").split()
        self.said += [str(values[key]) for key in self.SPOKEN if values.get(key)]
        if tag == "meta" and values.get("name") in ("description", "dossier.page-kind", "dossier.day"):
            self.said.append(str(values["content"]))
        if tag not in self.VOID:
            self.open.append(tag in ("script", "style", "blockquote", "code") or "prose" in classes)

    def handle_endtag(self, tag: str) -> None:
        self.open.pop()

    def handle_data(self, data: str) -> None:
        if not any(self.open) and data.strip():
            self.said.append(re.sub(r"\s+", " ", data).strip())


def english(lang: str) -> Iterator[re.Pattern[str]]:
    """What a page in a language must not say."""
    own = {text for message in catalogue(lang) for text in texts(message.string)}  # "Data" is a date in Polish
    for message in catalogue(lang):
        if not message.id or own.intersection(texts(message.id)):
            continue
        for text in texts(message.id):
            parts = HOLE.split(text)
            if len(parts) == 1 or len("".join(parts)) > 12:  # less says nothing: "%(actor)s on %(topic)s"
                yield re.compile(".{1,60}".join(map(re.escape, parts)) + "[.:]?")
    for unit in UNITS:
        yield re.compile(rf"\d+ {unit}s?\b.*")


def test_a_site_says_nothing_in_english(translated: tuple[str, Built]) -> None:
    lang, site = translated
    forbidden = list(english(lang))
    pages = sorted(site.folder.rglob("*.html"))
    assert len(pages) > 20
    for path in pages:
        for said in Said(path).said:
            found = [pattern.pattern for pattern in forbidden if pattern.fullmatch(said)]
            assert not found, f"{path.name}: {said}"


def test_a_site_in_each_language_is_valid_html(small_in: Callable[[str], Built]) -> None:
    check_html(*(small_in(lang).folder for lang in LANGUAGES))


def test_a_site_is_in_its_language(translated: tuple[str, Built]) -> None:
    lang, site = translated
    assert f'<html lang="{lang}">' in (site.folder / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_scripts_and_the_page_on_top_of_the_archive_say_nothing_in_english(lang: str) -> None:
    ours, theirs = script_words(lang), script_words("en")
    assert not [key for key in ours if key != "all" and ours[key] == theirs[key]]
    facts = {"lang": lang, "name": "N", "subtitle": "", "author": "A", "date": "2008-06-25", "articles": ["a", "b"], "cut": 2}
    page = read_me_first(facts, "N")
    assert f'<html lang="{lang}" dir="ltr">' in page
    assert not re.search("dossier of|Open the|What else|the checksum|Newest", page)


def test_an_article_in_another_language_keeps_the_interface_of_the_site(russian: Built, small: Built) -> None:
    polish = (russian.folder / "articles" / "2008-07-02-tarcza.html").read_text(encoding="utf-8")
    assert '<html lang="pl">' in polish
    assert '<header class="site-header" lang="ru">' in polish
    assert ">Источники</h2>" in polish
    assert '<header class="site-header" lang="en">' in (
        small.folder / "articles" / "2008-07-01-lavrov-po-russki.html"
    ).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def shipped_in_russian(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The dossier of this repository, which has every kind of page, with a Russian interface."""
    output = tmp_path_factory.mktemp("shipped") / "output"
    build(PROJECT / "content", PROJECT / "pelican.conf.py", output, DEFAULT_LANG="ru")
    return Built(output)


def test_no_sentence_ends_in_two_points(translated: tuple[str, Built], shipped_in_russian: Built) -> None:
    for path in [path for site in (translated[1], shipped_in_russian) for path in site.folder.rglob("*.html")]:
        html = re.sub("<script.*?</script>|<code>.*?</code>", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        shown = re.sub("<[^>]+>", "", html)
        assert not re.search(r"г\.\.|\w\.\.(?!\.)", shown), path


def test_the_search_of_a_russian_site_speaks_russian(russian: Built, page: Page) -> None:
    page.goto(f"{russian.folder.as_uri()}/search.html?q=Лавров")
    expect(page.locator("#search-status")).to_have_text(re.compile(r"^\d+ фрагмент(а|ов)? · \d+ страниц(а|ы)?$"))
    expect(page.locator("#results .note").first).to_contain_text(re.compile("участник|заметка"))
    expect(page.locator("select[name=kind] option").nth(1)).to_have_text(re.compile(r"^[а-я]+ \(\d+\)$"))


@pytest.mark.parametrize(
    "address",
    ["index.html", "timeline.html", "search.html?q=Лавров", "actors/sergei-lavrov.html", "articles/2008-07-02-tarcza.html"],
)
def test_a_russian_page_has_no_violation(russian: Built, page: Page, address: str) -> None:
    assert violations(page, f"{russian.folder.as_uri()}/{address}") == []


@pytest.mark.parametrize("width", [360, 1280])
def test_a_dossier_in_arabic_runs_from_right_to_left_within_the_window(arabic: Built, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    for path in sorted(arabic.folder.rglob("*.html")):
        page.goto(path.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        written = "ltr" if "2009-09-17" in path.name else "rtl"  # an article in English
        assert page.evaluate("getComputedStyle(document.body).direction") == written, path
        assert page.evaluate("[...document.querySelectorAll('svg')].every((s) => getComputedStyle(s).direction === 'ltr')")
    page.goto(f"{arabic.folder.as_uri()}/index.html")
    box = page.locator("article, .front-header").first.bounding_box()
    assert box
    assert box["x"] + box["width"] > width - 200  # it begins at the right
