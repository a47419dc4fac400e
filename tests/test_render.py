"""What templates can rely on."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from dossier.chronology import PartialDate
from dossier.render import environment


def said(folder: Path, template: str, lang: str = "en", **values: object) -> str:
    (folder / "page.html").write_text(template, encoding="utf-8")
    return environment([folder], lang).get_template("page.html").render(values)


def test_what_is_made_once_is_made_anew_for_other_values(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("{% once view.a, 0 %}{{ view.a }}{{ view.b }}{% endonce %}", encoding="utf-8")
    template = environment([tmp_path]).get_template("page.html")
    pages = [SimpleNamespace(a="<", b=1), SimpleNamespace(a="<", b=2), SimpleNamespace(a="&", b=3)]
    assert [template.render(view=page) for page in pages] == ["&lt;1", "&lt;1", "&amp;3"]


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
    ],
)
def test_a_template_says(tmp_path: Path, template: str, lang: str, written: str) -> None:
    values = {"value": "<b>", "date": PartialDate(2008, 6, 25), "mapping": {"class": "x"}}
    assert said(tmp_path, template, lang, **values) == written
