"""Word files (.docx), read by mammoth."""

from io import BytesIO

from dossier.errors import DossierError
from dossier.importing.clipping import Clipping, Line
from dossier.importing.formats.archive import opened
from dossier.importing.formats.blocks import blocks_of
from dossier.importing.formats.raw import RawFile

LARGEST = 100_000_000  # bytes of all parts, unpacked


def read(item: RawFile) -> tuple[Clipping, ...]:
    """A Word file as a clipping: its paragraphs, headings, lists and tables."""
    import mammoth  # noqa: PLC0415 - slow to load

    if sum(part.file_size for part in opened(item).infolist()) > LARGEST:
        raise DossierError(f"swells to more than {LARGEST / 1e6:.0f} MB when unpacked, and is not read")
    source = mammoth.convert_to_html(
        BytesIO(item.data), convert_image=mammoth.images.img_element(lambda image: {"src": ""})
    ).value
    lines = (Line(block.text, number, block.kind) for number, block in enumerate(blocks_of(source), 1))
    return (Clipping(tuple(lines), wrapped=False),)
