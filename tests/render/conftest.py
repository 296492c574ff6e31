from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile(
    "etalase", deadline=None, max_examples=100, derandomize=os.environ.get("CI") == "true"
)
settings.load_profile("etalase")
