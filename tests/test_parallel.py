"""Work in processes: the same results, and nothing left behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest

import mediakit as mk
from mediakit.parallel import map_processes, map_threads

SLEEPER = """
import os, signal, sys, time
from pathlib import Path
from mediakit.parallel import map_processes

def work(folder):
    Path(folder, str(os.getpid())).touch()
    time.sleep(60)

signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background jobs ignore it
map_processes(work, [sys.argv[1]] * 4, n_jobs=2, label="sleeping")
"""


def test_results_come_in_order_and_from_other_processes() -> None:
    assert map_processes(abs, [-3, 2, -1], n_jobs=2, label="x") == [3, 2, 1]
    assert map_processes(abs, [-3, 2, -1], n_jobs=1, label="x") == [3, 2, 1]
    with pytest.raises(mk.MediakitError, match=r"n_jobs= must be a number of processes.* not 0"):
        map_processes(abs, [1], n_jobs=0, label="x")


def test_an_error_in_a_process_is_the_error() -> None:
    with pytest.raises(ZeroDivisionError):
        map_processes((1).__truediv__, [1, 0, 1], n_jobs=2, label="x")


def test_threads_keep_the_order_and_leave_the_rest_after_an_error() -> None:
    begun: list[int] = []

    def work(item: int) -> float:
        begun.append(item)
        time.sleep(0.001)
        return 1 / (item - 3)

    assert map_threads(work, [1, 2, 4], n_jobs=2, label="x") == [-0.5, -1, 1]
    assert map_threads(work, [1, 2, 4], n_jobs=-1, label="x") == [-0.5, -1, 1]
    assert map_threads(work, [], n_jobs=2, label="x") == []
    with pytest.raises(ZeroDivisionError):
        map_threads(work, range(1_000), n_jobs=2, label="x")
    assert max(begun) < 900
    with pytest.raises(mk.MediakitError, match="n_jobs= must be a number"):
        map_threads(abs, [1], n_jobs=0, label="x")


def test_lemmas_are_the_same_with_two_processes(monkeypatch) -> None:
    monkeypatch.setattr("mediakit.german.lemma_context._BATCH", 500)
    tokens = mk.tokenize(mk.sample_articles())
    one, two = mk.lemmas(tokens), mk.lemmas(tokens, n_jobs=2)
    assert two.terms.equals(one.terms)
    assert (two.codes == one.codes).all()
    with pytest.raises(mk.MediakitError, match="n_jobs= must be a number of processes"):
        mk.lemmas(tokens, n_jobs=-2)


@pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")
def test_ctrl_c_returns_at_once_and_leaves_no_process(tmp_path: Path) -> None:
    script = tmp_path / "sleeper.py"
    script.write_text(SLEEPER, encoding="utf-8")
    folder = tmp_path / "seen"
    folder.mkdir()
    path = str(Path(mk.__file__).parents[1])
    main = subprocess.Popen(
        [sys.executable, str(script), str(folder)],
        env=os.environ | {"PYTHONPATH": path},
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    until = time.monotonic() + 60
    while len(list(folder.iterdir())) < 2 and time.monotonic() < until:
        time.sleep(0.05)
    workers = [int(seen.name) for seen in folder.iterdir()]
    assert len(workers) == 2
    os.killpg(main.pid, signal.SIGINT)
    _, told = main.communicate(timeout=30)
    assert b"KeyboardInterrupt" in told
    assert main.returncode != 0
    assert not [worker for worker in workers if Path(f"/proc/{worker}").exists()]


def test_progress_is_only_told_when_it_takes_long(capsys) -> None:
    map_processes(abs, [1, 2], n_jobs=2, label="quick")
    assert capsys.readouterr().err == ""
    assert isinstance(pd.Series(map_processes(abs, [1], n_jobs=2, label="x")), pd.Series)
