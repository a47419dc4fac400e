import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dossier.model import Prose
from dossier.prose import as_written, parse, parser, weave
from dossier.prose.shortcuts import shorten
from tests.cases import load

_LINK = re.compile(r'<a class="permalink"[^>]*></a>')


def html(prose: Prose) -> str:
    woven = [weave(passage, (), as_written) for passage in prose.passages]
    return "".join(part for pair in zip(prose.frame, [*woven, ""], strict=True) for part in pair)


@pytest.mark.parametrize(("behaviour", "case"), load("prose"))
def test_markdown_becomes_what_the_case_says(behaviour: Any, case: Any) -> None:
    prose = parse(case["markdown"], 1, case.get("lang", "en"), case.get("sources", ()))
    plain = re.sub(r' id="p-[a-z2-7]{8}"', "", _LINK.sub("", html(prose))).strip()
    if "html" in case:
        assert plain == case["html"]
    if "passages" in case:
        assert [passage.text for passage in prose.passages] == case["passages"]
    marks = [mark for passage in prose.passages for mark in passage.citations]
    assert [[mark.offset, mark.source, mark.locator] for mark in marks] == case.get("citations", [])
    assert [address for address, _ in prose.refused] == case.get("refused", [])


def test_a_passage_keeps_its_id_when_its_neighbours_change() -> None:
    before = parse("First.\n\nThe *middle* one[^a].\n\nLast.\n\n[^a]: Note.")
    after = parse("Quite new[^b].\n\n## Heading\n\nThe *middle* one[^a].\n\n[^a]: Note.\n[^b]: Other.")
    kept = {passage.id for passage in before.passages} & {passage.id for passage in after.passages}
    assert before.passages[1].id in kept
    assert len(kept) == 2, "the middle one and the note"


def test_a_passage_keeps_its_id_when_only_its_typography_changes() -> None:
    assert parse('He said "no", twice.').passages[0].id == parse("He said “no” – **twice**").passages[0].id


def test_passages_of_the_same_words_have_ids_of_their_own() -> None:
    ids = [passage.id for passage in parse("Same.\n\nSame.\n\nSame.").passages]
    assert len(set(ids)) == 3


def test_every_passage_has_a_link_to_itself() -> None:
    prose = parse("One.\n\n- two\n\n| a |\n|---|\n| three |\n\n    four\n")
    for passage in prose.passages:
        assert f'class="permalink" href="#{passage.id}"' in weave(passage, (), as_written)
    assert len(prose.passages) == 4


def test_a_passage_knows_its_line_in_the_file() -> None:
    assert [passage.line for passage in parse("One.\n\nTwo\nthree.\n\n- four", 10).passages] == [10, 12, 15]


def test_a_name_across_markup_is_linked_in_parts() -> None:
    [passage] = parse("So *Mirek* Topolánek said.").passages
    woven = _LINK.sub("", weave(passage, [(3, 18, '<a href="x">')], as_written))
    assert woven == 'So <em><a href="x">Mirek</a></em><a href="x"> Topolánek</a> said.'


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=300))
@settings(max_examples=300, deadline=None)
def test_whatever_is_written_no_tag_of_the_writer_gets_through(text: str) -> None:
    prose = parse(text + "\n\n<b onclick=x>" + text)
    allowed = r"</?(?:p|a|em|strong|code|pre|ul|ol|li|blockquote|h[2-6]|hr|br|img|table|thead|tbody|tr|th|td|sup|section)\b"
    assert all(re.match(allowed, tag) for tag in re.findall(r"</?[a-z][^>]*", html(prose)))
    assert "onclick=x" not in "".join(re.findall(r"<[a-z][^>]*>", html(prose)))
    assert len(prose.frame) == len(prose.passages) + 1


_MARKS = [
    "\n",
    "\n\n",
    "---",
    "===",
    "- ",
    "1. ",
    "# ",
    "> ",
    "    ",
    "```\n",
    "| a | b |\n|---|---|\n",
    "[^1]",
    "[^1]: ",
    "[a]",
]
_MARKS += ["[a]: /u\n", "(b)", "*", "_", "`", "\\", "&amp;", "<b>", "<http://a.b>", "'", '"', "\0", "\r", "word ", "2008", "ł"]


@given(st.lists(st.sampled_from(_MARKS), max_size=20).map("".join))
@settings(max_examples=500, deadline=None)
def test_the_short_ways_lead_where_the_long_ones_do(text: str) -> None:
    long, short = parser("en"), parser("en")
    shorten(short)
    assert [token.as_dict() for token in short.parse(text)] == [token.as_dict() for token in long.parse(text)]
