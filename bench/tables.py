"""Markdown tables, printed row by row as the measurements come in."""

from __future__ import annotations

from collections import Counter


def row(*cells: object) -> None:
    """Print one row."""
    print("|", " | ".join(map(str, cells)), "|", flush=True)


def head(*cells: str) -> None:
    """Print the names of the columns."""
    row(*cells)
    row(*("---" for _ in cells))


def requests_text(requests: Counter[str]) -> str:
    """Requests by verb, in one line."""
    return ", ".join(f"{number:,} {verb}" for verb, number in sorted(requests.items())) or "none"
