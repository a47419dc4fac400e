"""Pictures without what cameras and programs write beside them, read and written by Pillow.

A picture that holds nothing but itself stays byte for byte. A PNG that is not to be turned loses the chunks that are not the
picture. All else is written anew in its format: TIFF as it was packed, JPEG with its tables of quantization, by which a second
writing changes next to nothing, or with finer ones where it is turned.
"""

import io
import re
import struct
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from PIL import Image, ImageFile, ImageOps, ImageSequence, UnidentifiedImageError
from PIL.AvifImagePlugin import AvifImageFile
from PIL.JpegImagePlugin import JpegImageFile, get_sampling
from PIL.PngImagePlugin import PngImageFile
from PIL.TiffImagePlugin import TiffImageFile
from PIL.WebPImagePlugin import WebPImageFile

from dossier.errors import ContentError

FORMATS = [reader.format for reader in (AvifImageFile, JpegImageFile, PngImageFile, WebPImageFile)]
SUFFIXES = (".apng", ".avif", ".jfif", ".jpe", ".jpeg", ".jpg", ".png", ".tif", ".tiff", ".webp")
TIFF = (".tif", ".tiff")  # by any other name it may be what a camera calls raw, of which much would be lost
UNREAD = (".heic", ".heif", ".jxl")  # pictures of cameras that Pillow does not read
MOST = 150_000_000  # points of all frames together of a picture that is written anew, which takes four bytes of memory for each
QUALITY, FINE = 90, 95  # of WebP that lost something when it was written first, and of JPEG within TIFF

_SEGMENTS = {"APP0": b"JFIF\0", "APP2": b"ICC_PROFILE\0", "APP14": b"Adobe"}  # of JPEG: what says how to show it
_CHUNKS = frozenset(  # of PNG: the same
    b"IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD hIST pHYs sPLT acTL fcTL fdAT".split()
)
_TAGS = frozenset(  # of TIFF: what says how it is laid out, in TIFF 6.0 and its supplements
    int(number)
    for number in (
        "254 255 256 257 258 259 262 263 266 273 274 277 278 279 280 281 282 283 284 292 293 296 297 301 317 318 319 320 321 "
        "322 323 324 325 332 334 336 338 339 347 529 530 531 532 34675"
    ).split()
)
_ORIENTATION = 274
_SHOWN = ("icc_profile", "transparency")  # of what Pillow knows of a picture: what belongs to its colours


class _Spoilt(Exception):
    """Why a picture cannot be written without its metadata."""


def plain(path: str, source: Path) -> bytes | None:
    """A picture without metadata, turned as its Exif says; None where it has none, and of a file that is no such picture.

    Metadata is Exif, XMP, IPTC, comments, and whatever else does not say how to show the picture. Of a file that holds several
    pictures in a row (MPO) the first is left. Raises ContentError where a picture cannot be read or written.
    """
    suffix = PurePosixPath(path).suffix.lower()
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # WeasyPrint tells Pillow, for all who use it, to fill up what is missing
    try:
        if suffix in UNREAD:
            raise _Spoilt("may hold metadata, which cannot be taken away from this kind of picture")
        formats = [*FORMATS, *([TiffImageFile.format] if suffix in TIFF else [])]
        # By its path Pillow maps a picture into memory, and then reads a TIFF that is to be turned in the wrong order.
        with source.open("rb") as file, Image.open(file, formats=formats) as image:
            return _written(image, source) if _tells(image, source) else None
    except UnidentifiedImageError:
        if suffix not in SUFFIXES:
            return None
        problem = "is no picture of the kind that its name says"
    except Image.DecompressionBombError:
        problem = "has too many points to be read"
    except _Spoilt as found:
        problem = str(found)
    except Exception as error:  # Pillow raises whatever a damaged file leads it to
        if isinstance(error, OSError) and error.errno:  # of the disk
            raise
        problem = f"is a picture that cannot be read: {error or type(error).__name__}"
    raise ContentError(path, 1, problem, example="a JPEG or PNG of it, whole, without metadata")


def _tells(image: Image.Image, source: Path) -> bool:
    """Whether a picture holds more than itself."""
    match image.format:
        case "PNG":
            return not _CHUNKS.issuperset(kind for kind, _ in _chunks(source.read_bytes()))
        case "TIFF":
            tags = [frame.tag_v2 for frame in ImageSequence.Iterator(image)]  # type: ignore[attr-defined]
            return any(not _TAGS.issuperset(found) or found.get(_ORIENTATION, 1) != 1 for found in tags)
        case "WEBP" | "AVIF":
            return not image.info.keys().isdisjoint(("exif", "xmp"))
    segments = image.applist  # type: ignore[attr-defined]
    return any(not data.startswith(_SEGMENTS.get(name, b"\0\0")) for name, data in segments)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The chunks of a PNG, each with its kind before it; what follows its end is one without a kind."""
    at, kind = 8, b""
    while at + 8 <= len(data) and kind != b"IEND":
        length, kind = struct.unpack_from(">I4s", data, at)
        yield kind, data[at : at + length + 12]
        at += length + 12
    if at < len(data):
        yield b"", data[at:]


def _written(image: Image.Image, source: Path) -> bytes:
    """A picture anew, without all that is not itself."""
    form = "JPEG" if image.format == "MPO" else str(image.format)
    if form == "AVIF":  # Pillow does not tell how it was written
        raise _Spoilt("holds metadata, which cannot be taken away from this kind of picture")
    count = 1 if form == "JPEG" else getattr(image, "n_frames", 1)
    if image.width * image.height * count > MOST:
        raise _Spoilt(f"holds metadata, and more than {MOST:,} points, too many to be written without it")
    turned = image.getexif().get(_ORIENTATION, 1) != 1
    if form == "PNG" and not turned:  # Pillow would lose its gamma, and half of 16 bits
        data = source.read_bytes()
        return data[:8] + b"".join(chunk for kind, chunk in _chunks(data) if kind in _CHUNKS)
    options = _options(form, image, source, turned)
    frames, durations = list[Image.Image](), list[float]()
    for frame in ImageSequence.Iterator(image) if count > 1 else (image,):
        upright = ImageOps.exif_transpose(frame)
        durations.append(frame.info.get("duration", 0))
        upright.info = {key: value for key, value in upright.info.items() if key in _SHOWN}
        frames.append(upright)
    if count > 1:
        options |= {"save_all": True, "append_images": frames[1:], "loop": image.info.get("loop", 0), "duration": durations}
    frames[0].save(written := io.BytesIO(), form, **options)
    return written.getvalue()


def _options(form: str, image: Image.Image, source: Path, turned: bool) -> dict[str, Any]:
    """How a picture is written so that it is as it was."""
    common = {"icc_profile": image.info.get("icc_profile")}
    match form:
        case "JPEG":
            tables: dict[int, list[int]] = image.quantization  # type: ignore[attr-defined]
            if turned:  # other points share a block, which would lose as much as at first
                tables = {number: [max(1, step // 2) for step in table] for number, table in tables.items()}
            kept = {"subsampling": get_sampling(image), "progressive": bool(image.info.get("progressive"))}
            return common | kept | {"qtables": tables}
        case "WEBP":
            lossless = re.search(b"VP8[ L]", source.read_bytes()[12:])
            return common | ({"lossless": True, "exact": True} if lossless and lossless[0] == b"VP8L" else {"quality": QUALITY})
        case "TIFF":
            packed = image.info.get("compression")
            return common | {"compression": packed} | ({"quality": FINE} if packed in ("jpeg", "tiff_jpeg") else {})
    return common | ({"default_image": image.info["default_image"]} if image.info.get("default_image") else {})
