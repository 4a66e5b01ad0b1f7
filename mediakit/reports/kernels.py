"""The kernel of the very same Python, whatever kernels are installed elsewhere."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ipykernel.kernelspec import get_kernel_dict
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbformat import NotebookNode


class _SamePythonManager(AsyncKernelManager):
    """Starts ipykernel under the Python that runs now; no kernelspec is looked up."""

    @property
    def kernel_spec(self) -> KernelSpec:
        told = get_kernel_dict()
        return KernelSpec(**{name: told[name] for name in ("argv", "language", "metadata")})


@contextmanager
def running_kernel(
    notebook: NotebookNode, *, folder: Path, timeout: int
) -> Iterator[NotebookClient]:
    """Start a kernel in `folder` for the cells of `notebook`; end it on leaving.

    Sets have the same order in every run, and progress bars stay out of the outputs.
    """
    client = NotebookClient(
        notebook,
        kernel_manager_class=_SamePythonManager,
        timeout=timeout,
        resources={"metadata": {"path": str(folder)}},
        record_timing=False,
        store_widget_state=False,
        coalesce_streams=True,
    )
    environment = os.environ | {"PYTHONHASHSEED": "0", "TQDM_DISABLE": "1"}
    # What the kernel itself logs is no message to the user: failures are raised.
    with client.setup_kernel(env=environment, stderr=subprocess.DEVNULL):
        yield client
