"""``python -m dossier``: the command line, where no program of this name is on the path."""

from dossier.cli import main

if __name__ == "__main__":  # and not in the processes that a build starts
    main(prog_name="dossier")
