"""Whose archive it is: the digest of the whole, keys, and signatures."""

import shutil
import stat
import zipfile
from hashlib import sha256
from pathlib import Path

import bagit
import pytest
from click.testing import Result

from tests.conftest import HERE, NAME, Built
from tests.test_archive import rezip, run

pytestmark = pytest.mark.slow

CONTENT = HERE / "site" / "content"
VARIABLE = "DOSSIER_KEY_PASSWORD"
# What the program minisign, version 0.11, made of a note that says "The harbour is open.", with a key of its own.
MINISIGN_KEY = """untrusted comment: minisign public key 49379DC473923BBE
RWS+O5JzxJ03SUeyIBLQeOjFaA087gmrnycEEplkAk5yDR4AI5G1jNAX
"""
MINISIGN_SIGNATURE = """untrusted comment: signature from minisign secret key
RUS+O5JzxJ03SQFdI/6xuigdNmK5pnHkifeqDO7fLk5OiPDhTRHQHRAZE3fr3wVX2sPmSO+YsIXgMJAjHalfWT7asLrC4HclNg4=
trusted comment: signed by the program itself
W5SYf36kVjvHA7YkJXArNC2i03hpckFl5O5qGX0w6jKXZfEcjIzx8hgF7YmTl5R/STuA1Ria2KHvSfXkwxUPDA==
"""


@pytest.fixture(autouse=True)
def nobody_told_a_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two pairs of keys without a password: ours and theirs."""
    folder = tmp_path_factory.mktemp("keys")
    for name in ("ours", "theirs"):
        assert run("keygen", folder / name, "--no-password").exit_code == 0
    return folder


@pytest.fixture
def signed(archive: Path, keys: Path, small: Built, tmp_path: Path) -> Path:
    """The small site's archive with a signature of ours beside it."""
    done = packed(small, tmp_path / "dist", keys / "ours.key")
    assert done.exit_code == 0, done.output
    assert f"{NAME}.zip.minisig" in done.stdout
    return tmp_path / "dist" / f"{NAME}.zip"


def packed(small: Built, dist: Path, key: Path | None, *more: str) -> Result:
    signing: list[str | Path] = ["--sign", key] if key else []
    return run("pack", "--content", CONTENT, "--output", small.folder, "--dist", dist, *signing, *more)


def replaced(archive: Path, folder: Path) -> None:
    """Put another page and a manifest that fits into an archive."""
    with zipfile.ZipFile(archive) as file:
        file.extractall(folder)
    (folder / NAME / "data" / "site" / "index.html").write_text("Send money")
    bagit.Bag(str(folder / NAME)).save(manifests=True)
    rezip(folder / NAME, archive)


def digest(done: Result) -> str:
    assert done.exit_code == 0, done.output
    return next(line for line in done.stdout.splitlines() if line.startswith("digest: sha256:")).rpartition(":")[2]


def test_a_replaced_page_with_a_replaced_manifest_fails(signed: Path, keys: Path, tmp_path: Path) -> None:
    before = run("verify", signed, "--key", keys / "ours.pub")
    assert "every file is as the manifest says" in before.stderr
    replaced(signed, tmp_path / "evil")
    done = run("verify", signed, "--key", keys / "ours.pub")
    assert done.exit_code == 1
    assert "is not what was signed with the key" in done.stderr
    assert digest(run("verify", signed)) != digest(before)  # which is all that shows it without the key


def test_the_digest_is_the_same_for_the_archive_its_folder_and_the_tag_manifest(
    archive: Path, unpacked: Path, small: Built, tmp_path: Path
) -> None:
    told = digest(packed(small, tmp_path / "dist", None))
    assert told == digest(run("verify", archive)) == digest(run("verify", unpacked))
    assert told == sha256((unpacked / "tagmanifest-sha256.txt").read_bytes()).hexdigest()


def test_no_digest_is_told_of_what_is_altered(unpacked: Path) -> None:
    (unpacked / "data" / "site" / "index.html").write_text("Send money")
    done = run("verify", unpacked)
    assert (done.exit_code, done.stdout) == (1, "data/site/index.html: altered\n")


def test_a_signature_by_another_key_or_none_is_told(signed: Path, keys: Path) -> None:
    done = run("verify", signed, "--key", keys / "theirs.pub")
    assert (done.exit_code, "is not what was signed with the key" in done.stderr) == (1, True)
    signed.with_name(f"{NAME}.zip.minisig").unlink()
    done = run("verify", signed, "--key", keys / "ours.pub")
    assert (done.exit_code, f"{NAME}.zip.minisig" in done.stderr) == (1, True)


@pytest.mark.parametrize("text", [b"", b"\xff\xfe\n\n\n\n", b"untrusted comment: x\nRWQ\ntrusted comment: y\nx\n"])
def test_a_signature_that_is_none_is_told(signed: Path, keys: Path, text: bytes) -> None:
    signed.with_name(f"{NAME}.zip.minisig").write_bytes(text)
    done = run("verify", signed, "--key", keys / "ours.pub")
    assert (done.exit_code, "cannot be told to be signed" in done.stderr) == (1, True)


def test_a_folder_is_said_to_have_no_signature(unpacked: Path, keys: Path) -> None:
    done = run("verify", unpacked, "--key", keys / "ours.pub")
    assert (done.exit_code, "is a folder, and a signature is of the archive" in done.stderr) == (1, True)


def test_the_same_archive_signed_twice_has_the_same_signature(signed: Path, keys: Path, small: Built, tmp_path: Path) -> None:
    assert packed(small, tmp_path / "again", keys / "ours.key").exit_code == 0
    first, second = (folder / f"{NAME}.zip.minisig" for folder in (signed.parent, tmp_path / "again"))
    assert first.read_bytes() == second.read_bytes()


def test_the_single_file_is_signed_and_verified_too(keys: Path, small: Built, tmp_path: Path) -> None:
    assert packed(small, tmp_path, keys / "ours.key", "--single").exit_code == 0
    page = tmp_path / f"{NAME}.html"
    assert run("verify", page, "--key", keys / "ours.pub").exit_code == 0
    page.write_bytes(page.read_bytes().replace(b"Harbour talks", b"Harbour walks", 1))
    assert run("verify", page, "--key", keys / "ours.pub").exit_code == 1


def test_what_the_program_minisign_has_signed_verifies(tmp_path: Path) -> None:
    (tmp_path / "key.pub").write_text(MINISIGN_KEY)
    note = tmp_path / "note.html"
    note.write_text("The harbour is open.\n")
    (tmp_path / "note.html.minisig").write_text(MINISIGN_SIGNATURE)
    done = run("verify", note, "--key", tmp_path / "key.pub")
    assert (done.exit_code, done.stdout) == (0, "signed: key 49379DC473923BBE, signed by the program itself\n")
    note.write_text("The harbour is shut.\n")
    assert run("verify", note, "--key", tmp_path / "key.pub").exit_code == 1


def test_a_secret_key_is_for_its_owner_alone_and_none_is_overwritten(keys: Path, tmp_path: Path) -> None:
    assert stat.S_IMODE((keys / "ours.key").stat().st_mode) == 0o600
    for kind in ("key", "pub"):
        there = Path(shutil.copy(keys / f"ours.{kind}", tmp_path / f"mine.{kind}"))
        before = there.read_bytes()
        done = run("keygen", tmp_path / "mine", "--no-password")
        assert (done.exit_code, f"mine.{kind} is there already" in done.stderr) == (1, True)
        assert [*tmp_path.iterdir()] == [there]
        assert there.read_bytes() == before
        there.unlink()


def test_a_locked_key_signs_with_its_password_alone(small: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "grüne Boje")
    assert run("keygen", tmp_path / "locked").exit_code == 0
    for password, said in (("rote Boje", "stays locked: wrong password"), ("", f"put it into the variable {VARIABLE}")):
        monkeypatch.setenv(VARIABLE, password)
        done = packed(small, tmp_path / "dist", tmp_path / "locked.key")
        assert (done.exit_code, said in done.stderr) == (1, True)
        assert not (tmp_path / "dist").exists()
    monkeypatch.setenv(VARIABLE, "grüne Boje")
    assert packed(small, tmp_path / "dist", tmp_path / "locked.key").exit_code == 0
    assert run("verify", tmp_path / "dist" / f"{NAME}.zip", "--key", tmp_path / "locked.pub").exit_code == 0


def test_a_key_is_never_made_open_because_nobody_could_be_asked(tmp_path: Path) -> None:
    done = run("keygen", tmp_path / "mine")
    assert (done.exit_code, VARIABLE in done.stderr) == (1, True)
    assert not [*tmp_path.iterdir()]


@pytest.mark.parametrize("wrong", ["ours.pub", "text"])
def test_what_is_no_secret_key_is_said_to_be_none(keys: Path, small: Built, tmp_path: Path, wrong: str) -> None:
    (keys / "text").write_text("no key")
    done = packed(small, tmp_path / "dist", keys / wrong)
    assert (done.exit_code, "is no secret key that can be used" in done.stderr) == (1, True)
    assert not (tmp_path / "dist").exists()


def test_a_signature_of_an_earlier_archive_is_told(signed: Path, small: Built) -> None:
    done = packed(small, signed.parent, None)
    assert (done.exit_code, "sign this one with --sign" in done.stderr) == (0, True)
