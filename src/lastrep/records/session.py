"""Everything one source yields: the object behind ``--json``."""

from __future__ import annotations

from typing import Literal

import msgspec

from lastrep.records.training_set import Counts, TrainingSet

View = Literal["front", "three_quarter", "side", "back", "unknown"]


class Notice(msgspec.Struct, frozen=True, kw_only=True):
    """Something the user should know: a code for programs, a sentence for people."""

    code: str
    text: str
    start_time_s: float | None = None
    end_time_s: float | None = None


class SourceFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What was read; None where nobody knows any more, after a session that broke off."""

    path: str
    duration_s: float | None
    frames: int | None
    frames_with_lifter: int | None
    width: int
    height: int
    view: View


class ModelFacts(msgspec.Struct, frozen=True, kw_only=True):
    """Which pose model saw it; None where the poses came recorded."""

    name: str | None
    sha256: str | None


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """The result for one source."""

    schema: str = "lastrep/1"
    software_version: str
    model: ModelFacts
    settings: dict[str, str | float | int | bool | None]
    source: SourceFacts
    sets: tuple[TrainingSet, ...]
    counts: Counts
    warnings: tuple[Notice, ...]
