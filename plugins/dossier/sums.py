"""A checksum before what is kept, so that what a disk has spoilt is not taken for it."""

from hashlib import blake2b

SUM = 8  # bytes of the checksum


def summed(data: bytes) -> bytes:
    """Data with its checksum before it."""
    return blake2b(data, digest_size=SUM).digest() + data


def whole(kept: bytes) -> bytes | None:
    """The data that :func:`summed` gave; None where it is not as it was."""
    return kept[SUM:] if summed(kept[SUM:]) == kept else None
