"""Is what shoppers get as good as promised? Measures the built samples and compares with the budgets.

    python -m bench.quality

Every photo of the samples is replaced by a photograph first (bench/photographs.py); `--no-build` measures
what lies in build/site/. Prints one Markdown table; exit code 1 when a budget is missed.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from playwright.sync_api import Browser

from bench import budgets
from bench.budgets import KB
from bench.pages import PHONES, chromium, first_load, layout_shift, violations, watch_layout_shifts
from bench.photographs import workspace_of_photographs
from bench.server import serving, weight
from bench.tools import MissingToolError, Report, Tools, check, find_tools, lighthouse
from generator.build import BuildOptions, build
from generator.content.hub import load_hub
from generator.render.theme import theme_names

PAGES = {
    "shop, 24 products": "dapur-bu-siti/index.html",
    "product": "dapur-bu-siti/rendang-sapi.html",
    "home": "index.html",
    "category": "kategori/kuliner/index.html",
    "search": "cari/index.html?q=nasi",
}
CATEGORIES = {
    "accessibility": "Accessibility",
    "best-practices": "Best practices",
    "seo": "SEO",
}
"""Of Lighthouse; performance is a timing, and looked at on its own."""
SCREENS = tuple((width, scheme) for width in (360, 1280) for scheme in ("light", "dark"))


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    what: str
    page: str
    measured: str
    budget: str
    good: bool
    details: tuple[str, ...] = ()
    """What to look at when it is not good."""


def weigh(site: Path, browser: Browser, address: str) -> Iterator[Row]:
    """Bytes of each part after brotli, and what a first visit on a phone fetches."""
    for page, path in PAGES.items():
        yield _bytes("HTML", page, [site / path.partition("?")[0]], budgets.HTML_BYTES)
    for file in sorted((site / "aset").iterdir()):
        if file.suffix in {".css", ".js"}:
            limit = budgets.CSS_BYTES if file.suffix == ".css" else budgets.JS_BYTES
            yield _bytes(file.suffix[1:].upper(), file.name.rpartition("-")[0], [file], limit)
    for page, path in PAGES.items():
        for phone in PHONES:
            load = first_load(browser, f"{address}/{path}", phone)
            cost = f"{_kb(load.bytes)}, {load.requests} requests"
            most = f"<= {_kb(budgets.FIRST_LOAD_BYTES)}, <= {budgets.REQUESTS}"
            good = load.bytes <= budgets.FIRST_LOAD_BYTES and load.requests <= budgets.REQUESTS
            yield Row(f"First load, {phone}", page, cost, most, good, load.urls)


def look(browser: Browser, address: str) -> Iterator[Row]:
    """Axe and layout shifts, on a phone and on a desk, in light and in dark."""
    for page, path in PAGES.items():
        objections: list[str] = []
        shift = 0.0
        for width, scheme in SCREENS:
            context = browser.new_context(
                viewport={"width": width, "height": 800},
                color_scheme="dark" if scheme == "dark" else "light",
            )
            tab = context.new_page()
            watch_layout_shifts(tab)
            tab.goto(f"{address}/{path}", wait_until="networkidle")
            shift = max(shift, layout_shift(tab))
            objections += [f"{width} px, {scheme}: {line}" for line in violations(tab)]
            context.close()
        yield Row("axe violations", page, str(len(objections)), "0", not objections, tuple(objections))
        yield Row("CLS, scrolled", page, f"{shift:.3f}", "0", shift <= budgets.LAYOUT_SHIFT)


def judge(tools: Tools, address: str, runs: int) -> Iterator[Row]:
    """Lighthouse: on a phone with slow 4G several times, on a desktop once.

    Of the timings the best run counts, because other work on the machine only ever makes a page slower.
    """
    speeds = []
    for page, path in PAGES.items():
        url = f"{address}/{path}"
        reports = [lighthouse(tools, url) for _ in range(runs)]
        speeds += [report["environment"]["benchmarkIndex"] for report in reports]
        yield _score("Performance, phone", page, "performance", [max(reports, key=_performance)])
        for category, title in CATEGORIES.items():
            yield _score(f"{title}, phone", page, category, reports)
        paint = min(_audit(report, "largest-contentful-paint") for report in reports) / 1000
        good = paint <= budgets.LCP_SECONDS
        yield Row("LCP, slow 4G", page, f"{paint:.2f} s", f"<= {budgets.LCP_SECONDS} s", good)
        shift = max(_audit(report, "cumulative-layout-shift") for report in reports)
        yield Row("CLS, Lighthouse", page, f"{shift:.3f}", "0", shift <= budgets.LAYOUT_SHIFT)
        desktop = lighthouse(tools, url, desktop=True, only=["accessibility"])
        yield _score("Accessibility, desktop", page, "accessibility", [desktop])
    yield Row(
        "Lighthouse's benchmarkIndex", "this machine", f"{min(speeds):.0f} to {max(speeds):.0f}", "", True
    )


def validate(tools: Tools, site: Path, address: str) -> Iterator[Row]:
    """The Nu checker on every page and style sheet."""
    for what, pattern in (("HTML", "*.html"), ("CSS", "*.css")):
        urls = [f"{address}/{file.relative_to(site).as_posix()}" for file in sorted(site.rglob(pattern))]
        messages = check(tools, urls, css=what == "CSS")
        title = f"all {len(urls)} files"
        yield Row(f"Nu checker, {what}", title, str(len(messages)), "0", not messages, tuple(messages))


def table(rows: Iterable[Row]) -> str:
    """The rows as Markdown."""
    lines = ["| measured | page | result | budget | |", "|---|---|---:|---:|---|"]
    lines += [
        f"| {row.what} | {row.page} | {row.measured} | {row.budget} | {'ok' if row.good else '**missed**'} |"
        for row in rows
    ]
    return "\n".join(lines)


def main() -> int:
    """The command."""
    arguments = _arguments()
    try:
        tools = find_tools()
        with tempfile.TemporaryDirectory(prefix="etalase-bench-") as name:
            if arguments.no_build:
                return _measure(arguments.root / "build" / "site", tools, arguments.runs)
            workspace_of_photographs(arguments.root, Path(name))
            _build(Path(name))
            return _measure(Path(name) / "build" / "site", tools, arguments.runs)
    except MissingToolError as error:
        print(error, file=sys.stderr)
        return 2


def _measure(site: Path, tools: Tools, runs: int) -> int:
    with serving(site) as address:
        with chromium(tools.chromium) as browser:
            rows = [*weigh(site, browser, address), *look(browser, address)]
        rows += [*judge(tools, address, runs), *validate(tools, site, address)]
    print(table(rows))
    missed = [row for row in rows if not row.good]
    for row in missed:
        print(f"\n{row.what}, {row.page}: {row.measured}", *row.details[:40], sep="\n  ", file=sys.stderr)
    return 1 if missed else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.quality", description=__doc__)
    parser.add_argument("--root", type=Path, default=Path(), help="the workspace; default: this folder")
    parser.add_argument(
        "--runs", type=int, default=3, help="Lighthouse runs of a page; the best timing counts"
    )
    parser.add_argument("--no-build", action="store_true", help="measure what lies in build/site/")
    return parser.parse_args()


def _build(root: Path) -> None:
    hub, problems = load_hub(root, theme_names("hub"))
    if hub is None:
        raise SystemExit(f"{root}/hub.yaml cannot be used: {problems}")
    build(BuildOptions(root, hub, date.today()))  # noqa: DTZ011 - the operator's own day will do


def _bytes(what: str, page: str, files: Iterable[Path], limit: int) -> Row:
    size = sum(map(weight, files))
    return Row(f"{what}, brotli", page, _kb(size), f"<= {_kb(limit)}", size <= limit)


def _score(what: str, page: str, category: str, reports: list[Report]) -> Row:
    """The worst score of some runs, with what cost points."""
    score = min(round(report["categories"][category]["score"] * 100) for report in reports)
    failed = {
        f"{audit['id']}: {audit['title']} {audit.get('displayValue', '')}"
        for report in reports
        for audit in (report["audits"][part["id"]] for part in report["categories"][category]["auditRefs"])
        if audit["score"] is not None and audit["score"] < 1
    }
    return Row(what, page, str(score), str(budgets.SCORE), score >= budgets.SCORE, tuple(sorted(failed)))


def _performance(report: Report) -> float:
    return float(report["categories"]["performance"]["score"])


def _audit(report: Report, name: str) -> float:
    return float(report["audits"][name]["numericValue"])


def _kb(size: int) -> str:
    return f"{size / KB:.1f} KB".replace(".0 KB", " KB")


if __name__ == "__main__":
    raise SystemExit(main())
