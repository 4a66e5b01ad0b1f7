"""Messages say what is wrong, the first offender, and what to do."""

import pandas as pd
import pytest

import mediakit as mk
from mediakit.errors import require_columns


def test_require_columns_names_the_missing_the_close_and_the_found() -> None:
    with pytest.raises(mk.ColumnError) as raised:
        require_columns(pd.DataFrame({"terms": []}), columns=["term"], made_by="term_frequencies()")
    assert str(raised.value) == (
        "no column 'term' (did you mean 'terms'?); found: 'terms'. "
        "Pass the result of term_frequencies()."
    )


def test_require_columns_bears_empty_tables_and_odd_names() -> None:
    with pytest.raises(mk.ColumnError, match=r"no column 'term'; found: no columns\."):
        require_columns(pd.DataFrame(), columns=["term"], made_by="x()")
    with pytest.raises(mk.ColumnError, match="found: '1', 'zwei'"):
        require_columns(pd.DataFrame({1: [], "zwei": []}), columns=["term"], made_by="x()")
    require_columns(pd.DataFrame({"term": []}), columns=["term"], made_by="x()")


def test_every_error_is_a_value_error() -> None:
    for error in (mk.ArticleError, mk.ColumnError, mk.EmptyError):
        assert issubclass(error, mk.MediakitError)
        assert issubclass(error, ValueError)


def test_article_errors_tell_their_place() -> None:
    assert str(mk.ArticleError("kaputt", file="a.txt", line=3)) == "a.txt, line 3: kaputt"
    assert str(mk.ArticleError("kaputt", file="a.txt")) == "a.txt: kaputt"
    assert str(mk.ArticleError("kaputt")) == "kaputt"
