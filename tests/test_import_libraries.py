"""Libraries of reference managers, and tables: each item is a clipping, with what the library states of it."""

import json
from pathlib import Path

import pytest

from dossier.importing.formats import RawFile, members
from dossier.importing.reading import read_item
from tests.reading import body, day, only, readings, stories
from tests.samples import FIRST, HEADING, SECOND, zipped

ADDRESS = "https://news.example.org/harbour"
COMMA = '"' + FIRST.replace("harbour to", "harbour, at last, to") + '"'


def test_a_row_of_a_table_is_a_clipping_by_the_names_of_its_columns() -> None:
    row = f"{HEADING},Anna Kowal,2011-01-13,The Example Gazette,{ADDRESS},{COMMA},World"
    table = f"Headline,Author,Date,Source,URL,Full Text,Section\n{row}\n"
    found = only("a.csv", table)
    assert (found.title, found.byline, day(found)) == (HEADING, ("Anna Kowal",), "2011-01-13")
    assert (found.publisher, found.url) == ("The Example Gazette", ADDRESS)
    assert body(found) == [COMMA.strip('"')]
    assert "column Section: World" in {part.text for part in found.removed}


@pytest.mark.parametrize("mark", [";", "\t", ","])
def test_a_table_may_be_parted_by_other_marks_and_a_cell_may_hold_paragraphs(mark: str) -> None:
    row = [HEADING, "13 January 2011", f'"{FIRST}\n\n{SECOND}"']
    found = only("a.tsv", f"{mark.join(('title', 'published_at', 'body'))}\r\n{mark.join(row)}\r\n")
    assert (day(found), body(found)) == ("2011-01-13", [FIRST, SECOND])


def test_a_cell_of_html_is_read_as_html() -> None:
    found = only("a.csv", f'title,content\n{HEADING},"<p>{FIRST}</p><p>{SECOND}</p>"\n')
    assert body(found) == [FIRST, SECOND]


def test_columns_of_other_languages_are_known() -> None:
    found = only("a.csv", f"Заголовок;Дата;Text\n{HEADING};13 января 2011;{FIRST}\n")
    assert (found.title, day(found)) == (HEADING, "2011-01-13")


@pytest.mark.parametrize(
    ("others", "said"), [("25/12/2010", "2011-02-01"), ("12/25/2010", "2011-01-02"), ("03/04/2010", "None")]
)  # fmt: skip
def test_a_day_that_can_be_read_in_two_ways_is_read_as_the_others_of_its_column_are(others: str, said: str) -> None:
    first, _ = stories("a.csv", f'title,date,text\n{HEADING},01/02/2011,{FIRST}\nPier to close,{others},"{SECOND}"\n')
    assert day(first) == said
    assert said != "None" or "date: 01/02/2011" in {part.text for part in first.removed}


def test_a_row_without_text_is_told_and_the_others_are_read() -> None:
    one, two = readings("a.csv", f'title,text\n{HEADING},\nInn booked,"{SECOND}"\n')
    assert (one.name, one.problem) == ("a.csv/2", "is a row without text")
    assert (two.name, body(two.stories[0])) == ("a.csv/3.json", [SECOND])


def test_a_table_that_is_no_list_of_articles_keeps_no_other_file_of_its_archive_from_being_read() -> None:
    one, two = readings("a.zip", zipped({"a.csv": "name,amount\nA,3\n", "b.txt": f"{HEADING}\n\n13 January 2011\n\n{FIRST}\n"}))
    assert "without a column of texts" in one.problem
    assert body(two.stories[0]) == [FIRST]


RIS = f"""TY  - NEWS
TI  - {HEADING}
AU  - Kowal, Anna
AU  - Nowak, Jan
T2  - The Example Gazette
DA  - 2011/01/13/
PY  - 2011
UR  - {ADDRESS}
AB  - {FIRST}

{SECOND}
KW  - Harbours
KW  - Ferries
ER  -\x20

TY  - NEWS
T1  - Inn to be booked
N2  - {SECOND}
Y1  - 2011
ER  -
"""


@pytest.mark.parametrize("name", ["a.ris", "a.txt"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_items_in_ris_are_read_by_their_abstracts(name: str, end: str) -> None:
    first, second = stories(name, RIS.replace("\n", end))
    assert (first.title, first.byline, day(first)) == (HEADING, ("Anna Kowal", "Jan Nowak"), "2011-01-13")
    assert (first.publisher, first.url, body(first)) == ("The Example Gazette", ADDRESS, [FIRST, SECOND])
    assert "KW: Harbours; Ferries" in {part.text for part in first.removed}
    assert (second.title, day(second), body(second)) == ("Inn to be booked", "2011", [SECOND])


def test_a_file_that_an_item_in_ris_names_is_the_clipping(tmp_path: Path) -> None:
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "a.txt").write_text(f"{FIRST}\n\n{SECOND}\n", encoding="utf-8")
    source = RIS.partition("TY  - NEWS\nT1")[0].replace("ER  -", "L1  - files/a.txt\nL2  - https://example.org/a.pdf\nER  -")
    [item] = members(RawFile(str(tmp_path / "a.ris"), source.encode()))
    assert isinstance(item, RawFile)
    [story] = read_item(item).stories
    assert (story.title, day(story), story.publisher, body(story)) == (
        HEADING,
        "2011-01-13",
        "The Example Gazette",
        [FIRST, SECOND],
    )


BIB = r"""@string{gazette = "The Example Gazette"}
@article{a, title = {{Harbour} to open in spring \& summer}, author = {Kov{\'a}cs, Anna and {Port of Example}},
  journal = gazette, year = 2011, month = jan, day = 13, url = {https://news.example.org/harbour_a},
  abstract = {%s}, keywords = {harbours}}
@comment{nothing of it}
@misc{a, title = "Inn to be booked", date = {2011-01-14}, abstract = {%s}}
""" % (FIRST, SECOND)  # noqa: UP031 - braces are BibTeX's


def test_entries_in_bibtex_are_read_by_their_abstracts() -> None:
    first, second = stories("a.bib", BIB)
    assert (first.title, first.byline) == ("Harbour to open in spring & summer", ("Anna Kovács", "Port of Example"))
    assert (first.publisher, day(first), body(first)) == ("The Example Gazette", "2011-01-13", [FIRST])
    assert first.url == f"{ADDRESS}_a"
    assert "keywords: harbours" in {part.text for part in first.removed}
    assert (second.title, day(second), body(second)) == ("Inn to be booked", "2011-01-14", [SECOND])


def test_a_mistake_in_bibtex_is_told_and_the_other_entries_are_read() -> None:
    found = readings("a.bib", BIB.replace("@misc", "@article{c d}\n@misc"))
    assert [story.title for one in found for story in one.stories] == ["Harbour to open in spring & summer", "Inn to be booked"]
    assert "holds what is no BibTeX" in found[-1].problem


def test_a_percent_sign_in_bibtex_hides_nothing() -> None:
    assert body(only("a.bib", "@misc{a, title = {Harbour}, abstract = {Some 40 % of it was mended last year.}}")) == [
        "Some 40 % of it was mended last year."
    ]


RDF = f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:z="http://www.zotero.org/namespaces/export#"
 xmlns:bib="http://purl.org/net/biblio#" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:foaf="http://xmlns.com/foaf/0.1/"
 xmlns:dcterms="http://purl.org/dc/terms/" xmlns:link="http://purl.org/rss/1.0/modules/link/">
<bib:Article rdf:about="#item_1"><z:itemType>newspaperArticle</z:itemType>
 <dcterms:isPartOf><bib:Newspaper><dc:title>The Example Gazette</dc:title></bib:Newspaper></dcterms:isPartOf>
 <bib:authors><rdf:Seq><rdf:li><foaf:Person><foaf:surname>Kowal</foaf:surname><foaf:givenName>Anna</foaf:givenName></foaf:Person></rdf:li>
 </rdf:Seq></bib:authors><dc:title>{HEADING}</dc:title><dc:date>2011-01-13</dc:date><dcterms:abstract>{FIRST}</dcterms:abstract>
 <dc:subject>Harbours</dc:subject><dc:subject>Ferries</dc:subject>
 <dc:identifier><dcterms:URI><rdf:value>{ADDRESS}</rdf:value></dcterms:URI></dc:identifier>LINK</bib:Article>
<z:Attachment rdf:about="#item_2"><rdf:resource rdf:resource="files/2/a.txt"/><dc:title>Full text</dc:title></z:Attachment>
</rdf:RDF>"""


def test_items_of_zotero_s_rdf_are_read_by_their_abstracts() -> None:
    found = only("a.rdf", RDF.replace("LINK", ""))
    assert (found.title, found.byline, day(found)) == (HEADING, ("Anna Kowal",), "2011-01-13")
    assert (found.publisher, found.url, body(found)) == ("The Example Gazette", ADDRESS, [FIRST])
    assert {"itemType: newspaperArticle", "subject: Harbours; Ferries"} <= {part.text for part in found.removed}


def test_a_file_that_an_item_of_zotero_s_rdf_links_to_is_the_clipping(tmp_path: Path) -> None:
    (tmp_path / "files" / "2").mkdir(parents=True)
    (tmp_path / "files" / "2" / "a.txt").write_text(f"{FIRST}\n\n{SECOND}\n", encoding="utf-8")
    linked = RDF.replace("LINK", '<link:link rdf:resource="#item_2"/>')
    [item] = members(RawFile(str(tmp_path / "a.rdf"), linked.encode()))
    assert isinstance(item, RawFile)
    [story] = read_item(item).stories
    assert (story.title, day(story), body(story)) == (HEADING, "2011-01-13", [FIRST, SECOND])


def test_what_a_library_tells_and_an_article_has_no_place_for_is_in_the_report() -> None:
    record = {
        "title": HEADING,
        "abstract": FIRST,
        "keyword": "harbours",
        "issued": {"date-parts": [[2011, 1, 13]]},
        "page": "3",
    }
    found = only("a.json", json.dumps([record]))
    assert {(part.text, part.rule) for part in found.removed} == {("keyword: harbours", "record"), ("page: 3", "record")}
