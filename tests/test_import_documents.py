"""Files of office programs, mail programs and readers: what of each is the story, and what import says of others."""

import base64
import gzip
import os
import plistlib
import struct
import sys
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from zipfile import ZipInfo

import pytest

from dossier.importing.clipping import words
from tests.compound import compound, message
from tests.reading import body, day, only, problem, readings, stories
from tests.samples import FIRST, HEADING, SECOND, page, pdf, zipped

ADDRESS = "https://news.example.org/harbour"
HEAD = [HEADING, "By Anna Kowal", "13 January 2011"]


def rtf(paragraphs: list[str]) -> str:
    """RTF of paragraphs in the code page of western Europe."""
    escaped = ("".join(c if c < "\x80" else f"\\u{ord(c)}?" for c in text) for text in paragraphs)
    return (
        "{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0 Arial;}}{\\info{\\title x}}\\f0 " + "\\par\n".join(escaped) + "\\par}"
    )


def test_rich_text_is_read_paragraph_by_paragraph() -> None:
    found = only("a.rtf", rtf([*HEAD, f"{FIRST} “Čas”", SECOND]))
    assert (found.title, found.byline, day(found)) == (HEADING, ("Anna Kowal",), "2011-01-13")
    assert body(found) == [f"{FIRST} “Čas”", SECOND]


def test_rich_text_is_read_in_the_code_page_that_it_names() -> None:
    source = rtf([*HEAD]).replace("1252", "1251").removesuffix("}").encode() + "Порт откроется весной для всех судов.".encode(
        "cp1251"
    )
    assert "Порт откроется весной для всех судов." in body(only("a.rtf", source + b"\\par}"))


def test_rows_of_a_table_in_rich_text_are_lines() -> None:
    rows = "\\trowd\\cellx1\\cellx2 North\\cell 12\\cell\\row\\trowd\\cellx1\\cellx2 South\\cell 28\\cell\\row"
    found = body(only("a.rtf", rtf([*HEAD, FIRST]).removesuffix("}") + rows + "\\pard " + SECOND + "\\par}"))
    assert found == [FIRST, "North | 12", "South | 28", SECOND]


ODT = "urn:oasis:names:tc:opendocument:xmlns"


def odt_body(inner: str) -> str:
    spaces = " ".join(f'xmlns:{short}="{ODT}:{short}:1.0"' for short in ("office", "text", "table"))
    text = f"<office:body><office:text>{inner}</office:text></office:body>"
    return f"<office:document-content {spaces}>{text}</office:document-content>"


def odt(inner: str) -> bytes:
    kind = "application/vnd.oasis.opendocument.text"
    return zipped(
        {"mimetype": kind, "META-INF/manifest.xml": "<manifest/>", "content.xml": odt_body(inner), "meta.xml": "<x/>"}
    )


SAID = "<text:note-body><text:p>So the master said.</text:p></text:note-body>"
NOTE = f"<text:note><text:note-citation>1</text:note-citation>{SAID}</text:note>"
TEXT = f"<text:h>{HEADING}</text:h><text:p>By<text:s/>Anna Kowal</text:p><text:p>13<text:tab/>January 2011</text:p>"


def test_a_text_of_an_open_document_is_read_with_lists_tables_and_notes() -> None:
    inner = (
        f"<text:tracked-changes><text:p>An older draft.</text:p></text:tracked-changes>{TEXT}<text:p>{FIRST}{NOTE}</text:p>"
        "<text:list><text:list-item><text:p>Ferries</text:p></text:list-item></text:list><table:table><table:table-row>"
        "<table:table-cell><text:p>North</text:p></table:table-cell><table:table-cell><text:p>12</text:p></table:table-cell>"
        f"</table:table-row></table:table><text:p><text:span>{SECOND}</text:span></text:p>"
    )
    found = only("a.odt", odt(inner))
    assert (found.title, found.byline, day(found)) == (HEADING, ("Anna Kowal",), "2011-01-13")
    assert body(found) == [FIRST, "So the master said.", "Ferries", "North | 12", SECOND]
    assert {("An older draft.", "deleted before"), ("1", "number of a note")} <= {
        (part.text, part.rule) for part in found.removed
    }


def test_an_open_document_in_one_file_is_read_too() -> None:
    source = odt_body(f"{TEXT}<text:p>{FIRST}</text:p>").replace("document-content", "document")
    assert body(only("a.fodt", source)) == [FIRST]


def test_a_line_of_a_mail_that_begins_with_from_begins_no_other_mail() -> None:
    text = f"{FIRST}\n\nFrom 2011 on, it was said, there would be more:\nhttps://example.org/more\n\n{SECOND}\n"
    assert len(stories("a.mbox", f"From a Thu Jan 13 10:00:00 2011\n{mail(text).as_string()}")) == 1


def mail(text: str, subject: str = HEADING, attached: str = "") -> EmailMessage:
    made = EmailMessage()
    made["Subject"], made["From"], made["Date"] = subject, "Interfax <a@example.org>", "Thu, 13 Jan 2011 10:00:00 +0000"
    made.set_content(text)
    if attached:
        made.add_attachment(attached.encode(), maintype="text", subtype="plain", filename="harbour.txt")
    return made


@pytest.mark.parametrize("name", ["a.mbox", "Inbox"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_each_mail_of_a_mailbox_is_a_clipping_with_what_is_attached_to_it(name: str, end: str) -> None:
    first = mail(f"{FIRST}\n\n>From the quay it was seen, and nobody said a word about it to the newspaper.\n").as_string()
    second = mail(f"{SECOND}\n", "Inn to be booked", attached=f"{HEADING}\n\n13 January 2011\n\n{FIRST}\n").as_string()
    box = f"From - Thu Jan 13 10:00:00 2011\n{first}\nFrom a@example.org Thu Jan 13 11:00:00 2011\n{second}\n".replace(
        "\n", end
    )
    one, two, attached = stories(name, box)
    assert (one.title, day(one), two.title) == (HEADING, "2011-01-13", "Inn to be booked")
    assert body(one) == [FIRST, "From the quay it was seen, and nobody said a word about it to the newspaper."]
    assert body(attached) == [FIRST]


@pytest.mark.parametrize("sender", ["Anna Kowal <", "Anna Kowal <anna@", "undisclosed:;", "<>", "=?utf-8?q?Anna"])
def test_a_mail_with_a_damaged_header_is_read(sender: str) -> None:
    found = only("a.eml", f"From: {sender}\nDate: Thu, 13 Jan 2011 10:00:00 +0000\nSubject: {HEADING}\n\n{FIRST}\n")
    assert (found.title, day(found), body(found)) == (HEADING, "2011-01-13", [FIRST])
    assert f"From: {sender}" in {part.text for part in found.removed}


SENT = datetime(2011, 1, 13, 10, tzinfo=UTC)
FOLDER = "__attach_version1.0_#00000000"


def test_a_mail_that_outlook_saved_is_read_like_others() -> None:
    texts = {"0037": f"Fwd: {HEADING}", "0C1A": "Interfax", "1000": f"{FIRST}\r\n\r\n{SECOND}\r\n"}
    found = only("a.msg", message(texts, SENT))
    assert (found.title, day(found), found.publisher) == (HEADING, "2011-01-13", "Interfax")
    assert body(found) == [FIRST, SECOND]


def test_what_is_attached_to_a_mail_of_outlook_is_a_clipping_too() -> None:
    more = {
        f"{FOLDER}/__substg1.0_3707001F": "harbour.txt".encode("utf-16-le"),
        f"{FOLDER}/__substg1.0_37010102": f"{HEADING}\n\n13 January 2011\n\n{FIRST}\n".encode(),
    }
    own, attached = readings("a.msg", message({"0037": "For the dossier", "1000": "See what I found.\n"}, SENT, more))
    assert (own.name, attached.name) == ("a.msg", "a.msg/harbour.txt")
    assert body(attached.stories[0]) == [FIRST]


def packed(text: bytes) -> bytes:
    """RTF as Outlook packs it, every byte by itself."""
    runs = b"".join(b"\0" + text[place : place + 8] for place in range(0, len(text), 8))
    return struct.pack("<II4sI", len(runs) + 12, len(text), b"LZFu", 0) + runs


@pytest.mark.parametrize(
    "stream",
    [
        {"__substg1.0_10130102": f"<html><body><p>{FIRST}</p><p>{SECOND}</p></body></html>".encode()},
        {"__substg1.0_10090102": packed(rtf([FIRST, "", SECOND]).encode())},
    ],
    ids=["html", "rtf"],
)
def test_a_mail_of_outlook_may_have_its_text_in_another_form(stream: dict[str, bytes]) -> None:
    assert body(only("a.msg", message({"0037": HEADING}, SENT, stream))) == [FIRST, SECOND]


def test_packed_rich_text_may_repeat_what_it_has_said() -> None:
    from dossier.importing.formats.outlook import _unpacked

    text = b"{\\rtf1 harbour harbour}"
    # `{\rtf1` begins the window of 207 bytes, and ` harbour` stands six bytes behind these.
    runs = bytes([0b00000001]) + struct.pack(">H", 0 << 4 | 6 - 2) + b" harbou"
    runs += bytes([0b00000010]) + b"r" + struct.pack(">H", 213 << 4 | 8 - 2) + b"}"
    assert _unpacked(struct.pack("<II4sI", len(runs) + 12, len(text), b"LZFu", 0) + runs) == text


@pytest.mark.parametrize("form", [plistlib.FMT_BINARY, plistlib.FMT_XML])
def test_a_page_that_safari_saved_is_read_with_its_address(form: plistlib.PlistFormat) -> None:
    box = {
        "WebResourceData": b"<html><body><p>Buy a model of the harbour.</p></body></html>",
        "WebResourceURL": "https://ads.example.org/",
    }
    resource = {"WebResourceData": page().encode(), "WebResourceURL": ADDRESS, "WebResourceTextEncodingName": "UTF-8"}
    data = {"WebMainResource": resource, "WebSubframeArchives": [{"WebMainResource": box}]}
    found = only("a.webarchive", plistlib.dumps(data, fmt=form))
    assert (found.title, found.url, body(found)) == (HEADING, ADDRESS, [FIRST, SECOND])
    assert "Buy a model of the harbour." in {part.text for part in found.removed if part.rule == "other page in the file"}


def evernote(notes: str) -> str:
    head = (
        '<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE en-export SYSTEM "http://xml.evernote.com/pub/evernote-export3.dtd">'
    )
    return f'{head}<en-export export-date="20220101T000000Z">{notes}</en-export>'


def note(title: str, inner: str, more: str = "") -> str:
    content = f'<?xml version="1.0"?><!DOCTYPE en-note SYSTEM "x.dtd"><en-note>{inner}</en-note>'
    told = f"<note-attributes><author>somebody</author><source-url>{ADDRESS}</source-url></note-attributes>"
    day = "<created>20200101T000000Z</created>"
    return f"<note><title>{title}</title><content><![CDATA[{content}]]></content>{day}{told}{more}</note>"


def test_each_note_of_evernote_is_a_clipping_with_its_address() -> None:
    one, two = stories(
        "a.enex", evernote(note(HEADING, f"<div>By Anna Kowal</div><p>{FIRST}&nbsp;</p>") + note("Second", f"<p>{SECOND}</p>"))
    )
    assert (one.title, one.url, one.byline, body(one)) == (HEADING, ADDRESS, ("Anna Kowal",), [FIRST])
    assert (two.title, body(two)) == ("Second", [SECOND])
    assert one.date is None  # it was clipped that day, and written before
    assert {"created: 20200101T000000Z", "author: somebody"} <= {part.text for part in one.removed}


def test_a_file_in_a_note_is_a_clipping_too() -> None:
    data = base64.b64encode(f"{HEADING}\n\n13 January 2011\n\n{FIRST}\n".encode()).decode()
    named = "<resource-attributes><file-name>b.txt</file-name></resource-attributes>"
    resource = f'<resource><data encoding="base64">{data}</data>{named}</resource>'
    _, attached = readings("a.enex", evernote(note("Seen", f"<p>{SECOND}</p>", resource)))
    assert (attached.name, body(attached.stories[0])) == ("a.enex/1.enex/b.txt", [FIRST])


@pytest.mark.parametrize(
    "author", ['"[[Anna Kowal]]"', '\n  - "[[Anna Kowal]]"', '\n  - "[[Anna Kowal|A. Kowal]]"', "[[Anna Kowal]]", "Anna Kowal"]
)
def test_a_clipping_of_obsidian_has_what_its_front_matter_says(author: str) -> None:
    front = f"---\ntitle: {HEADING}\nsource: {ADDRESS}\nauthor: {author}\npublished: 2011-01-13\ncreated: 2024-05-05\n---\n"
    found = only("a.md", f"{front}{FIRST}\n\n{SECOND}\n")
    assert (found.title, found.url, found.byline, day(found)) == (HEADING, ADDRESS, ("Anna Kowal",), "2011-01-13")
    assert body(found) == [FIRST, SECOND]


def test_the_day_of_clipping_is_not_the_story_s() -> None:
    front = f"---\ntitle: {HEADING}\nsource: {ADDRESS}\npublished:\ncreated: 2024-05-05\ntags:\n  - clippings\n---\n"
    assert only("a.md", f"{front}{FIRST}\n").date is None


def epub(chapters: dict[str, str], title: str = "Ten stories", publisher: str = "The Example Gazette") -> bytes:
    items = "".join(f'<item id="c{n}" href="{name}" media-type="application/xhtml+xml"/>' for n, name in enumerate(chapters))
    spine = "".join(f'<itemref idref="c{n}"/>' for n in range(len(chapters)))
    head = f'<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title>'
    head += f"<dc:publisher>{publisher}</dc:publisher>"
    package = f'<package xmlns="http://www.idpf.org/2007/opf">{head}</metadata><manifest>{items}</manifest><spine>{spine}</spine></package>'
    container = '<container><rootfiles><rootfile full-path="OEBPS/content.opf"/></rootfiles></container>'
    inner: dict[str | ZipInfo, str | bytes] = {f"OEBPS/{name}": source for name, source in chapters.items()}
    return zipped(
        {"mimetype": "application/epub+zip", "META-INF/container.xml": container, "OEBPS/content.opf": package, **inner}
    )


def chapter(title: str, *paragraphs: str) -> str:
    inner = "".join(f"<p>{text}</p>" for text in paragraphs)
    head = f'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>{title}</title></head>'
    return f"{head}<body><h1>{title}</h1>{inner}</body></html>"


@pytest.mark.parametrize(
    ("title", "publisher"),
    [("Ten stories", "The Example Gazette"), ("The Example Gazette [Thu, 13 Jan 2011]", "calibre (6.1)")],
)
def test_the_chapters_of_a_book_are_stories(title: str, publisher: str) -> None:
    chapters = {
        "cover.xhtml": '<html><body><img src="a.png"/></body></html>',
        "a.xhtml": chapter(HEADING, "By Anna Kowal", "13 January 2011", FIRST, SECOND),
        "b.xhtml": chapter("Inn to be booked", "14 January 2011", SECOND, FIRST),
    }
    first, second = stories("a.epub", epub(chapters, title, publisher))
    assert (first.title, first.byline, day(first), first.publisher) == (
        HEADING,
        ("Anna Kowal",),
        "2011-01-13",
        "The Example Gazette",
    )
    assert (body(first), body(second)) == ([FIRST, SECOND], [SECOND, FIRST])


def test_a_chapter_that_a_book_names_and_does_not_hold_is_told() -> None:
    data = epub({"a b.xhtml": chapter(HEADING, FIRST), "c%20d.xhtml": chapter("Second", SECOND)})
    assert [reading.problem for reading in readings("a.epub", data)] == ["", "is named in the book, and not there"]


PROGRAM = """#!{python}
import pathlib, sys
sys.path.insert(0, {project!r})
from tests.samples import pdf
pathlib.Path(sys.argv[-1]).write_bytes(pdf({pages}))
sys.exit({code})
"""


@pytest.fixture
def recogniser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a program stands that recognises scans; there is none as long as nobody has written it."""
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}/nowhere")
    return tmp_path / "ocrmypdf"


def written(program: Path, pages: object, code: int = 0) -> None:
    project = str(Path(__file__).parent.parent)
    program.write_text(PROGRAM.format(python=sys.executable, project=project, pages=pages, code=code), encoding="utf-8")
    program.chmod(0o755)


def test_a_scan_is_read_where_a_program_recognises_its_text(recogniser: Path) -> None:
    lines = [HEADING, "By Anna Kowal", "13 January 2011", FIRST, SECOND]
    written(recogniser, [[(50, 750 - 30 * n, 22 if not n else 10, line) for n, line in enumerate(lines)]])
    found = only("a.pdf", pdf([[]], image=True))
    assert (found.title, day(found), body(found)) == (HEADING, "2011-01-13", [FIRST, SECOND])
    assert any("recognised from a scan" in told for told in found.findings)


def test_a_scan_is_refused_where_no_program_recognises_it(recogniser: Path) -> None:
    assert not recogniser.exists()
    assert "apt install ocrmypdf" in problem("a.pdf", pdf([[]], image=True))


@pytest.mark.parametrize(("pages", "code", "told"), [([[]], 0, "no text was recognised"), ([[]], 3, "could not recognise")])
def test_a_scan_in_which_nothing_is_recognised_says_so(recogniser: Path, pages: object, code: int, told: str) -> None:
    written(recogniser, pages, code)
    assert told in problem("a.pdf", pdf([[]], image=True))


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.txt.gz", gzip.compress(FIRST.encode(), mtime=0), "is packed by gzip: unpack it"),
        ("a.tar.gz", gzip.compress(b"x" * 600, mtime=0), "tar xzf"),
        ("a.pages", zipped({"Index/Document.iwa": b"x"}), "Apple's Pages"),
        ("a.xlsx", zipped({"[Content_Types].xml": "", "xl/workbook.xml": ""}), "save the sheet as .csv"),
        ("a.pptx", zipped({"[Content_Types].xml": "", "ppt/presentation.xml": ""}), "save it as a PDF"),
        ("a.ods", zipped({"mimetype": "x", "META-INF/manifest.xml": "x", "content.xml": "<a/>"}), "a table as .csv"),
        ("a.odt", zipped({"mimetype": "x", "META-INF/manifest.xml": "<encryption-data/>", "content.xml": ""}), "a password"),
        ("a.epub", zipped({"mimetype": "x", "META-INF/container.xml": "<a/>"}), "is a damaged book"),
        ("a.doc", compound({"WordDocument": b"x"}), "save it as .docx"),
        ("a.xls", compound({"Workbook": b"x"}), "save the sheet as .csv"),
        ("a.webarchive", plistlib.dumps({"a": 1}), "no web archive of Safari"),
        ("a.webarchive", b"bplist00 and nothing else", "is a damaged web archive of Safari"),
        ("a.enex", evernote(""), "without notes"),
        ("a.csv", "title,url,time_added,tags,status\nA,https://example.org/,1,,unread\n", "save the pages themselves"),
        ("a.csv", "name,amount\nA,3\n", "without a column of texts"),
        ("a.webp", b"RIFF\0\0\0\0WEBPVP8 ", "is a picture"),
        ("a.mp3", b"ID3\x03", "transcript"),
        ("a.7z", b"7z\xbc\xaf\x27\x1c", "unpack it"),
        ("a.url", "[InternetShortcut]\nURL=https://example.org/\n", "save the page itself"),
    ],
)  # fmt: skip
def test_what_is_not_read_says_what_it_is_and_what_would_work(name: str, data: bytes | str, told: str) -> None:
    assert told in problem(name, data)


RECORD = f'title,author,date,text,section\n{HEADING},Anna Kowal,13 January 2011,"{FIRST}\n\n{SECOND}",Some section\n'
WORDS = [HEADING, "By Anna Kowal", "13 January 2011", "Photo: Jan Nowak", FIRST, SECOND, "Follow us on Twitter", "Some section"]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.rtf", rtf(WORDS)),
        ("a.odt", odt("".join(f"<text:p>{text}</text:p>" for text in WORDS))),
        ("a.mbox", f"From a Thu Jan 13 10:00:00 2011\nSubject: {HEADING}\n\n" + "\n\n".join(WORDS)),
        ("a.msg", message({"0037": HEADING, "1000": "\r\n\r\n".join(WORDS)})),
        (
            "a.webarchive",
            plistlib.dumps({"WebMainResource": {"WebResourceData": "".join(f"<p>{t}</p>" for t in WORDS).encode()}}),
        ),
        ("a.enex", evernote(note(HEADING, "".join(f"<div>{text}</div>" for text in WORDS)))),
        ("a.epub", epub({"a.xhtml": chapter(*WORDS)})),
        ("a.csv", RECORD),
    ],
)
def test_no_word_of_a_clipping_is_lost_in_any_format(name: str, data: str | bytes) -> None:
    found = only(name, data)
    told = words([found.title, *found.byline, *body(found), *(part.text for part in found.removed)])
    date = [] if found.date is None else ["13 January 2011"]  # it is told as a date, and not as words
    assert not words(text for text in WORDS if text in RECORD or name != "a.csv") - told - words(date)
