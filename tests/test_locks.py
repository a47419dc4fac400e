"""The lock: one holder at a time, whatever becomes of its file."""

import threading
from pathlib import Path

from dossier.locks import lock_of, locked


def test_a_second_holder_is_told_and_waits_for_the_first(tmp_path: Path) -> None:
    path, order, waiting = tmp_path / "output", list[str](), threading.Event()

    def second() -> None:
        with locked(path, waiting.set):
            order.append("second")

    thread = threading.Thread(target=second)
    with locked(path, waiting.set):
        assert not waiting.is_set()
        thread.start()
        assert waiting.wait(20)
        order.append("first")
    thread.join(20)
    assert order == ["first", "second"]


def test_who_waited_for_a_lock_that_was_removed_keeps_others_out(tmp_path: Path) -> None:
    path = tmp_path / "output"
    waiting, held, told = threading.Event(), threading.Event(), threading.Event()

    def second() -> None:
        with locked(path, waiting.set):
            held.set()
            told.wait(20)

    thread = threading.Thread(target=second)
    with locked(path, lambda: None):
        thread.start()
        assert waiting.wait(20)
        lock_of(path).unlink()
    assert held.wait(20)
    with locked(path, told.set):
        assert told.is_set()
    thread.join(20)
