"""Compound files (MS-CFB), in which Outlook keeps a mail: made here, for nothing else makes one."""

import struct
from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import pairwise

SECTOR, SMALL, CUTOFF = 512, 64, 4096
END, FREE, NONE, FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFD


def compound(streams: Mapping[str, bytes]) -> bytes:
    """A compound file of streams by their paths; all of them are small, and a path has at most one folder."""
    folders = list(dict.fromkeys(path.partition("/")[0] for path in streams if "/" in path))
    names = ["Root Entry", *folders, *streams]
    chain, small, starts = _chained(list(streams.values()), SMALL)
    held, table = _padded(small), _padded(struct.pack(f"<{len(chain)}I", *chain), b"\xff")
    children = {folder: [names.index(path) for path in streams if path.startswith(f"{folder}/")] for folder in folders}
    top = [number for number, name in enumerate(names) if number and "/" not in name]
    siblings = {one: after for row in (top, *children.values()) for one, after in pairwise(row)}
    count = [-(-len(names) // 4), len(table) // SECTOR, len(held) // SECTOR]
    entries = b""
    for number, name in enumerate(names):
        child = top[0] if not number else children[name][0] if name in children else NONE
        place = list(streams).index(name) if name in streams else -1
        start = 1 + count[0] + count[1] if not number else starts[place] if place >= 0 else 0
        size = len(small) if not number else len(streams[name]) if place >= 0 else 0
        kind = 5 if not number else 2 if place >= 0 else 1
        entries += _entry(name.rpartition("/")[2], kind, (siblings.get(number, NONE), child), start, size)
    runs = [FAT]
    for length in count:
        first = len(runs)
        runs += [*range(first + 1, first + length), END]
    fat = struct.pack(f"<{SECTOR // 4}I", *runs, *[FREE] * (SECTOR // 4 - len(runs)))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<9I", 0, 1, 1, 0, CUTOFF, 1 + count[0], count[1], END, 0) + struct.pack("<109I", 0, *[FREE] * 108)
    return head + fat + entries.ljust(count[0] * SECTOR, b"\0") + table + held


def message(texts: Mapping[str, str], sent: datetime | None = None, more: Mapping[str, bytes] | None = None) -> bytes:
    """A mail as Outlook saves it: its properties by their numbers, when it was sent, and other streams by their names."""
    ticks = int((sent - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds()) * 10_000_000 if sent else 0
    properties = bytes(32) + (struct.pack("<IIQ", 0x00390040, 6, ticks) if sent else b"")
    streams = {f"__substg1.0_{number}001F": text.encode("utf-16-le") for number, text in texts.items()}
    return compound({"__properties_version1.0": properties, **streams, **(more or {})})


def _chained(parts: list[bytes], unit: int) -> tuple[list[int], bytes, list[int]]:
    """Parts one after the other in units: where each unit goes on, the bytes, and where each part begins."""
    chain: list[int] = []
    data, starts = b"", []
    for part in parts:
        assert len(part) < CUTOFF
        starts.append(len(chain) if part else END)
        length = -(-len(part) // unit)
        chain += [*range(len(chain) + 1, len(chain) + length), END] if length else []
        data += part.ljust(length * unit, b"\0")
    return chain, data, starts


def _padded(data: bytes, fill: bytes = b"\0") -> bytes:
    return data.ljust(max(1, -(-len(data) // SECTOR)) * SECTOR, fill)


def _entry(name: str, kind: int, near: tuple[int, int], start: int, size: int) -> bytes:
    """An entry of the list of streams; ``near`` are the next one and the first one within."""
    wide = name.encode("utf-16-le") + b"\0\0"
    return wide.ljust(64, b"\0") + struct.pack("<HBB3I36xIQ", len(wide), kind, 1, NONE, *near, start, size)
