"""The sample corpus, from a checkout or an installed wheel."""

from importlib.resources import files
from pathlib import Path

import pandas as pd

from mediakit.articles.reading import read_articles
from mediakit.articles.report import REPORT, Records


def sample_articles() -> pd.DataFrame:
    """Load the sample corpus: invented articles of three invented outlets, January to March 2025.

    Returns
    -------
    DataFrame
        An article table; ``path`` is relative to the corpus. The texts are CC0.

    Examples
    --------
    >>> sorted(sample_articles()["outlet"].unique())
    ['abendkurier', 'rundschau', 'tagblatt']
    """
    packaged = Path(str(files("mediakit"))) / "sample"
    folder = packaged if packaged.is_dir() else Path(__file__).parents[2] / "data" / "articles"
    articles = read_articles(folder)
    relative = [Path(path).relative_to(folder).as_posix() for path in articles["path"]]
    findings = [
        record | {"file": Path(record["file"]).relative_to(folder).as_posix()}
        for record in articles.attrs[REPORT]
    ]
    articles.attrs[REPORT] = Records(findings)
    return articles.assign(path=pd.Series(relative, index=articles.index, dtype="str"))
