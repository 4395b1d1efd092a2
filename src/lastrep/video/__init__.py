"""Where pictures come from: video files, image folders, cameras and streams.

Nothing here loads PyAV or OpenCV until a source is opened.
"""

from lastrep.video.opening import open_frames

__all__ = ["open_frames"]
