"""A real browser for tests: skipped where there is none, unless MEDIAKIT_REQUIRE_BROWSER is set."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
NAMES += ("microsoft-edge", "msedge")
ON_MACOS = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"


@pytest.fixture(scope="module")
def browser() -> Iterator:
    """Run a headless Chromium."""
    playwright = import_playwright()
    path = find_browser()
    with playwright.sync_playwright() as driver:
        # Chromium refuses its sandbox to root, as in most containers.
        as_root = hasattr(os, "geteuid") and os.geteuid() == 0
        options = ["--no-sandbox"] if as_root else []
        running = driver.chromium.launch(executable_path=path, args=options)
        yield running
        running.close()


def import_playwright():
    """Import playwright, or say that it is missing."""
    try:
        from playwright import sync_api
    except ImportError:
        miss("the package playwright is not installed")
    return sync_api


def find_browser() -> str:
    """Find a Chromium: in MEDIAKIT_BROWSER, on the path, or where macOS has it."""
    named = os.environ.get("MEDIAKIT_BROWSER")
    places = [named, *map(shutil.which, NAMES), ON_MACOS]
    found = next((place for place in places if place and Path(place).exists()), None)
    return found or miss("no Chromium found: install chromium, or set MEDIAKIT_BROWSER")


def miss(reason: str) -> NoReturn:
    """Skip on a user's machine, fail where browsers are required."""
    if os.environ.get("MEDIAKIT_REQUIRE_BROWSER", "0") not in ("", "0"):
        pytest.fail(reason)
    pytest.skip(reason)


def watch(page, *, home: str):
    """Let a page write down what it asks for outside of `home`, and what goes wrong."""
    page.asked, page.wrong = [], []

    def ask(request) -> None:
        if not request.url.startswith(("data:", "blob:", home)):
            page.asked.append(request.url)

    page.on("request", ask)
    page.on("pageerror", lambda error: page.wrong.append(str(error)))
    page.on("console", lambda m: page.wrong.append(m.text) if m.type == "error" else None)
    page.on("dialog", lambda dialog: page.wrong.append(dialog.message))
    return page
