"""Runs a program and writes down what it took: `python measured.py RESULT PROGRAM [ARGUMENT…]`.

A process of its own, because Linux counts as a program's memory what the process that starts it takes at that
moment; this one takes next to nothing.
"""

import json
import os
import sys
import time

started = time.perf_counter()
child = os.spawnvp(os.P_NOWAIT, sys.argv[2], sys.argv[2:])
_, status, usage = os.wait4(child, 0)
with open(sys.argv[1], "w") as result:  # noqa: PTH123 - pathlib would take more memory
    json.dump(
        {
            "seconds": time.perf_counter() - started,
            "cpu": usage.ru_utime + usage.ru_stime,
            "memory": usage.ru_maxrss * 1024,
        },
        result,
    )
sys.exit(os.waitstatus_to_exitcode(status))
