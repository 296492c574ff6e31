"""A store in memory that fails on cue."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from threading import Lock

from generator.publish.errors import StoreError

FailAt = Callable[[str], StoreError | None]
"""From a key to the error that a request for it meets."""


class MemoryStore:
    """`log` holds every request in the order of its arrival: ("put" | "delete", key)."""

    concurrency = 4

    def __init__(self, fail_at: FailAt = lambda _key: None) -> None:
        self.fail_at = fail_at
        self.objects: dict[str, bytes] = {}
        self.log: list[tuple[str, str]] = []
        self._requests: Counter[str] = Counter()
        self._lock = Lock()

    @property
    def requests(self) -> Mapping[str, int]:
        return self._requests

    def put(self, key: str, body: bytes, **_headers: str) -> None:
        with self._lock:
            self._requests["PUT"] += 1
            self.log.append(("put", key))
            if error := self.fail_at(key):
                raise error
            self.objects[key] = body

    def delete(self, keys: Sequence[str]) -> dict[str, str]:
        self._requests["DELETE"] += 1
        self.log += [("delete", key) for key in keys]
        failures = {key: str(error) for key in keys if (error := self.fail_at(key))}
        for key in set(keys) - set(failures):
            self.objects.pop(key, None)
        return failures

    def close(self) -> None:
        pass
