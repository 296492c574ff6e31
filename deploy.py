"""Publishing a built site: the story of a deploy, and its command.

`etalase deploy` and `python deploy.py` are the same command.
"""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import click

from generator.commands.common import (
    JAKARTA,
    json_option,
    print_diagnostics,
    print_json,
    progress_bar,
    today_option,
)
from generator.publish.errors import PublishError, TargetError
from generator.publish.execute import OnStep, execute
from generator.publish.manifest import open_manifest
from generator.publish.plan import make_plan
from generator.publish.record import Record, Rehearsal
from generator.publish.report import Report, plain_console
from generator.publish.stores import open_store
from generator.publish.target import Target, parse_target


def deploy(
    root: Path,
    target: Target,
    *,
    now: datetime,
    dry_run: bool = False,
    max_delete: int | None = None,
    on_step: OnStep | None = None,
) -> Report:
    """Publish what was built in the workspace `root`, and tell what came of it.

    `now` must know its time zone; `max_delete` counts files (None: see `Plan.refuse_mass_delete`).
    Nothing is raised for a build, a plan or a store that is not fit: the report says so.
    """
    build = root / "build"
    open_record = Rehearsal if dry_run else Record
    report = Report(target.url, dry_run)
    try:
        with open_manifest(build) as manifest, open_record(build / "published.db", target.name) as record:
            failed = manifest.failed_sellers()
            report = replace(report, failing=tuple(sorted(failed)))
            plan = make_plan(
                manifest.entries(),
                record.entries(),
                failed=failed,
                now=now,
                prefix=target.prefix,
                list_same=dry_run,
            )
            manifest.close()  # from here on, a build may run again
            report = report.planned(plan)
            plan.refuse_mass_delete(max_delete)
            with open_store(target, dry_run=dry_run) as store:
                outcome = execute(plan, build / "site", store, record, now=now, on_step=on_step)
            return report.finished(outcome)
    except PublishError as error:
        return report.refused(error)


@click.command(
    "deploy",
    epilog="""\b
    Examples:
      etalase deploy --dry-run
      etalase deploy --to s3://warung/toko --endpoint-url https://s3.example.com
      etalase deploy --to file:///srv/www --json

    Credentials come from where the AWS tools look for them: AWS_ACCESS_KEY_ID and
    AWS_SECRET_ACCESS_KEY, or AWS_PROFILE.

    Exit codes: 0 done, or nothing to do; 1 refused; 2 wrong usage; 3 some files failed.
    """,
)
@click.option(
    "--to", "url", metavar="URL", help="s3://bucket/prefix or file:///folder  [default: hub.yaml's]"
)
@click.option("--endpoint-url", metavar="URL", default="", help="Address of an S3-compatible store.")
@click.option(
    "--dry-run", is_flag=True, help="Show what would be done, with reasons; the store is not contacted."
)
@click.option(
    "--max-delete",
    type=click.IntRange(min=0),
    metavar="N",
    help="Allow up to N deletes.  [default: the larger of 50 and 1 % of what is on record]",
)
@today_option
@json_option
@click.option("--root", type=click.Path(exists=True, file_okay=False, path_type=Path), hidden=True)
@click.pass_context
def command(
    ctx: click.Context,
    url: str | None,
    endpoint_url: str,
    dry_run: bool,
    max_delete: int | None,
    today: date,
    as_json: bool,
    root: Path | None,
) -> None:
    """Publish the built site to a bucket or a folder.

    Only files that changed since the last deploy are sent.
    """
    root = root or getattr(ctx.obj, "root", None) or Path()
    target = _target(root, url, endpoint_url)
    now = datetime.combine(today, datetime.now(JAKARTA).timetz())
    with progress_bar("deploy") as on_step:
        report = deploy(root, target, now=now, dry_run=dry_run, max_delete=max_delete, on_step=on_step)
    if as_json:
        print_json(report.as_json())
    else:
        report.show(plain_console(), plain_console(stderr=True))
    ctx.exit(report.exit_code)


def _target(root: Path, url: str | None, endpoint: str) -> Target:
    """The target on the command line, or the one in hub.yaml."""
    if not url:
        # Reading hub.yaml loads YAML, which a deploy to a given target does without.
        from generator.content.hub import load_hub

        hub, problems = load_hub(root)
        if hub is None:
            print_diagnostics(problems, "en", err=True)
            raise click.UsageError("hub.yaml cannot be used; pass --to URL")
        if not hub.publishing.target:
            raise click.UsageError("no target: pass --to URL, or set penerbitan.tujuan in hub.yaml")
        url, endpoint = hub.publishing.target, endpoint or hub.publishing.endpoint
    if url.startswith("s3:"):
        # boto3 would follow these by itself, but the record must know which store it is about.
        environment = os.environ.get("AWS_ENDPOINT_URL_S3") or os.environ.get("AWS_ENDPOINT_URL")
        endpoint = endpoint or environment or ""
    try:
        return parse_target(url, endpoint)
    except TargetError as error:
        raise click.UsageError(f"cannot deploy there: {error}") from error


if __name__ == "__main__":
    command()
