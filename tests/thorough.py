"""Whether a run tries all of what is much of a kind, or every so many: `make test-all` tries all."""

from __future__ import annotations

import os

THOROUGH = os.environ.get("THOROUGH") == "true"
