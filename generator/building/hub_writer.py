"""Writing the hub's files: what differs from the manifest, and keeping the manifest."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from generator.building import stage
from generator.building.renewal import Renewal
from generator.building.rows import FileRow
from generator.building.state import State
from generator.render.app_icon import app_icon
from generator.render.output import Output
from generator.render.shop_cover import shop_cover


class HubWriter:
    """Writes what differs from the manifest, and keeps the manifest; `force` writes all."""

    def __init__(self, state: State, site: Path, force: bool) -> None:
        self._state = state
        self._site = site
        self._force = force
        self.done = Renewal()

    def put(self, output: Output) -> None:
        """A file of the hub, as it shall be."""
        old = self._state.file(output.path)
        row: FileRow = stage.describe(output)
        if row == old and not self._force and stage.is_whole(self._site / output.path, row.size):
            return
        if not isinstance(output.content, bytes):
            raise TypeError("the hub's files are made in memory")
        stage.write_file(self._site, output.path, output.content)
        self._state.put_file("", row)
        self.done.written += 1

    def remove(self, path: str) -> None:
        """A file of the hub that shall not be."""
        stage.remove_file(self._site, path)
        self._state.forget_file(path)
        self.done.deleted += 1

    def paths(self, start: str) -> list[str]:
        """The hub's files whose paths start with this."""
        return self._state.paths(start)

    def put_assets(self, assets: Iterable[Output]) -> None:
        """The themes' shared files, and signs of shops; old ones stay as long as a kept shop uses them."""
        current = set()
        for asset in assets:
            self.put(asset)
            current.add(asset.path)
        keep = current | self._state.used_assets()
        for path in sorted(keep - current):
            row = self._state.file(path)
            known = row and not self._force and stage.is_whole(self._site / path, row.size)
            if not known and (drawn := shop_cover(path) or app_icon(path)):
                self.put(drawn)
        for path in self._state.paths("aset/"):
            if path not in keep:
                self.remove(path)
