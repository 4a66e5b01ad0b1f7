"""Texts cut and strings numbered in compiled loops; needs ``mediakit[fast]``, that is numba."""

import functools
import threading
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from mediakit.tokens.numbering import Bytes, Strings, cut_bytes, lock

_Integers = npt.NDArray[np.integer]
# So many forms, and bytes in each on average, have room at first.
_ROOM, _WIDTH = 1 << 16, 16
_BEHIND = np.zeros(16, dtype=np.uint8)


@functools.cache
def is_usable() -> bool:
    """Tell whether numba is installed and works."""
    try:
        numbers = CompiledNumbers()
        data = np.frombuffer(b"Ja, gern", dtype=np.uint8)
        bounds, _ = numbers.cut(data, np.array([0, len(data)]))
        _, forms = numbers.finish([numbers.add(Strings(data, bounds))])
        return forms.to_pylist() == ["Ja, ", "gern"]
    except Exception:
        # Whatever is wrong with numba, there is another way.
        return False


class CompiledNumbers:
    """Numbers from hash tables, one a thread."""

    def __init__(self) -> None:
        self._mine = threading.local()

    def cut(self, data: Bytes, ends: _Integers) -> tuple[_Integers, _Integers]:
        """Cut texts in a row at white space; give all bounds, and which begin a text."""
        from mediakit.tokens.kernels import cut

        bounds = np.empty(len(data) // 2 + len(ends) + 1, dtype=np.int64)
        offsets = np.empty(len(ends), dtype=np.int64)
        return bounds[: cut(data, ends, bounds, offsets) + 1], offsets

    def add(self, strings: Strings) -> tuple["_Table", _Integers]:
        """Take up strings; several threads may do so at once."""
        if not hasattr(self._mine, "table"):
            self._mine.table = _Table()
        table = self._mine.table
        return table, table.number(strings)

    def finish(
        self, added: Sequence[tuple["_Table", _Integers]]
    ) -> tuple[list[_Integers], pa.LargeStringArray]:
        """Give the numbers of all that was added, int32, and the distinct strings by number."""
        self._mine = threading.local()  # the tables are needed no more
        whole, *others = dict.fromkeys(table for table, _ in added)
        for table in others:
            numbers = whole.number(table.forms())
            for mine, codes in added:
                if mine is table:
                    codes[:] = numbers[codes]
        return [codes for _, codes in added], cut_bytes(*whole.forms()[:2])

    def spread(
        self, codes: _Integers, *, firsts: _Integers, values: _Integers, out: _Integers
    ) -> None:
        """Write the values of each code, ``firsts[code]`` to ``firsts[code + 1]``, all in a row."""
        from mediakit.tokens.kernels import spread

        spread(codes, firsts, values, out)


class _Table:
    """A growing table of distinct strings."""

    _n_forms: int

    def __init__(self) -> None:
        self._make_room(_ROOM)

    def number(self, strings: Strings) -> _Integers:
        """Give strings their numbers, a new one the next."""
        from mediakit.tokens.kernels import number

        data, bounds, step = strings
        codes = np.empty(max(len(bounds) + step - 2, 0) // step, dtype=np.int32)
        if len(codes) and len(data) < bounds[-1] + len(_BEHIND):
            data = lock(np.append(data, _BEHIND))
        done = 0
        while True:
            table = self._slots, self._heads, self._places, self._arena, self._n_forms, codes
            self._n_forms, done = map(int, number(data, bounds, step, done, *table))
            if done == len(codes):
                return codes
            self._grow(int(np.diff(bounds[done * step :][:2])[0]))

    def forms(self) -> Strings:
        """Give the distinct strings by number."""
        places = self._places[: self._n_forms + 1]
        return Strings(lock(self._arena[: places[-1]]), places)

    def _make_room(self, room: int) -> None:
        self._slots = np.zeros(4 * room, dtype=np.uint32)
        self._heads = np.empty((room + 1, 3), dtype=np.uint64)
        self._places = np.zeros(room + 1, dtype=np.int64)
        self._arena = np.empty(room * _WIDTH + len(_BEHIND), dtype=np.uint8)
        self._n_forms = 0

    def _grow(self, size: int) -> None:
        """Make room for twice as many forms, and for one of this size."""
        old, room = self.forms(), 2 * (len(self._places) - 1)
        while room * _WIDTH < len(old.data) + size:
            room *= 2
        self._make_room(room)
        self.number(old)
