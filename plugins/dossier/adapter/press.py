"""The output folder: built beside the last good one, indexed, and only then put in its place."""

import gc
import shutil
import time
from collections.abc import Sequence
from pathlib import Path

from pelican import Pelican
from pelican.generators import ArticlesGenerator, Generator
from pelican.log import console

from dossier.adapter.generator import EditionGenerator
from dossier.memory import Memory

NEW, OLD = ".new", ".old"


def stage(pelican: Pelican) -> None:
    """Turn a build away from the output folder to an empty one beside it; the last good output stays as it is."""
    pelican.settings["DOSSIER_STARTED"] = time.perf_counter()
    gc.disable()  # all that a build makes lives to its end; to look through it again and again takes a fifth of the time
    output = Path(pelican.output_path)
    pelican.settings["DOSSIER_MEMORY"] = Memory(output, lambda: print(f"Waiting for another build of {output}.", flush=True))
    _recover(output)
    _beside(output, NEW).mkdir(parents=True)
    pelican.settings["DOSSIER_OUTPUT"] = pelican.output_path
    pelican.output_path = pelican.settings["OUTPUT_PATH"] = str(_beside(output, NEW))


def introduce(generators: Sequence[Generator]) -> None:
    """Let our generator know Pelican's own, whose number of articles Pelican prints at the end."""
    ours = next(generator for generator in generators if isinstance(generator, EditionGenerator))
    ours.host = next(generator for generator in generators if type(generator) is ArticlesGenerator)


def finish(pelican: Pelican) -> None:
    """Put the new output in the place of the last one, and say what was built."""
    output, fresh = Path(pelican.settings["DOSSIER_OUTPUT"]), Path(pelican.output_path)
    _swap(output, fresh, pelican.output_retention)
    memory = pelican.settings["DOSSIER_MEMORY"]
    memory.keep(pelican.settings["DOSSIER_PAST"])
    memory.close()
    gc.freeze()  # not looked through once more before the end
    gc.enable()
    pelican.output_path = pelican.settings["OUTPUT_PATH"] = str(output)
    seconds = time.perf_counter() - pelican.settings["DOSSIER_STARTED"]
    console.print(f"{pelican.settings['DOSSIER_BUILT']} in {seconds:.1f} seconds.", highlight=False, soft_wrap=True)
    if pelican.settings["DOSSIER_NOTICE"]:
        console.print(pelican.settings["DOSSIER_NOTICE"], highlight=False, soft_wrap=True)


def _beside(output: Path, suffix: str) -> Path:
    return output.with_name(f".{output.name}{suffix}")


def _recover(output: Path) -> None:
    """Clear away what a build that was killed has left, without losing the last good output."""
    last = _beside(output, OLD)
    if last.exists() and not output.exists():
        last.rename(output)
    for leftover in (last, _beside(output, NEW)):
        if leftover.exists():
            shutil.rmtree(leftover)


def _swap(output: Path, fresh: Path, retained: Sequence[str]) -> None:
    last = _beside(output, OLD)
    if output.exists():
        output.rename(last)
        for name in retained:
            if (last / name).exists():
                (last / name).rename(fresh / name)
    fresh.rename(output)
    if last.exists():
        shutil.rmtree(last)
