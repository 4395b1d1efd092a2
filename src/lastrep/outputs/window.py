"""The window of a running session, drawn by OpenCV; it says beforehand whether it can open."""

from __future__ import annotations

import os
import re
import socket
import sys
from pathlib import Path

import cv2
import numpy as np

from lastrep.records.frame import ImageArray

TITLE = "lastrep"
_ESCAPE = 27
_X_PORT = 6000
_REACH_S = 1.0


def display_available() -> bool:
    """Return whether a window can open: without a display OpenCV would end the process."""
    if sys.platform != "linux":
        return True
    display = re.fullmatch(r"(.*):(\d+)(\.\d+)?", os.environ.get("DISPLAY", ""))
    if display is None:
        return False
    host, number = display[1], int(display[2])
    if host in {"", "unix"}:
        local = socket.socket(socket.AF_UNIX)
        # X listens on a path and, on Linux, also under the same name without a file
        places = [f"/tmp/.X11-unix/X{number}", f"\0/tmp/.X11-unix/X{number}"]  # noqa: S108 - X listens there
        with local:
            return any(_reaches(local, place) for place in places)
    try:
        with socket.create_connection((host, _X_PORT + number), timeout=_REACH_S):
            return True
    except OSError:
        return False


class Window:
    """One window that shows pictures and hands out keys.

    Make one only where `display_available`.
    """

    def __init__(self, width_px: int, height_px: int) -> None:
        # Qt looks for fonts that OpenCV does not use, and says so on every start
        os.environ.setdefault("QT_LOGGING_RULES", "*.warning=false;*.debug=false")
        self._full_screen = False
        self._shown = False
        self._bgr = np.empty((height_px, width_px, 3), np.uint8)
        flags = cv2.WINDOW_NORMAL | cv2.WINDOW_KEEPRATIO | cv2.WINDOW_GUI_NORMAL
        cv2.namedWindow(TITLE, flags)
        cv2.resizeWindow(TITLE, width_px, height_px)

    def show(self, image_rgb: ImageArray) -> None:
        """Put a picture on the screen; it is there when `poll` has returned."""
        if image_rgb.shape != self._bgr.shape:
            self._bgr = np.empty_like(image_rgb)
        cv2.cvtColor(image_rgb, cv2.COLOR_RGB2BGR, dst=self._bgr)
        cv2.imshow(TITLE, self._bgr)
        self._shown = True

    def poll(self) -> str | None:
        """Return the key that was pressed (``escape`` by its name), or None; does not wait."""
        code = cv2.pollKey()
        if code < 0:
            return None
        code &= 0xFF
        return "escape" if code == _ESCAPE else chr(code).lower()

    @property
    def closed(self) -> bool:
        """Whether the user has closed the window."""
        if not self._shown:
            return False
        try:
            return cv2.getWindowProperty(TITLE, cv2.WND_PROP_VISIBLE) < 1
        except cv2.error:
            return True

    def toggle_full_screen(self) -> None:
        """Fill the screen, or go back to a window."""
        self._full_screen = not self._full_screen
        state = cv2.WINDOW_FULLSCREEN if self._full_screen else cv2.WINDOW_NORMAL
        cv2.setWindowProperty(TITLE, cv2.WND_PROP_FULLSCREEN, state)

    def close(self) -> None:
        """Take the window away; may be called twice."""
        try:
            cv2.destroyAllWindows()
            cv2.waitKey(1)
        except cv2.error:
            return  # the user was quicker


def _reaches(local: socket.socket, place: str) -> bool:
    if not place.startswith("\0") and not Path(place).exists():
        return False
    try:
        local.connect(place)
    except OSError:
        return False
    return True
