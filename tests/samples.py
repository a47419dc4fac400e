"""Small files of each format that import reads, made here: nothing binary is kept in the project."""

import stat
import zipfile
from collections.abc import Iterable, Mapping
from io import BytesIO
from xml.sax.saxutils import escape

Placed = tuple[float, float, float, str]  # from the left, from the bottom, size of letters, text

HEADING = "Harbour to open in spring"
FIRST = "The two ministers agreed on Thursday to open the harbour to visiting ships before the end of the year."
SECOND = "A second meeting is planned for March, and nobody doubts that it will take place in the old inn."


def pdf(pages: Iterable[Iterable[Placed]], image: bool = False) -> bytes:
    """A PDF whose pages hold these texts; with ``image``, a picture and no letter."""
    pages = list(pages)
    count = len(pages)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {count} /Kids [{' '.join(f'{4 + 2 * n} 0 R' for n in range(count))}] >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    picture = 4 + 2 * count
    for number, page in enumerate(pages):
        stream = b"".join(
            f"BT /F1 {size} Tf {x} {y} Td (".encode()
            + text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
            + b") Tj ET\n"
            for x, y, size, text in page
        )
        if image:
            stream += b"q 200 0 0 200 100 300 cm /I1 Do Q\n"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * number} 0 R "
            f"/Resources << /Font << /F1 3 0 R >> /XObject << /I1 {picture} 0 R >> >> >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    objects.append(
        b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>"
        b"\nstream\n\x00\nendstream"
    )
    data, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    return data + head + table + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(data))


def docx(paragraphs: Iterable[tuple[str, str]]) -> bytes:
    """A Word file of paragraphs, each with its style (``Heading1`` or nothing) and its text."""
    styled = {"": "", "Heading1": '<w:pPr><w:pStyle w:val="Heading1"/></w:pPr>'}
    body = "".join(f"<w:p>{styled[style]}<w:r><w:t>{escape(text)}</w:t></w:r></w:p>" for style, text in paragraphs)
    space = "http://schemas.openxmlformats.org"
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{space}/package/2006/content-types"><Default Extension="xml" '
            'ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType='
            '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{space}/package/2006/relationships"><Relationship Id="r1" '
            f'Type="{space}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
            "word/document.xml": f'<w:document xmlns:w="{space}/wordprocessingml/2006/main">'
            f"<w:body>{body}</w:body></w:document>",
        }
    )


def zipped(files: Mapping[str | zipfile.ZipInfo, str | bytes]) -> bytes:
    """A zip file of these entries."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def link(name: str) -> zipfile.ZipInfo:
    """The entry of a zip file that is a symbolic link, as Unix packs it; its data are where it leads."""
    entry = zipfile.ZipInfo(name)
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    return entry


def warc(pages: Mapping[str, str]) -> bytes:
    """A web archive of pages by address."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    out = BytesIO()
    writer = WARCWriter(out, gzip=True)
    for address, source in pages.items():
        headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.0")
        writer.write_record(writer.create_warc_record(address, "response", BytesIO(source.encode()), http_headers=headers))
    return out.getvalue()


def page(head: str = "", lead: str = "", title: str = HEADING) -> str:
    """A saved web page with a menu, a story and a foot; ``lead`` stands between heading and text."""
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<title>{title} | The Example Gazette</title>{head}</head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ul></nav>
<main><article><h1>{title}</h1>{lead}<p>{FIRST}</p><p>{SECOND}</p></article></main>
<aside><h2>Most read</h2><ul><li>Pier to close in autumn</li></ul></aside><footer>All rights reserved</footer></body></html>"""
