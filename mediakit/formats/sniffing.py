"""Which reader a file needs: by its content first, by its name where the content does not tell."""

import re

_BY_START = (
    (b"PAR1", "parquet"),
    (b"ARROW1", "arrow"),
    (b"\x1f\x8b", "gz"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"%PDF", "pdf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old-office"),
    (b"{\\rtf", "rtf"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"Rar!", "archive"),
    (b"BZh", "archive"),
    (b"\xfd7zXZ", "archive"),
    (b"\x28\xb5\x2f\xfd", "archive"),
)
_TAR, _TAR_AT = b"ustar", 257
_BY_NAME = {
    ".txt": "press",
    ".csv": "csv",
    ".tsv": "csv",
    ".tab": "csv",
    ".json": "json",
    ".jsonl": "json",
    ".ndjson": "json",
    ".parquet": "parquet",
    ".arrow": "arrow",
    ".feather": "arrow",
    ".xlsx": "xlsx",
    ".docx": "docx",
    ".zip": "zip",
    ".gz": "gz",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".rss": "feed",
    ".atom": "feed",
}
UNREADABLE = {
    "pdf": "PDF is not read: export it as text",
    "old-office": "old Office files are not read: save it as .xlsx or .docx",
    "rtf": "RTF is not read: save it as .docx or as text",
    "archive": "of archives only .zip and .gz are read: unpack it first",
    "other-office": "this Office format is not read: save it as .xlsx, .docx or text",
}
# In bytes, so that it fits UTF-8, Latin-1, combining marks and "oe".
_HEADER = re.compile(rb"\s*ver(?:\xc3\xb6|\xf6|o\xcc\x88|oe)ffentlichungsdatum\s*:", re.I)
_FEED = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*|<\?.*?\?>\s*)*<(?:rss|feed|rdf:RDF)\b", re.S
)
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_HEAD = 4096


def sniff(data: bytes, *, name: str) -> str:
    """Tell the format of a file.

    Parameters
    ----------
    data : bytes
        The file, or its first kilobytes.
    name : str
        Its name; a final ``.gz`` does not count.

    Returns
    -------
    str
        ``press``, ``csv``, ``json``, ``parquet``, ``arrow``, ``xlsx``, ``docx``, ``html``,
        ``feed``, ``zip``, ``gz``, a key of ``UNREADABLE``, or nothing where no reader fits.

    Examples
    --------
    >>> sniff(b'{"text": "Die Rente steigt."}', name="export.txt")
    'json'
    >>> sniff(b"ID;Text", name="export.csv")
    'csv'
    """
    for start, kind in _BY_START:
        if data.startswith(start):
            return kind
    if data.startswith(_TAR, _TAR_AT):
        return "archive"
    head = data[:_HEAD].removeprefix(b"\xef\xbb\xbf")
    if _HEADER.match(head):
        return "press"
    if _FEED.match(head):
        return "feed"
    if _HTML.match(head):
        return "html"
    suffix = _suffix(name)
    by_name = _BY_NAME.get(suffix, "")
    if by_name in ("", "press", "csv") and head.lstrip()[:1] in (b"{", b"["):
        return "json" if _looks_like_json(head) else by_name
    return by_name


def _suffix(name: str) -> str:
    stem = name.lower().removesuffix(".gz")
    return "." + stem.rpartition(".")[2] if "." in stem else ""


def _looks_like_json(head: bytes) -> bool:
    return re.match(rb'\s*(?:\{\s*"|\[\s*\{\s*")', head) is not None
