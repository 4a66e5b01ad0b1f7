"""Words."""

import re

_P = re.compile(r"\w+(?:[-:*/’'·.,]\w+)*|\W")


def split_chunk(chunk: str) -> list[str]:
    """Split."""
    return _P.findall(chunk)


def is_word(piece: str) -> bool:
    """Tell."""
    return any(c.isalnum() for c in piece)
