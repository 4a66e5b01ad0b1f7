"""Two thousand damaged files: rows, or an error that names the file, and no good file is lost."""

import random
import re
import time
from pathlib import Path

import pytest
from weather import BODY, PRESS, packed
from weather_tables import TABLES

import mediakit as mk

GOOD = "Das gute Blatt"


def seeds(folder: Path) -> list[tuple[str, bytes]]:
    """Make one good file of every format."""
    folder.mkdir()
    sample = mk.sample_articles().head(3)
    found = [("a.txt", PRESS.encode()), ("b.txt", (PRESS * 3).encode("cp1252"))]
    for name in ("a.parquet", "a.jsonl", "a.csv", "a.xlsx"):
        found.append((name, mk.write_articles(sample, folder / name).read_bytes()))
    sample.reset_index().to_parquet(folder / "b.parquet")
    sample.reset_index().to_feather(folder / "a.feather")
    found += [(name, (folder / name).read_bytes()) for name in ("b.parquet", "a.feather")]
    for name in ("fundus", "trafilatura", "semicolons and single quotes"):
        content = TABLES[name].content
        assert isinstance(content, str)
        found.append((TABLES[name].name, content.encode()))
    found.append(("a.zip", packed({"taz/a.txt": PRESS, "b.zip": packed({"c.txt": PRESS})})))
    found.append(("a.html", f"<html><body><article><p>{BODY}</p></article></body></html>".encode()))
    found.append(
        (
            "a.rss",
            f"<rss><channel><item><description>{BODY}</description></item></channel></rss>".encode(),
        )
    )
    return found


def mutate(data: bytes, other: bytes, dice: random.Random) -> bytes:
    """Damage a file: cut it, splice it, throw bytes at it, stretch a line."""
    place = dice.randrange(len(data) + 1)
    kind = dice.randrange(7)
    if kind == 0:
        return data[:place]
    if kind == 1:
        return data[:place] + other[dice.randrange(len(other) + 1) :]
    if kind == 2:
        changed = bytearray(data)
        for _ in range(dice.randint(1, 30)):
            changed[dice.randrange(len(changed))] = dice.randrange(256)
        return bytes(changed)
    if kind == 3:
        return data[:place] + b"\0" * dice.randint(1, 5000) + data[place:]
    if kind == 4:
        return (
            data[:place]
            + dice.choice([b"x", b'"', b"[", b"<p>", b"\xff", b";"]) * 40_000
            + data[place:]
        )
    if kind == 5:
        return dice.randbytes(dice.randint(0, 3000))
    return packed({"in/a.txt": data, "in/b.zip": packed({"c.zip": packed({"d.zip": other})})})


@pytest.fixture(scope="module")
def originals(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, bytes]]:
    """Read every good file once, so that no first import is counted against a damaged one."""
    found = seeds(tmp_path_factory.mktemp("fuzz") / "seeds")
    folder = tmp_path_factory.mktemp("good")
    for name, data in found:
        (folder / name).write_bytes(data)
        assert len(mk.read_articles(folder / name)) > 0
    return found


@pytest.mark.parametrize("start", range(4))
def test_no_damaged_file_breaks_reading_or_loses_a_good_one(
    tmp_path: Path, originals: list[tuple[str, bytes]], start: int
) -> None:
    dice = random.Random(start)
    (tmp_path / "good.txt").write_text(PRESS.replace("Brücke frei", GOOD), encoding="utf-8")
    for _ in range(50):
        damaged = []
        for number in range(10):
            name, data = dice.choice(originals)
            damaged.append(tmp_path / f"{number}-{name}")
            damaged[-1].write_bytes(mutate(data, dice.choice(originals)[1], dice))
        begun = time.process_time()
        articles = mk.read_articles(tmp_path, errors="report")
        assert time.process_time() - begun < 2
        assert GOOD in articles["title"].tolist()
        articles["text"].str.encode("utf-8")
        counts = articles.attrs["load_counts"]
        assert counts["files"] >= 11
        assert counts["files"] == counts["read"] + counts["left_out"] + counts["passed_over"]
        report = mk.load_report(articles)
        lost = report.loc[report["severity"] == "error", "file"].unique()
        assert counts["left_out"] <= len(lost)
        check_alone(dice.sample(damaged, k=2), lost=lost)
        for path in damaged:
            path.unlink()


def check_alone(paths: list[Path], *, lost: list[str]) -> None:
    """Read damaged files by themselves: rows, or the error that names the file."""
    for path in paths:
        begun = time.process_time()
        if any(name.startswith(str(path)) for name in lost):
            with pytest.raises(mk.ArticleError, match=re.escape(str(path))):
                mk.read_articles(path)
        else:
            reason = read_or_reason(path)
            assert not reason or str(path) in reason
        assert time.process_time() - begun < 2


def read_or_reason(path: Path) -> str:
    """Read a file; give the reason if it holds no article."""
    try:
        assert len(mk.read_articles(path)) > 0
    except mk.ArticleError as error:
        return str(error)
    return ""
