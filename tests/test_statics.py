"""Files that the content links to: what is handed on of them holds no script, and of a picture nothing but the picture."""

import base64
import io
import re
import struct
import zlib
from pathlib import Path
from typing import Any
from unicodedata import normalize
from zipfile import ZipFile, is_zipfile

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageOps, PngImagePlugin
from playwright.sync_api import Browser

from dossier.cli import main
from dossier.errors import ContentError, ContentErrors
from dossier.statics import Handed, changed, check, hand_on, svg
from dossier.walk import stamp_of
from tests.conftest import HERE, build
from tests.content import text

pytestmark = pytest.mark.slow

NS = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
HOSTILE = (
    "<script>fetch('https://evil.example/a')</script>",
    '<rect onclick="x()" onload="fetch(\'https://evil.example/b\')" width="3"/>',
    '<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"><iframe src="https://evil.example/c"/></body></foreignObject>',
    '<a xlink:href="javascript:evil()"><text>words</text></a>',
    '<a href="https://evil.example/d"><set attributeName="href" to="javascript:evil()"/><text>words</text></a>',
    '<image href="https://evil.example/e.png"/><image href="//evil.example/f.png"/><image href="/\\evil.example/g.png"/>',
    '<image href="data:image/svg+xml;base64,PHN2Zy8+"/><use href="https://evil.example/h.svg#x"/>',
    "<style>@import url(https://evil.example/i.css); rect{fill:url(https://evil.example/j)}</style>",
    '<rect style="fill:url(https://evil.example/k)" filter="url(//evil.example/l#m)"/>',
    "<style>@font-face{font-family:x;src:url(https://evil.example/n)} text{font-family:x}</style>",
    '<handler xmlns:ev="http://www.w3.org/2001/xml-events" ev:event="load">evil()</handler>',
    '<animate attributeName="onload" values="evil()"/><video src="https://evil.example/o"/>',
)


def cleaned(data: str | bytes) -> str:
    return svg.cleaned("images/x.svg", data.encode() if isinstance(data, str) else data).decode()


def refusal(data: str | bytes) -> str:
    with pytest.raises(ContentError) as caught:
        cleaned(data)
    return str(caught.value)


@pytest.mark.parametrize("part", HOSTILE)
def test_nothing_that_runs_or_leads_elsewhere_is_left_of_an_svg(part: str) -> None:
    clean = cleaned(f'<svg {NS} onload="evil()">{part}<path d="M 0 0 L 9 9"/></svg>')
    assert "evil.example" not in clean
    assert "<script" not in clean
    assert " on" not in clean
    assert "attributeName" not in clean
    assert '<path d="M 0 0 L 9 9"/>' in clean
    assert cleaned(clean) == clean


def test_a_cleaned_svg_asks_for_nothing_and_runs_nothing_in_a_browser(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "x.svg").write_text(cleaned(f"<svg {NS}>{''.join(HOSTILE)}</svg>"), encoding="utf-8")
    asked: list[str] = []
    context = browser.new_context()
    context.on("request", lambda request: asked.append(request.url))
    context.add_init_script("window.evil = () => fetch('https://evil.example/ran')")
    page = context.new_page()
    page.goto((tmp_path / "x.svg").as_uri(), wait_until="load")
    context.close()
    assert [url for url in asked if "evil" in url] == []


@pytest.mark.parametrize(
    "part",
    [
        '<style>a{background:image-set("https://evil.example/x" 1x)}</style>',
        "<rect mask='image-set(\"//evil.example/x\" 1x)'/>",
        "<rect style='fill:src(\"https://evil.example/x\")'/>",
    ],
)
def test_a_style_that_may_ask_for_something_by_a_string_is_an_error(part: str) -> None:
    assert refusal(f"<svg {NS}>{part}</svg>").startswith("images/x.svg:1: is an SVG that may ask for something from elsewhere")


def test_a_font_that_an_svg_asks_for_costs_it_no_rule_of_its_style() -> None:
    for asked in ("@import url('https://fonts.example/css?a;b');", '@import "https://fonts.example/css?a;b" screen;'):
        assert "<style>.a{fill:red}</style>" in cleaned(f"<svg {NS}><style>{asked}.a{{fill:red}}</style></svg>")


def test_the_picture_in_an_svg_stays() -> None:
    words = "<text>one<tspan>two</tspan>three<tspan>4</tspan><tspan>5</tspan></text>"
    picture = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">\n  <title>A harbour</title>\n'
        "  <style>.a &gt; .b { fill: url(#g); }</style>\n"
        f'  <g class="a" transform="scale(2)">\n    <path class="b" d="M0 0h9"/>\n  </g>{words}\n</svg>'
    )
    assert cleaned(picture) == f'<?xml version="1.0" encoding="utf-8"?>\n{picture}'


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ('<s:svg xmlns:s="http://www.w3.org/2000/svg"><s:rect width="3"/></s:svg>', '<rect width="3"/>'),
        (f'<svg {NS}><defs><g id="a"/></defs><use xlink:href="#a"/></svg>', '<use href="#a"/>'),
        (f'<svg {NS} xmlns:i="http://ink.example"><g i:label="x"><path d="M0 0"/></g></svg>', '<g><path d="M0 0"/></g>'),
        (
            '<!DOCTYPE svg [<!ENTITY n "http://www.w3.org/2000/svg">]><svg xmlns="&n;"><rect width="3"/></svg>',
            '<rect width="3"/>',
        ),
        ('<?xml version="1.0" encoding="windows-1251"?><svg xmlns="http://www.w3.org/2000/svg"><text>Ж</text></svg>', "Ж"),
    ],
)
def test_an_svg_as_programs_write_it_stays_a_picture(written: str, kept: str) -> None:
    clean = cleaned(written.encode("cp1251"))
    assert '<svg xmlns="http://www.w3.org/2000/svg"' in clean
    assert kept in clean


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        ("", "1: is no SVG: no element found"),
        ("words", "1: is no SVG: syntax error"),
        (f"<svg {NS}>\n<rect></svg>", "2: is no SVG: mismatched tag"),
        ("<svg/>", "1: is no SVG: it holds `svg`, and not `svg` in its namespace"),
        ('<html xmlns="http://www.w3.org/1999/xhtml"/>', "1: is no SVG: it holds `html`"),
        (f"<svg {NS}>{'<g>' * 100_000}{'</g>' * 100_000}</svg>", "1: is an SVG that holds elements within each other"),
        (
            f'<!DOCTYPE svg [<!ENTITY a "{"a" * 50_000}">]><svg {NS}><text>{"&a;" * 50_000}</text></svg>',
            "1: is no SVG: limit on input amplification",
        ),
        (
            f'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg {NS}><text>&a;</text></svg>',
            "1: is no SVG: undefined entity",
        ),
    ],
)
def test_an_svg_that_is_none_is_named(data: str, problem: str) -> None:
    assert refusal(data).startswith(f"images/x.svg:{problem}")


def given_file(folder: Path, name: str, data: bytes) -> Path:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(data)
    return folder / name


@pytest.mark.parametrize(
    ("name", "data", "problem"),
    [
        ("a.xml", '<r>\n<p xmlns="http://www.w3.org/1999/xhtml"/></r>', "2: holds a web page (XHTML)"),
        ("a.xml", '<svg xmlns="http://www.w3.org/2000/svg"/>', "1: holds a picture (SVG); give it a name that ends in .svg"),
        ("a.xml", '<?xml-stylesheet href="a.xsl" type="text/xsl"?><r/>', "1: holds a stylesheet"),
        ("a.xml", '<!DOCTYPE r [<!ENTITY a "b">]><r>&a;</r>', "1: holds declarations of its own"),
        ("a.xml", "<r>\n<p></r>", "2: begins like a web page and is no whole XML: mismatched tag"),
        ("a", "\ufeff \n<!doctype html><script>evil()</script>", "2: begins like a web page"),
        ("a.dat", "<script>evil()</script><p>", "1: begins like a web page"),
        ("a.dat", "<p>x".encode("utf-16").decode("latin-1"), "1: begins like a web page"),
    ],
)
def test_a_file_that_a_browser_may_take_for_a_page_is_named(tmp_path: Path, name: str, data: str, problem: str) -> None:
    path = given_file(tmp_path, name, data.encode("latin-1" if "\xff" in data else "utf-8"))
    with pytest.raises(ContentError) as caught:
        changed(name, path)
    assert str(caught.value).startswith(f"{name}:{problem}")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.xml", '<graphml xmlns="http://graphml.graphdrawing.org/xmlns"/>'),
        ("a.rss", '<?xml version="1.0"?><rss version="2.0"/>'),
        ("a.txt", "<script>shown as text</script>"),
        ("a.csv", "<b>,1"),
        ("a.pdf", "%PDF-1.7"),
        ("a", "words"),
    ],
)
def test_other_files_are_handed_on_as_they_are(tmp_path: Path, name: str, data: str) -> None:
    given_file(tmp_path / "content", name, data.encode())
    hand_on(tmp_path / "content", [name], tmp_path / "output")
    assert (tmp_path / "output" / name).read_text() == data


CAMERA = "CameraOfSomebody"


def exif(orientation: int = 1) -> Image.Exif:
    made = Image.Exif()
    made[0x010F] = CAMERA
    made[0x0112] = orientation
    made.get_ifd(0x8825)[1] = "N"
    return made


def scene(mode: str = "RGB", size: tuple[int, int] = (48, 32)) -> Image.Image:
    """A picture that looks otherwise from each side."""
    across, down = Image.linear_gradient("L").resize(size), Image.linear_gradient("L").rotate(90).resize(size)
    picture = Image.merge("RGB", (across, down, Image.new("L", size, 40))).convert("L" if mode in ("I;16", "1") else mode)
    return picture.convert("I").point(lambda value: value * 257).convert(mode) if mode == "I;16" else picture.convert(mode)


FORMS: dict[str, tuple[str, dict[str, Any]]] = {
    "a.jpg": ("RGB", {"quality": 90}),
    "progressive.JPEG": ("RGB", {"quality": 80, "progressive": True, "subsampling": 0}),
    "grey.jpg": ("L", {}),
    "print.jpg": ("CMYK", {}),
    "a.png": ("RGBA", {}),
    "palette.png": ("P", {}),
    "deep.png": ("I;16", {}),
    "a.webp": ("RGB", {"quality": 80}),
    "lossless.webp": ("RGBA", {"lossless": True}),
    "fax.tif": ("1", {"compression": "group4"}),
    "a.tiff": ("CMYK", {}),
    "packed.tiff": ("RGB", {"compression": "tiff_lzw"}),
    "photo.tif": ("RGB", {"compression": "jpeg"}),
}

LOSS = {"a.jpg": 1.0, "progressive.JPEG": 1.0, "grey.jpg": 1.0, "print.jpg": 1.0, "photo.tif": 1.0, "a.webp": 3.0}  # of 255


def saved(folder: Path, name: str, **more: Any) -> Path:
    mode, options = FORMS[name]
    scene(mode).save(folder / name, **options, **more)
    return folder / name


def opened(data: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(data))
    picture.load()
    return picture


def differ(one: Image.Image, other: Image.Image) -> float:
    """How far the colours of two pictures are apart in the mean, of 255; not at all where they are the same."""
    pairs = zip(one.convert("RGB").tobytes(), other.convert("RGB").tobytes(), strict=True)
    return sum(abs(a - b) for a, b in pairs) / (one.width * one.height * 3)


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("orientation", [1, 6])
def test_a_picture_is_handed_on_upright_and_without_what_a_camera_wrote(tmp_path: Path, name: str, orientation: int) -> None:
    path = saved(tmp_path, name, exif=exif(orientation))
    assert CAMERA.encode() in path.read_bytes()
    data = changed(name, path)
    assert data is not None
    assert CAMERA.encode() not in data
    picture, was = opened(data), opened(path.read_bytes())
    upright = ImageOps.exif_transpose(was)
    assert (picture.format, picture.mode, picture.size) == (was.format, was.mode, upright.size)
    assert picture.getexif().get(0x0112, 1) == 1
    assert not picture.getexif().get_ifd(0x8825)
    assert differ(picture, upright) <= LOSS.get(name, 0)
    assert changed(name, path) == data
    assert changed(name, given_file(tmp_path / "again", name, data)) is None


@pytest.mark.parametrize("name", FORMS)
def test_a_picture_that_holds_nothing_else_stays_byte_for_byte(tmp_path: Path, name: str) -> None:
    (tmp_path / "content").mkdir()
    path = saved(tmp_path / "content", name)
    hand_on(tmp_path / "content", [name], tmp_path / "output")
    assert (tmp_path / "output" / name).read_bytes() == path.read_bytes()


def test_the_colours_of_a_picture_stay_what_its_profile_says(tmp_path: Path) -> None:
    from PIL import ImageCms

    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    for name in ("a.jpg", "a.png", "a.webp", "packed.tiff"):
        path = saved(tmp_path, name, icc_profile=profile)
        assert changed(name, path) is None
        path = saved(tmp_path, name, icc_profile=profile, exif=exif())
        assert opened(changed(name, path) or b"").info["icc_profile"] == profile


def test_a_png_loses_nothing_of_its_colours(tmp_path: Path) -> None:
    scene().save(tmp_path / "x.png", exif=exif())
    data = (tmp_path / "x.png").read_bytes()
    gamma = struct.pack(">I4sI", 4, b"gAMA", 100_000)
    given_file(tmp_path, "x.png", data[:33] + gamma + struct.pack(">I", zlib.crc32(gamma[4:])) + data[33:])
    assert opened(changed("x.png", tmp_path / "x.png") or b"").info == {"gamma": 1.0}


def test_comments_and_what_other_programs_wrote_go_too(tmp_path: Path) -> None:
    words, xmp = PngImagePlugin.PngInfo(), f'<x:xmpmeta xmlns:x="adobe:ns:meta/">{CAMERA}</x:xmpmeta>'.encode()
    words.add_itxt("Author", CAMERA)
    scene().save(tmp_path / "words.png", pnginfo=words)
    scene().save(tmp_path / "comment.jpg", comment=CAMERA)
    scene().save(tmp_path / "xmp.jpg", xmp=xmp)
    scene().save(tmp_path / "xmp.webp", xmp=xmp)
    scene().save(tmp_path / "artist.tif", artist=CAMERA)
    scene().save(tmp_path / "two.jpg", "MPO", save_all=True, append_images=[scene()])
    scene().save(tmp_path / "plain.png")
    given_file(tmp_path, "after.png", (tmp_path / "plain.png").read_bytes() + CAMERA.encode())
    for name in ("words.png", "comment.jpg", "xmp.jpg", "xmp.webp", "artist.tif", "two.jpg", "after.png"):
        data = changed(name, tmp_path / name)
        assert data, name
        assert CAMERA.encode() not in data
        assert getattr(opened(data), "n_frames", 1) == 1


@pytest.mark.parametrize("name", ["moving.png", "moving.webp", "pages.tif"])
def test_a_picture_of_several_frames_keeps_them(tmp_path: Path, name: str) -> None:
    frames = [scene().rotate(angle) for angle in (0, 90, 180)]
    more: dict[str, Any] = {} if name == "pages.tif" else {"duration": [100, 200, 300], "loop": 3, "lossless": True}
    frames[0].save(tmp_path / name, save_all=True, append_images=frames[1:], exif=exif(), **more)
    picture = Image.open(io.BytesIO(changed(name, tmp_path / name) or b""))
    assert picture.n_frames == 3  # type: ignore[attr-defined]
    for number, frame in enumerate(frames):
        picture.seek(number)
        picture.load()
        assert differ(picture, frame) == 0
        assert picture.info.get("duration") == ((number + 1) * 100 if more else None)


@pytest.mark.filterwarnings("ignore::UserWarning:PIL")
@pytest.mark.parametrize(
    ("name", "data", "problem"),
    [
        ("x.jpg", b"words", "is no picture of the kind that its name says"),
        ("x.png", b"", "is no picture of the kind that its name says"),
        ("x.tif", b"II*\0\xff\xff\xff\xff", "is no picture of the kind that its name says"),
        ("x.heic", b"\0\0\0\x18ftypheic", "may hold metadata, which cannot be taken away from this kind of picture"),
    ],
)
def test_a_picture_that_is_none_is_named(tmp_path: Path, name: str, data: bytes, problem: str) -> None:
    with pytest.raises(ContentError) as caught:
        changed(f"images/{name}", given_file(tmp_path, name, data))
    assert str(caught.value).startswith(f"images/{name}:1: {problem}")


def test_half_a_picture_is_named(tmp_path: Path) -> None:
    import weasyprint  # noqa: F401 - it has Pillow fill up what is missing of a picture

    half = saved(tmp_path, "a.jpg", exif=exif()).read_bytes()[:-200]
    with pytest.raises(ContentError, match=r"^half.jpg:1: is a picture that cannot be read: image file is truncated"):
        changed("half.jpg", given_file(tmp_path, "half.jpg", half))


def test_avif_is_handed_on_where_it_holds_nothing_else(tmp_path: Path) -> None:
    scene().save(tmp_path / "x.avif")
    assert changed("x.avif", tmp_path / "x.avif") is None
    scene().save(tmp_path / "x.avif", exif=exif())
    with pytest.raises(ContentError, match="holds metadata, which cannot be taken away from this kind of picture"):
        changed("x.avif", tmp_path / "x.avif")


def bomb(side: int) -> bytes:
    """A PNG of some bytes that would be a square of so many points, with a word beside it."""
    parts = ((b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)), (b"tEXt", b"a\0b"), (b"IDAT", b""), (b"IEND", b""))
    chunks = (struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts)
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


@pytest.mark.parametrize(
    ("side", "problem"), [(100_000, "has too many points to be read"), (13_000, "holds metadata, and more than")]
)
def test_a_picture_that_would_take_all_memory_is_named(tmp_path: Path, side: int, problem: str) -> None:
    given_file(tmp_path, "images/x.png", bomb(side))
    with pytest.raises(ContentErrors, match=rf"images/x.png:1: {problem}"):
        check(tmp_path, ["images/x.png"])


WHOLE: dict[str, bytes] = {}


@pytest.mark.filterwarnings("ignore::UserWarning:PIL")
@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_a_damaged_file_is_handed_on_or_named(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    folder = tmp_path_factory.getbasetemp() / "damaged"
    folder.mkdir(exist_ok=True)
    if not WHOLE:
        WHOLE.update({name: saved(folder, name, exif=exif(6)).read_bytes() for name in FORMS})
        WHOLE["x.svg"] = f"<svg {NS}>{''.join(HOSTILE)}</svg>".encode()
    name = data.draw(st.sampled_from(sorted(WHOLE)))
    damaged = bytearray(WHOLE[name])
    for place, byte in data.draw(st.lists(st.tuples(st.integers(0, len(damaged) - 1), st.integers(0, 255)), max_size=8)):
        damaged[place] = byte
    try:
        made = changed(name, given_file(folder, name, bytes(damaged[: data.draw(st.integers(0, len(damaged)))])))
    except ContentError:
        return  # named
    assert made is None or made


def test_all_that_cannot_be_handed_on_is_named_at_once_and_nothing_of_it_is_written(tmp_path: Path) -> None:
    content = tmp_path / "content"
    given_file(content, "a.svg", b"")
    given_file(content, "b.jpg", b"")
    for act in (lambda: check(content, ["a.svg", "b.jpg"]), lambda: hand_on(content, ["a.svg", "b.jpg"], tmp_path / "output")):
        with pytest.raises(ContentErrors) as caught:
            act()
        assert [error.path for error in caught.value.errors] == [str(content / "a.svg"), str(content / "b.jpg")]
    assert list((tmp_path / "output").iterdir()) == []


def test_a_file_that_has_not_changed_is_carried_over(tmp_path: Path) -> None:
    content, last, output = (tmp_path / name for name in ("content", "last", "output"))
    source = given_file(content, "x.svg", f"<svg {NS}/>".encode())
    made = given_file(last, "x.svg", b"as it was made")
    known = {"x.svg": Handed(stamp_of(str(source)), stamp_of(str(made))[:2])}
    hand_on(content, ["x.svg"], output, last=(last, known))
    assert (output / "x.svg").samefile(made)
    made.write_bytes(b"changed by somebody")
    hand_on(content, ["x.svg"], output, last=(last, known))
    assert (output / "x.svg").read_bytes().startswith(b"<?xml")
    assert made.read_bytes() == b"changed by somebody"


def test_many_files_are_written_at_once(tmp_path: Path) -> None:
    names = [f"images/{'x' * 240}-{number:03}.svg" for number in range(40)]
    for number, name in enumerate(names):
        given_file(tmp_path / "content", name, f'<svg {NS}><rect width="{number}"/></svg>'.encode())
    hand_on(tmp_path / "content", names, tmp_path / "output", jobs=4)
    made = [(tmp_path / "output" / name).read_text() for name in names]
    assert all(f'width="{number}"' in text for number, text in enumerate(made))
    assert len(list((tmp_path / "output" / "images").iterdir())) == 40


def parts(path: Path) -> dict[str, bytes]:
    """All bytes of a file that may hold others: as they are, those of a zip's entries, those of its data addresses."""
    found = {path.name: path.read_bytes()}
    if is_zipfile(path):
        with ZipFile(path) as archive:
            found |= {f"{path.name}/{name}": archive.read(name) for name in archive.namelist()}
    coded = re.findall(rb"base64,([A-Za-z0-9+/=]{40,})", found[path.name])
    return found | {f"{path.name}: {number}": base64.b64decode(data) for number, data in enumerate(coded)}


def test_no_form_of_a_dossier_holds_a_script_or_what_a_camera_wrote(tmp_path: Path) -> None:
    content, output, dist = (tmp_path / name for name in ("content", "output", "dist"))
    pictures = ("images/photo.jpg", normalize("NFD", "images/Żuraw.svg"))
    body = "![A photo]({static}/images/photo.jpg) and ![a crane]({static}/images/Żuraw.svg)."
    given_file(content, "topics/talks.md", text("topics/talks.md").encode())
    given_file(content, "articles/2008-06-25-x.md", text("articles/x.md", {}, body).encode())
    given_file(content, pictures[1], f"<svg {NS}><rect width='3'/>{HOSTILE[0]}</svg>".encode())
    scene().save(content / pictures[0], exif=exif(6))
    build(content, HERE / "site" / "pelican.conf.py", output)
    where = ["--content", str(content), "--output", str(output), "--dist", str(dist)]
    for command in (["pack"], ["pack", "--single"], ["book"]):
        made = CliRunner().invoke(main, [*command, *where])
        assert made.exit_code == 0, made.output
    files = [path for folder in (output, dist) for path in folder.rglob("*") if path.is_file()]
    assert {".zip", ".html", ".epub", ".pdf", ".jpg", ".svg"} <= {path.suffix for path in files}
    holding = [
        name for path in files for name, data in parts(path).items() if CAMERA.encode() in data or b"evil.example" in data
    ]
    assert holding == []
    photos = [data for path in files for data in parts(path).values() if data.startswith(b"\xff\xd8")]
    assert len(photos) == 5  # in the output, in the archive as the site's and as a source, in the one file, and in the EPUB
    assert {opened(data).size for data in photos} == {(32, 48)}
