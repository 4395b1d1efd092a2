"""What the user may decide about a running session."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from lastrep.apps.live.capture import GIVE_UP_S
from lastrep.apps.live.model_choice import AUTO
from lastrep.outputs.announcer import TOPICS, Topic
from lastrep.records.profile import Profile


@dataclass(frozen=True, slots=True)
class VoiceOptions:
    """How the voice sounds and what it speaks of; ``to_file`` keeps what was heard as WAV."""

    wanted: bool = True
    volume: float = 1.0
    rate: float = 1.0
    topics: tuple[Topic, ...] = TOPICS
    to_file: Path | None = None


@dataclass(frozen=True, slots=True)
class LiveOptions:
    """The choices for `lastrep.apps.live.run.run_live`; ``source`` None finds a camera.

    ``history`` is a file or URL, None the user's own data folder; a lost source is waited for
    ``give_up_s``; ``load_kg`` is the weight of all sets, None where it is not known;
    ``commands`` is where spoken commands come from, ``mic`` or a WAV file, None for nowhere.
    """

    source: str | None = None
    exercise: str = "auto"
    lifter: str = "largest"
    model: str = AUTO
    profile: Profile = field(default_factory=Profile)
    window: bool = True
    record: Path | None = None
    give_up_s: float = GIVE_UP_S
    keep_history: bool = True
    history: str | None = None
    load_kg: float | None = None
    commands: str | None = None
    voice: VoiceOptions = field(default_factory=VoiceOptions)
