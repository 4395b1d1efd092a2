"""Rendered video of a simulated set; needs the extra ``render`` and Mesa, but no screen."""

from lastrep.simulation.rendering.film import render

__all__ = ["render"]
