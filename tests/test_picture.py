from itertools import combinations

from dossier.edition import assemble
from dossier.views.picture import RADIUS, Picture, picture
from tests.content import Files, content, text


def drawn(count: int) -> Picture:
    """The picture of so many articles within one month."""
    files: Files = {"topics/below.md": text("topics/x.md", {"label": "Below", "broader": "main"})}
    files["topics/main.md"] = text("topics/x.md", {"label": "Main", "main": True})
    for number in range(count):
        head = {"title": f"T{number}", "date": f"2008-06-{number % 28 + 1:02}", "topics": ["below" if number % 2 else "talks"]}
        files[f"articles/{number:05}.md"] = text("articles/x.md", head)
    made = picture(assemble(content(files)))
    assert made
    return made


def test_an_article_stands_on_the_lane_of_the_main_topic_above_its_own() -> None:
    lanes = {lane.topic.label if lane.topic else None: len(lane.marks) for lane in drawn(9).lanes}
    assert lanes == {"Main": 4, None: 5}


def test_no_two_marks_lie_on_each_other_however_many_there_are() -> None:
    for lane in drawn(400).lanes:
        for one, other in combinations(lane.marks, 2):
            assert abs(one.x - other.x) >= 2 * RADIUS or abs(one.y - other.y) >= 2 * RADIUS


def test_every_mark_lies_within_the_picture_and_above_its_line() -> None:
    made = drawn(60)
    for lane in made.lanes:
        assert all(0 < mark.x < made.width and lane.y < mark.y < lane.base < made.height for mark in lane.marks)


def test_a_dossier_without_articles_has_no_picture() -> None:
    assert picture(assemble(content({}))) is None
