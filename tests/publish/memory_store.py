"""A store in memory that fails on cue."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import md5
from threading import Lock

from generator.publish.errors import StoreError
from generator.publish.pace import Pace
from generator.publish.store import LIST_BATCH, ObjectInfo, StoredObject

FailAt = Callable[[str], StoreError | None]
"""From a key to the error that a request for it meets."""


@dataclass
class MemoryStore:
    """Fails where `fail_at` says so; a request that fails stores nothing."""

    fail_at: FailAt = lambda _key: None
    objects: dict[str, bytes] = field(default_factory=dict)
    headers: dict[str, dict[str, str]] = field(default_factory=dict)
    """Of each object, as `put` or `put_if` got them; empty ones are left out."""
    log: list[tuple[str, str]] = field(default_factory=list)
    """Every request in the order of its arrival: ("put" | "delete" | "get" | "put_if" | "list", key)."""
    clock: float = 0.0
    """The store's own clock, in seconds; a test moves it."""
    concurrency: int = 4
    pace: Pace = field(default_factory=lambda: Pace(4))
    requests: Counter[str] = field(default_factory=Counter)
    _written: dict[str, float] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def put(self, key: str, body: bytes, **headers: str) -> str:
        with self._lock:
            self._arrive("PUT", "put", key)
            self._store(key, body, headers)
            return self._etag(key)

    def delete(self, keys: Sequence[str]) -> dict[str, str]:
        with self._lock:
            self.requests["DELETE"] += 1
            self.log += [("delete", key) for key in keys]
            failures = {key: str(error) for key in keys if (error := self.fail_at(key))}
            for key in set(keys) - set(failures):
                self.objects.pop(key, None)
                self.headers.pop(key, None)
            return failures

    def get(self, key: str) -> StoredObject | None:
        with self._lock:
            self._arrive("GET", "get", key)
            if key not in self.objects:
                return None
            age = max(0.0, self.clock - self._written.get(key, 0.0))
            return StoredObject(self.objects[key], self._etag(key), age)

    def put_if(self, key: str, body: bytes, *, etag: str | None, content_type: str) -> str | None:
        with self._lock:
            self._arrive("PUT", "put_if", key)
            if etag != (self._etag(key) if key in self.objects else None):
                return None
            self._store(key, body, {"content_type": content_type})
            return self._etag(key)

    def list(self, prefix: str, *, after: str = "", until: str = "") -> Iterator[ObjectInfo]:
        found = sorted((key for key in self.objects if key.startswith(prefix)), key=str.encode)
        kept = [
            key
            for key in found
            if key.encode() > after.encode() and (not until or key.encode() <= until.encode())
        ]
        for start in range(0, max(1, len(kept)), LIST_BATCH):
            with self._lock:
                self._arrive("LIST", "list", prefix)
            for key in kept[start : start + LIST_BATCH]:
                yield ObjectInfo(key, self._etag(key), len(self.objects[key]))

    def close(self) -> None:
        pass

    def _arrive(self, verb: str, what: str, key: str) -> None:
        self.requests[verb] += 1
        self.log.append((what, key))
        if error := self.fail_at(key):
            raise error

    def _store(self, key: str, body: bytes, headers: Mapping[str, str]) -> None:
        self.objects[key] = body
        self.headers[key] = {name: value for name, value in headers.items() if value and name != "md5"}
        self._written[key] = self.clock

    def _etag(self, key: str) -> str:
        return md5(self.objects[key]).hexdigest()
