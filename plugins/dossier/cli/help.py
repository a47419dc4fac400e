"""The command that explains: what front matter holds, what findings mean, and each command; and examples of all commands."""

from collections.abc import Iterator, Mapping
from typing import Any

import click

EXAMPLES: Mapping[str, tuple[str, ...]] = {
    "": ('dossier new harbour --title "The new harbour" --lang en', "dossier import ~/clippings --dry-run", "dossier preview"),
    "build": ("dossier build", "dossier build --drafts --output drafts"),
    "preview": ("dossier preview", "dossier preview --port 9000"),
    "desk": ("dossier desk", "dossier desk --no-open"),
    "serve": ("dossier serve --port 9000",),
    "publish": ("dossier publish", "dossier publish --to user@example.org:/var/www/harbour", "dossier publish --to public"),
    "pack": ("dossier pack", "dossier pack --single", "dossier pack --sign ~/keys/harbour.key"),
    "book": ("dossier book",),
    "export": ("dossier export", "dossier export graphml skos"),
    "check": ("dossier check", "dossier check --json > findings.jsonl", "dossier check --hints"),
    "links": ("dossier links", "dossier links dist/site"),
    "test": ("dossier test",),
    "rebuild": ("dossier rebuild",),
    "clean": ("dossier clean",),
    "new": (
        'dossier new harbour --title "The new harbour" --lang en --author "Ann Lee"',
        "dossier new harbour --from ~/clippings",
        "dossier new harbour --host github",
    ),
    "import": (
        "dossier import ~/clippings --dry-run",
        "dossier import ~/clippings --report report.jsonl",
        'dossier import story.pdf --publisher "The Courier" --topic new-harbour',
    ),
    "accept": ("dossier accept content/inbox/pier-to-close.md",),
    "adopt": ("dossier adopt ../blog/content --dry-run", 'dossier adopt ../blog/content --publisher "The harbour blog"'),
    "candidates": ("dossier candidates --min 5", 'dossier candidates --write "Helen Brandt"'),
    "statements": ("dossier statements --speaker helen-brandt -i", "dossier statements confirm --kind direct"),
    "rename": ("dossier rename actor helen-brant helen-brandt",),
    "merge": ("dossier merge actor h-brandt helen-brandt",),
    "split": ("dossier split actor brandt jonas-brandt --name 'Jonas Brandt' --alias Jonas --dry-run",),
    "remove": ("dossier remove article 2024-05-14-council-votes",),
    "undo": ("dossier undo", "dossier undo --list"),
    "redo": ("dossier redo",),
    "verify": ("dossier verify harbour-2024-06-01.zip", "dossier verify harbour-2024-06-01.zip --key harbour.pub"),
    "keygen": ("dossier keygen ~/keys/harbour",),
    "help": ("dossier help article", "dossier help findings", "dossier help mention-open"),
}
FILES: Mapping[str, str] = {  # what is explained, and where it stands
    "article": "content/articles/YYYY/YYYY-MM-DD-title.md: front matter between two lines ---, then the text in Markdown.",
    "actor": "content/actors/SLUG.md: front matter between two lines ---, then a short biography.",
    "topic": "content/topics/SLUG.md: front matter between two lines ---, then the definition.",
    "page": "content/pages/NAME.md: front matter between two lines ---, then the text; `index.md` introduces the front page.",
    "dossier": "content/dossier.yml: what is said of the whole.",
    "statement": "content/statements.yml: what you decided, each statement by its id.",
}


def shown(name: str) -> str:
    """The examples of a command, below its help; the character keeps Click from joining the lines."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in EXAMPLES.get(name, ()))


@click.command("help")
@click.argument("topic", required=False, default="")
@click.pass_context
def help_command(context: click.Context, topic: str) -> None:
    """Explain a TOPIC.

    That is a kind of file (article, actor, topic, page, dossier, statement), findings, the code of one finding, or a command.
    """
    from dossier.checks.findings import CODES

    group = context.find_root().command
    command = group.commands.get(topic) if isinstance(group, click.Group) else None
    if topic == "findings":
        lines = [f"{code}: {meaning}" for code, meaning in CODES.items()]
        click.echo("\n".join([*lines, "", "`dossier help CODE` says what to do about one."]))
    elif topic in CODES:
        click.echo("\n".join(_finding(topic)))
    elif topic in FILES:
        click.echo("\n".join(_file(topic)))
    elif command:
        with click.Context(command, info_name=topic, parent=context.find_root()) as inner:
            click.echo(command.get_help(inner))
    elif topic:
        raise click.BadParameter(
            f"`{topic}` is none of these: {', '.join([*FILES, 'findings', 'a code of a finding', 'a command'])}"
        )
    else:
        click.echo(f"dossier help TOPIC explains: {', '.join([*FILES, 'findings'])}, the code of a finding, or a command.")


def _finding(code: str) -> Iterator[str]:
    from dossier.checks.advice import ADVICE
    from dossier.checks.findings import CODES, HINTS

    yield f"{code}: {CODES[code]}"
    yield f"    to do:  {ADVICE[code]}"
    if code in HINTS:
        yield "It may well be right: `dossier check` lists it with --hints alone."


def _file(topic: str) -> Iterator[str]:
    from dossier.frontmatter import LEDGER, SCHEMAS

    schema = {schema.noun: schema for schema in SCHEMAS.values()}.get(topic, LEDGER)
    yield FILES[topic]
    yield "Keys with * are required; an unknown key is an error."
    yield ""
    yield from _keys(schema.head, schema.noun)


def _keys(head: Any, noun: str) -> Iterator[str]:
    """A line for each key, with an example; for one that holds others, these too."""
    from dossier.errors import ContentError
    from dossier.frontmatter import example, parts_of, required

    for name in head.__dataclass_fields__:
        key = name.rstrip("_")
        told = ContentError("", 0, "", example=example(noun, key)).right().replace("              ", "  ")
        lines = told.split("\n") or [""]
        yield f"{key + '*' * required(head, name):<16}{lines[0]}".rstrip()
        yield from (f"{'':<16}{line}" for line in lines[1:])
        if inner := parts_of(head, name):
            keys = (one.rstrip("_") + "*" * required(inner, one) for one in inner.__dataclass_fields__)
            yield f"{'':<16}each with {', '.join(keys)}"
