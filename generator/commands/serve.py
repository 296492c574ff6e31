"""`etalase serve`: preview on this computer."""

from __future__ import annotations

import signal
import threading
from datetime import date
from pathlib import Path
from types import FrameType

import click
from msgspec.structs import replace

from generator.build import BuildOptions, BuildReport, build
from generator.commands.common import RefusalError, jobs_option, language_option, today_option
from generator.commands.problems import known_slugs, print_diagnostics, print_first_problems, refuse
from generator.content.bazaar_files import FOLDER as FOLDER_OF_BAZAARS
from generator.content.hub import load_hub
from generator.render.theme import theme_names, themes_folder
from generator.serve import FOLDER, Reloads, preview_server, rebuild_on_change, with_hub_file
from generator.terminal import note, progress_bar, say
from generator.watching import watched


@click.command("serve")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0: a free one.")
@click.option("--watch", is_flag=True, help="Rebuild and reload the browser when a file changes.")
@jobs_option
@today_option
@language_option
@click.pass_context
def command(ctx: click.Context, port: int, watch: bool, jobs: int, today: date, lang: str) -> None:
    """Build and show a preview on 127.0.0.1; drafts and shops without consent are shown too, marked.

    \b
    Examples:
      etalase serve
      etalase serve --watch --port 8080
    """
    root: Path = ctx.obj.root
    try:
        known_slugs(root, ())
        options = _options(root, today, jobs, lang)
        if options is None:
            raise RefusalError("hub.yaml cannot be used")
    except RefusalError as refusal:
        refuse(refusal, {}, lang, as_json=False)
    reloads = Reloads()
    try:
        server = preview_server(root / FOLDER / "site", port, reloads)
    except OSError as error:
        refuse(
            RefusalError(f"port {port} cannot be used: {error.strerror}; try --port 0"),
            {},
            lang,
            as_json=False,
        )
    folders = [root / "sellers", themes_folder(), *filter(Path.is_dir, (root / FOLDER_OF_BAZAARS,))]
    changes = with_hub_file(watched(*folders, tell=_say_polling), root)
    if watch:
        next(changes)  # before the build reads anything: what is saved meanwhile is seen
    with progress_bar("build") as progress:
        _tell(build(options, progress), lang, root)
    signal.signal(signal.SIGINT, _stop)  # also where the shell made the process deaf to it
    signal.signal(signal.SIGTERM, _stop)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    say(f"Open http://127.0.0.1:{server.server_port}/  (stop with Ctrl+C)")
    try:
        if not watch:
            threading.Event().wait()

        def again(slugs: tuple[str, ...]) -> BuildOptions | None:
            fresh = _options(root, today, jobs, lang)
            return replace(fresh, only=slugs) if fresh else None

        for report in rebuild_on_change(again, changes, reloads, root, _not_built):
            _tell(report, lang, root)
    except KeyboardInterrupt:
        say()
    finally:
        server.shutdown()


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _say_polling(reason: str) -> None:
    note(f"this system watches no files for us ({reason}): they are looked through every second", err=True)


def _not_built(reason: str) -> None:
    say(f"etalase: not built: {reason}", err=True)


def _options(root: Path, today: date, jobs: int, lang: str) -> BuildOptions | None:
    hub, problems = load_hub(root, theme_names("hub"))
    print_diagnostics(problems, lang, err=True)
    return BuildOptions(root, hub, today, jobs=jobs, folder=FOLDER, preview=True) if hub else None


def _tell(report: BuildReport, lang: str, root: Path) -> None:
    print_first_problems(report.diagnostics, lang, root)
    built, failed = report.sellers["built"], report.sellers["failed"]
    note(f"{built} built, {failed} failed, {report.written} files written, {report.seconds:.2f} s")
