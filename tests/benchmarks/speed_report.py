"""The table and the figure of ``speed.py``, and its place in the README."""

import argparse
import os
import platform
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

import mediakit as mk

BEGIN, END = "<!-- speed.py writes from here -->", "<!-- to here -->"


def write_readme(file: Path, *, table: str) -> None:
    """Put the table between its two marks."""
    text = file.read_text("utf-8")
    before, behind = text.partition(BEGIN)[0], text.partition(END)[2]
    file.write_text(f"{before}{BEGIN}\n{table}{END}{behind}", encoding="utf-8")


def read_readme(file: Path) -> set[tuple[str, str]]:
    """Give the tasks and peers of the table between the marks."""
    lines = file.read_text("utf-8").partition(BEGIN)[2].partition(END)[0].splitlines()
    cells = [[cell.strip() for cell in line.split("|")] for line in lines if line.startswith("|")]
    return {(row[1], row[3]) for row in cells[2:]}


def write(table: pd.DataFrame, *, options: argparse.Namespace) -> None:
    """Write table and figure."""
    options.out.mkdir(parents=True, exist_ok=True)
    table.to_csv(options.out / "speed.csv", index=False)
    lines = ["| task | mediakit | peer | | times as fast | memory |", "|---|---|---|---|---|---|"]
    for row in table.itertuples():
        memory = "" if np.isnan(row.mb) else f"{row.mb:.0f} MB, peer {row.peer_mb:.0f} MB"
        seconds = f"{row.seconds:.2f} s | {row.peer} | {row.peer_seconds:.2f} s"
        lines.append(f"| {row.task} | {seconds} | {row.ratio:.1f} | {memory} |")
    today = pd.Timestamp.now().date()
    python = ".".join(platform.python_version_tuple()[:2])
    where = f"{os.cpu_count()} cores, {platform.machine()}, Python {python}"
    turns = "one turn" if options.turns == 1 else f"{options.turns} turns"
    lines += [
        "",
        f"{options.articles:,} articles, {turns}; {where}; {today}.",
    ]
    (options.out / "speed.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
    ax = draw(table)
    alt = "Dot chart: how many times as fast as a peer each task is"
    mk.save_figure(ax, name="speed", folder=options.out, alt=alt, data=table)


def draw(table: pd.DataFrame) -> Any:
    """Draw the ratios, each task's peer beside it."""
    import matplotlib as mpl

    mpl.use("agg")
    import matplotlib.pyplot as plt

    table = table.sort_values("ratio")
    labels = [f"{row.task}\nvs {row.peer}" for row in table.itertuples()]
    _, ax = plt.subplots(figsize=(7, 0.5 + 0.5 * len(table)), layout="constrained")
    ax.hlines(range(len(table)), 1, table["ratio"], color="0.8")
    ax.plot(table["ratio"], range(len(table)), "o", color="C0")
    ax.axvline(1, color="0.4", linewidth=0.8)
    for place, ratio in enumerate(table["ratio"]):
        side, anchor = (8, "left") if ratio >= 1 else (-8, "right")
        ax.annotate(
            f"{ratio:.1f}" if ratio < 10 else f"{ratio:.0f}",
            (ratio, place),
            (side, 0),
            textcoords="offset points",
            va="center",
            ha=anchor,
        )
    ax.set(xscale="log", yticks=range(len(table)), xlabel="times as fast (log scale)")
    ax.set_yticklabels(labels, fontsize="small")
    low, high = table["ratio"].min() / 2, table["ratio"].max() * 2
    ticks = [tick for tick in (0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200) if low < tick < high]
    ax.set_xticks(ticks, [f"{tick:g}" for tick in ticks])
    ax.minorticks_off()
    ax.spines[["top", "right"]].set_visible(False)
    ax.margins(x=0.15)
    return ax
