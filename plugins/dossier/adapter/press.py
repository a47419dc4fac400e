"""The output folder: built beside the last good one, indexed, and only then put in its place."""

import atexit
import gc
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from pelican import Pelican
from pelican.generators import ArticlesGenerator, Generator
from pelican.log import console

from dossier.adapter.generator import EditionGenerator
from dossier.errors import DossierError
from dossier.memory import Memory
from dossier.staging import Staging


def stage(pelican: Pelican) -> None:
    """Turn a build away from the output folder to an empty one beside it; the last good output stays as it is."""
    pelican.settings["DOSSIER_STARTED"] = time.perf_counter()
    gc.disable()  # all that a build makes lives to its end; to look through it again and again takes a fifth of the time
    try:
        staging = Staging(Path(pelican.output_path), Path(pelican.path), pelican.output_retention)
    except DossierError as error:
        print(error, file=sys.stderr)
        sys.exit(1)
    atexit.register(staging.close)
    pelican.settings["DOSSIER_STAGING"] = staging
    pelican.settings["DOSSIER_MEMORY"] = Memory(staging.output)
    pelican.output_path = pelican.settings["OUTPUT_PATH"] = str(staging.fresh)


def introduce(generators: Sequence[Generator]) -> None:
    """Let our generator know Pelican's own, whose number of articles Pelican prints at the end."""
    ours = next(generator for generator in generators if isinstance(generator, EditionGenerator))
    ours.host = next(generator for generator in generators if type(generator) is ArticlesGenerator)


def finish(pelican: Pelican) -> None:
    """Put the new output in the place of the last one, and say what was built."""
    staging: Staging = pelican.settings["DOSSIER_STAGING"]
    staging.exchange()
    memory = pelican.settings["DOSSIER_MEMORY"]
    memory.keep(pelican.settings["DOSSIER_PAST"])
    memory.close()
    staging.close()
    gc.freeze()  # not looked through once more before the end
    gc.enable()
    pelican.output_path = pelican.settings["OUTPUT_PATH"] = str(staging.output)
    seconds = time.perf_counter() - pelican.settings["DOSSIER_STARTED"]
    console.print(f"{pelican.settings['DOSSIER_BUILT']} in {seconds:.1f} seconds.", highlight=False, soft_wrap=True)
    for line in (pelican.settings["DOSSIER_NOTICE"], pelican.settings["DOSSIER_SHRUNK"]):
        if line:
            console.print(line, highlight=False, soft_wrap=True)
