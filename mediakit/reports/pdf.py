"""A finished page as PDF: by Typst, which comes as a wheel, or by an installed Chromium."""

import os
import re
import shutil
import subprocess
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from mediakit.errors import MediakitError

_BROWSERS = (
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"),
    *("microsoft-edge", "msedge"),
)
_ON_MACOS = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
_TIMES = re.compile(rb"(/(?:CreationDate|ModDate) \(D:)([^)]*)")
_SECONDS = 120


def check_engine(*, slides: bool = False) -> str:
    """Name the engine that writes PDF: ``typst``, or the path of a Chromium.

    Raises
    ------
    MediakitError
        If there is neither, or slides are wanted, which only Typst sets.
    """
    if find_spec("typst") is not None:
        return "typst"
    install = "install Typst: pip install 'mediakit[pdf]'"
    if slides:
        raise MediakitError(f"nothing here writes slides; {install}")
    browser = find_browser()
    if browser is None:
        raise MediakitError(
            f"nothing here writes PDF; {install} (or install Chromium, or set MEDIAKIT_BROWSER)"
        )
    return browser


def find_browser() -> str | None:
    """Find a Chromium: in ``MEDIAKIT_BROWSER``, on the path, or where macOS has it."""
    places = [os.environ.get("MEDIAKIT_BROWSER"), *map(shutil.which, _BROWSERS), _ON_MACOS]
    return next((place for place in places if place and Path(place).exists()), None)


def write_pdf(page: str, *, slides: bool = False, engine: str | None = None) -> bytes:
    """Write a finished page as a tagged PDF with an outline; the same page gives the same bytes.

    Parameters
    ----------
    page : str
        HTML from the exporter.
    slides : bool
        Whether each section, figure and table gets a slide of its own.
    engine : str, optional
        From `check_engine`; by default what it finds.

    Returns
    -------
    bytes
        The PDF file.

    Raises
    ------
    MediakitError
        If there is no engine, or it fails.
    """
    engine = engine or check_engine(slides=slides)
    with tempfile.TemporaryDirectory() as folder:
        if engine == "typst":
            return _by_typst(page, folder=Path(folder), slides=slides)
        return _by_browser(page, folder=Path(folder), browser=engine)


def _by_typst(page: str, *, folder: Path, slides: bool) -> bytes:
    import matplotlib as mpl
    import typst

    from mediakit.reports.typst_markup import to_typst_document

    # The machine's own fonts would make other bytes elsewhere; matplotlib's have most alphabets.
    fonts = typst.Fonts(
        include_system_fonts=False, font_paths=[str(Path(mpl.get_data_path(), "fonts", "ttf"))]
    )

    def compiled(source: str) -> bytes:
        main = folder / "main.typ"
        main.write_text(source, encoding="utf-8")
        compiler: Any = typst.Compiler(str(main), root=str(folder), font_paths=fonts)
        return bytes(compiler.compile(format="pdf", pdf_standards=["ua-1"]))

    def is_broken(picture: Path) -> bool:
        try:
            compiled(f'#set document(title: "x")\n#image("{picture.name}", alt: "x")')
        except typst.TypstError:
            return True
        return False

    try:
        return compiled(to_typst_document(page, folder=folder, slides=slides))
    except typst.TypstError:
        pictures = [path for path in folder.iterdir() if path.suffix != ".typ"]
        broken = [path.name for path in pictures if is_broken(path)]
    try:
        return compiled(to_typst_document(page, folder=folder, slides=slides, broken=broken))
    except typst.TypstError as error:
        raise MediakitError(f"Typst cannot set the report: {error}") from error


def _by_browser(page: str, *, folder: Path, browser: str) -> bytes:
    source, target = folder / "page.html", folder / "page.pdf"
    source.write_text(page, encoding="utf-8")
    command = [browser, "--headless", "--disable-gpu", f"--user-data-dir={folder / 'profile'}"]
    # Chromium refuses its sandbox to root, as in most containers.
    command += ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    command += ["--no-pdf-header-footer", "--generate-pdf-document-outline", "--export-tagged-pdf"]
    command += [f"--print-to-pdf={target}", source.as_uri()]
    try:
        subprocess.run(command, capture_output=True, timeout=_SECONDS, check=True)
    except (OSError, subprocess.SubprocessError) as error:
        raise MediakitError(f"{browser} cannot print the report: {error}") from error
    if not target.is_file():
        raise MediakitError(f"{browser} has printed nothing")
    # The time of day is all that differs from run to run; digits for digits, no place shifts.
    return _TIMES.sub(_without_time, target.read_bytes())


def _without_time(found: re.Match[bytes]) -> bytes:
    return found[1] + re.sub(rb"\d", b"0", found[2]).replace(b"00000000", b"20000101", 1)
