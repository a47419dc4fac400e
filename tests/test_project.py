"""The project itself: its checks, and what must never be in it."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import tasks
import yaml

from tests.conftest import PROJECT

pytestmark = pytest.mark.slow

SCRIPTS = sorted((PROJECT / "theme" / "static" / "js").glob("*.js"))
TEMPLATES = sorted((PROJECT / "theme" / "templates").rglob("*.html"))


@pytest.mark.parametrize("command", tasks.CHECKS)
def test_the_check_passes(command: str) -> None:
    program, *arguments = command.split()
    done = subprocess.run(
        [Path(sys.executable).parent / program, *arguments], cwd=PROJECT, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_scripts_are_classic_and_short() -> None:
    for script in SCRIPTS:
        text = script.read_text(encoding="utf-8")
        assert len(text.splitlines()) <= 150, script
        assert not re.search(r"\bimport\(|^import |^export ", text, re.MULTILINE), script


def test_templates_read_the_view_and_the_site_alone() -> None:
    """Macros take arguments and read nothing else; the others read `view` and `site`, `base.html` also `frame`; all speak."""
    from jinja2 import meta, nodes

    from dossier.templates import environment

    for template in TEMPLATES:
        tree = environment([PROJECT / "theme" / "templates"]).parse(template.read_text(encoding="utf-8"))
        names = (name for node in tree.find_all(nodes.FromImport) for name in node.names)
        imported = {name[1] if isinstance(name, tuple) else name for name in names}
        defined = {node.name for node in tree.find_all(nodes.Macro)}
        allowed = {"_", "ngettext"} | (set() if template.parent.name == "macros" else {"view", "site"})
        allowed |= {"frame"} if template.name == "base.html" else set()
        assert meta.find_undeclared_variables(tree) - imported - defined <= allowed, template


def test_the_hooks_of_a_commit_are_checks_of_the_project() -> None:
    [repository] = yaml.safe_load((PROJECT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"]
    assert repository["repo"] == "local"
    programs = {command.split()[0] for command in tasks.CHECKS}
    assert {Path(hook["entry"].split()[0]).name for hook in repository["hooks"]} <= programs


def test_what_other_programs_read_of_the_project_can_be_read() -> None:
    forms = sorted((PROJECT / ".github" / "ISSUE_TEMPLATE").glob("*.yml"))
    assert len(forms) == 3
    for path in forms:
        form = yaml.safe_load(path.read_text(encoding="utf-8"))
        assert {"name", "description", "body"} <= form.keys()
    cited = yaml.safe_load((PROJECT / "CITATION.cff").read_text(encoding="utf-8"))
    assert {"cff-version", "message", "title", "authors"} <= cited.keys()
    container = json.loads((PROJECT / ".devcontainer" / "devcontainer.json").read_text(encoding="utf-8"))
    assert "tests.tools" in container["postCreateCommand"]


def test_make_help_names_what_can_be_made() -> None:
    done = subprocess.run(
        [shutil.which("make") or "make", "help"], cwd=PROJECT, capture_output=True, encoding="utf-8", check=True
    )
    rules = re.findall(r"^([a-z ]+): \.venv", (PROJECT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    targets = {name for rule in rules for name in rule.split()} - {"serve"}
    assert not [name for name in sorted(targets) if f"make {name}" not in done.stdout]


def test_nothing_in_the_pins_names_an_address() -> None:
    for pins in PROJECT.glob("requirements*.txt"):
        text = pins.read_text(encoding="utf-8")
        assert "--hash=sha256:" in text
        assert "://" not in text
