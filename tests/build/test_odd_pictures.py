"""Pictures that are odd around their pixels, through the commands that an operator types."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from PIL import Image

from tests.content import originals
from tests.content.originals import chunk, grain, grainy_png, saved, segment, with_segments
from tests.content.test_originals import ENDS, EXTRA, ODD_TAGS, TRAILERS, UNNEEDED
from tests.shops import new_workspace, product, write_shop


def odd_pictures() -> dict[str, tuple[bytes, bool]]:
    """Some of every kind, by name, and whether they say that the phone was held upright."""
    jpeg = saved(grain(), "JPEG")
    found: dict[str, tuple[bytes, bool]] = {}
    for number, tag in enumerate(ODD_TAGS.values()):
        exif = originals.exif(tag)
        found[f"exif-{number}.jpg"] = (with_segments(jpeg, segment(0xE1, b"Exif\0\0" + exif)), True)
        found[f"exif-{number}.png"] = (grainy_png(before=chunk(b"eXIf", exif)), True)
    chunks = [*EXTRA.values(), *(chunk(name, bytes(9), crc=1) for name in UNNEEDED)]
    for number, extra in enumerate(chunks):
        found[f"isi-{number}.png"] = (grainy_png(before=extra), False)
    for number, end in enumerate(ENDS.values()):
        found[f"akhir-{number}.png"] = (grainy_png(end=end), False)
    for number, trailer in enumerate(TRAILERS.values()):
        found[f"ekor-{number}.jpg"] = (jpeg[:-2] + trailer, False)
    found["cetak.jpg"] = (saved(grain("CMYK"), "JPEG", progressive=True)[:-2], False)
    return found


def run(root: Path, *arguments: str) -> dict[str, Any]:
    command = [str(Path(sys.executable).with_name("etalase")), "--root", str(root), *arguments, "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def test_odd_pictures_are_checked_and_built_and_the_terminal_stays_quiet(tmp_path: Path) -> None:
    root = new_workspace(tmp_path)
    pictures = odd_pictures()
    names = sorted(pictures)
    groups = [names[start : start + 8] for start in range(0, len(names), 8)]
    products = {f"p-{n}": product(foto=f"[{', '.join(group)}]") for n, group in enumerate(groups)}
    folder = write_shop(root, "kopi-satu", products)
    (folder / "foto").mkdir()
    for name, (data, _) in pictures.items():
        (folder / "foto" / name).write_bytes(data)
    assert run(root, "check")["diagnostics"] == []
    assert run(root, "build", "--today", "2026-11-21")["photos"]["made"] == len(pictures)
    shown = root / "build" / "site" / "kopi-satu" / "foto"
    sizes = {
        name: {Image.open(p).size for p in shown.glob(f"{Path(name).stem}-??????????-*.webp")}
        for name in pictures
    }
    assert sizes == {
        name: {originals.SIZE[::-1] if upright else originals.SIZE} for name, (_, upright) in pictures.items()
    }
