"""The command: options, exit codes, what is printed where."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner, Result

from generator.commands.deploy import command
from tests.publish.conftest import Place
from tests.publish.workspace import HUB, Workspace
from tests.s3_server import SECRET_KEY

KEYS = (
    *("version", "target", "dry_run", "result", "reason", "message", "plan", "done", "requests", "failed"),
    *("held_back", "started", "verified"),
)
REPOSITORY = Path(__file__).parents[2]


def invoke(workspace: Workspace, *arguments: str) -> Result:
    result = CliRunner().invoke(command, arguments, obj=SimpleNamespace(root=workspace.root))
    assert SECRET_KEY not in result.output
    return result


def as_json(workspace: Workspace, place: Place, *arguments: str) -> tuple[int, dict[str, Any]]:
    result = invoke(workspace, *place.arguments, "--json", *arguments)
    answer = json.loads(result.stdout)
    assert isinstance(answer, dict)
    return result.exit_code, answer


def test_the_whole_answer(workspace: Workspace, place: Place) -> None:
    lock = {"GET": 1, "PUT": 10} if place.prefix else {}
    term = {"slug": "kopi", "starts_on": "2026-11-21", "expires_on": "2028-11-21"}
    terms = [term] if place.prefix else []
    assert as_json(workspace.add("kopi"), place, "--today", "2026-11-21") == (
        0,
        {
            "version": 1,
            "target": f"{place.url.rstrip('/')}/",
            "dry_run": False,
            "result": "done",
            "reason": None,
            "message": "",
            "plan": {"upload": 5, "delete": 0, "skip": 0},
            "done": {"upload": 5, "delete": 0, "bytes": sum(map(len, workspace.contents().values()))},
            "requests": {"GET": 0, "HEAD": 0, "PUT": 5, "LIST": 0, "DELETE": 0} | lock,
            "failed": [],
            "held_back": [],
            "started": terms,
            "verified": None,
        },
    )
    code, nothing = as_json(workspace, place)
    assert (code, nothing["result"], sum(nothing["requests"].values())) == (0, "nothing", 0)


def test_rows_come_with_a_dry_run(workspace: Workspace, folder: Place) -> None:
    as_json(workspace.add("kopi"), folder)
    workspace.write("kopi/index.html", "second edition")
    code, answer = as_json(workspace, folder, "--dry-run")
    assert (code, tuple(answer)) == (0, (*KEYS, "rows"))
    assert answer["plan"] == {"upload": 1, "delete": 0, "skip": 4}
    assert [row for row in answer["rows"] if row["action"] == "upload"] == [
        {
            "action": "upload",
            "key": "kopi/index.html",
            "seller": "kopi",
            "stage": "shop",
            "reason": "changed: sha256",
        }
    ]
    assert len(answer["rows"]) == 5


def test_a_refusal_is_exit_code_1_and_still_one_object(workspace: Workspace, folder: Place) -> None:
    code, answer = as_json(workspace, folder)
    assert (code, answer["result"], answer["reason"]) == (1, "refused", "empty-build")
    assert tuple(answer) == KEYS


def test_a_failure_is_exit_code_3_and_still_one_object(workspace: Workspace, folder: Place) -> None:
    workspace.add("kopi")
    (workspace.site / "kopi/kopi.html").write_text("edited by hand")
    code, answer = as_json(workspace, folder)
    assert (code, answer["result"], answer["held_back"]) == (3, "partial", ["kopi"])
    assert answer["failed"] == [
        {
            "key": "kopi/kopi.html",
            "seller": "kopi",
            "error": "build/site/kopi/kopi.html differs from the build's manifest; "
            "run `etalase build --force`",
        }
    ]


def test_text_for_people(workspace: Workspace, folder: Place) -> None:
    first = invoke(workspace.add("kopi"), *folder.arguments)
    assert (
        first.stdout == f"{folder.url}/: 5 files uploaded (147 bytes), 0 deleted, 0 left alone; 5 requests\n"
    )
    assert first.stderr.startswith("the first deploy to this target from here")
    second = invoke(workspace, *folder.arguments)
    assert second.stdout == f"{folder.url}/: nothing changed since the last deploy (5 files on record)\n"


def test_text_of_a_dry_run(workspace: Workspace, folder: Place) -> None:
    invoke(workspace.add("kopi"), *folder.arguments)
    workspace.write("kopi/index.html", "second edition")
    result = invoke(workspace, *folder.arguments, "--dry-run")
    assert [line.split(maxsplit=2) for line in result.stdout.splitlines()[:2]] == [
        ["action", "key", "reason"],
        ["upload", "kopi/index.html", "changed: sha256"],
    ]
    assert result.stdout.endswith("would upload 1 and delete 0 files, 4 stay (dry run)\n")


def test_a_dry_run_with_nothing_to_do_shows_no_table(workspace: Workspace, folder: Place) -> None:
    invoke(workspace.add("kopi"), *folder.arguments)
    result = invoke(workspace, *folder.arguments, "--dry-run")
    assert result.stdout == f"{folder.url}/: nothing changed since the last deploy (5 files on record)\n"


def test_a_first_deploy_is_mentioned_only_where_something_is_done(
    workspace: Workspace, bucket: Place
) -> None:
    nowhere = ["--to", "s3://nowhere/", "--endpoint-url", bucket.endpoint, "--allow-samples"]
    stopped = invoke(workspace.add("kopi"), *nowhere)
    assert stopped.exit_code == 1
    assert stopped.stderr.startswith("Not deployed to s3://nowhere/: there is no bucket 'nowhere'")
    assert "the first deploy" not in stopped.output
    assert "the first deploy to this target" in invoke(workspace, *bucket.arguments, "--dry-run").stderr
    assert "the first deploy to this target" in invoke(workspace, *bucket.arguments).stderr
    assert "the first deploy" not in invoke(workspace, *bucket.arguments).output


def test_a_first_deploy_of_which_nothing_succeeds_is_not_mentioned(
    workspace: Workspace, folder: Place
) -> None:
    workspace.add("kopi")
    for path in workspace.site.rglob("*.*"):
        path.write_text("edited by hand")
    failed = invoke(workspace, *folder.arguments)
    assert failed.exit_code == 3
    assert "the first deploy" not in failed.stderr


def test_text_of_what_went_wrong(workspace: Workspace, folder: Place) -> None:
    refused = invoke(workspace, *folder.arguments)
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert refused.stderr.startswith(f"Not deployed to {folder.url}/: the build has no index.html")
    workspace.add("kopi")
    (workspace.site / "aset/hub.css").unlink()
    failed = invoke(workspace, *folder.arguments)
    assert failed.exit_code == 3
    assert failed.stderr.splitlines() == [
        "failed: aset/hub.css: build/site/aset/hub.css cannot be read (No such file or directory);"
        " run `etalase build --force`",
        "held back: (hub), kopi",
        "the first deploy to this target from here: whatever else lies there was left alone",
    ]


@pytest.mark.parametrize("output", [["--json"], ["--format", "json"], []])
def test_a_wrong_secret_is_never_printed(
    workspace: Workspace, bucket: Place, monkeypatch: pytest.MonkeyPatch, output: list[str]
) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", f"{SECRET_KEY}-but-wrong")
    result = invoke(workspace.add("kopi"), *bucket.arguments, *output)
    assert result.exit_code == 1
    assert "AWS_SECRET_ACCESS_KEY" in result.output


@pytest.mark.parametrize(
    "arguments",
    [
        ["--to", "http://warung"],
        ["--to", "file:///srv", "--endpoint-url", "https://s3.example.com"],
        ["--to", "s3://warung", "--max-delete", "-1"],
        ["--to", f"s3://key:{SECRET_KEY}@warung/toko"],
    ],
)
def test_wrong_usage_is_exit_code_2(workspace: Workspace, arguments: list[str]) -> None:
    assert invoke(workspace.add("kopi"), *arguments).exit_code == 2


def test_without_a_target_hub_yaml_is_asked(workspace: Workspace, folder: Place) -> None:
    missing = invoke(workspace.add("kopi"))
    assert missing.exit_code == 2
    assert "--to URL" in missing.stderr
    (workspace.root / "hub.yaml").write_text(f'{HUB}penerbitan: {{tujuan: "{folder.url}"}}\n')
    assert invoke(workspace).exit_code == 0
    assert folder.contents() == workspace.contents()


def test_the_endpoint_may_come_from_the_environment(
    workspace: Workspace, bucket: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_json(workspace.add("kopi"), bucket)
    monkeypatch.setenv("AWS_ENDPOINT_URL", bucket.endpoint)
    result = invoke(workspace, "--to", bucket.url, "--json")
    assert json.loads(result.stdout)["result"] == "nothing"


def test_as_a_program_of_its_own(workspace: Workspace, folder: Place) -> None:
    workspace.add("kopi")
    arguments = [sys.executable, "deploy.py", "--root", str(workspace.root), *folder.arguments, "--json"]
    done = subprocess.run(
        arguments, cwd=REPOSITORY, env=os.environ, capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout)["result"] == "done"
    assert done.stderr == ""
    assert folder.contents() == workspace.contents()


def test_a_deploy_to_a_folder_loads_nothing_heavy() -> None:
    program = "import deploy, generator.publish.stores, sys; print(*sorted(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )
    assert not {"boto3", "yaml", "jinja2", "PIL"} & set(done.stdout.split())


def test_a_refused_dry_run_shows_what_it_would_delete(workspace: Workspace, folder: Place) -> None:
    workspace.add("kopi")
    for number in range(51):
        workspace.write(f"kopi/kopi-{number}.html", "a page")
    assert invoke(workspace, *folder.arguments).exit_code == 0
    for number in range(51):
        workspace.remove(f"kopi/kopi-{number}.html")
    result = invoke(workspace, *folder.arguments, "--dry-run")
    assert result.exit_code == 1
    assert "kopi/kopi-17.html" in result.stdout
    assert "--max-delete 51" in result.stderr
