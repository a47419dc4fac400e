"""What is carried over from the last build is what a build from nothing makes."""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import Phase, given, note, settings
from hypothesis import strategies as st

from dossier.build import Making, Request, forget
from dossier.build.making import LIMIT, found
from dossier.build.staging import Staging
from dossier.build.state import State, keep, load
from dossier.build.store import Store
from dossier.build.untouched import untouched
from dossier.build.writer import Stretch, Writer
from dossier.checks import findings as checks
from dossier.checks.statics import refused
from dossier.errors import ContentErrors
from dossier.exports import SITE as FILES
from dossier.ledger.deciding import decision
from dossier.ledger.file import spliced
from dossier.model import Decision, Statement
from dossier.pipeline import NAMES
from dossier.render import theme
from dossier.views import Site
from tests.content import text

pytestmark = pytest.mark.slow

# What the texts are made of: names, forms that are nobody's yet, words said, links, signal words of topics.
SENTENCES = (
    "Ada Novak met Boris Klein in Prague.",
    "“We will not sign this treaty,” Novak said.",
    "Klein said that the radar would never be built.",
    "The Alliance was silent, and so was the Czech prime minister.",
    "See [the talks]({filename}/articles/2008/talks.md) and [her]({filename}/actors/novak.md).",
    "Zofia Maj spoke for the treaty; the iron lady was not asked.",
    "The missiles stay where they are.\n\nA second paragraph names Klein.",
)
START: dict[str, Any] = {
    "articles/2008/talks.md": ({"title": "Talks", "date": "2008-06-25", "topics": ["shield"]}, list(SENTENCES[:3])),
    "articles/2008/radar.md": (
        {"title": "Radar", "date": "2008-07-01", "topics": ["shield", "treaties"]},
        [SENTENCES[1], SENTENCES[4]],
    ),
    "articles/2009/vote.md": (
        {"title": "Vote", "date": "2009-01-02", "topics": ["treaties"], "actors": ["czechia"]},
        [SENTENCES[5]],
    ),
    "actors/novak.md": ({"name": "Ada Novak", "kind": "person"}, ["She leads."]),
    "actors/klein.md": ({"name": "Boris Klein", "kind": "person", "roles": [{"title": "Prime Minister", "of": "czechia"}]}, []),
    "actors/maj.md": ({"name": "Zofia Maj", "kind": "person"}, []),
    "actors/czechia.md": ({"name": "Czechia", "kind": "state", "demonyms": ["Czech"]}, []),
    "topics/shield.md": ({"label": "Shield", "terms": ["radar"]}, ["What it is."]),
    "topics/treaties.md": ({"label": "Treaties", "broader": "shield"}, []),
    "pages/about.md": ({"title": "About"}, [SENTENCES[4]]),
}


def tree(folder: Path) -> dict[str, bytes]:
    """The files of a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


SITE = Site("Dossier", "", "", "en", "", preview=False)
SETTINGS = {
    "name": ("Dossier", "Another"),
    "url": ("", "https://example.org"),
    "preview": (False, True),
    "proposed": (False, True),
    "lang": ("en", "pl"),
}
FOOTERS = (None, "<footer>Ours.</footer>\n", "<footer>{{ site.name }}</footer>\n")
DECISIONS = ("confirmed", "rejected")

Model = dict[str, tuple[dict[str, Any], list[str]]]


class Desk:
    """A dossier that is edited, and built after each edit from what the last build left."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.site, self.footer, self.decided = folder, SITE, None, dict[str, Decision | None]()
        self.limit = LIMIT
        self.model: Model = {path: (dict(head), [*body]) for path, (head, body) in START.items()}
        self.output, self.cold = folder / "output", folder / "cold"
        self.state, self.last = cast(State, None), cast(State | None, None)
        (folder / "own" / "templates" / "partials").mkdir(parents=True)
        self.print()

    def written(self) -> None:
        """Write the content folder as it is now; files that are as they were are not touched."""
        content = self.folder / "content"
        files = {path: text(path, {"topics": None, **head}, "\n\n".join(body)) for path, (head, body) in self.model.items()}
        if self.decided:
            files["statements.yml"] = spliced("", self.decided)
        there = {old.relative_to(content).as_posix(): old for old in content.rglob("*") if old.is_file()}
        for name in there.keys() - files.keys():
            there[name].unlink()
        for path, data in files.items():
            target = content / path
            target.parent.mkdir(parents=True, exist_ok=True)
            if not target.exists() or target.read_text(encoding="utf-8") != data:
                target.write_text(data, encoding="utf-8")
        footer = self.folder / "own" / "templates" / "partials" / "footer.html"
        footer.unlink(missing_ok=True)
        if self.footer:
            footer.write_text(self.footer)

    def built(self, output: Path) -> bool:
        """Build what there is without a search index; False where it cannot be published."""
        self.written()
        request = Request(self.folder / "content", output, self.site, (self.folder / "own", theme()), limit=self.limit)
        with Staging(output, request.content) as staging, Store(output) as store:
            self.last = load(store)
            content = found(request, self.last.facts if self.last else None)
            if self.last and untouched(request, self.last.facts, content, staging.output):
                self.state = self.last
            else:
                making = Making(request, store, self.last, staging.fresh, staging.output)
                try:
                    self.state = making.make(content, lambda *_: None)
                except ContentErrors:
                    return False
                staging.exchange()
                (output / "pagefind").mkdir(exist_ok=True)  # the index that is left out
                keep(store, self.state)
        self.findings = checks.count(self.state.edition)
        return True

    def print(self) -> None:
        """Build anew; where the content cannot be published, the last output stays."""
        self.built(self.output)

    def from_nothing(self) -> dict[str, bytes] | None:
        """What a build that knows of no other makes."""
        forget(self.cold)
        shutil.rmtree(self.cold, ignore_errors=True)
        state = self.state
        made = tree(self.cold) if self.built(self.cold) else None
        self.state = state
        return made

    def decision(self, draw: Callable[[Sequence[Any]], Any], statement: Statement) -> tuple[str, Decision]:
        """What the compiler decides on a statement, in words that may have been edited since."""
        decided = decision(statement, draw(DECISIONS))
        words = tuple(draw((said, said.replace(" the ", " a "), "words that are nowhere")) for said in decided.words)
        return statement.id, replace(decided, words=words, speaker=draw((decided.speaker, "klein")))

    def edit(self, draw: Callable[[Sequence[Any]], Any]) -> str:
        """Change something; says what."""
        kind = draw(EDITS)
        paths = [path for path in self.model if path.startswith(f"{kind}/")]
        if kind == "site":
            name = draw(sorted(SETTINGS))
            self.site = replace(self.site, **{name: draw(SETTINGS[name])})
        elif kind == "theme":
            self.footer = draw(FOOTERS)
        elif kind == "decisions":
            analyses = self.state.edition.analyses.values() if self.state else ()
            made = [statement for one in analyses for statement in one.statements]
            self.decided = dict([self.decision(draw, draw(made))]) if made and draw((True, True, False)) else {}
        elif draw(("change", "change", "change", "other")) == "change" and paths:
            path = draw(paths)
            head, body = self.model[path]
            key = draw(sorted(VALUES[kind]))
            value = draw(VALUES[kind][key])
            if key == "body":
                self.model[path] = (head, list(value))
            else:
                self.model[path] = ({**head, key: value}, body)
            return f"{path} {key}: {value}"
        else:
            path = f"{kind}/{draw(NAMED[kind])}.md"
            if self.model.pop(path, None) is None:
                old = draw([*paths, None])
                self.model[path] = self.model.pop(old) if old else ({**FRESH[kind]}, [draw(SENTENCES)])
            return f"{path} comes or goes"
        return f"{kind}: {self.site}, {self.footer}, {self.decided}"


EDITS = (
    "articles",
    "articles",
    "articles",
    "articles",
    "actors",
    "actors",
    "actors",
    "topics",
    "topics",
    "decisions",
    "site",
    "theme",
)
NAMED = {
    "articles": ("2008/talks", "2008/radar", "2009/vote", "2009/treaty", "2009/later"),
    "actors": ("novak", "klein", "czechia", "maj"),
    "topics": ("shield", "treaties", "votes"),
}
FRESH: dict[str, dict[str, Any]] = {
    "articles": {"title": "New", "date": "2008-06-30", "topics": ["shield"]},
    "actors": {"name": "Zofia Maj", "kind": "person"},
    "topics": {"label": "Votes"},
}
VALUES: dict[str, dict[str, Sequence[Any]]] = {
    "articles": {
        "body": [[one, other] for one in SENTENCES for other in SENTENCES],
        "title": ("Talks", "Other talks"),
        "date": ("2008-06-25", "2008-06", "2009-01-02", "2010"),
        "topics": (["shield"], ["treaties"], ["shield", "treaties"], ["treaties", "shield"]),
        "actors": ([], ["novak"], ["czechia", "klein"]),
        "status": ("published", "hidden", "draft"),
        "lang": ("en", "pl"),
        "translation_of": (None, None, "2008-06-25-talks"),
        "events": ([], [{"date": "2008-06-20", "title": "Something happened"}]),
        "sources": (
            [],
            [{"title": "Report", "publisher": "Interfax"}],
            [{"title": "Report", "publisher": "Reuters", "date": "2008-06-24"}],
        ),
    },
    "actors": {
        "name": ("Ada Novak", "Boris Klein", "Zofia Maj"),
        "aliases": ([], ["iron lady"], ["Alliance"], ["Maj"]),
        "kind": ("person", "organisation", "state"),
        "roles": ([], [{"title": "Prime Minister", "of": "czechia", "from": "2008-06-26"}]),
        "body": ([], ["A biography."]),
        "demonyms": ([], ["Czech"]),
    },
    "topics": {
        "label": ("Shield", "Treaties", "Votes"),
        "terms": ([], ["radar"], ["treaty"]),
        "broader": (None, "shield"),
        "main": (True, False),
        "body": ([], ["What it means."]),
    },
}


def stamps(folder: Path) -> dict[str, tuple[int, int]]:
    """Which file each address of an output is."""
    found = {path.relative_to(folder).as_posix(): path.stat() for path in folder.rglob("*") if path.is_file()}
    return {path: (stat.st_ino, stat.st_mtime_ns) for path, stat in found.items()}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A dossier that was printed once."""
    return Desk(tmp_path)


# A failure is told by its edits; to look for fewer of them takes longer than to read them.
@settings(max_examples=12, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(data=st.data())
def test_after_any_edits_the_output_is_what_a_build_from_nothing_makes(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    desk = Desk(tmp_path_factory.mktemp("desk"))
    desk.limit = 800  # which data files cross now and then, in either direction
    for number in range(8):
        note(desk.edit(lambda values: data.draw(st.sampled_from(values))))
        desk.print()
        findings = desk.findings
        cold = desk.from_nothing() if number % 4 == 3 else None
        if cold is not None:
            assert tree(desk.output) == cold
            assert findings == desk.findings


def test_what_is_to_be_looked_at_follows_an_edit_of_a_text_alone(desk: Desk) -> None:
    for actor in ("actors/novak.md", "actors/maj.md"):
        desk.model[actor][0]["aliases"] = ["Alliance"]
    counts = []
    for sentence in ("Nobody spoke.", "The Alliance met.", "Later the Alliance met.", "Nobody met.", "[Here](javascript:run)."):
        desk.model["articles/2009/vote.md"][1][:] = ["The Czech radar.", sentence]
        desk.print()
        counts.append(desk.findings)
        assert desk.from_nothing() == tree(desk.output)
        assert desk.findings == counts[-1]
    assert counts[0] == counts[3] < counts[1] == counts[2] == counts[4]


def test_an_edited_article_changes_its_own_page_and_those_that_quote_it_and_no_other(desk: Desk) -> None:
    before = stamps(desk.output)
    desk.model["articles/2009/vote.md"][1].append("Nobody was named here.")
    desk.print()
    after = stamps(desk.output)
    changed = {path for path in after if after[path] != before[path]}
    data = {"data/passages.jsonl", "data/index.html"}  # which counts the passages
    assert changed == {"articles/2009-01-02-vote.html", *data}


def test_a_new_alias_is_looked_for_where_it_stands_and_nowhere_else(desk: Desk) -> None:
    desk.model["actors/maj.md"][0]["aliases"] = ["iron lady"]
    desk.print()
    assert desk.last
    before, after = desk.last.readings.files, desk.state.readings.files
    assert {path for path in after if after[path] is not before[path]} >= {"articles/2009/vote.md"}
    assert {path for path in after if path.startswith("articles/") and after[path] is not before[path]} == {
        "articles/2009/vote.md"
    }
    assert "iron lady" in {mention.surface for mention in desk.state.edition.mentions(after["articles/2009/vote.md"].entry)}


def test_whose_a_body_is_follows_what_its_state_is_called(desk: Desk) -> None:
    desk.model |= {
        "actors/polonia.md": ({"name": "Polonia", "kind": "state", "demonyms": ["Polish"]}, []),
        "actors/one.md": ({"name": "Czech Senate", "kind": "body", "of": "czechia"}, []),
        "actors/other.md": ({"name": "Polish Senate", "kind": "body", "of": "polonia", "aliases": ["Senate"]}, []),
    }
    desk.model["articles/2009/vote.md"][0].update(title="A Polish vote", actors=[])
    desk.model["articles/2009/vote.md"][1][:] = ["The Senate voted, as Bohemian papers and Bohemian radio tell."]
    meant = []
    for demonyms in (["Czech"], ["Czech", "Bohemian"], ["Czech"]):
        desk.model["actors/czechia.md"][0]["demonyms"] = demonyms
        desk.print()
        assert desk.from_nothing() == tree(desk.output)
        [vote] = (article for article in desk.state.edition.articles if article.head.title == "A Polish vote")
        meant += [mention.actor for mention in desk.state.edition.mentions(vote)]
    assert meant == ["other", "one", "other"]


def test_a_file_that_somebody_changed_in_the_output_is_made_again(desk: Desk) -> None:
    (desk.output / "actors" / "klein.html").write_text("spoilt")
    (desk.output / "data" / "mentions.csv").unlink()
    desk.print()
    assert tree(desk.output) == desk.from_nothing()


def test_a_page_kind_s_template_changes_the_pages_of_that_kind_alone(desk: Desk) -> None:
    before = stamps(desk.output)
    own = (theme() / "templates" / "topic.html").read_text(encoding="utf-8")
    (desk.folder / "own" / "templates" / "topic.html").write_text(
        own.replace("</article>", "</article>\n<p>Ours.</p>"), encoding="utf-8"
    )
    desk.print()
    after = stamps(desk.output)
    assert {path for path in after if after[path] != before[path]} == {f"topics/{slug}.html" for slug in ("shield", "treaties")}


def data(folder: Path) -> dict[str, str]:
    """The data files of an output that are divided, or would be were they larger."""
    found = [path for kind in ("jsonl", "csv") for path in (folder / "data").rglob(f"*.{kind}")]
    return {path.relative_to(folder / "data").as_posix(): path.read_bytes().decode() for path in sorted(found)}


def test_a_large_data_file_goes_by_year_each_with_the_head_of_the_whole(desk: Desk) -> None:
    whole = data(desk.output)
    desk.limit = len(whole["mentions.csv"].encode()) - 1
    desk.print()
    made = data(desk.output)
    assert tree(desk.output) == desk.from_nothing()
    by_article = {export.name for export in FILES if export.lines}
    large = {name for name in by_article & whole.keys() if len(whole[name].encode()) > desk.limit}
    assert large == whole.keys() - made.keys() >= {"mentions.csv"}
    for name in large:
        head = whole[name].splitlines(keepends=True)[0] if name.endswith(".csv") else ""
        years = [made[name.replace(".", f"/{year}.")] for year in (2008, 2009)]
        assert all(text.startswith(head) for text in years)
        assert head + "".join(text.removeprefix(head) for text in years) == whole[name]
    described = (desk.output / "data" / "index.html").read_text(encoding="utf-8")
    assert '<a href="../data/mentions/2008.csv">2008</a>' in described
    assert 'href="mentions.csv"' not in described


def test_an_edit_moves_the_data_of_one_year(desk: Desk) -> None:
    desk.limit = 0
    desk.print()
    before = stamps(desk.output)
    desk.model["articles/2009/vote.md"][1].append("Zofia Maj was named here.")
    desk.print()
    after = stamps(desk.output)
    changed = {path for path in after if after[path] != before[path] and path.startswith("data/")}
    assert {path for path in changed if path.count("/") > 1} == {
        "data/passages/2009.jsonl",
        "data/mentions/2009.jsonl",
        "data/mentions/2009.csv",
    }
    assert tree(desk.output) == desk.from_nothing()


def test_a_data_file_that_crosses_the_limit_is_what_a_build_from_nothing_makes(desk: Desk) -> None:
    desk.limit = len(data(desk.output)["passages.jsonl"].encode())
    body = desk.model["articles/2009/vote.md"][1]
    for more, names in (
        ([], {"passages.jsonl"}),
        (["More."], {"passages/2008.jsonl", "passages/2009.jsonl"}),
        ([], {"passages.jsonl"}),
    ):
        desk.model["articles/2009/vote.md"][1][:] = [*body[:1], *more]
        desk.print()
        assert {name for name in data(desk.output) if name.startswith("passages")} == names
        assert tree(desk.output) == desk.from_nothing()


def test_a_year_of_data_that_somebody_changed_in_the_output_is_made_again(desk: Desk) -> None:
    desk.limit = 0
    desk.print()
    (desk.output / "data" / "passages" / "2008.jsonl").write_text("spoilt")
    (desk.output / "data" / "mentions" / "2009.csv").unlink()
    desk.print()
    assert tree(desk.output) == desk.from_nothing()


def test_files_can_be_made_of_each_other_in_their_place(tmp_path: Path) -> None:
    (tmp_path / "one").write_text("first")
    (tmp_path / "other").write_text("second")
    one, other = (Stretch(str(tmp_path / name), 0, (tmp_path / name).stat().st_size) for name in ("one", "other"))
    Writer(tmp_path, tmp_path).splice({"one": [other, one], "other": [one]})
    assert tree(tmp_path) == {"one": b"secondfirst", "other": b"first"}


def test_no_file_of_the_content_may_take_the_place_of_a_year_of_data(desk: Desk) -> None:
    desk.limit = 0
    desk.print()
    names = {path.relative_to(desk.output).as_posix() for path in (desk.output / "data").rglob("*")}
    assert "data/passages/2008.jsonl" in names
    assert [name for name in sorted(names) if not refused(name, {}, NAMES)[0]] == []
    assert refused("data/tables/2008.csv", {}, NAMES) == ("", "")
