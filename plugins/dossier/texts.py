"""What files say, by path: packed, and unpacked when it is asked for.

Ten thousand texts do not fit into memory, and a build after an edit looks at few of them. A packed text is known by its digest,
so that two that are the same need not be unpacked to be compared, and one that is damaged is told from what it was.
"""

from collections import ChainMap
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from functools import lru_cache
from hashlib import blake2b
from typing import Any, NamedTuple

import msgspec

from dossier.analysis import Excerpt, Text
from dossier.errors import ToolError

LISTED = 4096  # articles of which the excerpts stay unpacked, a kilobyte or two each
RECENT = 256  # texts that stay unpacked: those of the articles that are at work
Blobs = MutableMapping[bytes, bytes]  # packed texts, by their digests


def pack(text: Text) -> tuple[bytes, bytes]:
    """The digest of a text, and the text as it is kept."""
    data = _encoder.encode(text)
    return digest(data), data


def digest(data: bytes) -> bytes:
    """What a packed text is known by, and checked by."""
    return blake2b(data, digest_size=16).digest()


class Texts(Mapping[str, Text]):
    """The texts of files; each is taken from ``blobs`` when it is asked for.

    One that is not there as it was left is made anew by ``restore``, of the path of its file.
    """

    def __init__(self, digests: Mapping[str, bytes], blobs: Blobs, restore: Callable[[str], bytes] | None = None) -> None:
        """The texts that have these ``digests``, by path."""
        self.digests, self.blobs, self.restore = digests, blobs, restore
        self._recent = lru_cache(RECENT)(self._unpacked)
        self._excerpts = lru_cache(LISTED)(self._excerpts_of)

    def __reduce__(self) -> tuple[Any, ...]:
        return Texts, (self.digests, self.blobs, self.restore)

    def __getitem__(self, path: str) -> Text:
        return self._recent(self.digests[path], path)

    def excerpts(self, path: str) -> Mapping[str, tuple[Excerpt, ...]]:
        """The excerpts of a text alone: an actor's page asks of hundreds of texts no more than these."""
        return self._excerpts(self.digests[path], path)

    def __iter__(self) -> Iterator[str]:
        return iter(self.digests)

    def __len__(self) -> int:
        return len(self.digests)

    def packed(self, path: str) -> bytes | None:
        """A text as it is kept; None where it is lost or damaged."""
        known = self.digests.get(path, b"")
        data = self.blobs.get(known)
        return data if data is not None and digest(data) == known else None

    def of(self, paths: Iterable[str]) -> "Texts":
        """The texts of some files."""
        return Texts({path: self.digests[path] for path in paths}, self.blobs, self.restore)

    def having(self, others: Mapping[str, Text]) -> "Texts":
        """These texts, with others in the place of some."""
        packs = {path: pack(text) for path, text in others.items()}
        digests = {**self.digests, **{path: known for path, (known, _) in packs.items()}}
        return Texts(digests, ChainMap(dict(packs.values()), self.blobs), self.restore)

    def _unpacked(self, known: bytes, path: str) -> Text:
        return unpack(self._whole(known, path))

    def _excerpts_of(self, known: bytes, path: str) -> Mapping[str, tuple[Excerpt, ...]]:
        return _decode_excerpts(_parts.decode(self._whole(known, path)).excerpts)

    def _whole(self, known: bytes, path: str) -> bytes:
        data = self.packed(path)
        if data is None and self.restore:
            self.blobs[known] = self.restore(path)
            data = self.packed(path)
        if data is None:
            raise ToolError(f"{path} was changed while the dossier was built: build it again")
        return data


def unpack(data: bytes) -> Text:
    """The text that :func:`pack` packed."""
    return _decoder.decode(data)


class _Parts(NamedTuple):
    """A packed text, of which each part is packed still."""

    prose: msgspec.Raw
    mentions: msgspec.Raw
    excerpts: msgspec.Raw


_encoder, _decoder, _parts = msgspec.msgpack.Encoder(), msgspec.msgpack.Decoder(Text), msgspec.msgpack.Decoder(_Parts)
_decode_excerpts = msgspec.msgpack.Decoder(Mapping[str, tuple[Excerpt, ...]]).decode
