"""What templates can rely on."""

from pathlib import Path

import pytest

from dossier.chronology import PartialDate
from dossier.errors import ToolError
from dossier.pipeline import assemble
from dossier.render import Theme, theme
from dossier.templates import environment, referenced
from dossier.views import Site
from dossier.views.article import article_view
from dossier.views.overviews import search_view
from tests.content import content, text

SITE = Site("Dossier", "", "", "en", "", preview=False)


def said(folder: Path, template: str, lang: str = "en", **values: object) -> str:
    (folder / "page.html").write_text(template, encoding="utf-8")
    return environment([folder], lang).get_template("page.html").render(values)


@pytest.mark.parametrize(
    ("template", "lang", "written"),
    [
        ('{{ _("Sources") }}', "en", "Sources"),
        ('{{ _("Sources") }}', "pl", "Źródła"),
        ('{{ _("by %(name)s", name=value) }}', "en", "by &lt;b&gt;"),
        ('{% macro say(one, two="2") %}{{ one }}{{ two }}{% endmacro %}{{ say(value, two=3) }}', "en", "&lt;b&gt;3"),
        ("{% macro round() %}({{ caller() }}){% endmacro %}{% call round() %}{{ value }}{% endcall %}", "en", "(&lt;b&gt;)"),
        ("{{ date | time }}", "en", '<time datetime="2008-06-25">25 June 2008</time>'),
        ("{{ date | time }}", "pl", '<time datetime="2008-06-25">25 czerwca 2008</time>'),
        ("{{ mapping['class'] }} {{ mapping.items() | first | first }}", "en", "x class"),
        ("{{ mapping.class }} {{ mapping.other | default('none') }} {{ missing is defined }}", "en", "x none False"),
        ("{% block a %}b{% endblock %}{{ self.a() }}", "en", "bb"),
    ],
)
def test_a_template_says(tmp_path: Path, template: str, lang: str, written: str) -> None:
    values = {"value": "<b>", "date": PartialDate(2008, 6, 25), "mapping": {"class": "x"}}
    assert said(tmp_path, template, lang, **values) == written


@pytest.mark.parametrize(
    ("template", "named"),
    [
        ('{% extends "base.html" %}', ["base.html"]),
        ("{%- include 'a.html' -%}{%+ include 'b.html' +%}", ["a.html", "b.html"]),
        ('{% from "a.html" import one, two %}{% import "b.html" as b with context %}', ["a.html", "b.html"]),
        ("{%\n  include 'a.html'\n  ignore missing\n%}", ["a.html"]),
        ('{% extends "a.html" if view.wide else "b.html" %}', [None]),
        ('{% include "a-" ~ view.kind %}{% include ["a.html", "b.html"] %}', [None, None]),
        ("{% include view.part %}", [None]),
        ("{% for include in imports %}{{ include }} from {% endfor %}{% set extends = 1 %}", []),
    ],
)
def test_a_template_names_others(template: str, named: list[str | None]) -> None:
    assert referenced(template) == named


def test_what_a_template_names_only_when_it_is_rendered_counts_all_templates(tmp_path: Path) -> None:
    def closures() -> dict[str, bytes]:
        return Theme([tmp_path, theme() / "templates"]).closures

    (tmp_path / "page.html").write_text('{% include "partials/kind-" ~ view.kind ~ ".html" %}', encoding="utf-8")
    (tmp_path / "partials").mkdir()
    before = closures()
    (tmp_path / "partials" / "kind-page.html").write_text("one", encoding="utf-8")
    after = closures()
    assert {name for name in before if before[name] != after[name]} == {"page.html"}


def test_the_frame_of_a_page_knows_no_more_of_it_than_its_place(tmp_path: Path) -> None:
    (tmp_path / "partials").mkdir()
    (tmp_path / "partials" / "footer.html").write_text("<footer>{{ view.title }}</footer>", encoding="utf-8")
    made = search_view(assemble(content({})))
    with pytest.raises(ToolError, match=r"footer\.html:1: .* has no attribute 'title'"):
        Theme([tmp_path, theme() / "templates"]).render(made, SITE)


def test_what_is_the_same_on_all_pages_is_less_than_two_and_a_half_kilobytes() -> None:
    view = article_view(edition := assemble(content({"articles/a.md": text("articles/a.md")})), SITE, edition.articles[0])
    html = Theme([theme() / "templates"]).render(view, SITE)
    head, _, rest = html.partition("<title>")
    frame = [head, rest[rest.index("</head>") : rest.index("<main")], rest[rest.index("</main>") :]]
    assert sum(map(len, frame)) < 2560
