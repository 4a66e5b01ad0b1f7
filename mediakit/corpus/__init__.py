"""A corpus larger than memory: parts on disk, or the partitions of a Dask DataFrame."""

from mediakit.corpus.drawing import draw_articles
from mediakit.corpus.opening import Corpus, Part, list_parts, open_corpus
from mediakit.corpus.parting import (
    Done,
    is_dask,
    is_parted,
    map_articles,
    map_tokens,
    read_column,
    read_series,
    refuse_broken,
    split_column,
)
from mediakit.corpus.storing import store_corpus

__all__ = [
    "Corpus",
    "Done",
    "Part",
    "draw_articles",
    "is_dask",
    "is_parted",
    "list_parts",
    "map_articles",
    "map_tokens",
    "open_corpus",
    "read_column",
    "read_series",
    "refuse_broken",
    "split_column",
    "store_corpus",
]
