"""Bytes to text: UTF-8 if it is UTF-8, else Windows-1252, and never in silence."""

import codecs

import pyarrow as pa

from mediakit.formats.findings import Doubt

_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF32_LE: "utf-32-le",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}


_HEAD = 1000


def decode(data: bytes) -> tuple[str, list[Doubt]]:
    """Decode a file and say how, unless it is plain UTF-8.

    Parameters
    ----------
    data : bytes
        The file.

    Returns
    -------
    tuple of str and list of Doubt
        The text, without byte order mark. Lines that are not UTF-8 are read as Windows-1252, and
        as Latin-1 if they are not that either.

    Examples
    --------
    >>> decode("Größe".encode("cp1252"))
    ('Größe', [Doubt(code='encoding', message='not UTF-8: read as Windows-1252', line=1)])
    """
    for mark, encoding in _MARKS.items():
        if data.startswith(mark):
            said = Doubt("encoding", f"{encoding.upper()} with byte order mark", 1)
            rest = data[len(mark) :]
            if encoding != "utf-8":
                return rest.decode(encoding, "replace"), [said]
            text, doubts = _unmarked(rest)
            return text, [said, *doubts]
    return _wide(data) or _unmarked(data)


def to_utf8(data: bytes) -> tuple[bytes, list[Doubt]]:
    """Give a file as UTF-8 and say how; a long file that is UTF-8 is not copied."""
    marked = data.startswith(tuple(_MARKS)) or _wide(data) is not None
    if not marked and is_utf8(data):
        return data, []
    text, doubts = decode(data)
    return text.encode("utf-8", "replace"), doubts


def is_utf8(data: bytes) -> bool:
    """Look through bytes without making text of them, which may take four times the room."""
    ends = pa.array([0, len(data)], pa.int64()).buffers()[1]
    column = pa.LargeStringArray.from_buffers(1, ends, pa.py_buffer(data))
    try:
        column.validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True


def _wide(data: bytes) -> tuple[str, list[Doubt]] | None:
    """Decode UTF-16 without a mark: every second byte of its ASCII letters is a NUL."""
    head = data[:_HEAD]
    for encoding, nuls in (("utf-16-le", head[1::2]), ("utf-16-be", head[::2])):
        if nuls.count(0) > len(head) // 4:
            said = Doubt("encoding", f"{encoding.upper()} without byte order mark", 1)
            return data.decode(encoding, "replace"), [said]
    return None


def _unmarked(data: bytes) -> tuple[str, list[Doubt]]:
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError as error:
        return _by_line(data, first=data.count(b"\n", 0, error.start) + 1)


def _by_line(data: bytes, *, first: int) -> tuple[str, list[Doubt]]:
    lines, unicode = [], 0
    for line in data.split(b"\n"):
        try:
            lines.append(line.decode("utf-8"))
            unicode += not line.isascii()
        except UnicodeDecodeError:
            try:
                lines.append(line.decode("cp1252"))
            except UnicodeDecodeError:
                lines.append(line.decode("latin-1"))
    if unicode:
        message = "some lines are not UTF-8: those are read as Windows-1252"
        return "\n".join(lines), [Doubt("encoding-mixed", message, first)]
    return "\n".join(lines), [Doubt("encoding", "not UTF-8: read as Windows-1252", first)]
