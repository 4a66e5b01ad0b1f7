"""What each distinct piece of text tells of places and sentences, and how it reaches the text."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from mediakit.german import (
    PARAGRAPH_BREAK,
    chunk_features,
    gap_break,
    sentence_borders,
)
from mediakit.tokens.chunks import Pieces

_Integers = npt.NDArray[np.integer]


def count_up(lengths: _Integers, *, offsets: _Integers) -> _Integers:
    """Add up the lengths before each item, anew in each group."""
    before = np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)])
    starts = before[:-1] - np.repeat(before[offsets[:-1]], np.diff(offsets))
    return starts.astype(np.int32)


class Marks(NamedTuple):
    """What each distinct piece tells of places and sentences."""

    lengths: _Integers
    """Its characters, white space included."""
    features: npt.NDArray[np.int64]
    """`chunk_features`; -1 where there is white space only."""
    gaps: npt.NDArray[np.int64]
    """`gap_break` of its white space."""


def ask_marks(pieces: pa.LargeStringArray) -> Marks:
    """Ask each distinct piece what it tells of places and sentences."""
    forms = pieces.to_pylist()
    chunks = [form.rstrip() for form in forms]
    pairs = zip(forms, chunks, strict=True)
    return Marks(
        lengths=pc.utf8_length(pieces).to_numpy(),
        features=np.array([chunk_features(chunk) if chunk else -1 for chunk in chunks], np.int64),
        gaps=np.array([gap_break(form[len(chunk) :]) for form, chunk in pairs], dtype=np.int64),
    )


def place_pieces(pieces: Pieces, *, marks: Marks) -> tuple[_Integers, _Integers]:
    """Tell where each piece of a batch begins in its text, and which pieces begin a sentence."""
    counts = np.diff(pieces.offsets)
    starts = count_up(marks.lengths[pieces.codes], offsets=pieces.offsets)
    features = marks.features[pieces.codes]
    breaks = np.concatenate([[PARAGRAPH_BREAK], marks.gaps[pieces.codes[:-1]]])[: len(starts)]
    firsts = pieces.offsets[:-1][counts > 0]
    breaks[firsts] = PARAGRAPH_BREAK
    blank = firsts[features[firsts] < 0]
    # White space that begins a text is no chunk; the chunk behind it, if any, begins the text.
    breaks[blank[blank + 1 < len(breaks)] + 1] = PARAGRAPH_BREAK
    chunks = np.flatnonzero(features >= 0)
    borders = sentence_borders(features[chunks], breaks=breaks[chunks])
    return starts, chunks[borders]
