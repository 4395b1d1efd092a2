"""How long parts of a usual body are from joint to joint, as shares of the body height.

Drillis and Contini 1966.
"""

from __future__ import annotations

from typing import Final

TRUNK: Final = 0.288
THIGH: Final = 0.245
SHANK: Final = 0.246
