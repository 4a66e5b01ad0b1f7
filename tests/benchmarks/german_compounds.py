"""Compounds: exact splits of ``language/compounds.csv``, simplex words left whole, speed."""

import csv
import time
from pathlib import Path

from mediakit.german.compounds import split_all_compounds, split_compound

SIMPLEX = Path(__file__).parents[1] / "gold" / "simplex.txt"
UMLAUTS = str.maketrans("aou", "äöü")


def read_compounds(path: Path) -> list[tuple[str, tuple[str, ...], str]]:
    """Return (word, parts, stratum); `stadt_+=e_tor` is Städtetor, `schule_-e_buch` Schulbuch."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return [(*_join(row["split"]), row["stratum"]) for row in rows]


def read_simplex(path: Path = SIMPLEX) -> list[str]:
    """Return the words of the hand-written list, without its comments."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _join(split: str) -> tuple[str, tuple[str, ...]]:
    word = ""
    parts = []
    for piece in split.split("_"):
        if piece.startswith("+="):
            word = _umlaut(word) + piece[2:]
        elif piece.startswith("+"):
            word += piece[1:]
        elif piece.startswith("-"):
            word = word.removesuffix(piece[1:])
        else:
            word += piece
            parts.append(piece)
    return word.capitalize(), tuple(parts)


def _umlaut(stem: str) -> str:
    place = max(stem.rfind(vowel) for vowel in "aou")
    place -= stem[max(place - 1, 0) : place + 1] == "au"
    return stem[:place] + stem[place].translate(UMLAUTS) + stem[place + 1 :]


def exact_splits(
    compounds: list[tuple[str, tuple[str, ...], str]], *, lower: bool = False
) -> list[bool]:
    """Tell for each compound whether all parts are right, whatever their case."""
    words = [word.lower() if lower else word for word, _, _ in compounds]
    found = split_all_compounds(words)
    return [
        tuple(part.lower() for part in parts) == gold
        for parts, (_, gold, _) in zip(found, compounds, strict=True)
    ]


def measure(folder: Path) -> list[tuple[str, float]]:
    """Return the figures as (name, value)."""
    start = time.perf_counter()
    split_compound("Haustür")
    load = time.perf_counter() - start
    compounds = read_compounds(folder / "language" / "compounds.csv")
    start = time.perf_counter()
    right = exact_splits(compounds)
    speed = len(compounds) / (time.perf_counter() - start)
    figures = [("exact compound splits", sum(right) / len(right))]
    for stratum in sorted({stratum for *_, stratum in compounds}):
        chosen = [ok for ok, row in zip(right, compounds, strict=True) if row[-1] == stratum]
        figures.append((f"exact compound splits, {stratum}", sum(chosen) / len(chosen)))
    lower = exact_splits(compounds, lower=True)
    simplex = read_simplex()
    whole = sum(len(parts) == 1 for parts in split_all_compounds(simplex)) / len(simplex)
    return [
        *figures,
        ("exact compound splits, words given in lower case", sum(lower) / len(lower)),
        (f"simplex words left whole (n = {len(simplex)})", whole),
        ("compound splits a second, cold", speed),
        ("loading, seconds", load),
    ]


def main(folder: Path) -> None:
    """Print one line a figure."""
    for name, value in measure(folder):
        print(f"{name}: {value:.3f}")
