from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from types import CodeType

import botocore.session
import pytest
from flask import Flask
from hypothesis import settings
from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket

from generator import templates
from generator.language import Language
from generator.render.theme_templates import Compiled
from tests.browser import browser
from tests.canaries import Watch
from tests.power import never_wait
from tests.thorough import THOROUGH

__all__ = ["browser"]  # one for the whole run: Playwright starts once in a process

settings.register_profile(
    "etalase",
    deadline=None,
    max_examples=100 if THOROUGH else 50,
    derandomize=os.environ.get("CI") == "true",
)
settings.load_profile("etalase")

_compiled: dict[str, Environment] = {}
_compile = templates.environment


def _environment(
    folders: Sequence[Path], words: Language, compiled: BytecodeCache | None = None
) -> Environment:
    """Templates are compiled once in a process, not for the workspace of each test."""
    if not isinstance(compiled, Compiled):
        return _compile(folders, words, compiled)
    key = compiled.made_of
    if key not in _compiled:
        _compiled[key] = _compile(folders, words, compiled)
    return _compiled[key]


templates.environment = _environment


class _Memory(BytecodeCache):
    """What was compiled of a template's text, for every form of a process."""

    def __init__(self) -> None:
        self._code: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._code.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self._code[bucket.key, bucket.checksum] = bucket.code


Flask.jinja_options = {"bytecode_cache": _Memory()}

# What botocore knows of S3 is 1.5 MB of JSON: read once in a process, not for every deploy of a test.
botocore.session.create_loader = cache(botocore.session.create_loader)

# Programs that tests start read what was compiled of ours, and do not compile it anew, each for itself.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False


def pytest_configure(config: pytest.Config) -> None:
    never_wait(pytest.MonkeyPatch())
    if not hasattr(config, "workerinput"):  # the one process that hears of all tests
        config.pluginmanager.register(Watch())
