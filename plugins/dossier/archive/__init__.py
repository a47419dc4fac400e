"""The dossier as something to hand on: an archive that can be verified, and a single file."""

from dossier.archive.pack import built, matching, name_of, pack, permitted
from dossier.archive.single import single
from dossier.archive.verify import verify

__all__ = ["built", "matching", "name_of", "pack", "permitted", "single", "verify"]
