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
    ("url", "endpoint"),
    [("s3://KEY:canary@warung/toko", ""), ("s3://warung", "https://KEY:canary@s3.example.com")],
)
def test_a_password_in_an_address_is_not_repeated(url: str, endpoint: str) -> None:
    with pytest.raises(TargetError) as caught:
        parse_target(url, endpoint)
    assert "canary" not in str(caught.value)
