"""What other programs take: each format read back by a library made for it."""

import csv
import io
import itertools
import json
import re
from collections import defaultdict
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import atoma
import feedparser
import pytest
import rispy
from click.testing import CliRunner, Result
from pybtex.database import parse_string
from rdflib import RDF, Graph, Literal, Namespace, URIRef

from dossier.checks.statics import refused
from dossier.cli import main
from dossier.edition import Edition
from dossier.exports import SITE, formats, network, sources, topics, whole
from dossier.exports.feeds import feeds
from dossier.pipeline import NAMES, assemble, collect
from tests.conftest import HERE, PROJECT, Built, build
from tests.content import content, shipped_edition, text

pytestmark = pytest.mark.slow


def of(name: str, edition: Edition | None = None) -> str:
    """The text of a data file, of the shipped dossier if of no other."""
    [export] = [export for form in formats().values() for export in form.files if export.name == name]
    return b"".join(whole(export, edition or shipped_edition())).decode()


def test_every_source_stands_in_each_format_once() -> None:
    every = {source for pairs in shipped_edition().by_publisher.values() for source, _ in pairs}
    assert len(json.loads(sources.csl(shipped_edition()))) == len(every)
    assert len(parse_string(sources.bibtex(shipped_edition()), "bibtex").entries) == len(every)
    assert len(rispy.loads(sources.ris(shipped_edition()))) == len(every)


def test_a_reference_reads_back_as_it_was_written() -> None:
    [item] = [i for i in json.loads(sources.csl(shipped_edition())) if i["title"] == "Lavrov Raises Reset Stakes"]
    assert item["container-title"] == "The Moscow Times"
    assert item["issued"] == {"date-parts": [[2011, 1, 13]]}
    entry = parse_string(sources.bibtex(shipped_edition()), "bibtex").entries[item["id"]]
    assert (entry.fields["title"], entry.fields["date"]) == (item["title"], "2011-01-13")
    [record] = [r for r in rispy.loads(sources.ris(shipped_edition())) if r["id"] == item["id"]]
    assert (record["secondary_title"], record["urls"]) == ("The Moscow Times", [item["URL"]])


def test_the_tables_hold_a_row_for_each_mention_and_statement() -> None:
    for made, count in (
        (of("mentions.csv"), sum(len(shipped_edition().mentions(article)) for article in shipped_edition().articles)),
        (of("statements.csv"), len(shipped_edition().statements)),
    ):
        assert made.startswith("\ufeff")
        rows = list(csv.DictReader(io.StringIO(made.removeprefix("\ufeff"))))
        assert len(rows) == count
        assert all(None not in row and None not in row.values() for row in rows)


def test_no_cell_of_a_table_is_a_formula() -> None:
    said = text("articles/x.md", {"title": "=HYPERLINK(1)"}, "“=1+1 is what we say here,” Igor Ivanov said.")
    edition = assemble(
        content({"actors/x.md": text("actors/x.md", {"name": "Igor Ivanov"}), "articles/2008-06-25-x.md": said}), proposed=True
    )
    rows = list(csv.reader(io.StringIO(of("statements.csv", edition))))
    assert dict(zip(rows[0], rows[1], strict=True))["title"] == "'=HYPERLINK(1)"


def test_an_annotation_quotes_the_words_that_stand_in_its_passage() -> None:
    passages = {f"{a.address}#{p.id}": p.text for a in shipped_edition().articles for p in shipped_edition().prose(a).passages}
    rows = [json.loads(line) for line in of("annotations.jsonl").splitlines()]
    assert len({row["id"] for row in rows}) == len(rows)
    targets = [row["target"] if isinstance(row["target"], list) else [row["target"]] for row in rows]
    assert max(map(len, targets)) > 1  # a statement has a target for each of its spans
    for target in itertools.chain.from_iterable(targets):
        selector = target["selector"]
        assert selector["prefix"] + selector["exact"] + selector["suffix"] in passages[target["source"]]


def test_every_data_file_of_the_site_is_described_and_written(small: Built) -> None:
    described = (small.folder / "data" / "index.html").read_text(encoding="utf-8")
    for export in SITE:
        assert export.name in described
        assert (small.folder / "data" / export.name).stat().st_size or (
            export.lines and export.keys
        )  # the small site has no statement


def test_the_site_has_no_file_that_nobody_reads_there(small: Built) -> None:
    written = {path.name for path in (small.folder / "data").iterdir()}
    assert written == {export.name for export in SITE} | {"index.html", "dossier.json"}
    assert not written & {"annotations.jsonl", "entities.ftm.json", "network.graphml", "topics.jsonld"}


def export(folder: Path, *formats: str, settings: str = "") -> Result:
    """Export the small site's dossier into a folder."""
    (folder / "conf.py").write_text(settings)
    places = ("--content", HERE / "site" / "content", "--dist", folder, "--settings", folder / "conf.py")
    return CliRunner().invoke(main, ["export", *formats, *map(str, places)])


def test_all_formats_are_exported_where_none_is_named(tmp_path: Path, small: Built) -> None:
    done = export(tmp_path)
    assert done.exit_code == 0, done.output
    written = {path.name: path.read_bytes() for path in (tmp_path / "data").iterdir()}
    assert written.keys() == {export.name for form in formats().values() for export in form.files}
    assert all(str(tmp_path / "data" / name) in done.stdout for name in written)
    assert all(written[export.name] == (small.folder / "data" / export.name).read_bytes() for export in SITE)


def test_a_format_is_exported_alone_and_the_others_stay_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "sources.bib").write_text("an earlier one")
    assert export(tmp_path, "GraphML", "skos").exit_code == 0
    assert {path.name for path in (tmp_path / "data").iterdir()} == {"network.graphml", "topics.jsonld", "sources.bib"}
    assert (tmp_path / "data" / "sources.bib").read_text() == "an earlier one"


def test_an_unknown_format_is_an_error_that_names_the_known_ones(tmp_path: Path) -> None:
    done = export(tmp_path, "graphml", "grapml")
    assert done.exit_code == 2
    assert "'grapml' is not one of" in done.stderr
    assert all(f"'{name}'" in done.stderr for name in formats())
    assert not (tmp_path / "data").exists()


def test_an_export_that_cannot_be_written_leaves_the_last_one(tmp_path: Path) -> None:
    (tmp_path / "data" / ".topics.jsonld").mkdir(parents=True)  # where it would be written
    (tmp_path / "data" / "network.graphml").write_text("an earlier one")
    done = export(tmp_path, "graphml", "skos")
    assert (done.exit_code, done.stderr) == (1, f"cannot write into {tmp_path / 'data'}: Is a directory\n")
    assert {path.name for path in (tmp_path / "data").iterdir()} == {"network.graphml", ".topics.jsonld"}
    assert (tmp_path / "data" / "network.graphml").read_text() == "an earlier one"


def test_what_is_exported_of_a_site_with_an_address_leads_to_it(tmp_path: Path) -> None:
    site = "https://dossier.example.org/d/"
    for url in (site, site.rstrip("/")):
        assert export(tmp_path, "skos", "annotations", "graphml", settings=f'SITEURL = "{url}"\n').exit_code == 0
        graph = Graph().parse(tmp_path / "data" / "topics.jsonld", format="json-ld")
        concepts = {str(concept) for concept in graph.subjects(RDF.type, SKOS.Concept)}
        assert concepts
        assert all(concept.startswith(f"{site}topics/") for concept in concepts)
        rows = [json.loads(line) for line in (tmp_path / "data" / "annotations.jsonl").read_text("utf-8").splitlines()]
        addresses = [address for row in rows for address in (row["id"], row["target"]["source"])]
        assert all(address.startswith(f"{site}articles/") for address in addresses)
        assert {row["body"]["source"].partition("actors/")[0] for row in rows} == {site}
        import networkx  # here, for no other test should wait for it

        nodes = networkx.read_graphml(tmp_path / "data" / "network.graphml").nodes(data="address")
        assert all(address.startswith(f"{site}actors/") for _, address in nodes)


def test_a_title_with_a_brace_and_an_address_with_signs_survive_bibtex() -> None:
    source = {"title": "A {B & 100% of C_d", "publisher": "Interfax", "url": "https://example.org/?a=1&b=2_3%20"}
    edition = assemble(content({"articles/2008-06-25-x.md": text("articles/x.md", {"sources": [source]})}))
    [entry] = parse_string(sources.bibtex(edition), "bibtex").entries.values()
    assert entry.fields["title"] == r"A \textbraceleft{}B \& 100\% of C\_d"
    assert entry.fields["url"] == source["url"]


def test_two_sources_of_one_name_have_two_keys() -> None:
    same = [
        {"title": "Report", "publisher": "Interfax", "date": "2008-06-25", "locator": page} for page in ("p. 1", "p. 2", "p. 3")
    ]
    edition = assemble(content({"articles/2008-06-25-x.md": text("articles/x.md", {"sources": same})}))
    keys = [item["id"] for item in json.loads(sources.csl(edition))]
    assert keys == ["interfax-2008-report", "interfax-2008-report-2", "interfax-2008-report-3"]


SKOS = Namespace("http://www.w3.org/2004/02/skos/core#")


def test_the_topics_are_a_tree_of_skos_concepts() -> None:
    site = "https://dossier.example.org/"
    graph = Graph().parse(data=topics.skos(shipped_edition()), format="json-ld", publicID=site)
    concepts = {str(concept) for concept in graph.subjects(RDF.type, SKOS.Concept)}
    assert concepts == {site + topic.address for topic in shipped_edition().topics.values()}
    for topic in shipped_edition().topics.values():
        concept = URIRef(site + topic.address)
        assert graph.value(concept, SKOS.prefLabel) == Literal(topic.head.label, lang="en")
        assert graph.value(concept, SKOS.inScheme) == URIRef(f"{site}topics/index.html")
        above = graph.value(concept, SKOS.broader)
        assert str(above or "") == (site + shipped_edition().topics[topic.head.broader].address if topic.head.broader else "")
        assert bool(above) != ((concept, SKOS.topConceptOf, None) in graph)
        for narrower in graph.objects(concept, SKOS.narrower):
            assert (narrower, SKOS.broader, concept) in graph
        assert {str(term) for term in graph.objects(concept, SKOS.hiddenLabel)} == {*topic.head.terms} - {topic.head.label}


def test_the_network_has_who_appears_with_whom_in_how_many_articles() -> None:
    import networkx

    graph = networkx.parse_graphml(network.graphml(shipped_edition()))
    assert {name: data["label"] for name, data in graph.nodes(data=True)} == {
        slug: actor.head.name for slug, actor in shipped_edition().actors.items()
    }
    weights = {frozenset((one, other)): data["weight"] for one, other, data in graph.edges(data=True)}
    assert weights == {
        frozenset((one, other)): n for one, others in shipped_edition().together.items() for other, n in others.items()
    }
    assert all(2007 <= data["first"] <= data["last"] <= 2011 for _, _, data in graph.edges(data=True))


def test_every_entity_is_one_of_followthemoney() -> None:
    from followthemoney import model  # it brings SQLAlchemy, for which no other test should wait

    rows = [json.loads(line) for line in of("entities.ftm.json").splitlines()]
    entities = {row["id"]: model.get_proxy(row, cleaned=False) for row in rows}
    assert len(entities) == len(rows)
    for row in rows:
        entity = entities[row["id"]]
        entity.schema.validate(row)  # raises where a property that it must have is missing
        kept = entity.to_dict()["properties"]
        assert {key: len(values) for key, values in kept.items()} == {key: len(v) for key, v in row["properties"].items()}
        for prop, value in entity.itervalues():
            if prop.range:
                assert entities[value].schema.is_a(prop.range), (row["id"], prop.name)


def test_an_office_is_a_position_that_was_occupied() -> None:
    rows = [json.loads(line) for line in of("entities.ftm.json").splitlines()]
    [held] = [row for row in rows if row["id"] == "occupancy.bogdan-klich.0"]
    assert held["properties"] == {
        "holder": ["actor.bogdan-klich"],
        "post": ["position.defence-minister-of-poland.poland"],
        "startDate": ["2007-11-16"],
        "endDate": ["2011-07"],
        "summary": ["date is general knowledge"],
    }


def graph_of(page: Path) -> tuple[Graph, URIRef]:
    """What a page says in schema.org's words, its context replaced by the vocabulary alone, so that nothing is fetched."""
    data = json.loads(page.read_text("utf-8").split('<script type="application/ld+json">')[1].split("</script>")[0])
    assert data.pop("@context") == "https://schema.org"
    context = {"@vocab": str(SCHEMA), **{key: {"@type": "@id"} for key in ("url", "sameAs")}}
    address = f"https://dossier.example.org/{'/'.join(page.parts[-2:])}"
    return Graph().parse(data=json.dumps({"@context": context, **data}), format="json-ld", publicID=address), URIRef(address)


SCHEMA = Namespace("https://schema.org/")


def test_an_actor_is_a_thing_of_schema_org(shipped: Built) -> None:
    graph, person = graph_of(shipped.folder / "actors" / "hillary-clinton.html")
    assert graph.value(person, RDF.type) == SCHEMA.Person
    assert Literal("Hillary Rodham Clinton") in graph.objects(person, SCHEMA.alternateName)
    assert graph.value(person, SCHEMA.sameAs) == URIRef("http://www.wikidata.org/entity/Q6294")
    role = graph.value(person, SCHEMA.hasOccupation)
    assert graph.value(role, SCHEMA.startDate) == Literal("2009-01-21")
    assert graph.value(graph.value(role, SCHEMA.hasOccupation), SCHEMA.name) == Literal("Secretary of State")
    parties = {graph.value(party, SCHEMA.name) for party in graph.objects(person, SCHEMA.memberOf)}
    assert parties == {Literal("US Department of State")}
    graph, state = graph_of(shipped.folder / "actors" / "poland.html")
    assert {*graph.objects(state, RDF.type)} == {SCHEMA.Country, SCHEMA.Organization}


def test_a_topic_is_a_defined_term(shipped: Built) -> None:
    graph, topic = graph_of(shipped.folder / "topics" / "new-start.html")
    assert graph.value(topic, RDF.type) == SCHEMA.DefinedTerm
    assert graph.value(topic, SCHEMA.name) == Literal("New START")
    assert graph.value(graph.value(topic, SCHEMA.inDefinedTermSet), RDF.type) == SCHEMA.DefinedTermSet


def test_an_article_says_in_schema_orgs_words_whom_it_mentions(small: Built) -> None:
    graph, article = graph_of(small.folder / "articles" / "2008-06-25-harbour-talks.html")
    assert graph.value(article, SCHEMA.headline) == Literal('Harbour talks "open" & go on')
    mentioned = {str(graph.value(party, SCHEMA.name)) for party in graph.objects(article, SCHEMA.mentions)}
    assert mentioned == {"Sergei Lavrov", "Mirek Topolánek", "Silent Partner"}
    based = graph.value(article, SCHEMA.isBasedOn)
    assert graph.value(based, SCHEMA.url) == URIRef("https://example.org/harbour?a=1&b=2")


class Tags(HTMLParser):
    """The meta tags of a page, and the attributes of all others, by name."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.meta: defaultdict[str, list[str]] = defaultdict(list)
        self.others: defaultdict[str, list[dict[str, str]]] = defaultdict(list)
        self.feed(page.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "meta":
            self.meta[values.get("name") or values.get("property") or ""].append(values.get("content", ""))
        self.others[tag].append(values)


def as_zotero(page: Path) -> dict[str, Any]:
    """What Zotero's translator for embedded metadata makes of a page: its rules for the tags, in its order of preference."""
    tags = Tags(page)

    def first(*names: str) -> str:
        return next((tags.meta[name][0] for name in names if tags.meta[name]), "")

    # A title of a journal, a conference or the like decides the type before anything else; then its own tag for it.
    of_a_kind = {
        name for name in tags.meta if re.fullmatch(r"citation_(journal|conference|book|inbook)_title|citation_isbn", name)
    }
    bylines = [item for kind in tags.others.values() for item in kind if "byline" in item.get("class", "").split()]
    return {
        "itemType": "journalArticle" if of_a_kind else first("z:itemType") or "journalArticle",
        "title": first("citation_title", "dcterms.title", "og:title"),
        "date": first("citation_publication_date", "dcterms.date"),
        "language": first("citation_language"),
        "websiteTitle": first("citation_journal_title", "dcterms.source", "dc.source", "og:site_name"),
        "creators": tags.meta["citation_author"] or tags.meta["dcterms.creator"] or bylines,
        "url": first("citation_public_url", "og:url"),
        "abstractNote": first("og:description", "description"),
    }


def test_zotero_takes_an_article_for_a_page_of_the_dossier(published: Path) -> None:
    page = published / "articles" / "2008-06-25-harbour-talks.html"
    found = as_zotero(page)
    assert found.pop("abstractNote")
    assert found == {
        "itemType": "webpage",
        "title": 'Harbour talks "open" & go on',
        "date": "2008/06/25",
        "language": "en",
        "websiteTitle": "A small dossier",
        "creators": ["Anna Kowal", "Mary O'Neil"],
        "url": "https://dossier.example.org/articles/2008-06-25-harbour-talks.html",
    }
    for page in (published / "articles").glob("2008-07*.html"):  # without a byline nobody of the page is taken for its author
        assert as_zotero(page)["creators"] == []


def test_an_article_holds_its_references_and_those_of_its_sources(small: Built) -> None:
    tags = Tags(small.folder / "articles" / "2008-06-25-harbour-talks.html")
    files = {link["download"]: unquote(link["href"].partition(",")[2]) for link in tags.others["a"] if "download" in link}
    entries = parse_string(files["2008-06-25-harbour-talks.bib"], "bibtex").entries
    records = rispy.loads(files["2008-06-25-harbour-talks.ris"])
    items = json.loads(files["2008-06-25-harbour-talks.json"])
    keys = [item["id"] for item in items]
    assert keys[0] == "2008-06-25-harbour-talks"
    assert len(keys) > 1
    assert [*entries] == [record["id"] for record in records] == keys
    every = {item["id"] for item in json.loads((small.folder / "data" / "sources.csl.json").read_text(encoding="utf-8"))}
    assert {*keys[1:]} <= every
    assert (items[0]["type"], items[0]["container-title"]) == ("webpage", "A small dossier")
    assert records[0]["type_of_reference"] == "ELEC"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small site with an address of its own."""
    output = tmp_path_factory.mktemp("published") / "output"
    build(HERE / "site" / "content", HERE / "site" / "pelican.conf.py", output, SITEURL="https://dossier.example.org")
    return output


def test_a_site_with_an_address_has_feeds_for_itself_its_topics_and_its_actors(published: Path) -> None:
    names = {path.name for path in (published / "feeds").iterdir()}
    assert {"all.atom.xml", "topics-talks.atom.xml", "actors-sergei-lavrov.atom.xml"} <= names
    site = "https://dossier.example.org/"
    for path in (published / "feeds").glob("*.xml"):
        assert atoma.parse_atom_file(str(path)).authors
        feed = feedparser.parse(path.read_text(encoding="utf-8"))
        assert not feed.bozo, feed.get("bozo_exception")
        assert (feed.version, feed.feed.id.startswith(site)) == ("atom10", True)
        assert [link.href for link in feed.feed.links if link.rel == "self"] == [f"{site}feeds/{path.name}"]
        for entry in feed.entries:
            assert entry.link == entry.id
            assert (published / entry.link.removeprefix(site)).is_file()
            assert entry.updated_parsed[:3] == entry.published_parsed[:3]
        assert feed.feed.updated_parsed
        assert len({entry.id for entry in feed.entries}) == len(feed.entries)
    feed = feedparser.parse((published / "feeds" / "all.atom.xml").read_text(encoding="utf-8"))
    assert feed.entries[0].link == f"{site}articles/2008-07-02-tarcza.html"
    assert len(feed.entries) == 4


def test_the_json_feed_has_the_articles_newest_first(published: Path) -> None:
    feed = json.loads((published / "feeds" / "all.json").read_text(encoding="utf-8"))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["items"][0]["url"] == "https://dossier.example.org/articles/2008-07-02-tarcza.html"
    dates = [datetime.fromisoformat(item["date_published"]) for item in feed["items"]]
    assert dates == sorted(dates, reverse=True)
    assert all(date.tzinfo and item["content_text"] for date, item in zip(dates, feed["items"], strict=True))


def test_no_file_of_the_content_may_have_the_name_of_a_file_or_a_folder_of_a_site(published: Path, shipped: Built) -> None:
    for site, content_of in ((published, HERE / "site"), (shipped.folder, PROJECT)):
        edition = assemble(collect(content_of / "content"))
        pages = {entry.address: entry.path for entry in edition.files.values()}
        names = {path.relative_to(site).as_posix() for path in site.rglob("*")}
        own = names - {*edition.statics} - {path.rpartition("/")[0] for path in edition.statics}
        assert own
        assert [name for name in sorted(own) if not refused(name, pages, NAMES)[0]] == []


def test_a_page_names_feeds_that_exist(published: Path) -> None:
    for page, count in (("index.html", 2), ("actors/sergei-lavrov.html", 3), ("topics/talks.html", 3)):
        links = re.findall(r'rel="alternate" type="[^"]+" title="[^"]+" href="([^"]+)"', (published / page).read_text("utf-8"))
        assert len(links) == count
        assert all((published / page).parent.joinpath(link).is_file() for link in links)


def test_the_sitemap_holds_every_page_but_the_hidden(published: Path) -> None:
    root = ET.fromstring((published / "sitemap.xml").read_text(encoding="utf-8"))  # noqa: S314 - made above
    places = {loc.text for loc in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")}
    pages = {path.relative_to(published).as_posix() for path in published.rglob("*.html")}
    hidden = {page for page in pages if 'name="robots" content="noindex' in (published / page).read_text(encoding="utf-8")}
    assert hidden
    assert places == {f"https://dossier.example.org/{page if page != 'index.html' else ''}" for page in pages - hidden}


def test_a_site_without_an_address_has_neither_feeds_nor_sitemap(small: Built) -> None:
    assert not (small.folder / "feeds").exists()
    assert not (small.folder / "sitemap.xml").exists()
    assert 'rel="alternate" type' not in (small.folder / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("author", ["Ann Example", ""])
def test_a_summary_in_a_feed_is_read_as_the_plain_text_that_it_is(author: str) -> None:
    summary = "Costs of <b>AT&T</b> fell by 5 < 7 &amp; more"
    articles = {
        "articles/2008-06-25-x.md": text("articles/x.md", {"summary": summary}),
        "articles/2008-06-24-y.md": text("articles/y.md"),
    }
    written = dict(feeds(assemble(content({**articles})), "Talks", author, "https://example.org"))["feeds/all.atom.xml"]
    feed = atoma.parse_atom_bytes(written.encode())  # strict: it raises where an element is missing or no date is one
    told, untold = (entry.summary for entry in feed.entries)
    assert (told.text_type, told.value, untold) == (atoma.atom.AtomTextType.text, summary, None)
    assert [person.name for person in feed.authors] == [author or "Talks"]
    assert feedparser.parse(written).entries[0].summary_detail.type == "text/plain"


def test_a_feed_without_articles_does_not_tell_when_it_was_built() -> None:
    written = dict(feeds(assemble(content({})), "Talks", "", "https://example.org"))
    assert "<updated>1970-01-01T00:00:00+00:00</updated>" in written["feeds/topics-talks.atom.xml"]


def test_a_contested_claim_stands_without_marks_and_with_the_keys_of_their_sources() -> None:
    sources = [
        {"id": name, "title": f"Of {name}", "publisher": name.title(), "date": "2008-06-25"} for name in ("post", "mill")
    ]
    contest = {"id": "pier", "claim": "The pier was rotten. [@post]", "by": "Ivanov [@post]", "denied_by": "Rice"}
    edition = assemble(content({"articles/a.md": text("articles/a.md", {"sources": sources, "contested": [contest]})}))
    [export] = [export for export in SITE if export.name == "contested.jsonl"]
    [row] = [json.loads(line) for line in export.text(edition).splitlines()]
    assert (row["claim"], row["by"], row["state"]) == ("The pier was rotten.", "Ivanov", "open")
    assert row["sources"] == ["post-2008-of-post"]
