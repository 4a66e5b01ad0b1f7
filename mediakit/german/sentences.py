"""Sentences: where one ends, decided by neighbouring chunks."""

import re

import numpy as np
import numpy.typing as npt

_END = re.compile(r"[.!?…][“”\"»«’)\]]*$")
_OPENING = '„“"»«(‚'


def chunk_features(chunk: str) -> int:
    """Tell of one chunk what matters for sentences: 1 may end one, 2 may begin one."""
    first = chunk.lstrip(_OPENING)[:1]
    return bool(_END.search(chunk)) | 2 * (first.isupper() or first.isdigit())


def sentence_borders(
    features: npt.NDArray[np.int64], *, breaks: npt.NDArray[np.bool_]
) -> npt.NDArray[np.bool_]:
    """Tell before which chunks a sentence begins."""
    before = np.concatenate([[0], features[:-1]])
    return breaks | ((before & 1 > 0) & (features & 2 > 0))
