"""Each format's own: what it states, and what of it is no text of the story."""

import html
import json
from pathlib import Path
from zipfile import ZipInfo

import pytest

from dossier.importing.formats import RawFile, Refused, members
from dossier.importing.reading import open_file, read_item
from tests.reading import body, day, only, problem, stories
from tests.samples import FIRST, HEADING, SECOND, docx, link, page, pdf, warc, zipped

TEXT = f"{HEADING}\n\nBy Anna Kowal\n\n13 January 2011\n\n{FIRST}\n\n{SECOND}\n"
RUSSIAN = (
    "Порт откроется весной\n\nАвтор: Анна Ковалёва\n\n13 января 2011 г.\n\n"
    "Министры договорились в четверг открыть порт для судов до конца года, сообщила пресс-служба министерства.\n"
)
POLISH = (
    "Port zostanie otwarty wiosną\n\nAutor: Zażółć Gęśla\n\n13 stycznia 2011 r.\n\n"
    "Ministrowie uzgodnili w czwartek, że port zostanie otwarty dla statków jeszcze przed końcem roku, ogłosiło źródło.\n"
)


@pytest.mark.parametrize("lang", ['x"', "..", "/a", "a" * 60])
def test_what_is_no_language_tag_is_told_and_not_taken_from_any_format(tmp_path: Path, lang: str) -> None:
    [reference] = members(library(tmp_path, abstract=FIRST, language=lang))
    assert isinstance(reference, RawFile)
    clippings: dict[str, str | bytes] = {
        "a.html": page().replace('lang="en"', f'lang="{html.escape(lang)}"'),
        "a.rss": f"<rss><channel><title>a</title><language>{lang}</language><item><title>b</title><description>{FIRST}"
        "</description></item></channel></rss>",
        reference.name: reference.data,
        "a.md": f"---\ntitle: {HEADING}\nlang: '{lang}'\n---\n{FIRST}\n",
    }
    for name, data in clippings.items():
        story = only(name, data)
        assert story.lang == "en", name
        assert any("which the clipping gives as its language, is no language tag" in told for told in story.findings), name


@pytest.mark.parametrize(
    ("text", "encoding"),
    [(t, e) for t in (RUSSIAN, POLISH) for e in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be")]
    + [(RUSSIAN, "cp1251"), (RUSSIAN, "koi8_r"), (POLISH, "cp1250"), (TEXT.replace("ships", "“ships” – naïve café"), "cp1252")],
)
def test_text_is_read_in_the_encoding_it_was_saved_in(text: str, encoding: str) -> None:
    story = only("a.txt", text.encode(encoding))
    assert story.title == text.split("\n", maxsplit=1)[0]
    assert day(story) == "2011-01-13"
    assert body(story)[0] == text.split("\n\n")[3].strip()


FRONT = f"---\ntitle: {HEADING}\nauthor: [Anna Kowal]\ndate: 2011-01-13\nsource: https://example.org/a\n---\n\n"


def test_front_matter_of_markdown_states_the_story() -> None:
    story = only(
        "a.md",
        FRONT + FIRST,
    )
    assert (story.title, story.byline, story.url) == (HEADING, ("Anna Kowal",), "https://example.org/a")
    assert body(story) == [FIRST]


LD = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "Organization", "name": "Elsewhere"},
        {
            "@type": "NewsArticle",
            "headline": HEADING,
            "datePublished": "2011-01-13T10:00:00+01:00",
            "author": [{"@type": "Person", "name": "Anna Kowal"}, {"@type": "Person", "name": "Jan Nowak"}],
            "publisher": {"@type": "Organization", "name": "The Example Gazette"},
            "mainEntityOfPage": "https://news.example.org/harbour",
        },
    ],
}


@pytest.mark.parametrize(
    "head",
    [
        f'<script type="application/ld+json">{json.dumps(LD)}</script>',
        '<meta name="citation_title" content="Harbour to open in spring"><meta name="citation_author" content="Kowal, Anna">'
        '<meta name="citation_author" content="Nowak, Jan"><meta name="citation_publication_date" content="2011/01/13">'
        '<meta name="citation_journal_title" content="The Example Gazette">'
        '<link rel="canonical" href="https://news.example.org/harbour">',
        '<meta property="og:title" content="Harbour to open in spring | The Example Gazette">'
        '<meta property="og:site_name" content="The Example Gazette">'
        '<meta property="og:url" content="https://news.example.org/harbour">'
        ""
        '<meta property="article:published_time" content="2011-01-13T08:00:00Z">'
        '<meta name="author" content="Anna Kowal and Jan Nowak">',
    ],
    ids=["json-ld", "highwire", "opengraph"],
)
def test_a_page_is_what_it_states(head: str) -> None:
    story = only("a.html", page(head))
    assert (story.title, story.byline, story.publisher) == (HEADING, ("Anna Kowal", "Jan Nowak"), "The Example Gazette")
    assert (day(story), story.url) == ("2011-01-13", "https://news.example.org/harbour")
    assert body(story) == [FIRST, SECOND]
    removed = {part.text: part.rule for part in story.removed}
    assert removed["Pier to close in autumn"] == removed["All rights reserved"] == "page"


def test_a_page_that_states_nothing_is_read_by_the_rules() -> None:
    story = only("a.html", page("", '<p class="share">Share this with everybody</p><p>By Anna Kowal</p><p>13 January 2011</p>'))
    assert (story.title, story.byline, day(story)) == (HEADING, ("Anna Kowal",), "2011-01-13")
    assert body(story) == [FIRST, SECOND]


def test_a_page_without_date_gets_none() -> None:
    assert only("a.html", page("<meta name='generator' content='2019-05-05'>")).date is None


def test_a_page_is_read_in_the_charset_that_it_states() -> None:
    source = page(title="Порт откроется весной").replace('charset="utf-8"', 'charset="windows-1251"')
    assert only("a.html", source.encode("cp1251")).title == "Порт откроется весной"


def test_a_figure_of_a_page_is_set_aside() -> None:
    source = page().replace(
        f"<p>{SECOND}</p>", f"<figure><img src=a.jpg><figcaption>Ships at anchor on Friday</figcaption></figure><p>{SECOND}</p>"
    )
    story = only("a.html", source)
    assert body(story) == [FIRST, SECOND]
    assert "Ships at anchor on Friday" in {part.text for part in story.removed}


def test_a_page_saved_as_mhtml_knows_its_address() -> None:
    from email.message import EmailMessage

    message = EmailMessage()
    message["Subject"] = HEADING
    message["Snapshot-Content-Location"] = "https://news.example.org/harbour"
    message.set_content(page(), subtype="html")
    message.make_related()
    story = only("a.mhtml", message.as_bytes())
    assert (story.title, story.url, body(story)) == (HEADING, "https://news.example.org/harbour", [FIRST, SECOND])


BOX = "<html><head><title>Shop</title></head><body><p>Buy a model of the harbour, now at half the price.</p></body></html>"


def mhtml(parts: list[tuple[str, str, str]], parameter: str = "") -> bytes:
    """A saved page of several parts, each with its Content-ID, its type and its source."""
    inner = "".join(
        f"--x\nContent-Type: {kind}; charset=utf-8; name=part.html\nContent-ID: <{name}>\n"
        f"Content-Location: https://news.example.org/{name}\n\n{source}\n"
        for name, kind, source in parts
    )
    return (
        f"Subject: Saved\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=x{parameter}\n\n{inner}--x--\n".encode()
    )


@pytest.mark.parametrize("kind", ["text/html", "application/xhtml+xml"])
@pytest.mark.parametrize(
    ("parts", "parameter"),
    [(["harbour", "box"], ""), (["box", "harbour"], '; start="<harbour>"'), (["box", "harbour", "box"], '; start="<harbour>"')],
)
def test_the_main_part_of_a_saved_page_is_the_story_and_every_other_is_set_aside(
    parts: list[str], parameter: str, kind: str
) -> None:
    sources = {"harbour": page(), "box": BOX}
    [item] = members(RawFile("a.mhtml", mhtml([(name, kind, sources[name]) for name in parts], parameter)))
    assert isinstance(item, RawFile)
    story = only(item.name, item.data)
    assert (story.title, story.url, body(story)) == (HEADING, "https://news.example.org/harbour", [FIRST, SECOND])
    aside = [part.text for part in story.removed if part.rule == "other page in the file"]
    for told in ("Content-Location: https://news.example.org/box", "Buy a model of the harbour, now at half the price."):
        assert aside.count(told) == parts.count("box")


def test_a_saved_page_whose_main_part_is_no_page_is_the_first_that_is_one() -> None:
    story = only("a.mhtml", mhtml([("picture", "image/png", "x"), ("harbour", "text/html", page()), ("box", "text/html", BOX)]))
    assert (story.title, body(story)) == (HEADING, [FIRST, SECOND])


def test_a_mail_states_heading_and_day() -> None:
    mail = (
        "From: Interfax <digest@example.org>\nDate: Thu, 13 Jan 2011 23:30:00 -0500\n"
        "Subject: Fwd: =?utf-8?q?Harbour_to_open_in_spring?=\n"
        f"\nMOSCOW. January 13 (Interfax) - {FIRST}\n\n{SECOND}\n\nhttps://news.example.org/harbour\n"
    )
    story = only("a.eml", mail)
    assert (story.title, day(story), story.dateline) == (HEADING, "2011-01-13", "Moscow")
    assert (story.publisher, story.url, body(story)) == ("Interfax", "https://news.example.org/harbour", [FIRST, SECOND])
    assert "mail header" in {part.rule for part in story.removed}


def test_a_mail_in_html_has_its_text() -> None:
    mail = f"Subject: {HEADING}\nDate: Thu, 13 Jan 2011 10:00:00 +0000\nMIME-Version: 1.0\nContent-Type: text/html\n\n"
    story = only("a.eml", mail + f"<html><body><p>{FIRST}</p><p>{SECOND}</p></body></html>")
    assert (story.title, body(story)) == (HEADING, [FIRST, SECOND])


def test_what_is_attached_to_a_mail_is_a_clipping_too() -> None:
    from email.message import EmailMessage

    message = EmailMessage()
    message["Subject"] = "For the dossier"
    message["From"] = "somebody@example.org"
    message.set_content("See what I found.\n")
    message.add_attachment(TEXT.encode(), maintype="text", subtype="plain", filename="harbour.txt")
    assert [item.name for item in members(RawFile("a.eml", message.as_bytes()))] == ["a.eml", "a.eml/harbour.txt"]


def column(left: float, top: float, lines: list[str], size: float = 10) -> list[tuple[float, float, float, str]]:
    return [(left, top - 12 * number, size, line) for number, line in enumerate(lines)]


LEFT = [
    "The two ministers agreed on Thursday to open the",
    "harbour to visiting ships before the end of the year,",
    "and they said so to everybody who wanted to hear the in-",
    "formation from them.",
]
RIGHT = [
    "A second meeting is planned for March, and nobody",
    "doubts that it will take place in the old inn near the",
    "harbour.",
]


def test_a_pdf_is_read_column_by_column_without_its_running_heads() -> None:
    first = [
        (50, 800, 9, "Example Courier 13"), (50, 740, 22, HEADING), (50, 715, 10, "By Anna Kowal"),
        (50, 695, 10, "13 January 2011"),
             *column(50, 660, LEFT), *column(320, 660, RIGHT), (290, 30, 9, "1")]  # fmt: skip
    second = [
        (50, 800, 9, "Example Courier 14"),
        *column(50, 740, ["The inn has been booked for the whole week, it is said."]),
        (290, 30, 9, "2"),
    ]
    story = only("a.pdf", pdf([first, second]))
    assert (story.title, story.byline, day(story)) == (HEADING, ("Anna Kowal",), "2011-01-13")
    assert body(story) == [
        " ".join(LEFT).replace("in- formation", "information"),
        " ".join(RIGHT),
        "The inn has been booked for the whole week, it is said.",
    ]
    assert [part.text for part in story.removed if part.rule == "running head"] == [
        "Example Courier 13",
        "1",
        "Example Courier 14",
        "2",
    ]


def test_a_scan_is_named_as_one() -> None:
    assert "is a scan without text" in problem("a.pdf", pdf([[]], image=True))


def test_a_word_file_is_read() -> None:
    story = only(
        "a.docx", docx([("Heading1", HEADING), ("", "By Anna Kowal"), ("", "13 January 2011"), ("", FIRST), ("", SECOND)])
    )
    assert (story.title, story.byline, day(story)) == (HEADING, ("Anna Kowal",), "2011-01-13")
    assert body(story) == [FIRST, SECOND]


ADDRESS = "https://news.example.org/harbour"


def archived() -> bytes:
    return warc({ADDRESS: page(), "https://news.example.org/frame": "<html><body>frame</body></html>"})


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.warc.gz", archived()),
        (
            "a.wacz",
            zipped(
                {
                    "archive/data.warc.gz": archived(),
                    "datapackage.json": "{}",
                    "pages/pages.jsonl": json.dumps({"url": ADDRESS}),
                }
            ),
        ),
    ],
)
def test_the_pages_of_a_web_archive_are_clippings_with_addresses(name: str, data: bytes) -> None:
    [item] = members(RawFile(name, data))
    assert isinstance(item, RawFile)
    assert item.stated.url == ADDRESS
    assert body(only(item.name, item.data)) == [FIRST, SECOND]


def test_the_entries_of_a_feed_are_stories() -> None:
    feed = (
        '<?xml version="1.0"?><rss version="2.0"><channel><title>The Example Gazette</title><language>en</language>'
        f"<item><title>{HEADING}</title><link>{ADDRESS}</link><pubDate>Thu, 13 Jan 2011 23:30:00 -0500</pubDate>"
        f"<description>&lt;p&gt;{FIRST}&lt;/p&gt;&lt;p&gt;{SECOND}&lt;/p&gt;</description></item>"
        f"<item><title>Pier to close</title><link>{ADDRESS}2</link><description>{SECOND}</description></item></channel></rss>"
    )
    first, second = stories("a.rss", feed)
    assert (first.title, first.publisher, first.url) == (HEADING, "The Example Gazette", ADDRESS)
    assert (day(first), body(first)) == ("2011-01-13", [FIRST, SECOND])
    assert (second.title, second.date) == ("Pier to close", None)


def test_an_atom_entry_has_its_author() -> None:
    feed = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>The Example Gazette</title>'
        f'<entry><title>{HEADING}</title><link href="{ADDRESS}"/><published>2011-01-13T10:00:00Z</published>'
        f"<author><name>Anna Kowal</name></author><content type='html'>&lt;p&gt;{FIRST}&lt;/p&gt;</content></entry></feed>"
    )
    story = only("a.xml", feed)
    assert (story.byline, day(story), body(story)) == (("Anna Kowal",), "2011-01-13", [FIRST])


def library(folder: Path, **more: object) -> RawFile:
    record = {"type": "article-newspaper", "title": HEADING, "container-title": "The Example Gazette", "URL": ADDRESS,
              "author": [{"family": "Kowal", "given": "Anna"}], "issued": {"date-parts": [[2011, 1, 13]]}, **more}  # fmt: skip
    return RawFile(str(folder / "library.json"), json.dumps([record]).encode())


def test_what_zotero_knows_of_an_attachment_goes_before_the_rules(tmp_path: Path) -> None:
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "a.txt").write_text(f"{FIRST}\n\n{SECOND}\n", encoding="utf-8")
    [item] = members(library(tmp_path, file="Full text:files/a.txt:text/plain"))
    assert isinstance(item, RawFile)
    assert (item.stated.title, item.stated.byline, item.stated.publisher) == (HEADING, ("Anna Kowal",), "The Example Gazette")
    assert str(item.stated.date) == "2011-01-13"


def test_an_item_of_zotero_without_attachment_has_its_abstract(tmp_path: Path) -> None:
    [item] = members(library(tmp_path, abstract=FIRST))
    assert isinstance(item, RawFile)
    story = only(item.name, item.data)
    assert (story.title, body(story), story.url) == (HEADING, [FIRST], ADDRESS)


def test_no_file_outside_the_library_s_folder_is_opened(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "library").mkdir()
    [refused] = members(library(tmp_path / "library", attachments=[{"path": "../secret.txt"}]))
    assert isinstance(refused, Refused)
    assert "not below the library's folder" in refused.problem


def test_the_files_of_a_zip_are_clippings() -> None:
    inner = zipped({"c.txt": TEXT})
    found = members(RawFile("a.zip", zipped({"b.txt": TEXT, "x/a.html": page(), "inner.zip": inner})))
    assert [item.name for item in found] == ["a.zip/b.txt", "a.zip/inner.zip/c.txt", "a.zip/x/a.html"]


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        ("../b.txt", "has `..` in its path"),
        ("x/../../b.txt", "has `..` in its path"),
        ("..\\b.txt", "has `..` in its path"),
        ("x\\..\\..\\b.txt", "has `..` in its path"),
        (".b.txt", "is hidden"),
        (".git/b.txt", "is hidden"),
        ("x/.b.txt", "is hidden"),
        ("__MACOSX/b.txt", "is what a Mac notes of another file"),
        ("b.txt~", "another program's copy"),
        (link("b.txt"), "is a link"),
    ],
)
def test_an_entry_of_a_zip_that_is_passed_over_says_why(entry: str | ZipInfo, reason: str) -> None:
    named = entry if isinstance(entry, str) else entry.filename
    told = {one.name: one for one in members(RawFile("a.zip", zipped({"a.txt": TEXT, entry: "/etc/passwd"})))}
    assert isinstance(told["a.zip/a.txt"], RawFile)
    refused = told[f"a.zip/{named}"]
    assert isinstance(refused, Refused)
    assert reason in refused.problem


def test_an_archive_within_another_says_what_is_passed_over() -> None:
    [refused] = members(RawFile("a.zip", zipped({"inner.zip": zipped({"../b.txt": TEXT})})))
    assert isinstance(refused, Refused)
    assert refused.name == "a.zip/inner.zip/../b.txt"


def test_a_damaged_entry_of_a_zip_is_named_and_the_others_are_read() -> None:
    data = bytearray(zipped({"a.txt": TEXT * 20, "b.txt": TEXT}))
    data[40:60] = bytes(20)
    damaged, item = members(RawFile("a.zip", bytes(data)))
    assert damaged == Refused("a.zip/a.txt", "is damaged inside its zip file")
    assert isinstance(item, RawFile)


@pytest.mark.parametrize(
    ("name", "data", "problem"),
    [
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1", "is an old Word, Excel or Outlook file, and damaged"),
        ("a.png", b"\x89PNG\r\n", "is a picture"),
        ("a.txt", b"", "is empty"),
        ("a.txt", bytes(range(256)) * 20, "is no text"),
        ("a.zip", b"PK\x03\x04 and nothing else", "is a damaged zip file"),
        ("a.zip", zipped({"folder/": b""}), "is an archive without files"),
        ("a.pdf", b"%PDF-1.4 and nothing else", "PDF"),
        ("a.css", b"body { color: red }", "is of a kind that import does not read"),
        ("a.json", b"[1, 2]", "no library in CSL-JSON"),
        ("a.warc", b"WARC/1.0 and nothing else", "web archive"),
        ("a.xml", b"<feed><!DOCTYPE x [<!ENTITY a 'b'>]></feed>", "entities"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path: Path, name: str, data: bytes, problem: str) -> None:
    (tmp_path / name).write_bytes(data)
    said = [read_item(one) if isinstance(one, RawFile) else one for one in open_file(str(tmp_path / name))]
    assert problem in said[0].problem


def test_what_json_ld_and_microdata_refer_to_is_known() -> None:
    graph = [
        {"@type": "Organization", "@id": "#us", "name": "The Example Gazette"},
        {"@type": "Person", "@id": "#kowal", "name": "Anna Kowal"},
        {"@type": ["Article", "NewsArticle"], "headline": HEADING, "author": {"@id": "#kowal"}, "publisher": {"@id": "#us"}},
    ]
    told = only("a.html", page(f'<script type="application/ld+json">{json.dumps([{"@graph": graph}])}</script>'))
    marked = only(
        "a.html",
        page(
            "",
            '<div itemprop="author"><span itemprop="name">Anna Kowal</span></div>'
            '<div itemprop="publisher"><meta itemprop="name" content="The Example Gazette"></div>',
        ),
    )
    assert (told.byline, told.publisher) == (marked.byline, marked.publisher) == (("Anna Kowal",), "The Example Gazette")


def test_a_page_laid_out_in_tables_has_its_heading_where_its_title_repeats_it() -> None:
    heading, _, day, text = RUSSIAN.strip().split("\n\n")
    source = (
        '<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1251">'
        f"<title>Пример: {heading}</title></head><body><table><tr><td colspan=3><a>Главная</a> | <a>Архив</a></td></tr>"
        f"<tr><td><a>Политика</a><br><a>Спорт</a></td><td><font size=1>{day}</font><br><b>{heading}</b><br><i>Анна Ковалёва</i>"
        f"<br><br>{text}<br><br>{text}</td><td><b>Реклама</b><br><a>Купите слона</a></td></tr></table></body></html>"
    )
    story = only("a.html", source.encode("cp1251"))
    assert (story.title, story.byline, str(story.date)) == (heading, ("Анна Ковалёва",), "2011-01-13")
    assert body(story) == [text, text]


def test_a_page_to_print_has_its_only_heading() -> None:
    story = only(
        "a.html",
        "<html><head><title>The Example Gazette | Print version</title></head><body><p><b>The Example Gazette</b></p>"
        f"<p>Thursday, January 13, 2011</p><h2>{HEADING}</h2>"
        f"<p><b>By Anna Kowal</b><br>Staff Writer</p><p>{FIRST}</p><p>{SECOND}</p>"
        "<hr><p>http://news.example.org/print?id=3</p></body></html>",
    )
    assert (story.title, story.byline, story.publisher) == (HEADING, ("Anna Kowal",), "The Example Gazette")
    assert (day(story), story.url, body(story)) == ("2011-01-13", "http://news.example.org/print?id=3", [FIRST, SECOND])


def test_promotions_within_a_page_are_no_text() -> None:
    boxes = '<p>READ MORE: <a href="/x">Pier to close</a></p><p><b>See also: <a href="/y">Ships painted</a></b></p>'
    boxes += "<p>No date was given.</p>"
    story = only("a.html", page().replace(f"<p>{SECOND}</p>", f"{boxes}<div>Advertisement</div><p>{SECOND}</p>"))
    assert body(story) == [FIRST, "No date was given.", SECOND]


def test_a_page_of_frames_says_what_to_save() -> None:
    frames = "<html><head><title>a</title></head><frameset cols=20,80><frame src=text.html></frameset></html>"
    assert "save the frame" in problem("a.html", frames)


def test_a_story_in_a_mail_keeps_its_own_day() -> None:
    mail = f"From: a@example.org\nDate: Thu, 20 Jan 2011 10:00:00 +0100\nSubject: Fwd: {HEADING}\n\n"
    assert day(only("a.eml", mail + f"By Anna Kowal\n13 January 2011\n\n{FIRST}\n")) == "2011-01-13"
    assert day(only("a.eml", mail + f"MOSCOW. December 30 (Interfax) - {FIRST}\n")) == "2010-12-30"
    assert day(only("a.eml", mail + f"{FIRST}\n")) == "2011-01-20"
