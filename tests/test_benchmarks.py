"""What the README says of speed comes from ``speed.py``."""

from pathlib import Path

ROOT = Path(__file__).parents[1]
# A peer that the tests do not install may lack a line.
OPTIONAL = {"gensim"}


def test_the_table_of_the_readme_has_the_rows_of_speed_py(monkeypatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "tests" / "benchmarks"))
    from speed_report import read_readme
    from speed_rows import read, rows

    known = rows(read("", 40)).values()
    told = read_readme(ROOT / "README.md")
    assert told <= {(row.what, row.peer) for row in known}
    assert told >= {(row.what, row.peer) for row in known if row.module not in OPTIONAL}
