"""`etalase deploy` and `python deploy.py`: publish the built site."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, datetime
from pathlib import Path

import click

from deploy import deploy
from generator.commands.common import JAKARTA, RefusalError, json_option, print_json, today_option
from generator.commands.deploying import DeploySettings, HubsLedger
from generator.commands.problems import refuse_unknown
from generator.commands.slugs import complete, known_shops
from generator.occupied import who
from generator.publish.pace import FILES, MOST, NEAR
from generator.publish.steps import DeployOptions
from generator.shortage import affordable, open_files_allowed
from generator.terminal import note, progress_bar, say
from generator.volume import add_options


@click.command(
    "deploy",
    epilog="""\b
    Examples:
      etalase deploy --dry-run
      etalase deploy --to s3://warung/toko --endpoint-url https://s3.example.com
      etalase deploy --verify --dry-run
      etalase deploy --to file:///srv/www --json

    Credentials come from where the AWS tools look for them: AWS_ACCESS_KEY_ID and
    AWS_SECRET_ACCESS_KEY, or AWS_PROFILE.

    Exit codes: 0 done, or nothing to do; 1 refused; 2 wrong usage; 3 some files failed,
    or the ledger could not be told whose shop is online.
    """,
)
@click.option(
    "--to", "url", metavar="URL", help="s3://bucket/prefix or file:///folder  [default: hub.yaml's]"
)
@click.option("--endpoint-url", metavar="URL", default="", help="Address of an S3-compatible store.")
@click.option(
    "--dry-run",
    is_flag=True,
    help="Show what would be done, with reasons; the store is not contacted, and with --verify only read.",
)
@click.option(
    "--verify",
    is_flag=True,
    help="First compare what is on record with what lies in the store, by listing it.",
)
@click.option(
    "--max-delete",
    type=click.IntRange(min=0),
    metavar="N",
    help="Allow up to N deletes.  [default: the larger of 50 and 1 % of what is on record]",
)
@click.option(
    "--gzip/--no-gzip", default=None, help="Send text to a bucket gzipped.  [default: hub.yaml's, or not]"
)
@click.option(
    "--take-over", is_flag=True, help="Publish to a bucket of another hub: yours, under its old address."
)
@click.option(
    "--accept-losses",
    "accepted",
    multiple=True,
    metavar="SLUG",
    shell_complete=complete,
    help="This shop's pages may go, however many. For several: --accept-losses A --accept-losses B.",
)
@click.option("--allow-samples", is_flag=True, help="Publish sample shops and placeholders to a bucket, too.")
@click.option(
    "--transfers",
    type=click.IntRange(1, MOST),
    metavar="N",
    help="Uploads to a bucket at once, fewer on a slow line.  [default: hub.yaml's, or up to 128]",
)
@click.option("--start-terms", is_flag=True, help="Start sellers' terms also when publishing to a folder.")
@today_option
@json_option
@click.option("--root", type=click.Path(exists=True, file_okay=False, path_type=Path), hidden=True)
@click.pass_context
def command(
    ctx: click.Context,
    url: str | None,
    endpoint_url: str,
    dry_run: bool,
    verify: bool,
    max_delete: int | None,
    gzip: bool | None,
    take_over: bool,
    accepted: tuple[str, ...],
    allow_samples: bool,
    transfers: int | None,
    start_terms: bool,
    today: date,
    as_json: bool,
    root: Path | None,
) -> None:
    """Publish the built site to a bucket or a folder.

    Only files that changed since the last deploy are sent. The first time a shop is online in a bucket, its
    two years start.
    """
    root = root or getattr(ctx.obj, "root", None) or Path()
    if accepted:
        try:
            refuse_unknown(root, accepted, known_shops(root))
        except RefusalError as error:
            raise click.BadParameter(str(error), param_hint="--accept-losses") from error
    around = DeploySettings(root)
    target = around.target(url, endpoint_url)
    settings = around.publishing if target.bucket else None
    options = DeployOptions(
        dry_run=dry_run,
        verify=verify,
        max_delete=max_delete,
        gzip=around.gzip(target, gzip),
        take_over=take_over,
        local_lock=bool(settings and settings.local_lock),
        transfers=transfers or (settings.transfers if settings else None),
        accept_losses=accepted,
        refuse_samples=not allow_samples,
        start_terms=start_terms,
        who=who(),
    )
    # What nobody asked for is no loss to a store that is near.
    most = options.transfers or NEAR
    if target.bucket and affordable(most, FILES) < most:
        allowed = open_files_allowed()
        text = f"only {allowed} files may be open here (ulimit -n): fewer than {most} uploads at once"
        note(text, err=True)
    now = datetime.combine(today, datetime.now(JAKARTA).timetz())
    with (
        _told_when_interrupted(),
        progress_bar("deploy") as on_step,
        closing(HubsLedger(root, afresh=verify)) as ledger,
    ):
        report = deploy(root, target, now=now, options=options, hosting=ledger, on_step=on_step)
    for trouble in around.tell_readers(report):
        say(trouble, err=True)
    if as_json:
        print_json(report.as_json())
    else:
        report.show()
    ctx.exit(report.exit_code)


@contextmanager
def _told_when_interrupted() -> Iterator[None]:
    """Say what Ctrl-C leaves behind, before Click ends the command."""
    try:
        yield
    except KeyboardInterrupt:
        say("interrupted: what the store has confirmed is on record; deploy again to go on", err=True)
        raise


if __name__ == "__main__":
    add_options(command)()
