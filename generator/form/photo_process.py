"""Runs the photo worker: one picture, one process, and a limit to its time."""

from __future__ import annotations

import json
import subprocess
from typing import Any

from generator.apart import environment, python_module
from generator.content.fields import FieldError

WALL_SECONDS = 30
"""After which a picture is given up."""


def run(what: str, data: bytes) -> tuple[dict[str, Any], bytes]:
    """The worker's answer about a picture, and the picture that it made. Raises `FieldError`."""
    try:
        done = subprocess.run(  # noqa: S603 - our own module; what people send is on stdin
            python_module("generator.form.photo_worker", what),
            env=environment(),
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=WALL_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise FieldError("photo-broken", found="foto") from error
    line, _, picture = done.stdout.partition(b"\n")
    if done.returncode or not line:  # a limit ended it
        raise FieldError("photo-broken", found="foto")
    answer = json.loads(line)
    if "error" in answer:
        raise FieldError(answer["error"], **answer["values"])
    return answer, picture
