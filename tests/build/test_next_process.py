"""What a build remembers is read by other processes, in each of which sets have another order."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.content.folders import good_files, write
from tests.shops import new_workspace

REMEMBERED = """
from datetime import date
from pathlib import Path
from generator.building import fingerprint
from generator.building.setup import set_up
from generator.building.report import BuildOptions
from generator.content.hub import load_hub
from generator.render.dates import dates_on
from generator.search.settings import search_settings
from tests.content.folders import judge

root = Path({root!r})
hub, _ = load_hub(root)
setup = set_up(BuildOptions(root, hub, date(2026, 11, 29)))
seller, _ = judge(root)
print(setup.shop_digest, setup.hub_digest, search_settings(hub.categories, hub.synonyms).digest,
      dates_on(date(2026, 11, 29), seller, seller.products, {{}}))
"""


def test_nothing_that_is_remembered_depends_on_the_process(tmp_path: Path) -> None:
    new_workspace(tmp_path)
    write(tmp_path, good_files())
    said = {
        subprocess.run(
            [sys.executable, "-c", REMEMBERED.format(root=str(tmp_path))],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(said) == 1
    assert said != {""}
