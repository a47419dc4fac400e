"""SVG as PNG, for those who show no SVG: social networks and telephones. The library for it is the extra ``cards``."""

from functools import cache
from importlib.util import find_spec

LIBRARY = "resvg_py"


@cache
def is_there() -> bool:
    """Whether pictures can be drawn here."""
    return find_spec(LIBRARY) is not None


def png(svg: str, width: int) -> bytes:
    """A picture of so many pixels across, with the fonts of this machine."""
    import resvg_py  # noqa: PLC0415 - an extra, and of no use where nothing has changed

    return bytes(resvg_py.svg_to_bytes(svg_string=svg, width=width))
