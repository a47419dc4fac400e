"""Archives that were made so that one program finds other files in them than another, and those that were only damaged."""

import io
import os
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dossier.archive.container import Container
from dossier.archive.verify import MANIFEST, TAGS
from tests.conftest import NAME
from tests.test_archive import hostile, problems, run

pytestmark = pytest.mark.slow


def zipped(*entries: tuple[str, bytes], comment: bytes = b"", extra: bytes = b"") -> bytes:
    """A zip file with these entries, of the packed bag or of somebody else."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in entries:
            entry = zipfile.ZipInfo(name)
            entry.compress_type, entry.extra = zipfile.ZIP_DEFLATED, extra
            file.writestr(entry, data)
        file.comment = comment
    return buffer.getvalue()


def within(good: bytes, more: bytes) -> bytes:
    """A zip file with something between its last entry and its directory, which its end still leads to."""
    end = len(good) - 22
    directory = int.from_bytes(good[end + 16 : end + 20], "little")
    moved = good[end : end + 16] + (directory + len(more)).to_bytes(4, "little") + good[end + 20 :]
    return good[:directory] + more + good[directory:end] + moved


GLUED: dict[str, Callable[[bytes, bytes], bytes]] = {
    "before": lambda good, evil: evil + good,
    "after": lambda good, evil: good + evil,
    "within": within,
    "as its comment": lambda good, evil: good[:-2] + len(evil).to_bytes(2, "little") + evil,
    "behind its end": lambda good, evil: good + evil[:-22],
}


@pytest.mark.parametrize("place", GLUED)
def test_an_archive_that_another_is_glued_to_is_refused(archive: Path, tmp_path: Path, place: str) -> None:
    evil = zipped((f"{NAME}/data/site/index.html", b"Send money"))
    (tmp_path / "x.zip").write_bytes(GLUED[place](archive.read_bytes(), evil))
    done = run("verify", tmp_path / "x.zip")
    assert (done.exit_code, type(done.exception)) == (1, SystemExit), done.output
    assert "is no sound zip file" in done.stderr


def other_directory(data: bytes) -> bytes:
    """The archive with a name that its directory alone has changed."""
    return data[: data.rindex(b"timeline.html")] + b"timeline.hxml" + data[data.rindex(b"timeline.html") + 13 :]


def other_size(data: bytes) -> bytes:
    """The archive with a length of its page at both places that is one less than the page's."""
    size = zipfile.ZipFile(io.BytesIO(data)).getinfo(f"{NAME}/data/site/timeline.html").file_size
    return bag_with(data, size.to_bytes(4, "little"), (size - 1).to_bytes(4, "little"), at=(22, 24))


def other_method(data: bytes) -> bytes:
    """The archive with a page that is compressed in a way of which nobody has heard."""
    return bag_with(data, b"\x08\x00", b"\x61\x00", at=(8, 10))


def bag_with(data: bytes, old: bytes, new: bytes, *, at: tuple[int, int]) -> bytes:
    """The archive with other bytes in both headers of a page: so far from where it begins, and from where it is listed."""
    name = f"{NAME}/data/site/timeline.html".encode()
    for place in (data.index(name) - 30 + at[0], data.rindex(name) - 46 + at[1]):
        assert data[place : place + len(old)] == old
        data = data[:place] + new + data[place + len(old) :]
    return data


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (other_method, "data/site/timeline.html: unsafe: compressed by method 97, which few programs know"),
        (other_directory, "data/site/timeline.hxml: unsafe: the directory tells of it otherwise than it does itself"),
        (other_size, "data/site/timeline.html: altered"),
    ],
)
def test_an_entry_that_programs_read_differently_is_named(
    archive: Path, tmp_path: Path, harm: Callable[[bytes], bytes], said: str
) -> None:
    (tmp_path / "x.zip").write_bytes(harm(archive.read_bytes()))
    done = run("verify", tmp_path / "x.zip")
    assert done.exit_code == 1
    assert said in done.stdout.splitlines(), done.output


def test_an_entry_with_a_second_name_is_unsafe(unpacked: Path, tmp_path: Path) -> None:
    name = f"{NAME}/data/site/index.html"
    second = b"evil.html"
    field = b"\x01" + zlib.crc32(name.encode()).to_bytes(4, "little") + second
    extra = struct.pack("<2H", 0x7075, len(field)) + field
    page = (name, (unpacked / "data" / "site" / "index.html").read_bytes())
    (tmp_path / "x.zip").write_bytes(zipped(page, (f"{NAME}/{MANIFEST}", b""), (f"{NAME}/{TAGS}", b""), extra=extra))
    assert "data/site/index.html: unsafe: has a second name" in problems(tmp_path / "x.zip")


def test_bytes_behind_what_an_entry_unpacks_to_alter_it(archive: Path, tmp_path: Path) -> None:
    name, page = f"{NAME}/data/site/x", b"x" * 1000
    good = zipped((name, page))
    packed = zipfile.ZipFile(io.BytesIO(good)).getinfo(name).compress_size
    begin, longer = 30 + len(name) + packed, (packed + 4).to_bytes(4, "little")
    evil = bytearray(good[:begin] + b"evil" + good[begin:])
    evil[18:22] = longer
    listed = evil.rindex(name.encode()) - 46
    evil[listed + 20 : listed + 24] = longer
    evil[-6:-2] = listed.to_bytes(4, "little")
    [entry] = (container := Container(io.BytesIO(evil))).entries
    assert not container.faults
    with pytest.raises(zipfile.BadZipFile, match="bytes follow what was deflated"):
        [*container.chunks(entry)]


def test_a_folder_that_holds_bytes_or_leads_out_is_named(archive: Path, tmp_path: Path) -> None:
    evil = hostile(archive, tmp_path / "evil.zip", (f"{NAME}/data/more/", b"evil"), ("../out/", b""), (f"{NAME}/data/", b""))
    assert problems(evil) == ["../../out/: unsafe: leads out of the archive", "data/more/: added"]


def test_a_name_that_no_terminal_shows_is_written_out(unpacked: Path) -> None:
    (unpacked / "data" / "x\n\x1b[2K").write_text("more")
    (unpacked / "data" / os.fsdecode(b"\xff")).write_text("more")
    assert run("verify", unpacked).stdout.splitlines() == ["data/\\udcff: added", "data/x\\n\\x1b[2K: added"]


class Pipe(io.RawIOBase):
    """Where a program writes that cannot go back: sizes follow what they are of."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.write_bytes(b"")

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        with self.path.open("ab") as file:
            return file.write(data)


@pytest.mark.parametrize("wide", [False, True])
def test_an_archive_that_another_program_zipped_anew_verifies(unpacked: Path, tmp_path: Path, wide: bool) -> None:
    with zipfile.ZipFile(Pipe(tmp_path / "x.zip"), "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(f"{NAME}/data/", b"")
        for path in sorted(path for path in unpacked.rglob("*") if path.is_file()):
            with file.open(f"{NAME}/{path.relative_to(unpacked).as_posix()}", "w", force_zip64=wide) as entry:
                entry.write(path.read_bytes())
    assert problems(tmp_path / "x.zip") == []


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_byte_of_an_archive_makes_the_verifier_fail(archive: Path, tmp_path: Path, data: st.DataObject) -> None:
    changed = bytearray(archive.read_bytes())
    for place in data.draw(st.lists(st.integers(1, 4000) | st.integers(1, len(changed)), min_size=1, max_size=3)):
        changed[-place] = data.draw(st.integers(0, 255))
    (tmp_path / "x.zip").write_bytes(changed)
    assert isinstance(run("verify", tmp_path / "x.zip").exception, SystemExit | None)
