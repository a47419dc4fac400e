"""One test a rule: what cannot be published is named with file and line, and nothing is published."""

from pathlib import Path
from typing import Any

import pytest

from dossier.errors import ContentErrors
from dossier.pipeline import assemble
from tests.content import Files, content, text


def errors_of(files: Files, **more: Any) -> list[str]:
    with pytest.raises(ContentErrors) as caught:
        assemble(content(files, **more))
    return [str(error) for error in caught.value.errors]


def article(head: dict[str, Any] | None = None, body: str = "A passage.") -> Files:
    return {"articles/2008-06-25-x.md": text("articles/x.md", head, body)}


def raw(front: str, body: str = "A passage.") -> Files:
    return {"articles/2008-06-25-x.md": f"---\n{front}\n---\n\n{body}\n"}


GOOD = "title: T\ndate: 2008-06-25\ntopics: [talks]\nsources:\n  - title: R\n    publisher: P"


@pytest.mark.parametrize("key", ["title", "date", "sources", "topics"])
def test_a_missing_required_key_is_named(key: str) -> None:
    [error] = errors_of(article({key: None}))
    assert f"articles/2008-06-25-x.md:2: the article has no `{key}`" in error
    assert f"right:  {key}" in error


def test_a_missing_key_of_a_source_is_named_with_its_line() -> None:
    [error] = errors_of(raw(GOOD.replace("\n    publisher: P", "")))
    assert error.startswith("content/articles/2008-06-25-x.md:6: `sources.0` has no `publisher`")


def test_an_unknown_key_names_the_nearest_known_one() -> None:
    [error] = errors_of(raw(GOOD + "\nsumary: what happened"))
    assert "2008-06-25-x.md:8: unknown key `sumary`; did you mean `summary`?" in error


def test_an_unknown_key_of_a_source_names_the_nearest_key_of_a_source() -> None:
    [error] = errors_of(raw(GOOD + "\n    ulr: https://example.org"))
    assert ":8: unknown key `ulr`; did you mean `url`?" in error


def test_a_key_like_no_other_lists_those_that_are_known() -> None:
    [error] = errors_of(raw(GOOD + "\nxyzzy: 1"))
    assert "unknown key `xyzzy`; known here: title, date," in error


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("topics: talks", "`topics` must be a list"),
        ("topics: []", "`topics` names none"),
        ("kind: essay", "`kind` must be one of 'brief' or 'clipping'"),
        ("title: [a, b]", "`title` must be text"),
        ("title:", "`title` is empty"),
        ("sources: Interfax", "`sources` must be a list"),
        ("date: 2008-02-30", "`date` is an impossible date: February 2008 has no day 30"),
        ("date: 25.6.2008", "`date` is no date"),
        ("events: [{date: 2008-13, title: E}]", "`date` is an impossible date: there is no month 13"),
        ("sources: [{title: R, publisher: P, url: ftp://example.org}]", "`url` is no web address"),
    ],
)
def test_a_value_of_the_wrong_kind_is_named_with_what_would_be_right(line: str, problem: str) -> None:
    key = line.split(":", maxsplit=1)[0]
    kept = "\n".join(
        part for part in GOOD.split("\n") if not part.startswith((f"{key}:", "  ") if key == "sources" else f"{key}:")
    )
    [error] = errors_of(raw(f"{line}\n{kept}"))
    assert f"articles/2008-06-25-x.md:2: {problem}" in error


def test_a_character_that_no_feed_may_hold_is_named() -> None:
    [error] = errors_of(raw(GOOD + '\nsummary: "one \\x01 two"'))
    assert "2008-06-25-x.md:8: `summary` holds the character U+0001, which no page and no feed may hold" in error


@pytest.mark.parametrize("lang", ['x"', "..", "/a", "a" * 60, "en_US", "english", "ru onload=x"])
def test_a_language_that_is_no_tag_is_named_wherever_it_stands(lang: str) -> None:
    native = {"native": [{"lang": lang, "name": "Икс"}]}
    files: Files = {"actors/x.md": text("actors/x.md", native), "pages/x.md": text("pages/x.md", {"lang": lang})}
    errors = errors_of(article({"lang": lang}) | files)
    assert [error.split("\n")[0] for error in errors] == [
        f"content/{path}:2: `lang` is no language tag" for path in ("actors/x.md", "articles/2008-06-25-x.md", "pages/x.md")
    ]
    assert all("right:  lang: en" in error for error in errors)


def test_a_list_that_holds_itself_is_an_error() -> None:
    [error] = errors_of(raw(GOOD + "\nactors: &a [*a]"))
    assert "articles/2008-06-25-x.md:2: front matter holds itself" in error


def test_a_key_given_twice_is_an_error() -> None:
    [error] = errors_of(raw(GOOD + "\ntitle: Another"))
    assert ":8: `title` is given twice" in error


def test_front_matter_that_is_not_yaml_shows_the_line() -> None:
    [error] = errors_of(raw(GOOD + "\nsummary: Putin: a speech"))
    assert "2008-06-25-x.md:8: front matter has a second colon in a line" in error
    assert 'right:  summary: "Putin: a speech"' in error
    assert "summary: Putin: a speech" in error


def test_front_matter_that_never_ends_is_an_error() -> None:
    [error] = errors_of({"articles/2008-06-25-x.md": f"---\n{GOOD}\n\nA passage.\n"})
    assert "2008-06-25-x.md:1: front matter never ends" in error


def test_a_file_without_front_matter_is_an_error() -> None:
    [error] = errors_of({"articles/2008-06-25-x.md": "Just words.\n"})
    assert "2008-06-25-x.md:1: has no front matter" in error


@pytest.mark.parametrize("data", [b"", b"\n\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_an_error(data: bytes) -> None:
    [error] = errors_of({"articles/2008-06-25-x.md": data})
    assert "2008-06-25-x.md:1: is empty" in error


def test_a_file_that_is_not_utf_8_shows_line_and_byte() -> None:
    data = f"---\n{GOOD}\n---\n\nКремль\n".encode("cp1251")
    [error] = errors_of({"articles/2008-06-25-x.md": data})
    assert "2008-06-25-x.md:10: is not UTF-8: byte 0xca" in error


def test_an_unknown_topic_names_the_nearest() -> None:
    [error] = errors_of(raw(GOOD.replace("[talks]", "\n  - talks\n  - tlaks")))
    assert "2008-06-25-x.md:6: `topics`: there is no topic `tlaks`" in error
    assert "right:  talks" in error


def test_an_unknown_actor_is_an_error_wherever_it_stands() -> None:
    files: Files = {
        "actors/putin.md": text("actors/putin.md", {"of": "rusia", "roles": [{"title": "President", "of": "rssia"}]})
    }
    errors = errors_of(article({"actors": ["putni"]}) | files)
    assert [error.split(": ", 1)[1].split("\n")[0] for error in errors] == [
        "`of`: there is no actor `rusia`",
        "`roles.0.of`: there is no actor `rssia`",
        "`actors`: there is no actor `putni`",
    ]


def test_an_unknown_broader_topic_is_an_error() -> None:
    [error] = errors_of({"topics/harbour.md": text("topics/harbour.md", {"broader": "talk"})})
    assert "topics/harbour.md:2: `broader`: there is no topic `talk`" in error


def test_topics_in_a_circle_are_an_error() -> None:
    errors = errors_of(
        {"topics/a.md": text("topics/a.md", {"broader": "b"}), "topics/b.md": text("topics/b.md", {"broader": "a"})}
    )
    assert all("leads from" in error for error in errors)
    assert len(errors) == 2


def test_two_files_of_one_slug_are_an_error_that_names_both() -> None:
    same = text("articles/x.md")
    [error] = errors_of({"articles/2008/2008-06-25-x.md": same, "articles/copy/2008-06-25-X.md": same})
    assert "articles/copy/2008-06-25-X.md:1" in error
    assert "articles/2008/2008-06-25-x.md" in error


@pytest.mark.parametrize("kind", ["filename", "static", "attach"])
def test_a_broken_internal_link_is_an_error_with_its_line(kind: str) -> None:
    [error] = errors_of(article(body=f"First.\n\n[words]({{{kind}}}2008-06-52-x.md)"))
    assert "articles/2008-06-25-x.md:7: link to a file that is not there: articles/2008-06-52-x.md" in error


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        ("index.html", "would take the place of the site's own index.html"),
        ("data/mentions.csv", "would take the place of the site's own data/mentions.csv"),
        ("Data/Mentions.csv", "would take the place of the site's own data/mentions.csv"),
        ("sitemap.xml", "would take the place of the site's own sitemap.xml"),
        ("articles/2008-06-25-x.html", "would take the place of the page of articles/2008-06-25-x.md"),
        ("topics/talks", "would take the place of the page of topics/talks.md"),
        ("feeds/mine.xml", "would take the place of a file of the site's own in feeds/"),
        ("theme/css/type.css", "would take the place of a file of the site's own in theme/"),
        ("data", "would take the place of a file of the site's own in data/"),
        ("contact.html/x.png", "lies in a folder that has the name of a page"),
        ("clippings/original.HTM", "is a web page, which may run scripts and would stand among the site's own pages"),
        ("images/x.svgz", "is a web page, which may run scripts and would stand among the site's own pages"),
    ],
)
def test_a_linked_file_in_the_place_of_another_or_with_scripts_is_an_error_that_names_both(path: str, problem: str) -> None:
    [error] = errors_of(article(body=f"First.\n\n[words]({{static}}/{path})"), statics=(path,))
    assert f"articles/2008-06-25-x.md:7: link to {path}, which {problem}\n" in error
    assert f"found:  {{static}}/{path}\n    right:  " in error


@pytest.mark.parametrize(
    "path", ["images/x.png", "data/table.csv", "articles/2008/map.pdf", "clippings/original.txt", "LICENSE"]
)
def test_a_linked_file_of_any_other_name_is_none(path: str) -> None:
    assert assemble(content(article(body=f"[words]({{static}}/{path})"), statics=(path,))).statics == (path,)


def test_a_broken_link_names_the_nearest_file() -> None:
    [error] = errors_of(article(body="[words]({filename}2008-06-52-x.md)"))
    assert "right:  {filename}/articles/2008-06-25-x.md" in error


def test_a_link_to_a_draft_is_an_error_until_the_draft_is_published() -> None:
    files = article(body="[words]({filename}draft.md)") | {"articles/draft.md": text("articles/x.md", {"status": "draft"})}
    [error] = errors_of(files)
    assert "link to a file that is not there: articles/draft.md" in error
    assert assemble(content(files), drafts=True).articles


def test_all_errors_of_all_files_come_at_once() -> None:
    errors = errors_of(article({"date": "2008-13", "kind": "essay"}) | {"actors/x.md": text("actors/x.md", {"kind": "ship"})})
    assert [error.split(": ")[0] for error in errors] == [
        "content/actors/x.md:2",
        "content/articles/2008-06-25-x.md:2",
        "content/articles/2008-06-25-x.md:2",
    ]


def test_what_refers_to_a_file_with_errors_is_not_blamed_for_them() -> None:
    files: Files = {
        "actors/x.md": "---\nname: X\nkind: ship\n---\n",
        "topics/y.md": "",
        "articles/2008-06-25-z.md": "---\n---\n",
    }
    refers = article({"actors": ["x"], "topics": ["y"]}, "[x]({filename}/actors/x.md), [z]({filename}2008-06-25-z.md)")
    assert {error.split(":")[0] for error in errors_of(files | refers)} == {f"content/{path}" for path in files}


def test_a_role_that_ends_before_it_begins_is_an_error() -> None:
    [error] = errors_of({"actors/x.md": text("actors/x.md", {"roles": [{"title": "R", "from": "2009", "to": "2008"}]})})
    assert "`roles.0` ends before it begins" in error


def test_errors_name_the_content_folder_that_was_read() -> None:
    [error] = errors_of(article({"title": None}))
    assert error.startswith(str(Path("content") / "articles" / "2008-06-25-x.md"))
