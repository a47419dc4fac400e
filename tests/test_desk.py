import os
import signal
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dossier.desk import Change, Changes, Conflict, Edit, files, shown
from dossier.desk.journal import KEPT, Journal
from dossier.errors import ContentError, DossierError
from tests.conftest import HERE

LINES = b"one\ntwo\nthree\nfour\nfive\n"


@pytest.fixture
def desk(tmp_path: Path) -> Changes:
    (tmp_path / "content" / "articles").mkdir(parents=True)
    (tmp_path / "content" / "articles" / "a.md").write_bytes(LINES)
    (tmp_path / "content" / "articles" / "b.md").write_bytes(b"b\n")
    return Changes.of(tmp_path / "content", tmp_path)


def held(desk: Changes) -> dict[str, bytes]:
    """The files of the content folder, hidden ones too."""
    root = desk.content
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def edit(before: bytes | None, after: bytes | None, path: str = "articles/a.md", to: str = "") -> Change:
    return Change("A decision", (Edit(path, before, after, to),))


BATCH = Change(
    "Several files",
    (
        Edit("articles/a.md", LINES, LINES + b"six\n"),
        Edit("articles/b.md", b"b\n", b"b!\n", "articles/2008/b.md"),
        Edit("actors/new.md", None, b"new\n"),
    ),
)


def test_a_change_is_made_and_taken_back_and_made_again(desk: Changes) -> None:
    before = held(desk)
    done = desk.apply(BATCH)
    after = held(desk)
    assert after == {"articles/a.md": LINES + b"six\n", "articles/2008/b.md": b"b!\n", "actors/new.md": b"new\n"}
    assert desk.undo(done.id).change.said == "Several files"
    assert held(desk) == before
    desk.redo()
    assert held(desk) == after
    desk.undo()
    assert held(desk) == before
    with pytest.raises(DossierError, match=r"no change of .* is known that could be taken back"):
        desk.undo()


def test_an_earlier_change_is_taken_back_and_later_ones_stay(desk: Changes) -> None:
    first = desk.apply(edit(LINES, LINES.replace(b"one", b"1")))
    desk.apply(edit(LINES.replace(b"one", b"1"), LINES.replace(b"one", b"1").replace(b"five", b"5")))
    desk.undo(first.id)
    assert held(desk)["articles/a.md"] == LINES.replace(b"five", b"5")


def test_what_changed_meanwhile_elsewhere_in_the_file_stays(desk: Changes) -> None:
    path = desk.content / "articles" / "a.md"
    path.write_bytes(LINES.replace(b"one", b"by hand"))
    done = desk.apply(edit(LINES, LINES.replace(b"four", b"4")))
    assert path.read_bytes() == b"by hand\ntwo\nthree\n4\nfive\n"
    path.write_bytes(b"by hand\ntwo\n3\n4\nsix\n")
    desk.undo(done.id)
    assert path.read_bytes() == b"by hand\ntwo\n3\nfour\nsix\n"


@pytest.mark.parametrize(
    ("now", "change"),
    [
        (LINES.replace(b"two", b"by hand"), edit(LINES, LINES.replace(b"two", b"2"))),
        (LINES + b"by hand\n", edit(LINES, LINES + b"six\n")),
        (LINES + b"by hand\n", edit(LINES, None)),
        (LINES, edit(None, b"new\n")),
        (None, edit(LINES, LINES + b"six\n")),
        (LINES, edit(b"b\n", b"b\n", "articles/b.md", "articles/a.md")),
    ],
)
def test_what_changed_in_the_same_place_is_shown_and_nothing_is_written(
    desk: Changes, now: bytes | None, change: Change
) -> None:
    path = desk.content / "articles" / "a.md"
    path.write_bytes(now) if now is not None else path.unlink()
    before = held(desk)
    both = Change("Two files", (Edit("topics/t.md", None, b"t\n"), *change.edits))
    with pytest.raises(Conflict, match="nothing was written") as raised:
        desk.apply(both)
    assert raised.value.theirs == now
    assert raised.value.ours == change.edits[0].after
    assert held(desk) == before


def test_a_change_that_was_edited_since_is_not_taken_back(desk: Changes) -> None:
    desk.apply(edit(LINES, LINES.replace(b"two", b"2")))
    (desk.content / "articles" / "a.md").write_bytes(LINES.replace(b"two", b"two by hand"))
    with pytest.raises(Conflict):
        desk.undo()
    assert held(desk)["articles/a.md"] == LINES.replace(b"two", b"two by hand")


@pytest.mark.parametrize(
    "path", ["../x.md", "/etc/x", "articles/../../x.md", ".desk/x", "a\\b.md", "a\0b", "", "articles/.x.md"]
)
def test_nothing_outside_the_content_folder_is_written(desk: Changes, path: str) -> None:
    with pytest.raises(ContentError, match="is no path below the content folder"):
        desk.apply(edit(None, b"x", path))


def test_links_are_refused(desk: Changes, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "x.md").write_bytes(b"x\n")
    (desk.content / "linked").symlink_to(tmp_path / "outside")
    (desk.content / "articles" / "l.md").symlink_to(desk.content / "articles" / "a.md")
    for name in ("linked/x.md", "linked/new.md", "articles/l.md"):
        with pytest.raises(ContentError, match="symbolic link"):
            desk.apply(edit(b"x\n", b"y\n", name))
    assert (tmp_path / "outside" / "x.md").read_bytes() == b"x\n"
    assert [path.name for path in (tmp_path / "outside").iterdir()] == ["x.md"]
    for path in sorted(desk.home.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    desk.home.rmdir()
    desk.home.symlink_to(tmp_path / "outside")
    with pytest.raises(DossierError, match="is a symbolic link"):
        desk.apply(BATCH)


def test_a_disk_that_is_full_half_way_leaves_everything_as_it_was(desk: Changes, monkeypatch: pytest.MonkeyPatch) -> None:
    before, fsync, written = held(desk), os.fsync, list[int]()

    def full(file: int) -> None:
        written.append(file)
        if len(written) == count:
            raise OSError(28, "No space left on device")
        fsync(file)

    for count in range(1, 30):
        written.clear()
        try:
            with monkeypatch.context() as patch:
                patch.setattr(os, "fsync", full)
                done = desk.apply(BATCH)
        except DossierError as error:
            assert "nothing was changed: No space left on device" in str(error)  # noqa: PT017 - or it went through
            assert held(desk) == before, count
        else:
            desk.undo(done.id)
            assert held(desk) == before
            if len(written) < count:
                return
    raise AssertionError("it never went through")


KILLED = """
import os, signal, sys
from pathlib import Path
from dossier.desk import Change, Changes, Edit, files
count, calls = int(sys.argv[2]), []
for name in ("stage", "settle", "remove"):
    def step(*arguments, does=getattr(files, name)):
        calls.append(1)
        if len(calls) == count:
            os.kill(os.getpid(), signal.SIGKILL)
        does(*arguments)
    setattr(files, name, step)
root = Path(sys.argv[1])
Changes.of(root / "content", root).apply(eval(sys.argv[3]))
"""


@pytest.mark.slow
def test_a_batch_that_is_killed_is_rolled_back_at_the_next_start(desk: Changes) -> None:
    before = held(desk)
    environment = os.environ | {"PYTHONPATH": str(HERE.parent / "plugins")}
    for count in range(1, 30):
        command = [sys.executable, "-c", KILLED, str(desk.content.parent), str(count), repr(BATCH)]
        done = subprocess.run(command, env=environment, check=False)
        if done.returncode == 0:
            break
        assert done.returncode == -signal.SIGKILL
        assert desk.recover() == "Several files"
        assert held(desk) == before, count
        assert desk.listed() == []
    assert count > 6
    desk.undo()
    assert held(desk) == before


def test_what_somebody_wrote_after_a_kill_is_left_alone(desk: Changes, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(Changes, "_roll_back", lambda *_: None)
        patch.setattr(Journal, "drop", lambda _: None)
        patch.setattr(files, "remove", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            desk.apply(BATCH)
    (desk.content / "articles" / "a.md").write_bytes(b"by hand\n")
    desk.recover()
    assert held(desk) == {"articles/a.md": b"by hand\n", "articles/b.md": b"b\n"}


def test_deleting_the_journal_loses_undo_alone(desk: Changes) -> None:
    desk.apply(BATCH)
    after = held(desk)
    for path in sorted(desk.home.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    with pytest.raises(DossierError, match="no change"):
        desk.undo()
    assert held(desk) == after
    desk.undo(desk.apply(edit(LINES + b"six\n", b"")).id)
    assert held(desk) == after


def test_git_and_others_of_this_machine_do_not_see_the_journal(desk: Changes) -> None:
    desk.apply(BATCH)
    assert (desk.home / ".gitignore").read_text(encoding="ascii") == "*\n"
    assert desk.home.stat().st_mode & 0o077 == 0


def test_a_damaged_journal_forgets_what_is_damaged(desk: Changes) -> None:
    desk.apply(edit(b"b\n", b"c\n", "articles/b.md"))
    desk.apply(edit(LINES, b""))
    with (desk.home / "journal.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"id": 3, "of"')
    desk.undo()
    assert held(desk)["articles/a.md"] == LINES
    for path in (desk.home / "bytes").iterdir():
        path.write_bytes(b"damaged")
    with pytest.raises(DossierError, match=r"is not in .* any more"):
        desk.undo()
    assert held(desk)["articles/b.md"] == b"c\n"


def test_the_oldest_changes_are_forgotten(desk: Changes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dossier.desk.journal.KEPT", 3)
    monkeypatch.setattr("dossier.desk.journal.SLACK", 0)
    texts = [LINES, *(b"%d\n" % number for number in range(6))]
    for before, after in pairwise(texts):
        desk.apply(edit(before, after))
    assert [row.of for row in desk.listed()] == [4, 5, 6]
    assert len(list((desk.home / "bytes").iterdir())) == 4
    for _ in range(3):
        desk.undo()
    assert held(desk)["articles/a.md"] == b"2\n"
    assert KEPT == 500


def test_the_rights_of_a_file_stay_and_one_that_may_not_be_written_is_not(desk: Changes) -> None:
    path = desk.content / "articles" / "a.md"
    path.chmod(0o640)
    desk.apply(edit(LINES, b"x\n"))
    assert path.stat().st_mode & 0o777 == 0o640
    if os.geteuid():
        path.chmod(0o440)
        with pytest.raises(DossierError, match="nothing was changed: Permission denied"):
            desk.apply(edit(b"x\n", b"y\n"))


def test_a_change_is_shown_as_a_diff(desk: Changes) -> None:
    assert shown(BATCH) == (
        "--- articles/a.md\n+++ articles/a.md\n@@ -3,3 +3,4 @@\n three\n four\n five\n+six\n"
        "rename from articles/b.md\nrename to articles/2008/b.md\n"
        "--- articles/b.md\n+++ articles/2008/b.md\n@@ -1 +1 @@\n-b\n+b!\n"
        "--- /dev/null\n+++ actors/new.md\n@@ -0,0 +1 @@\n+new\n"
    )


TEXTS = st.lists(st.sampled_from([b"a\n", b"b\n", b"c\n", b"\r\n", b"end"]), max_size=8).map(b"".join)
NAMES = ("articles/a.md", "articles/b.md", "topics/t.md")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.dictionaries(st.sampled_from(NAMES), st.none() | TEXTS, min_size=1), min_size=1, max_size=5), st.randoms())
def test_undo_after_any_answers_gives_the_same_bytes(
    tmp_path_factory: pytest.TempPathFactory, steps: list[dict[str, bytes | None]], random: object
) -> None:
    root = tmp_path_factory.mktemp("desk")
    (root / "content").mkdir()
    desk = Changes.of(root / "content", root)
    states = [held(desk)]
    for step in steps:
        now = held(desk)
        desk.apply(Change("A step", tuple(Edit(name, now.get(name), data) for name, data in step.items())))
        if held(desk) != states[-1]:
            states.append(held(desk))
    for state in reversed(states[:-1]):
        desk.undo()
        assert held(desk) == state
    for state in states[1:]:
        desk.redo()
        assert held(desk) == state


@settings(max_examples=200, deadline=None)
@given(TEXTS, st.integers(0, 7), st.integers(0, 7), TEXTS, TEXTS)
def test_two_edits_in_different_places_are_both_kept(base: bytes, one: int, other: int, ours: bytes, theirs: bytes) -> None:
    from dossier.desk.merging import merged

    marked = [b"%d " % number + line for number, line in enumerate(base.splitlines(keepends=True))]
    first, second = sorted((one, other))
    if second >= len(marked) or second == first:
        return
    whole = b"".join(marked)
    left = b"".join([*marked[:first], b"<" + ours + b">\n", *marked[first + 1 :]])
    right = b"".join([*marked[:second], b"{" + theirs + b"}\n", *marked[second + 1 :]])
    both = [*marked[:first], b"<" + ours + b">\n", *marked[first + 1 : second], b"{" + theirs + b"}\n", *marked[second + 1 :]]
    assert merged("x", whole, left, right) == b"".join(both) == merged("x", whole, right, left)
