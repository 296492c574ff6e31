"""The programs that judge pages: Lighthouse and the Nu HTML checker, fetched once by npm."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PACKAGES = ("lighthouse@12", "vnu-jar")
"""Lighthouse 13 needs Node 22; 12 runs on what Debian has."""
_MINUTES = 60
_CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
_FLAGS = "--headless=new --no-sandbox --disable-gpu"


Report = dict[str, Any]
"""What Lighthouse says of a page."""


class MissingToolError(Exception):
    """A program that has to be installed first; the message says which."""


@dataclass(frozen=True, slots=True)
class Tools:
    """Where the programs are."""

    chromium: str
    java: str
    lighthouse: Path
    checker: Path
    """vnu.jar."""


def find_tools() -> Tools:
    """Find the programs; npm puts the missing ones into a cache folder. Raises `MissingToolError`."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "etalase-bench"
    modules = cache / "node_modules"
    lighthouse = modules / ".bin" / "lighthouse"
    checker = modules / "vnu-jar" / "build" / "dist" / "vnu.jar"
    if not (lighthouse.exists() and checker.exists()):
        cache.mkdir(parents=True, exist_ok=True)
        command = [_program("npm"), "install", "--no-save", "--no-audit", "--no-fund", *PACKAGES]
        subprocess.run(command, cwd=cache, check=True, timeout=10 * _MINUTES, stdout=subprocess.DEVNULL)
    return Tools(find_chromium(), _program("java"), lighthouse, checker)


def find_chromium() -> str:
    """The browser's program. Raises `MissingToolError`."""
    return os.environ.get("CHROME_PATH") or _program(*_CHROMIUM)


def lighthouse(tools: Tools, url: str, *, desktop: bool = False, only: Iterable[str] = ()) -> Report:
    """Lighthouse's report on a page: on a phone with slow 4G, or on a desktop."""
    command = [
        str(tools.lighthouse),
        url,
        "--output=json",
        "--quiet",
        f"--chrome-flags={_FLAGS}",
        *(["--preset=desktop"] if desktop else []),
        *(f"--only-categories={category}" for category in only),
    ]
    environment = os.environ | {"CHROME_PATH": tools.chromium}
    done = subprocess.run(command, env=environment, check=True, timeout=5 * _MINUTES, stdout=subprocess.PIPE)
    report: Report = json.loads(done.stdout)
    return report


def check(tools: Tools, urls: Iterable[str], *, css: bool = False) -> list[str]:
    """Everything the Nu checker has to say about pages (or style sheets), one line a message.

    It looks at them over HTTP: on a disk it cannot tell what `'self'` in a page's policy is, and says that
    the policy blocks everything.
    """
    command = [tools.java, "-Dnu.validator.servlet.allow-forbidden-hosts=true", "-jar", str(tools.checker)]
    command += ["--format", "json", "--stdout", *(["--css"] if css else []), *urls]
    done = subprocess.run(command, check=False, timeout=10 * _MINUTES, stdout=subprocess.PIPE)
    return [
        f"{message['url']}:{message.get('lastLine', '')}: {message['message']}"
        for message in json.loads(done.stdout)["messages"]
    ]


def _program(*names: str) -> str:
    found = next(filter(None, map(shutil.which, names)), None)
    if not found:
        raise MissingToolError(f"install {names[0]} first")
    return found
