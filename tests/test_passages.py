"""The index of passages: what is in it, and that a browser finds in it what a look at every word finds."""

import base64
import gzip
import json
import random
import re
import shutil
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from dossier.edition import Edition
from dossier.search import lists, passages, segments
from tests import firefox, naive
from tests.conftest import Built, serve
from tests.content import shipped_edition
from tests.naive import Naive, Tree

pytestmark = [pytest.mark.slow, pytest.mark.browser]

QUERIES = 500
# What queries find: for each the numbers of the passages of each page, by its segment and its place there.
ASK = """
    await dossier.find();
    const grammar = dossier.grammar(), numbers = ({ page, on, segment: { number, firsts } }) =>
        [number, page, [...on.subarray(firsts[page], firsts[page + 1]).keys()].filter((place) => on[firsts[page] + place])];
    const tools = { ...dossier, texts: () => ({ start() {}, shown: numbers }) };
    const finder = dossier.finder(tools, async (name) => new Response(await dossier.load(name.replace("/pagefind/", ""))));
    await finder.start();
    const answers = [];
    for (const [query, wide] of queries) {
        const { total } = await finder.search(grammar.parse(query), { wide });
        answers.push((await finder.pages(0, total)).sort(([a, one], [b, other]) => a - b || one - other));
    }
    return answers;
"""


@pytest.fixture(scope="module")
def reference() -> Naive:
    edition = shipped_edition()
    known = passages.known(edition)
    return Naive(lists.in_order(passages.leaf(edition, entry) for entry in known.values()))


def fingerprints(found: Naive) -> dict[str, str]:
    return {page.address: sha256(repr(page).encode()).hexdigest() for page in found.pages}


def index(target: Path, found: Naive, kept: Path, edition: Edition, refused: str = "") -> dict[str, bytes]:
    """Index the passages of an edition anew, where Pagefind may have refused a page; gives every file of the index."""
    shutil.rmtree(target, ignore_errors=True)
    (target / "passages").mkdir(parents=True)
    seen = fingerprints(found)
    fragments = {address: f"abc/en_{name[:7]}" for address, name in seen.items() if address != refused}
    segments.index(seen, edition, lambda: fragments, target, kept, most=40)
    return {path.relative_to(target).as_posix(): path.read_bytes() for path in target.rglob("*.js")}


def test_the_same_pages_make_the_same_bytes_and_an_edit_makes_one_segment_again(reference: Naive, tmp_path: Path) -> None:
    edition = shipped_edition()
    cold = index(tmp_path / "one", reference, tmp_path / "kept", edition)
    assert index(tmp_path / "two", reference, tmp_path / "kept", edition) == cold
    assert index(tmp_path / "two", reference, tmp_path / "other", edition) == cold
    parts = {name.split("/")[1] for name in cold if name.count("/") == 2}
    assert len(parts) == 8
    edited = Naive([replace(reference.pages[0], day="another day"), *reference.pages[1:]])
    changed = index(tmp_path / "two", edited, tmp_path / "kept", edition)
    assert len(parts & {name.split("/")[1] for name in changed if name.count("/") == 2}) == 7


def test_a_page_that_pagefind_refuses_is_not_in_the_index(reference: Naive, tmp_path: Path) -> None:
    edition = shipped_edition()
    refused, *others = reference.pages
    without = index(tmp_path / "one", Naive(others), tmp_path / "kept", edition)
    for _ in range(2):  # from nothing, and as kept
        assert index(tmp_path / "two", reference, tmp_path / "other", edition, refused=refused.address) == without


def test_no_word_of_a_draft_or_of_a_hidden_article_is_in_the_index(small: Built) -> None:
    scripts = [path.read_text() for path in (small.folder / "pagefind" / "passages").rglob("*.js")]
    bodies = [gzip.decompress(base64.b64decode(body)) for script in scripts for body in re.findall(r'","([^"]*)"', script)]
    assert any(b"zeppelin" in body for body in bodies)
    assert not [body for body in bodies for word in (b"quagga", b"okapi") if word in body.lower()]


MISTAKES = {  # of a query: which sentence is said, and of what
    "AND": ("operand", "AND"),
    "radar OR": ("operand", "OR"),
    "radar AND OR base": ("operand", "AND"),
    "NOT": ("operand", "NOT"),
    "-": ("operand", "-"),
    "radar NEAR": ("operand", "NEAR"),
    "radar NEAR/0 base": ("near", "NEAR/0"),
    "radar NEAR/1000 base": ("near", "NEAR/1000"),
    "radar NEAR/x base": ("near", "NEAR/x"),
    "radar NEAR year:2008": ("nearWhat", "NEAR"),
    "radar NEAR (-base)": ("nearWhat", "NEAR"),
    'radar "missile shield': ("quotation", '"missile shield'),
    "радар «щит": ("quotation", "«щит"),
    "(radar": ("unclosed", "("),
    "radar )": ("unopened", ")"),
    "()": ("unclosed", "("),
    "city:Prague": ("field", "city:Prague"),
    "http://example.org": ("field", "http://example.org"),
    "actor:": ("value", "actor:"),
    'topic:""': ("value", 'topic:""'),
    "year:last": ("year", "year:last"),
    "year:2010..2008": ("year", "year:2010..2008"),
    "date:2008-13": ("date", "date:2008-13"),
    "mis*le": ("star", "mis*le"),
    "*": ("star", "*"),
    "word " * 2000: ("long", ""),
}
TREES: dict[str, Any] = {  # of a query: how it is understood
    "": None,
    "🙂 …": None,
    "SM-3": {"words": [["sm", "form"], ["3", "form"]]},
    "Iskander | base": {"or": [{"words": [["iskander", "form"]]}, {"words": [["base", "form"]]}]},
    "„in law”": {"words": [["in", "exact"], ["law", "exact"]]},
    "radar and near": {"and": [{"words": [[word, "form"]]} for word in ("radar", "and", "near")]},
    "a NEAR/3 b NEAR c": {
        "near": [
            {"near": [{"words": [["a", "form"]]}, {"words": [["b", "form"]]}], "distance": 3},
            {"words": [["c", "form"]]},
        ],
        "distance": 10,
    },
    "NOT (a OR b*)": {"not": {"or": [{"words": [["a", "form"]]}, {"words": [["b", "prefix"]]}]}},
    "Actor:lavrov": {"field": "actor", "value": "lavrov"},
    "actor:„Sergei Lavrov“": {"field": "actor", "value": "Sergei Lavrov"},
    "year:2008..": {"field": "date", "since": "2008", "till": ""},
    "שלום": {"words": [["שלום", "form"]]},
}
PARSE = """async (queries) => {
    await dossier.find();
    const inner = (key, value) => (["from", "until"].includes(key) ? undefined : value);
    const plain = (tree) => JSON.parse(JSON.stringify(tree ?? null, inner));
    return queries.map((query) => {
        try {
            return plain(dossier.grammar().parse(query));
        } catch (error) {
            const { key, at, length } = error.mistake;
            return [key, query.slice(at, at + length)];
        }
    });
}"""


def test_a_mistake_in_a_query_is_told_with_its_place(page: Page, small: Built) -> None:
    page.goto(f"{small.folder.as_uri()}/index.html")
    told = page.evaluate(PARSE, list(MISTAKES))
    assert dict(zip(MISTAKES, map(tuple, told), strict=True)) == MISTAKES


def test_a_query_is_understood_by_the_grammar(page: Page, small: Built) -> None:
    page.goto(f"{small.folder.as_uri()}/index.html")
    assert dict(zip(TREES, page.evaluate(PARSE, list(TREES)), strict=True)) == TREES


def test_the_scripts_of_the_search_are_small(small: Built) -> None:
    assert len(gzip.compress((small.folder / "theme" / "search.js").read_bytes())) <= 14_000


def trees(reference: Naive) -> st.SearchStrategy[Tree]:
    """Queries of words that the dossier has, some often and some once, of phrases of it, and of its actors and days."""
    rng = random.Random(7)
    texts = [found for found in reference.read.values() if len(found) > 3]
    vocabulary = [*rng.sample(sorted(reference.known), 80), *(rng.choice(rng.choice(texts)) for _ in range(80))]
    phrases = [text[at : at + rng.randint(1, 3)] for text in rng.sample(texts, 80) for at in [rng.randrange(len(text) - 2)]]
    values = [(field, value) for page in reference.pages for field, found in page.values.items() for value in found]
    values += [("actor", name) for page in reference.pages for part in page.parts for name in part.actor]
    values += [("speaker", name) for page in reference.pages for part in page.parts for name in part.speaker]
    words_ = st.one_of(
        st.sampled_from(vocabulary).map(lambda word: ("form", word)),
        st.sampled_from([word[:4] for word in vocabulary]).map(lambda word: ("prefix", word)),
        st.sampled_from(phrases).map(lambda phrase: ("exact", *phrase)),
    )
    fields = st.one_of(
        st.sampled_from(sorted(set(values))).map(lambda value: ("field", *value)),
        st.tuples(st.sampled_from(["2007", "2008-06", "2009-03-17"]), st.sampled_from(["2009", "2010-04-08", "2011-05"])).map(
            lambda ends: ("date", *ends)
        ),
    )
    places = st.recursive(
        words_,
        lambda inner: st.one_of(
            st.tuples(st.just("near"), inner, inner, st.integers(1, 40)),
            st.tuples(st.just("or"), inner, inner),
            st.tuples(st.just("and"), inner, inner),
        ),
        max_leaves=4,
    )
    return st.recursive(
        st.one_of(places, places, fields),
        lambda inner: st.one_of(
            st.tuples(st.just("or"), inner, inner), st.tuples(st.just("and"), inner, inner), st.tuples(st.just("not"), inner)
        ),
        max_leaves=5,
    )


@pytest.fixture(scope="module")
def queries(reference: Naive) -> list[tuple[Tree, bool]]:
    """So many queries, the same each time; of each whether it speaks of whole articles."""
    drawn: list[tuple[Tree, bool]] = []

    @seed(11)
    @settings(
        max_examples=QUERIES * 6 // 5,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        deadline=None,
    )
    @given(st.tuples(trees(reference), st.booleans()))
    def draw(query: tuple[Tree, bool]) -> None:
        drawn.append(query)

    draw()
    return list(dict.fromkeys(drawn))[:QUERIES]


def test_random_queries_find_in_both_browsers_what_a_look_at_every_word_finds(
    reference: Naive, queries: list[tuple[Tree, bool]], browser: Browser, shipped: Built, tmp_path: Path
) -> None:
    assert len(queries) == QUERIES
    by_address = {page.address: page for page in reference.pages}
    place = {
        page.address: (segment, place)
        for segment, part in enumerate(segments.divided(fingerprints(reference)))
        for place, page in enumerate(lists.in_order(by_address[address] for address, _ in part))
    }
    expected = [
        sorted([*place[address], hits] for address, hits in reference.find(tree, wide).items()) for tree, wide in queries
    ]
    assert sum(map(bool, expected)) > QUERIES / 2, "most of them find something"
    asked = [[naive.text(tree), wide] for tree, wide in queries]
    disk, [http] = shipped.folder.as_uri() + "/", [next(serve(shipped.folder))]
    with browser.new_context() as context, firefox.running(tmp_path / "firefox") as fox:
        page = context.new_page()
        for start in (disk, http):
            page.goto(f"{start}index.html")
            fox.goto(f"{start}index.html")
            found = page.evaluate(f"async (queries) => JSON.stringify(await (async () => {{ {ASK} }})())", asked)
            _same(asked, json.loads(found), expected)  # as text: number by number it would take seconds
            _same(asked, _in_firefox(fox, asked), expected)


def _same(asked: list[Any], answers: list[Any], expected: list[Any]) -> None:
    for query, answer, wanted in zip(asked, answers, expected, strict=True):
        assert answer == wanted, query


def _in_firefox(fox: firefox.Firefox, asked: list[Any]) -> Any:
    return fox.run(f"const queries = {json.dumps(asked)}; {ASK}")
