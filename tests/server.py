"""A Jupyter server for tests, alone with its settings, and ended afterwards."""

import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest


@contextmanager
def serving(
    python: str | Path, *, folder: Path, app: str = "jupyter_server", **environment: str
) -> Iterator[tuple[str, str]]:
    """Serve a folder by an app of a Python; give its address and token."""
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    token = secrets.token_hex(8)
    places = {f"JUPYTER_{name}_DIR": str(folder / name) for name in ("CONFIG", "DATA", "RUNTIME")}
    # Templates and kernels lie with the libraries, which the Python may borrow.
    places["JUPYTER_PATH"] = str(Path(sys.prefix, "share", "jupyter"))
    # What is served imports what the environment says, and nothing of the repository by chance.
    inherited = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    told = {"port": port, "port_retries": 0, "root_dir": folder, "open_browser": False}
    told = {f"ServerApp.{name}": value for name, value in told.items()}
    told |= {"IdentityProvider.token": token}
    command = [str(python), "-m", app, "--allow-root"]
    command += [f"--{name}={value}" for name, value in told.items()]
    with (folder / "log").open("w", encoding="utf-8") as log:
        server = subprocess.Popen(
            command, env=inherited | places | environment, stdout=log, stderr=log
        )
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_for(f"{address}/api?token={token}", server=server)
            yield address, token
        finally:
            server.terminate()
            server.wait(20)


def fetch(address: str) -> bytes:
    """Get what lies at an address."""
    with urllib.request.urlopen(address, timeout=60) as answer:
        return answer.read()


def _wait_for(address: str, *, server: subprocess.Popen) -> None:
    for _ in range(300):
        try:
            fetch(address)
        except (urllib.error.URLError, OSError):
            assert server.poll() is None, "the server ended"
            time.sleep(0.2)
        else:
            return
    pytest.fail("the server does not answer")
