"""What is written in a PDF that Typst has made: enough of the format for tests, and no more."""

import re
import zlib
from pathlib import Path

OBJECT = re.compile(rb"(\d+) 0 obj\n(.*?)\nendobj", re.S)
STREAM = re.compile(rb"stream\n(.*)\nendstream", re.S)


class Pdf:
    """A PDF file: its pages of text, and whether it is tagged and has an outline."""

    def __init__(self, content: bytes | Path) -> None:
        self.raw = content.read_bytes() if isinstance(content, Path) else content
        self.objects = {int(n): body for n, body in OBJECT.findall(self.raw)}
        self.tagged = b"/StructTreeRoot" in self.raw and b"/Marked true" in self.raw
        (kids,) = re.findall(rb"/Type/Pages/Count \d+/Kids\[([^\]]*)\]", self.raw)
        pages = [int(n) for n in re.findall(rb"(\d+) 0 R", kids)]
        self.pages = [self._text(self.objects[n]) for n in pages]
        self.outline = [
            _string(body) for body in self.objects.values() if re.search(rb"/Title.*/Dest", body)
        ]

    def _text(self, page: bytes) -> str:
        (resources,) = re.findall(rb"/Resources (\d+) 0 R", page) or [None]
        listed = self.objects[int(resources)] if resources else page
        (fonts,) = re.findall(rb"/Font<<(.*?)>>", listed, re.S)
        letters = {
            name: self._letters(self.objects[int(number)])
            for name, number in re.findall(rb"/(\w+) (\d+) 0 R", fonts)
        }
        (content,) = re.findall(rb"/Contents (\d+) 0 R", page)
        drawn, told = self._stream(int(content)), []
        pattern = rb"/(\w+) [\d.]+ Tf|(BT)|\(((?:\\.|[^\\)])*)\)|<([0-9A-F]+)>"
        font: dict[int, str] = {}
        for name, begin, text, hexadecimal in re.findall(pattern, drawn, re.S):
            if name:
                font = letters.get(name, {})
            codes = bytes.fromhex(hexadecimal.decode()) if hexadecimal else _plain(text)
            pairs = zip(codes[::2], codes[1::2], strict=False)
            told.append("\n" if begin else "".join(font.get(256 * a + b, "") for a, b in pairs))
        return "".join(told)

    def _letters(self, font: bytes) -> dict[int, str]:
        (number,) = re.findall(rb"/ToUnicode (\d+) 0 R", font) or [None]
        found: dict[int, str] = {}
        for code, text in re.findall(
            rb"<([0-9a-fA-F]+)> <([0-9a-fA-F]+)>", self._stream(int(number or 0))
        ):
            found[int(code, 16)] = bytes.fromhex(text.decode()).decode("utf-16-be")
        return found

    def _stream(self, number: int) -> bytes:
        found = STREAM.search(self.objects[number])
        return zlib.decompress(found[1]) if found else b""


ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def _plain(text: bytes) -> bytes:
    def meant(found: re.Match[bytes]) -> bytes:
        told = found[1]
        return bytes([int(told, 8)]) if told.isdigit() else ESCAPES.get(told, told)

    return re.sub(rb"\\([0-7]{3}|.)", meant, text, flags=re.S)


def _string(body: bytes) -> str:
    found = re.search(rb"/Title(?:\((.*?)\)|<(\w+)>)/", body)
    if found is None:
        return ""
    if found[2]:
        return bytes.fromhex(found[2].decode()).decode("utf-16")
    return found[1].decode("latin-1")
