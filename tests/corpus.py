"""A made-up dossier of any size, the same for the same seed: to measure by, not to read."""

import random
from itertools import accumulate
from pathlib import Path

ONSETS = (
    "b",
    "br",
    "ch",
    "d",
    "dr",
    "f",
    "fl",
    "g",
    "gr",
    "h",
    "j",
    "k",
    "kl",
    "l",
    "m",
    "n",
    "p",
    "pl",
    "r",
    "s",
    "st",
    "t",
    "tr",
    "v",
    "z",
)
NUCLEI = ["a", "ai", "e", "ea", "i", "ie", "o", "oa", "u"]
CODAS = ["", "", "", "l", "m", "n", "nd", "r", "rk", "s", "st", "t", "x"]
ACTORS, TOPICS, PUBLISHERS, VOCABULARY = 200, 40, 60, 6000
SAYS = " said that they would"


def word(rng: random.Random, syllables: int) -> str:
    """A made-up word."""
    return "".join(rng.choice(ONSETS) + rng.choice(NUCLEI) + rng.choice(CODAS) for _ in range(syllables))


def write(folder: Path, articles: int, seed: int = 2011, actors: int = ACTORS, said: float = 0) -> None:
    """Write a content folder of so many articles of 350–700 words, over ten years, on 40 topics.

    ``said`` of the names are those of somebody who says something.
    """
    rng = random.Random(seed)
    vocabulary = sorted({word(rng, rng.choice((1, 2, 2, 3))) for _ in range(VOCABULARY)})
    weights = list(accumulate(1 / (rank + 3) for rank in range(len(vocabulary))))
    rng.shuffle(vocabulary)
    names = sorted({f"{word(rng, 2).title()} {word(rng, 3).title()}" for _ in range(2 * actors)})[:actors]
    for kind in ("articles", "actors", "topics"):
        (folder / kind).mkdir(parents=True, exist_ok=True)
    for number, name in enumerate(names):
        surname = name.split()[1]
        head = f"name: {name}\nkind: person\naliases: [{surname}]\nroles:\n  - {{title: Minister, from: 2001-01-01}}"
        (folder / "actors" / f"actor-{number:05}.md").write_text(f"---\n{head}\n---\n\nOf {surname} no more is known.\n")
    for number in range(TOPICS):
        head = f"label: {rng.choice(vocabulary).title()} {number}" + ("\nmain: true" if number < 3 else "")
        (folder / "topics" / f"topic-{number:02}.md").write_text(f"---\n{head}\n---\n\nA topic of its own.\n")
    for number in range(articles):
        day = f"{2001 + number * 10 // articles}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
        cast = rng.sample(names, 6)
        left, body = rng.randint(350, 700), []
        while left > 0:
            length = min(left, rng.randint(40, 90))
            words = rng.choices(vocabulary, cum_weights=weights, k=length)
            for place in range(5, length, rng.randint(18, 30)):
                words[place] = rng.choice(cast) if rng.random() < 0.4 else rng.choice(cast).split()[1]
                if said and rng.random() < said:
                    words[place] += SAYS
            body.append(words[0].capitalize() + " " + " ".join(words[1:]) + ".")
            left -= length
        title = " ".join(rng.choices(vocabulary, cum_weights=weights, k=6)).capitalize()
        topics = ", ".join(f"topic-{topic:02}" for topic in sorted(rng.sample(range(TOPICS), 3)))
        source = f"{{title: Report {number}, publisher: Agency {rng.randrange(PUBLISHERS)}, date: {day}}}"
        head = f"title: {title}\ndate: {day}\nsummary: {body[0][:120]}\nsources:\n  - {source}\ntopics: [{topics}]"
        path = folder / "articles" / day[:4] / f"{day}-{number:05}.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"---\n{head}\n---\n\n" + "\n\n".join(body) + "\n")


def with_word(folder: Path, *, said: bool = False) -> dict[Path, str]:
    """What a word more makes of an article in the middle of a made-up dossier, by its path below it.

    It stands in a passage in which somebody is ``said`` to say something, or nobody is.
    """
    articles = sorted((folder / "articles").rglob("*.md"))
    for path in articles[len(articles) // 2 :]:
        text = path.read_text().rstrip()
        if (SAYS in text.rpartition("\n")[2]) is said:
            return {path.relative_to(folder): text.removesuffix(".") + " indeed.\n"}
    raise ValueError(f"no article of {folder} ends in such a passage")


def with_alias(folder: Path) -> dict[Path, str]:
    """What an alias more, which no article holds, makes of the first actor of a made-up dossier, by its path below it."""
    path = folder / "actors" / "actor-00000.md"
    return {path.relative_to(folder): path.read_text().replace("aliases: [", "aliases: [Qwyx Qyrzwyq, ", 1)}
