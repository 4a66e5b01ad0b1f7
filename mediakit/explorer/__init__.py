"""A corpus to look around in, in JupyterLab."""

from mediakit.explorer.view import Explorer, explore

__all__ = ["Explorer", "explore"]
