"""What must hold for any articles and any files."""

from pathlib import Path

import pandas as pd
import pytest
from conftest import ROOT
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import mediakit as mk
from mediakit.formats.cleaning import clean
from mediakit.formats.plain_press import cut_press_texts
from mediakit.formats.press_text import read_press_text

# Letters, marks and signs of the press, and anything else that can stand in a line.
LETTERS = st.one_of(
    st.sampled_from("abc äöüß ÄÖÜ „“–…é€ :/.,'\"§«» Ver"),
    st.characters(codec="utf-8", exclude_categories=("Cc", "Zl", "Zp")),
)


def plain(text: str) -> str:
    """Make a line as reading gives it."""
    return " ".join(clean(text)[0].split())


LINES = (
    st.text(LETTERS, max_size=30)
    .map(plain)
    .filter(lambda line: line and "ffentlichungsdatum" not in line.lower())
)
SECTIONS = LINES.filter(lambda line: not line.startswith("/"))
MOMENTS = st.datetimes(
    min_value=pd.Timestamp("1950-01-01").to_pydatetime(),
    max_value=pd.Timestamp("2024-12-31").to_pydatetime(),
).map(lambda moment: moment.replace(second=0, microsecond=0))
ARTICLES = st.tuples(MOMENTS, SECTIONS, LINES, st.lists(LINES, min_size=1, max_size=4))
FUNCTION_FIXTURE = settings(
    max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)


def press_text(article) -> str:
    """Write one article as press text."""
    moment, section, title, paragraphs = article
    head = f"Veröffentlichungsdatum: {moment:%d.%m.%Y %H:%M} / {section}"
    return "\n\n".join([head, title, title, *paragraphs]) + "\n"


@FUNCTION_FIXTURE
@given(st.lists(ARTICLES, min_size=1, max_size=5), st.booleans())
def test_any_table_survives_press_text(tmp_path: Path, rows, in_one_file: bool) -> None:
    for file in tmp_path.glob("*.txt"):
        file.unlink()
    contents = [press_text(row) for row in rows]
    if in_one_file:
        contents = ["\n".join(contents)]
    for number, content in enumerate(contents):
        (tmp_path / f"{number}.txt").write_bytes(content.encode())
    articles = mk.read_articles(tmp_path)
    assert articles["section"].tolist() == [row[1] for row in rows]
    assert articles["title"].tolist() == [row[2] for row in rows]
    assert articles["text"].tolist() == ["\n\n".join(row[3]) for row in rows]
    for found, codes, row in zip(articles["published"], articles["warnings"], rows, strict=True):
        if "hour-skipped" in codes:
            assert pd.isna(found)
        else:
            assert found.tz_localize(None) == pd.Timestamp(row[0])


SIGNS = ["\n", "\n\n", " ", "\t", "\r", "A", "Titel", "\n\nTitel", "Vero", "Ä", "/", "ﬁ", "Ã"]
SIGNS += ["\u00a0", "u\u0308", "\u200b", "\u2028", "\x00", "\ufffd"]
ODD_PIECES = st.sampled_from([*SIGNS, "Veröffentlichungsdatum: 01.04.2025 22:04 / X"])


@given(
    st.lists(st.lists(ODD_PIECES, max_size=8).map("".join), min_size=1, max_size=4), st.booleans()
)
def test_the_short_way_gives_what_the_careful_way_gives(bodies: list[str], twice: bool) -> None:
    head = "Veröffentlichungsdatum: 01.04.2025 22:04 / Lokales\n\nTitel\n\n"
    files = [(head + "Titel\n\n" * twice + body).encode() for body in bodies]
    found = cut_press_texts(files)
    if found is None:
        return
    for place, number in enumerate(found.places.tolist()):
        (row,) = read_press_text(files[number], path=Path("a.txt"))
        assert row.text == found.text[place].as_py()
        assert row.title == found.title[place].as_py()
        assert row.section == found.section[place].as_py()
        assert row.written == found.written[place].as_py()
        codes = [doubt.code for doubt in row.doubts]
        assert codes == ["headline-repeated"] * bool(found.repeated[place])


def test_the_short_way_takes_the_sample_corpus() -> None:
    files = [path.read_bytes() for path in sorted((ROOT / "data" / "articles").rglob("*.txt"))]
    found = cut_press_texts(files)
    assert found is not None
    assert len(found.places) > 0.9 * len(files)


VALUES = {
    "int64": st.integers(-(2**62), 2**62),
    "int8": st.integers(-128, 127),
    "Int64": st.one_of(st.none(), st.integers(-(2**62), 2**62)),
    "float64": st.floats(allow_nan=True),
    "float32": st.floats(width=32),
    "bool": st.booleans(),
    "boolean": st.one_of(st.none(), st.booleans()),
    "str": st.one_of(st.none(), st.text(LETTERS, max_size=9)),
    "category": st.one_of(st.none(), st.sampled_from(["a", "ß", "=1"])),
    "datetime64[us]": st.one_of(st.none(), MOMENTS),
    "datetime64[ns, UTC]": st.one_of(st.none(), MOMENTS),
    "timedelta64[s]": st.one_of(
        st.none(), st.integers(-(10**9), 10**9).map(lambda seconds: pd.Timedelta(seconds, "s"))
    ),
}


@st.composite
def tables(draw) -> pd.DataFrame:
    """Any article table with any further columns."""
    count = draw(st.integers(1, 4))
    texts = st.lists(st.text(LETTERS, max_size=20), min_size=count, max_size=count)
    moments = draw(st.lists(st.one_of(st.none(), MOMENTS), min_size=count, max_size=count))
    columns = {
        "published": pd.to_datetime(pd.Series(moments, dtype="datetime64[us]"))
        .dt.tz_localize("UTC")
        .dt.tz_convert("Europe/Berlin")
    }
    for name in ("outlet", "section", "title", "text"):
        columns[name] = pd.Series(draw(texts), dtype="str")
    kinds = draw(st.lists(st.sampled_from(sorted(VALUES)), max_size=3))
    for number, kind in enumerate(kinds):
        values = draw(st.lists(VALUES[kind], min_size=count, max_size=count))
        columns[f"{kind} {number}"] = pd.Series(values, dtype="str" if kind == "category" else kind)
        if kind == "category":
            columns[f"{kind} {number}"] = columns[f"{kind} {number}"].astype("category")
    names = pd.Index([f"a{number}" for number in range(count)], name="article", dtype="str")
    return pd.DataFrame(columns).set_axis(names, axis="index")


@pytest.mark.parametrize("suffix", [".parquet", ".jsonl"])
@FUNCTION_FIXTURE
@given(table=tables())
def test_any_table_comes_back_exactly(tmp_path: Path, suffix: str, table: pd.DataFrame) -> None:
    back = mk.read_articles(mk.write_articles(table, tmp_path / f"a{suffix}"))
    pd.testing.assert_frame_equal(back, table, check_exact=True)
    assert back.attrs == table.attrs


@FUNCTION_FIXTURE
@given(table=tables())
def test_tables_for_excel_are_the_same_bytes_each_time(tmp_path: Path, table: pd.DataFrame) -> None:
    for name in ("a.xlsx", "a.csv"):
        first = mk.write_articles(table, tmp_path / name, for_excel=name == "a.csv").read_bytes()
        second = mk.write_articles(table, tmp_path / name, for_excel=name == "a.csv").read_bytes()
        assert first == second


BROKEN = ["ü".encode("cp1252"), b"\xe2\n\x80\x9e", b"\xe2\x80", b"\xff", b"\x7f", b"\xed\xa0\x80"]


@pytest.mark.parametrize("broken", BROKEN)
def test_a_broken_file_is_left_to_the_careful_way_and_the_others_are_not(broken: bytes) -> None:
    good = "Veröffentlichungsdatum: 01.04.2025 22:04 / Lokales\n\nTitel\n\nÜber „alles“.".encode()
    found = cut_press_texts([good, good + broken + b" Ende.", good])
    assert found is not None
    assert found.places.tolist() == [0, 2]
