from __future__ import annotations

from pathlib import Path

import pytest

from generator.publish.errors import TargetError
from generator.publish.target import parse_target


@pytest.mark.parametrize(
    ("url", "bucket", "prefix", "normal"),
    [
        ("s3://warung", "warung", "", "s3://warung/"),
        ("s3://warung/", "warung", "", "s3://warung/"),
        ("s3://warung/toko", "warung", "toko/", "s3://warung/toko/"),
        ("s3://warung//toko///2026/", "warung", "toko/2026/", "s3://warung/toko/2026/"),
    ],
)
def test_buckets(url: str, bucket: str, prefix: str, normal: str) -> None:
    target = parse_target(url)
    assert (target.bucket, target.prefix, target.url, target.folder) == (bucket, prefix, normal, None)


@pytest.mark.parametrize("url", ["file:///srv/www", "file:///srv/www/", "file://localhost/srv/./x/../www"])
def test_folders(url: str) -> None:
    target = parse_target(url)
    assert (target.folder, target.url) == (Path("/srv/www"), "file:///srv/www/")


def test_a_folder_with_a_space() -> None:
    assert parse_target("file:///srv/my%20www").folder == Path("/srv/my www")


def test_two_spellings_of_a_place_share_a_record() -> None:
    one = parse_target("s3://warung/toko", "https://S3.Example.com/")
    other = parse_target("s3://warung//toko/", "https://s3.example.com")
    assert one.name == other.name == "s3://warung/toko/ at https://s3.example.com"
    assert one.name != parse_target("s3://warung/toko").name


@pytest.mark.parametrize(
    ("url", "endpoint"),
    [
        ("warung", ""),
        ("http://warung/toko", ""),
        ("s3:///toko", ""),
        ("s3://warung/../lain", ""),
        ("s3://warung/toko?x=1", ""),
        ("s3://warung/toko#x", ""),
        ("s3://warung:80x/toko", ""),
        ("s3://[warung/toko", ""),
        ("file://srv/www", ""),
        ("file:srv", ""),
        ("file:///", ""),
        ("file:///srv/..", ""),
        ("file:///srv/www", "https://s3.example.com"),
        ("s3://warung", "s3.example.com"),
        ("s3://warung", "ftp://s3.example.com"),
        ("s3://warung", "https://s3.example.com?x"),
    ],
)
def test_anything_else_is_refused(url: str, endpoint: str) -> None:
    with pytest.raises(TargetError):
        parse_target(url, endpoint)


@pytest.mark.parametrize(
    ("url", "endpoint", "typed"),
    [
        (
            "s3://warung/toko",
            "https://warung.s3.provider.example",
            "--to s3://warung/toko/ --endpoint-url https://s3.provider.example,",
        ),
        (
            "s3://warung",
            "https://WARUNG.nos.example:9000/",
            "--to s3://warung/ --endpoint-url https://nos.example:9000,",
        ),
        (
            "s3://Warung",
            "http://warung.localhost:8333",
            "--to s3://Warung/ --endpoint-url http://localhost:8333,",
        ),
        ("s3://warung.id", "https://warung.id.s3.example", "--endpoint-url https://s3.example,"),
        ("s3://warung", "https://s3.example/warung/", "--endpoint-url https://s3.example,"),
        ("s3://warung", "https://s3.example/v1/s3/warung", "--endpoint-url https://s3.example/v1/s3,"),
        ("s3://warung/toko/a", "https://s3.example/warung/toko/a", "--endpoint-url https://s3.example,"),
        ("s3://warung", "https://warung.s3.example/warung", "--endpoint-url https://s3.example,"),
    ],
)
def test_an_endpoint_that_names_the_bucket_is_refused_with_the_line_to_type(
    url: str, endpoint: str, typed: str
) -> None:
    with pytest.raises(TargetError) as caught:
        parse_target(url, endpoint)
    assert typed in str(caught.value)
    line = str(caught.value).partition("Type: --to ")[2].partition(",")[0]
    url, _, endpoint = line.partition(" --endpoint-url ")
    assert parse_target(url, endpoint).bucket in line


def test_where_files_lie_already_can_still_be_reached() -> None:
    target = parse_target("s3://warung/", "https://warung.s3.example", on_record=True)
    assert target.endpoint == "https://warung.s3.example"


@pytest.mark.parametrize(
    ("url", "endpoint"),
    [
        ("s3://warung", "https://warung"),
        ("s3://minio", "http://minio:9000"),
        ("s3://warung", "https://warung-2.s3.example"),
        ("s3://warung", "https://s3.warung.example"),
        ("s3://warung", "https://s3.example/warung-2"),
        ("s3://warung/toko", "https://s3.example/toko"),
    ],
)
def test_an_endpoint_that_only_looks_like_the_bucket_is_taken(url: str, endpoint: str) -> None:
    assert parse_target(url, endpoint).endpoint == endpoint


@pytest.mark.parametrize(
    ("url", "endpoint"),
    [("s3://KEY:canary@warung/toko", ""), ("s3://warung", "https://KEY:canary@s3.example.com")],
)
def test_a_password_in_an_address_is_not_repeated(url: str, endpoint: str) -> None:
    with pytest.raises(TargetError) as caught:
        parse_target(url, endpoint)
    assert "canary" not in str(caught.value)
