"""How strongly two words go together: measures of one 2 x 2 table a pair."""

import numpy as np
import numpy.typing as npt

_Numbers = npt.NDArray[np.floating | np.integer]
_Floats = npt.NDArray[np.float64]


def associate(o11: _Numbers, *, r1: _Numbers, c1: _Numbers, n: _Numbers) -> dict[str, _Floats]:
    """Compute all measures; names and formulas stand in `collocations`.

    `o11` counts both words together, `r1` the first with or without the second, `c1` the second
    with or without the first, `n` all there is.
    """
    o11, r1, c1, n = (np.asarray(part, dtype=np.float64) for part in (o11, r1, c1, n))
    expected = r1 * c1 / n
    o12, o21 = r1 - o11, c1 - o11
    o22 = n - r1 - o21
    with np.errstate(divide="ignore", invalid="ignore"):
        pmi = np.log2(o11 / expected)
        npmi = np.where(o11 == 0, -1.0, pmi / -np.log2(o11 / n))
        cells = (o11, expected), (o12, r1 - expected), (o21, c1 - expected)
        g2 = 2 * sum(_deviance(o, e) for o, e in (*cells, (o22, n - r1 - c1 + expected)))
        return {
            "expected": expected,
            "pmi": pmi,
            # Words that never stand apart go together perfectly, even where they fill everything.
            "npmi": np.where((o12 == 0) & (o21 == 0), 1.0, npmi),
            "log_dice": 14 + np.log2(2 * o11 / (r1 + c1)),
            "g2": np.where(o11 < expected, -g2, g2),
            "t": (o11 - expected) / np.sqrt(o11),
            "delta_p_second": o11 / r1 - o21 / (n - r1),
            "delta_p_first": o11 / c1 - o12 / (n - c1),
            "min_sensitivity": np.minimum(o11 / r1, o11 / c1),
        }


def _deviance(observed: _Floats, expected: _Floats) -> _Floats:
    return np.where(observed > 0, observed * np.log(observed / expected), 0.0)
