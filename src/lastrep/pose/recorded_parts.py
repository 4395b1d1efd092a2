"""A recording that grows on disk a part at a time, so that hours of it need no memory.

Each part is a recorded-pose file of its own in a folder beside the target; at the end they are
joined, one array of one part after the other. What a process that is killed has written stays.
"""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from lastrep.errors import OutputError
from lastrep.files.safe_write import replacing
from lastrep.pose.recorded import write_poses
from lastrep.records.pose import PoseRecording

_ONCE: Final = "image_size_px"  # the only array that is not one entry per pose
Array = NDArray[np.generic]


def write_part(target: Path, number: int, recording: PoseRecording) -> None:
    """Write the part with this number, uncompressed: somebody is lifting meanwhile.

    Raises
    ------
    OutputError
        It cannot be written.
    """
    folder = parts_folder(target)
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"The poses cannot be kept in {folder} ({error.strerror}); choose another place or"
            " make room."
        ) from None
    write_poses(folder / f"{number:06d}.npz", recording, compressed=False)


def join_parts(target: Path) -> bool:
    """Write the parts as one recording and remove them; False if there are none.

    Raises
    ------
    OutputError
        The recording cannot be written; the parts stay.
    """
    parts = sorted(parts_folder(target).glob("[0-9]*.npz"))
    if not parts:
        return False
    with (
        replacing(target) as temporary,
        zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for name, (joined, kind) in _joined(parts).items():
            with archive.open(f"{name}.npy", "w", force_zip64=True) as file:
                header = {
                    "descr": np.lib.format.dtype_to_descr(kind),
                    "fortran_order": False,
                    "shape": joined,
                }
                np.lib.format.write_array_header_1_0(file, header)
                for part in parts[:1] if name == _ONCE else parts:
                    file.write(_padded(part, name, joined[1:], kind).tobytes())
    drop_parts(target)
    return True


def drop_parts(target: Path) -> None:
    """Remove the parts of a recording, if there are any."""
    shutil.rmtree(parts_folder(target), ignore_errors=True)


def parts_folder(target: Path) -> Path:
    """Return where the parts of a recording lie until they are joined."""
    return target.with_name(f"{target.name}.parts")


def _joined(parts: list[Path]) -> dict[str, tuple[tuple[int, ...], np.dtype[np.generic]]]:
    """Return each array's shape and type once all are one: the most people anywhere have room."""
    lengths: list[int] = []
    rests: dict[str, tuple[int, ...]] = {}
    kinds: dict[str, np.dtype[np.generic]] = {}
    for part in parts:
        with np.load(part) as archive:
            lengths.append(len(archive["time_s"]))
            for name, array in archive.items():
                rests[name] = max(rests.get(name, array.shape[1:]), array.shape[1:])
                kinds.setdefault(name, array.dtype)
    return {
        name: ((2,) if name == _ONCE else (sum(lengths), *rest), kinds[name])
        for name, rest in rests.items()
    }


def _padded(part: Path, name: str, rest: tuple[int, ...], kind: np.dtype[np.generic]) -> Array:
    """Return an array of a part in the shape it has in the whole, unknown where it has nothing."""
    with np.load(part) as archive:
        known: Array | None = archive.get(name)
        if known is not None and (name == _ONCE or known.shape[1:] == rest):
            return known
        unknown = np.nan if np.issubdtype(kind, np.floating) else 0
        whole = np.full((len(archive["time_s"]), *rest), unknown, kind)
    if known is not None:
        whole[:, : known.shape[1]] = known
    return whole
