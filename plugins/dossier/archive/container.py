"""Zip files that every program unpacks alike.

Some programs read a zip file from its end, by the directory there, and others from its start, entry by entry; nothing in
the format keeps them from finding different files. What passes here is the same for both: entries from the first byte
on, each as the directory tells of it, then that directory, then the end. The layout is that of PKWARE's APPNOTE.TXT,
section 4.3; the methods, stored and deflated, are all that ISO/IEC 21320-1 allows.
"""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

CHUNK = 1 << 20
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
DESCRIBED, UTF8 = 1 << 3, 1 << 11  # flags of an entry: its sizes stand behind it; how its name is written
WIDE, RENAMED = 0x0001, 0x7075  # extra fields: sizes of 64 bits; another name, which some programs prefer
NARROW = 0xFFFFFFFF, 0xFFFF  # stands for a number that has its place in a field or record of 64 bits
LONGEST = 24  # bytes of a data descriptor, which follows an entry
ENTRY = struct.Struct("<4s5H3L2H")
LISTED = struct.Struct("<4s6H3L5H2L")
END, END_WIDE, LOCATOR = struct.Struct("<4s4H2LH"), struct.Struct("<4sQ2H2L4Q"), struct.Struct("<4sLQL")


class Container:
    """A zip file's entries, none of which has been unpacked."""

    def __init__(self, file: IO[bytes]) -> None:
        """Read the directory of ``file``; raises BadZipFile where it is not the only thing to go by."""
        self.file = file
        try:
            with zipfile.ZipFile(file) as archive:
                self.entries, directory = archive.infolist(), archive.start_dir
            self.starts: dict[int, int] = {}  # where the bytes of an entry begin, by where its header does
            self.faults: dict[str, str] = {}  # what is wrong with an entry, by its name
            self._entries(directory)
            self._directory(directory)
        except (NotImplementedError, ValueError, struct.error) as error:
            raise zipfile.BadZipFile(str(error)) from None

    def chunks(self, entry: zipfile.ZipInfo) -> Iterator[bytes]:
        """An entry's bytes; raises BadZipFile where they are others than the directory tells of, or not all of the entry."""
        raw = self._raw(self.starts[entry.header_offset], entry.compress_size)
        left, check = entry.file_size, 0
        for chunk in _inflated(raw) if entry.compress_type == zipfile.ZIP_DEFLATED else raw:
            left, check = left - len(chunk), zlib.crc32(chunk, check)
            if left < 0:
                break
            yield chunk
        if left or check != entry.CRC:
            raise zipfile.BadZipFile(f"{entry.filename} is not as long as the directory says, or not the same")

    def _entries(self, directory: int) -> None:
        """Go through the entries as they follow one another, from the first byte to the directory."""
        entries = sorted(self.entries, key=lambda entry: entry.header_offset)
        places = [*(entry.header_offset for entry in entries), directory]
        _same(0, places[0])
        for entry, following in zip(entries, places[1:], strict=True):
            end = self._start(entry) + entry.compress_size
            between = self._read(end, min(following - end, LONGEST + 1)) if following > end else b""
            if not (entry.flag_bits & DESCRIBED and between in _descriptors(entry)):
                _same(end, following)

    def _start(self, entry: zipfile.ZipInfo) -> int:
        """Where an entry's bytes begin; a header that tells of it otherwise than the directory is among the faults."""
        at = entry.header_offset
        header = self._read(at, ENTRY.size)
        mark, _, flags, method, *_, crc, packed, size, named, extra = ENTRY.unpack(header)
        if mark != b"PK\x03\x04":
            raise zipfile.BadZipFile(f"nothing begins at byte {at:,}, where the directory says that {entry.filename} does")
        name = self._read(at + ENTRY.size, named).decode("utf-8" if flags & UTF8 else "cp437")
        fields = dict(_fields(self._read(at + ENTRY.size + named, extra)))
        wide = iter(number for (number,) in struct.iter_unpack("<Q", fields.get(WIDE, b"")[:16]))
        size, packed = (next(wide, number) if number == NARROW[0] else number for number in (size, packed))
        told, right = (crc, packed, size), (entry.CRC, entry.compress_size, entry.file_size)
        later = flags & DESCRIBED and all(number in {0, true} for number, true in zip(told, right, strict=True))
        if method not in METHODS:
            self.faults[entry.filename] = f"compressed by method {method}, which few programs know"
        elif RENAMED in fields or RENAMED in dict(_fields(entry.extra)) or "\0" in name:
            self.faults[entry.filename] = "has a second name"
        elif (flags, method, name) != (entry.flag_bits, entry.compress_type, entry.orig_filename) or not (
            later or told == right
        ):
            self.faults[entry.filename] = "the directory tells of it otherwise than it does itself"
        self.starts[at] = at + ENTRY.size + named + extra
        return self.starts[at]

    def _directory(self, start: int) -> None:
        """Go through the directory and what ends the file; nothing stands between them or after."""
        at = start
        for _ in self.entries:
            mark, *_, named, extra, comment, _, _, _, _ = LISTED.unpack(self._read(at, LISTED.size))
            if mark != b"PK\x01\x02":
                raise zipfile.BadZipFile(f"its directory breaks off at byte {at:,}")
            at += LISTED.size + named + extra + comment
        self._end(at, (len(self.entries), len(self.entries), at - start, start))

    def _end(self, at: int, facts: tuple[int, ...]) -> None:
        """Raise BadZipFile unless the file ends with the end of the directory that these facts are of, without a comment."""
        wide = END_WIDE.size + LOCATOR.size
        tail = self._read(at, wide + END.size + 1)
        record, locator, end = tail[: END_WIDE.size], tail[END_WIDE.size : wide], tail[-END.size :]
        mark, disk, first, *told, comment = END.unpack(end)
        good = (mark, disk, first, comment) == (b"PK\x05\x06", 0, 0, 0)
        if len(tail) == wide + END.size:
            mark, size, _, _, *stated = END_WIDE.unpack(record)
            good &= (mark, size, *stated) == (b"PK\x06\x06", END_WIDE.size - 12, 0, 0, *facts)
            good &= locator == LOCATOR.pack(b"PK\x06\x07", 0, at, 1)
            good &= all(number in {fact, *NARROW} for number, fact in zip(told, facts, strict=True))
        else:
            good &= len(tail) == END.size and tuple(told) == facts
        if not good:
            raise zipfile.BadZipFile(f"what follows its directory, at byte {at:,}, is not the end of this directory alone")

    def _raw(self, start: int, size: int) -> Iterator[bytes]:
        for at in range(start, start + size, CHUNK):
            yield self._read(at, min(CHUNK, start + size - at))

    def _read(self, start: int, size: int) -> bytes:
        self.file.seek(start)
        return self.file.read(size)


def _same(end: int, following: int) -> None:
    """Raise BadZipFile unless an entry ends where the next one, or the directory, begins."""
    if end != following:
        first, last = sorted((end, following))
        what = "belong to none of its files" if end < following else "belong to two of its files"
        raise zipfile.BadZipFile(f"bytes {first:,} to {last:,} {what}; some programs would unpack other files than the rest do")


def _descriptors(entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """How what follows an entry can be written, where its sizes were not known before."""
    for mark in (b"", b"PK\x07\x08"):
        for numbers in ("<3L", "<L2Q"):
            if numbers == "<L2Q" or max(entry.compress_size, entry.file_size) < NARROW[0]:
                yield mark + struct.pack(numbers, entry.CRC, entry.compress_size, entry.file_size)


def _fields(extra: bytes) -> Iterator[tuple[int, bytes]]:
    """The extra fields of an entry, by their kind."""
    while len(extra) >= 4:
        kind, size = struct.unpack("<2H", extra[:4])
        yield kind, extra[4 : 4 + size]
        extra = extra[4 + size :]


def _inflated(raw: Iterator[bytes]) -> Iterator[bytes]:
    """What was deflated; raises BadZipFile unless it is all of the bytes, and ends with them."""
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for chunk in raw:
            data = chunk
            while data and not inflate.eof:
                yield inflate.decompress(data, CHUNK)
                data = inflate.unconsumed_tail or inflate.unused_data
            if data:
                raise zipfile.BadZipFile("bytes follow what was deflated")
        yield inflate.flush()
    except zlib.error as error:
        raise zipfile.BadZipFile(str(error)) from None
    if not inflate.eof:
        raise zipfile.BadZipFile("what was deflated breaks off")
