"""What to do about each finding, by its code."""

from collections.abc import Mapping

ADVICE: Mapping[str, str] = {
    "actor-unmentioned": "add an alias, or remove the file",
    "address-refused": "write an `https:` address, or save the picture below `content/`",
    "alias-shared": "drop it from one, or link the name where it stands",
    "alias-unmatched": "leave it for articles to come, or drop it",
    "date-differs": "correct the date, or add the source that tells it",
    "declared-unmentioned": "name it, or drop it",
    "fragment-gone": "copy the passage's address again",
    "mention-open": "declare one of them in `actors`, link the name, or put it into `not_mentions`",
    "name-in-brackets": "write the name alone, which is linked by itself",
    "not-mention-unknown": "correct its spelling",
    "page-unsearched": "give its `lang` no more than 32 characters",
    "passage-uncited": "add `[@id]` after what the source says",
    "role-gap": "add who held it, if the dossier follows them",
    "role-overlap": "correct the dates",
    "source-copied": "save a copy in an archive, and name it",
    "source-insecure": "try `https:`",
    "source-unlocated": "say where it can be found",
    "statement-lost": "correct its `words` in `statements.yml`, or remove it",
    "statement-moved": "`dossier statements move` with its id takes the new ones",
    "todo": "say what is meant there, or remove it",
    "topic-empty": "file one there, or remove the topic",
}
