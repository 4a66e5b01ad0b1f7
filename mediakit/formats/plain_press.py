"""The short way through press text: many files at once, cut by array arithmetic, not decoded.

Most files need no repair. All others take `read_press_text`; both ways give the same rows, and a
property test holds them to it.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from mediakit.formats.decoding import is_utf8

_Ints = npt.NDArray[np.int64]
_Flags = npt.NDArray[np.bool_]

_LABEL = "Veröffentlichungsdatum: ".encode()
_DATE = b"00.00.0000 00:00"
_HEADER = _LABEL + _DATE + b" / "
_AS_ZERO = bytes.maketrans(b"123456789", b"000000000")
# Text holds none, so it can stand between files.
_BETWEEN = 0x00
_NEWLINE, _BLANK, _DELETE = 0x0A, 0x20, 0x7F
# As signed bytes, those that go on with a character are below those that begin one.
_FIRST_LEAD = 0xC0 - 0x100
# A newline at the end of the index arithmetic, so that no file is too short for it.
_PADDING = 8


class PlainTexts(NamedTuple):
    """Articles of files that need no repair, all columns in UTF-8.

    ``places`` tells which of the files they are, ``repeated`` whether the headline stood twice.
    """

    places: _Ints
    written: pa.LargeStringArray
    section: pa.LargeStringArray
    title: pa.LargeStringArray
    text: pa.LargeStringArray
    repeated: _Flags


def cut_press_texts(files: list[bytes]) -> PlainTexts | None:
    """Cut the press texts that need no repair.

    Parameters
    ----------
    files : list of bytes
        Whole files.

    Returns
    -------
    PlainTexts or None
        Those that are written exactly as the format has it; None if there are none, or if a file
        holds the byte that stands between them, so that all must be looked at one by one.
    """
    between = bytes([_BETWEEN])
    blob = between.join(files) + between * _PADDING
    lengths = np.array([len(data) for data in files], dtype=np.int64)
    ends = np.cumsum(lengths + 1) - 1
    starts = ends - lengths
    codes = np.frombuffer(blob, dtype=np.uint8)
    # Control characters, and what is not ASCII: negative as signed bytes.
    others = np.flatnonzero(codes.view(np.int8) < _BLANK)
    rest = codes[others]
    suspect = _suspects(rest, count=len(files))
    if suspect is None:
        return None
    if _DELETE in blob or not _is_utf8(rest, others):
        suspect |= np.array([_DELETE in data or not is_utf8(data) for data in files])
    good = ~suspect & (lengths > len(_HEADER)) & _headed(files)
    newlines = others[rest == _NEWLINE]
    good &= ~_uneven(codes, newlines, starts=starts)
    good &= codes[ends - 1] != _BLANK
    lines = np.concatenate([newlines, np.full(_PADDING, len(blob))])
    first = np.searchsorted(newlines, starts)
    header, gap, title, gap2, again, gap3 = (lines[first + number] for number in range(6))
    good &= (gap == header + 1) & (gap2 == title + 1) & (title > gap + 1) & (gap2 < ends)
    good &= header > starts + len(_HEADER)
    # Files end in one newline, in two, or in none.
    last = ends - (codes[ends - 1] == _NEWLINE)
    last -= codes[last - 1] == _NEWLINE
    alike = good & (np.minimum(again, last) - gap2 == title - gap)
    _compare(blob, alike, gap, gap2, length=title - gap)
    repeated = alike & (gap3 == again + 1) & (gap3 + 1 < last)
    begins = np.where(repeated, gap3, gap2) + 1
    # A headline that stands twice without a blank line below is for the careful way.
    good &= (repeated | ~alike) & (begins < last)
    places = np.flatnonzero(good)
    if not len(places):
        return None
    spans = (
        (starts + len(_LABEL), starts + len(_LABEL) + len(_DATE)),
        (starts + len(_HEADER), header),
        (gap + 1, title),
        (begins, last),
    )
    written, section, headline, text = (
        _column(blob, begin[places], end[places]) for begin, end in spans
    )
    return PlainTexts(places, written, section, headline, text, repeated[places])


def _compare(blob: bytes, alike: _Flags, one: _Ints, two: _Ints, *, length: _Ints) -> None:
    """Keep of `alike` the places where two spans hold the same bytes."""
    places = np.flatnonzero(alike)
    spans = zip(one[places].tolist(), two[places].tolist(), length[places].tolist(), strict=True)
    alike[places] = [blob[a : a + size] == blob[b : b + size] for a, b, size in spans]


def _column(blob: bytes, begins: _Ints, ends: _Ints) -> pa.LargeStringArray:
    """Copy spans into a column."""
    # The array holds the spans and what lies between them; the former are taken.
    borders = np.column_stack([begins, ends]).reshape(-1)
    whole = pa.LargeStringArray.from_buffers(
        len(borders) - 1, pa.py_buffer(borders), pa.py_buffer(blob)
    )
    return whole.take(pa.array(np.arange(0, len(borders), 2)))


def _is_utf8(rest: npt.NDArray[np.uint8], places: _Ints) -> bool:
    """Tell whether files are UTF-8 by the bytes that are not ASCII alone: a few in a hundred.

    These must be UTF-8 for themselves, and bytes that go on with a character follow their like.
    """
    goes_on = rest.view(np.int8) < _FIRST_LEAD
    if (goes_on[1:] & (np.diff(places) != 1)).any():
        return False
    return is_utf8(rest.tobytes())


def _headed(files: list[bytes]) -> _Flags:
    """Tell which files begin with a header, its date written as it should be."""
    end = len(_HEADER)
    blank = bytes([_BLANK])
    return np.array(
        [
            data[:end].translate(_AS_ZERO) == _HEADER and data[end : end + 1] != blank
            for data in files
        ]
    )


def _suspects(rest: npt.NDArray[np.uint8], *, count: int) -> _Flags | None:
    """Tell which files hold characters that `clean` or `str.strip` would touch.

    `rest` has all control characters and bytes that are not ASCII, those between files too.
    """
    borders = np.flatnonzero(rest == _BETWEEN)
    if len(borders) != count - 1 + _PADDING:
        return None
    pairs = (rest[:-1].astype(np.uint16) << 8) | rest[1:]
    files = np.searchsorted(borders, np.flatnonzero(_SUSPECT_PAIRS[pairs]))
    suspect = np.zeros(count + _PADDING, dtype=bool)
    suspect[files] = True
    return suspect[:count]


def _suspect_pairs() -> _Flags:
    """Mark pairs of bytes outside ASCII that begin, or are within, a suspect character."""
    pairs = np.zeros((256, 256), dtype=bool)
    # Control characters; U+0300 to U+036F; the planes of odd spaces, U+FFFD and U+FEFF.
    for first in (*range(1, 0x20), 0xCC, 0xCD, 0xE1, 0xEF):
        pairs[first] = first != _NEWLINE
    pairs[0xC2, 0x80:0xA1] = pairs[0xC2, 0xAD] = True
    pairs[0xC3, [0x83, 0xA2]] = True
    pairs[0xE2, 0x81] = True
    # Behind E2: U+2000 to U+200F, U+2028 to U+202F; behind E3: U+3000.
    pairs[0x80, 0x80:0x90] = pairs[0x80, 0xA8:0xB0] = True
    return pairs.reshape(-1)


_SUSPECT_PAIRS = _suspect_pairs()


def _uneven(codes: npt.NDArray[np.uint8], newlines: _Ints, *, starts: _Ints) -> _Flags:
    """Tell which files have blanks beside a newline, empty lines in a row, or another header."""
    behind = codes[newlines + 1]
    odd = (codes[newlines - 1] == _BLANK) | (behind == _BLANK)
    odd[:-2] |= newlines[2:] == newlines[:-2] + 2
    # Any line that begins like "Ver" with an o or an umlaut may be a header.
    like_v = np.flatnonzero((behind | 0x20) == ord("v"))
    odd[like_v] |= np.isin(codes[newlines[like_v] + 4] | 0x20, _LIKE_O)
    uneven = np.zeros(len(starts), dtype=bool)
    uneven[np.searchsorted(starts, newlines[odd], side="right") - 1] = True
    return uneven


_LIKE_O = np.array([ord("o"), 0xC3 | 0x20], dtype=np.uint8)
