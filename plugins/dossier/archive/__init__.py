"""The dossier as something to hand on: an archive that can be verified and signed, and a single file."""

from dossier.archive.pack import built, matching, name_of, pack, permitted
from dossier.archive.signing import generate, sign, signature_of, signed, unlocked
from dossier.archive.single import single
from dossier.archive.verify import digest, verify

__all__ = [
    "built",
    "digest",
    "generate",
    "matching",
    "name_of",
    "pack",
    "permitted",
    "sign",
    "signature_of",
    "signed",
    "single",
    "unlocked",
    "verify",
]
