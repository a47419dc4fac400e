"""Signatures by the compiler of a dossier, as the program minisign writes and checks them.

A manifest shows that an archive is whole, and not whose it is: who replaces a page can replace the manifest as well. A
signature can be made with the secret key alone, and be checked by everybody who has the public one, without a network.
The formats are those of https://jedisct1.github.io/minisign/; no time is in a signature, so that the same archive
signed with the same key gives the same bytes.
"""

from base64 import b64decode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from minisign import Error, KeyPair, PublicKey, SecretKey, Signature

from dossier.errors import ToolError

# What it costs to try a password: scrypt with N = 2^17, r = 8, p = 1, as OWASP's Password Storage Cheat Sheet asks for.
# The program minisign takes eight times the memory, one GB, which a small machine does not have.
OPERATIONS, MEMORY = 1 << 22, 1 << 27


def generate(stem: Path, password: str) -> tuple[Path, Path]:
    """Write a new pair of keys to ``STEM.key``, which its owner alone can read, and ``STEM.pub``; returns both paths.

    ``password`` locks the secret key, unless it is empty. Raises ToolError where one of the files is there or cannot be
    written.
    """
    secret, public = (stem.with_name(f"{stem.name}.{kind}") for kind in ("key", "pub"))
    for path in (secret, public):
        if path.exists():
            raise ToolError(f"{path} is there already, and a key that is lost signs nothing any more: choose another name")
    pair = KeyPair.generate()
    named = f"minisign public key {key_id(pair.public_key)}"
    pair.public_key.untrusted_comment = named
    if password:
        pair.secret_key.encrypt(password, opslimit=OPERATIONS, memlimit=MEMORY)
    pair.secret_key.untrusted_comment = f"minisign {'encrypted ' if password else ''}secret key"
    with pair.secret_key:
        _write(secret, bytes(pair.secret_key), 0o600)
    _write(public, bytes(pair.public_key), 0o644)
    return secret, public


@contextmanager
def unlocked(path: Path, password: Callable[[], str]) -> Iterator[SecretKey]:
    """A secret key, ready to sign; where it is locked, ``password`` is asked.

    Raises ToolError where it is none or stays locked.
    """
    with _told(f"{path} is no secret key that can be used"):
        key = SecretKey.from_file(path)
    with key:
        if key.is_encrypted():
            given = password()
            with _told(f"{path} stays locked"):
                key.decrypt(given)
        yield key


def sign(path: Path, key: SecretKey) -> Path:
    """Write the signature of a file beside it, as ``NAME.minisig``, and return its path."""
    target = signature_of(path)
    unfinished = target.with_name(f".{target.name}")
    with path.open("rb") as file:
        unfinished.write_bytes(bytes(key.sign(file, trusted_comment=f"file:{path.name}")) + b"\n")
    return unfinished.replace(target)


def signed(path: Path, key: Path) -> str:
    """Whose signature a file has beside it, and what it says of the file; raises ToolError where it has none of this key."""
    if path.is_dir():
        raise ToolError(f"{path} is a folder, and a signature is of the archive: give the .zip that it was unpacked from")
    with _told(f"{key} is no public key of minisign, such as `dossier keygen` writes to NAME.pub"):
        public = PublicKey.from_file(key)
    with _told(f"{path} cannot be told to be signed"):
        signature = Signature.from_file(signature_of(path))
    with _told(f"{path} is not what was signed with the key {key_id(public)}"), path.open("rb") as file:
        public.verify(file, signature)
    return f"key {key_id(public)}, {signature.trusted_comment}"


def signature_of(path: Path) -> Path:
    """Where the signature of a file stands."""
    return path.with_name(f"{path.name}.minisig")


def key_id(key: PublicKey) -> str:
    """What minisign calls a key: 8 of its bytes as a number."""
    return f"{int.from_bytes(b64decode(key.to_base64())[2:10], 'little'):016X}"


def _write(path: Path, text: bytes, mode: int) -> None:
    """Write a file that is not there yet, whole or not at all."""
    with _told(f"{path} cannot be written"):
        path.touch(mode, exist_ok=False)
        try:
            path.write_bytes(text + b"\n")
        except OSError:
            path.unlink()
            raise


@contextmanager
def _told(problem: str) -> Iterator[None]:
    """Tell of a failure in words of our own, with the reason after them."""
    try:
        yield
    except (Error, OSError, MemoryError) as error:
        reason = (
            f"{error.filename}: {error.strerror}" if isinstance(error, OSError) else str(error) or "there is too little memory"
        )
        raise ToolError(f"{problem}: {reason}") from None
