"""``python -m lastrep.coach`` prints the coach's table as Markdown; see docs/coach.md."""

from __future__ import annotations

import sys

from lastrep.coach.document import document

sys.stdout.write(document())
