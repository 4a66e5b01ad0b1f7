"""Files in all weather, of ``weather.py`` and ``weather_tables.py``: the row and the report."""

from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.ipc
import pyarrow.parquet
import pytest
from weather import ARCHIVES, BODY, PRESS_TEXTS, Case
from weather_tables import TABLES

import mediakit as mk


def check(case: Case, folder: Path) -> None:
    """Read the file of a case and compare row and report."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / case.name
    content = case.content
    path.write_bytes(
        content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
    )
    articles = mk.read_articles(path, errors="report")
    row = articles.iloc[0]
    expected = {"outlet": row["outlet"] if path.suffix == ".zip" else "tagblatt"} | case.row
    moment = expected.pop("published")
    assert pd.isna(row["published"]) if not moment else row["published"].isoformat() == moment
    assert {name: row[name] for name in expected} == expected
    found = (
        row["text"].removeprefix("Brücke frei\n\n") if "trafilatura" in str(folder) else row["text"]
    )
    assert found == case.text
    report = mk.load_report(articles)
    lines = [f"{r.severity} {r.code} {r.line}" for r in report.itertuples()]
    assert sorted(lines) == sorted(case.report)
    own = set(row["warnings"].split())
    assert own <= set(report["code"])
    assert report["message"].str.len().gt(3).all()


@pytest.mark.parametrize("case", PRESS_TEXTS.values(), ids=PRESS_TEXTS)
def test_press_texts_in_all_weather(tmp_path: Path, case: Case) -> None:
    check(case, tmp_path / "tagblatt")


@pytest.mark.parametrize("name", TABLES)
def test_tables_of_any_make(tmp_path: Path, name: str) -> None:
    check(TABLES[name], tmp_path / name / "tagblatt")


@pytest.mark.parametrize("case", ARCHIVES.values(), ids=ARCHIVES)
def test_archives(tmp_path: Path, case: Case) -> None:
    check(case, tmp_path / "tagblatt")


def test_a_row_of_text_taken_for_a_header_is_refused(tmp_path: Path) -> None:
    # Longer than any sample of the file, so that the whole header must be read.
    names = ",".join(f"wort{number}" for number in range(9_000))
    path = tmp_path / "a.csv"
    path.write_text(f"datum,text,{names}\n2025-04-01,Der Rat tagt{',' * 9_000}\n", encoding="utf-8")
    with pytest.raises(
        mk.ArticleError, match=r"a\.csv, line 1: .* 9,002 columns; .* at most 5,000"
    ):
        mk.read_articles(path)


ZONE = pa.array([0, 1], pa.timestamp("us", "Mars/Olympus"))
YEAR = pa.array([2**62, 0], pa.timestamp("us", "UTC"))
FAR_DAY = pa.array([2**31 - 1, 0], pa.int32()).cast(pa.date32())
UNION = pa.UnionArray.from_sparse(
    pa.array([0, 1], pa.int8()), [pa.array([1, 2]), pa.array(["a", "b"])]
)


@pytest.mark.parametrize("column", [ZONE, FAR_DAY, UNION])
def test_columns_that_pandas_cannot_hold_are_kept_as_text(tmp_path: Path, column: pa.Array) -> None:
    path = tmp_path / "a.arrow"
    table = pa.table({"text": [BODY, BODY], "extra": column})
    with pa.OSFile(str(path), "wb") as file, pa.ipc.new_file(file, table.schema) as writer:
        writer.write_table(table)
    articles = mk.read_articles(path)
    assert articles["extra"].dtype == "str"
    report = mk.load_report(articles).set_index("code")["message"]
    assert report["values-as-text"].startswith("kept as text: extra (")


def test_times_of_an_unknown_zone_are_the_moments_they_are(tmp_path: Path) -> None:
    pa.parquet.write_table(pa.table({"text": [BODY] * 2, "datum": ZONE}), tmp_path / "a.parquet")
    published = mk.read_articles(tmp_path / "a.parquet")["published"]
    assert published.tolist()[0] == pd.Timestamp("1970-01-01 01:00", tz="Europe/Berlin")


def test_a_date_beyond_all_years_leaves_out_its_row_only(tmp_path: Path) -> None:
    pa.parquet.write_table(pa.table({"text": [BODY] * 2, "datum": YEAR}), tmp_path / "a.parquet")
    articles = mk.read_articles(tmp_path / "a.parquet", errors="report")
    assert articles["published"].dt.year.tolist() == [1970]
    assert "date-unreadable" in mk.load_report(articles)["code"].tolist()


def test_index_columns_of_pandas_are_kept(tmp_path: Path) -> None:
    index = pd.MultiIndex.from_tuples([("a", 1), ("b", 2)], names=["id", "page"])
    pd.DataFrame({"text": [BODY] * 2}, index=index).to_parquet(tmp_path / "a.parquet")
    articles = mk.read_articles(tmp_path / "a.parquet")
    assert articles.index.tolist() == ["a", "b"]
    assert articles["page"].tolist() == [1, 2]
