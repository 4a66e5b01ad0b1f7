"""The command line: one line of error, one line for each file written."""

import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from conftest import ROOT, write_press_text

import mediakit as mk
from mediakit.cli import main

SAMPLE = str(ROOT / "data" / "articles")


def test_terms_are_written_as_the_functions_give_them(tmp_path: Path, capsys) -> None:
    target = tmp_path / "new" / "terms.csv"
    assert main(["terms", SAMPLE, "--by", "outlet", "--out", str(target)]) == 0
    assert capsys.readouterr().out == f"{target}\n"
    table = pd.read_csv(target, keep_default_na=False)
    assert table.columns.tolist() == ["group", "term", "count", "per_million", "articles", "rank"]
    assert table["group"].nunique() == 3


def test_topics_are_written_as_two_tables(tmp_path: Path, capsys) -> None:
    target = tmp_path / "topics.parquet"
    assert main(["topics", SAMPLE, "--n-topics", "4", "--out", str(target)]) == 0
    assert capsys.readouterr().out.split() == [str(target), str(tmp_path / "topics-terms.parquet")]
    assert len(pd.read_parquet(target)) == 81
    assert pd.read_parquet(tmp_path / "topics-terms.parquet")["topic"].nunique() == 4


def test_sentiment_is_written_with_its_articles(tmp_path: Path) -> None:
    target = tmp_path / "tone.csv"
    path = write_press_text(
        tmp_path / "taz",
        name="a1",
        content="Veröffentlichungsdatum: 01.04.2025\n\nTitel\n\nDas ist schlecht.",
    )
    assert main(["sentiment", str(path), "--out", str(target)]) == 0
    table = pd.read_csv(target)
    assert table[["article", "label", "n_scored"]].values.tolist() == [["a1", "negative", 1]]
    assert table["polarity"][0] < 0


def test_check_lists_what_it_met_and_fails_if_something_is_lost(tmp_path: Path, capsys) -> None:
    assert main(["check", SAMPLE]) == 0
    finding, hint, *lines = capsys.readouterr().out.splitlines()
    assert finding.startswith(
        "note: 68 times: the headline stands twice: folded [headline-repeated]: "
    )
    assert finding.count(", line 1") == 3
    assert finding.endswith("; and 65 more")
    assert hint == "mediakit check --all lists every finding, --out FILE.csv writes them as a table"
    assert lines == [
        "81 files = 81 read + 0 left out + 0 passed over.",
        "81 articles found = 81 in the table + 0 left out.",
        "81 articles of 3 outlets, 02.01.2025 to 30.03.2025",
    ]
    table = tmp_path / "table" / "f.csv"
    assert main(["check", SAMPLE, "--all", "--out", str(table)]) == 0
    assert capsys.readouterr().out.count("note: the headline stands twice") == 68
    assert len(pd.read_csv(table)) == 68
    write_press_text(tmp_path / "taz", name="bad", content="kein Kopf")
    write_press_text(
        tmp_path / "taz", name="good", content="Veröffentlichungsdatum: 01.04.2025\n\nT\n\nX"
    )
    assert main(["check", str(tmp_path / "taz")]) == 1
    out = capsys.readouterr().out
    assert out.startswith("error: expected 'Veröff")
    assert f"[header-unreadable]: {tmp_path}/taz/bad.txt, line 1\n" in out
    assert "\n2 articles found = 1 in the table + 1 left out.\n" in out
    assert out.endswith("1 articles of 1 outlets, 01.04.2025 to 01.04.2025\n")


def test_tables_are_read_with_columns_named_on_the_command_line(tmp_path: Path, capsys) -> None:
    table = tmp_path / "taz" / "a.csv"
    table.parent.mkdir()
    table.write_text("body\nEin Wort\n", encoding="utf-8")
    assert main(["check", str(table), "--column", "text=body"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"warning: no column for the date: left missing in all rows [date-missing]: {table}",
        f"warning: 2 words [text-short]: {table}, line 1",
        f'note: delimiter comma, quotation mark " [delimiter]: {table}, line 1',
        f"note: columns read under other names: text = 'body' [columns-mapped]: {table}",
        "1 files = 1 read + 0 left out + 0 passed over.",
        "1 articles found = 1 in the table + 0 left out.",
        "1 articles of 1 outlets, undated",
    ]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["check", "nowhere"], "mediakit check: nowhere: no such file or folder"),
        (["terms", SAMPLE, "--out", "x.xls"], "--out must end in .csv or .parquet, not 'x.xls'"),
        (["terms", SAMPLE, "--by", "ort", "--out", "x.csv"], "no column 'ort' to group by; found:"),
        (
            ["topics", SAMPLE, "--n-topics", "99", "--out", "x.csv"],
            "81 articles are too few for 99",
        ),
    ],
)
def test_errors_are_one_line_and_exit_code_2(arguments, message, capsys, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == 2
    printed = capsys.readouterr().err
    assert message in printed
    assert printed.count("\n") == 1


def test_unknown_words_on_the_command_line_exit_with_2(capsys) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["report", SAMPLE, "-p", "n_topics"])
    assert "expected NAME=VALUE, not 'n_topics'" in capsys.readouterr().err


def test_import_and_help_stay_light() -> None:
    program = "import mediakit, sys; print(sorted({'pandas', 'matplotlib'} & set(sys.modules)))"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert loaded.stdout.strip() == "[]"
    program = "from mediakit.cli import main; import sys\ntry: main(['--help'])\nexcept SystemExit:"
    program += " print('heavy', sorted({'pandas', 'matplotlib', 'nbconvert'} & set(sys.modules)))"
    helped = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert "usage: mediakit" in helped.stdout
    assert "heavy []" in helped.stdout


def test_what_files_say_does_not_act_in_the_terminal(tmp_path: Path, capsys) -> None:
    path = tmp_path / "\x1b[31mrot.txt"
    assert main(["check", str(path)]) == 2
    printed = capsys.readouterr().err
    assert "␛[31mrot" in printed
    assert "\x1b" not in printed


def test_jobs_are_the_processes_that_score(tmp_path, monkeypatch, capsys) -> None:
    data, asked, score = str(ROOT / "data" / "articles"), [], mk.score_sentiment
    monkeypatch.setattr(mk, "score_sentiment", lambda a, **o: asked.append(o) or score(a, **o))
    out = ["--out", str(tmp_path / "tone.csv")]
    assert main(["sentiment", data, *out]) == main(["sentiment", data, *out, "--jobs", "2"]) == 0
    assert asked == [{"n_jobs": 1}, {"n_jobs": 2}]
    assert main(["sentiment", data, *out, "--jobs", "0"]) == 2
    assert "must be a number of processes, or -1 for all, not 0" in capsys.readouterr().err
