"""A program for test_hostile_files.py: imports one file after another, and says what each took.

`python -m tests.importing.small_process FOLDER BYTES`: a line of stdin is `measured FILE` or `unmeasured
FILE`, a line of stdout the exit code, stderr and the largest memory of a child so far in KiB. A process of
pytest is larger than what is looked for, and its children begin with its size.
"""

from __future__ import annotations

import json
import resource
import sys
from unittest.mock import patch

from click.testing import CliRunner

from generator.cli import main
from generator.importing import workbook


def serve(root: str, largest: int) -> None:
    """Import what stdin names, until it ends."""
    with patch.object(workbook, "MAX_UNPACKED", largest):
        for line in sys.stdin:
            how, file = line.rstrip("\n").split(" ", 1)
            measure = workbook._measure if how == "measured" else lambda _file: []
            with patch.object(workbook, "_measure", measure):
                done = CliRunner().invoke(main, ["--root", root, "import", file], catch_exceptions=False)
            used = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
            sys.stdout.write(json.dumps([done.exit_code, done.stderr, used]) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]))
