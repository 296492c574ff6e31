"""`etalase form`: the sellers' web form."""

from __future__ import annotations

import logging
import signal
from datetime import datetime
from pathlib import Path
from types import FrameType

import click

from generator.commands.common import JAKARTA, RefusalError
from generator.commands.problems import print_diagnostics, refuse
from generator.content.hub import load_hub
from generator.render.theme import theme_names
from generator.terminal import note, say


@click.command("form")
@click.option("--port", type=click.IntRange(0, 65535), default=8080, show_default=True, help="0: a free one.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--public-url",
    envvar="ETALASE_FORM_URL",
    help="Where sellers reach it, for example https://isi.etalase.example.  [default: the local address]",
)
@click.option(
    "--behind-proxy",
    is_flag=True,
    help="Believe X-Forwarded-For and -Proto of the one reverse proxy in front of it.",
)
@click.pass_context
def command(ctx: click.Context, port: int, host: str, public_url: str | None, behind_proxy: bool) -> None:
    """Serve the form with which sellers fill in their shops; `etalase invite` makes their links.

    It reads and writes files of the workspace, and needs no access to the bucket: the next build and deploy
    put online what was published in it.

    \b
    Examples:
      etalase form
      etalase form --public-url https://isi.etalase.example --behind-proxy
    """
    from generator.form.app import create_app
    from generator.form.context import open_form
    from generator.form.server import serve_form
    from generator.form.terms import ledger_terms

    root: Path = ctx.obj.root
    local = f"http://{host}:{port}"
    try:
        hub, problems = load_hub(root, theme_names("hub"))
        if hub is None:
            raise RefusalError("hub.yaml cannot be used", problems)
        print_diagnostics(problems, "id", err=True)
        form = open_form(
            root, hub, lambda: datetime.now(JAKARTA), public_url or local, ledger_terms(root, hub)
        )
        app = create_app(form)
    except RefusalError as refusal:
        refuse(refusal, {}, "id", as_json=False)
    try:
        server = serve_form(app, host, port, behind_proxy=behind_proxy)
    except OSError as error:
        said = f"port {port} cannot be used: {error.strerror}; choose another with --port"
        refuse(RefusalError(said), {}, "id", as_json=False)
    form.database.put_setting("public_url", form.public_url)
    logging.getLogger("waitress").setLevel(logging.ERROR)
    signal.signal(signal.SIGTERM, _stop)
    say(f"The form listens on http://{host}:{server.effective_port}/  (stop with Ctrl+C)")
    note("Make a link for a seller: etalase invite SLUG")
    server.run()


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)  # waitress lets requests that are being answered come to their end
