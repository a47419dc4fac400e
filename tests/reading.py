"""What import makes of one file, for tests of the formats."""

from dossier.importing.clipping import Story
from dossier.importing.formats import RawFile, members
from dossier.importing.formats.raw import Refused
from dossier.importing.reading import Reading, read_item


def readings(name: str, data: bytes | str) -> list[Reading]:
    """What each member of a file is read as, or why it is not."""
    found = members(RawFile(name, data.encode() if isinstance(data, str) else data))
    return [Reading(one.name, problem=one.problem) if isinstance(one, Refused) else read_item(one) for one in found]


def stories(name: str, data: bytes | str) -> list[Story]:
    """The stories of a file, of which nothing may be refused."""
    found = readings(name, data)
    assert not [one.problem for one in found if one.problem]
    return [story for one in found for story in one.stories]


def only(name: str, data: bytes | str) -> Story:
    """The one story of a file."""
    [story] = stories(name, data)
    return story


def body(story: Story) -> list[str]:
    """A story's passages."""
    return [line.text for line in story.body]


def day(story: Story) -> str:
    """A story's date, as it is written."""
    return str(story.date)


def problem(name: str, data: bytes | str) -> str:
    """Why a file is not read."""
    [reading] = readings(name, data)
    assert not reading.stories
    return reading.problem
