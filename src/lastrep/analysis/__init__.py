"""The streaming analyser that joins the rooms of the core: poses in, events out."""

from lastrep.analysis.analyzer import Analyzer

__all__ = ["Analyzer"]
