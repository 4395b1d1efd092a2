"""What earlier sessions came to before they were cut short: kept, and said."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from lastrep.apps.live.journal import JOURNAL_SUFFIX, recover, sessions_folder, with_running_set
from lastrep.apps.live.options import LiveOptions
from lastrep.errors import HistoryError, OutputError
from lastrep.files.safe_write import write_bytes
from lastrep.outputs.history_keeper import HistoryKeeper
from lastrep.outputs.json_result import to_json
from lastrep.outputs.wording import number_of
from lastrep.pose.recorded_parts import join_parts
from lastrep.records.events import SetClosed
from lastrep.records.session import Session
from lastrep.records.training_set import TrainingSet

Say = Callable[[str], None]


def recover_sessions(options: LiveOptions, say: Say) -> None:
    """Save what earlier sessions came to, and say so.

    The set that was running goes into the history, too: who went past failure in it is not fresh
    tomorrow. Those before it were kept as they closed.
    """
    for path, found in recover(sessions_folder()):
        session = with_running_set(found)
        if session.sets:
            target = path.with_name(path.name.removesuffix(JOURNAL_SUFFIX) + ".json")
            known = target.exists()  # from a time before, when the recording could not be joined
            write_bytes(target, to_json(session).encode())
            total = session.counts.total
            are = f"{number_of(total, 'repetitions')} {'is' if total == 1 else 'are'}"
            say(f"An earlier session was cut short; its {are} in {target}")
            broken_off = session.sets[len(found.session.sets) :]
            if broken_off and options.keep_history and not known:
                ended_unix_s = path.stat().st_mtime  # when the last line was written
                _keep(broken_off[0], session, ended_unix_s, options.history, say)
        try:
            if found.poses is not None and join_parts(Path(found.poses)):
                say(f"What was recorded of it is in {found.poses}")
        except OutputError as error:
            say(f"What was recorded of it could not be put together: {error}")
            continue  # tried again next time
        path.unlink(missing_ok=True)


def _keep(
    broken_off: TrainingSet, session: Session, ended_unix_s: float, place: str | None, say: Say
) -> None:
    started = datetime.fromtimestamp(ended_unix_s - broken_off.end_time_s, UTC)
    closed = SetClosed(time_s=broken_off.end_time_s, training_set=broken_off)
    try:
        with HistoryKeeper(place, session.source.path, started=started, on_trouble=say) as keeper:
            keeper.hear([closed])
    except HistoryError as error:
        say(f"It could not be put into the history: {error}")
