"""JPEG: which segments the pixels need, and where they end (ITU-T T.81, annex B)."""

from __future__ import annotations

import re
import struct

from generator.content.picture.exif import orientation
from generator.content.picture.original import BrokenPictureError, Original

START = b"\xff\xd8"
_END = b"\xff\xd9"
_SOF = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
_SOS, _APP0, _APP1, _APP2, _ADOBE = 0xDA, 0xE0, 0xE1, 0xE2, 0xEE
_TABLES = {0xC4, 0xCC, 0xDB, 0xDC, 0xDD}
_ALONE = {0x01, *range(0xD0, 0xD8)}
_NEEDED = {*_SOF, *_TABLES, _SOS}
_COLOURS = {(_APP0, b"JFIF\0"), (_ADOBE, b"Adobe")}
"""Segments that say what the components of a pixel are."""
_COLOURS_BYTES = 12
_NEVER_WITHIN = {0xD8, 0xD9}
_BETWEEN_SCANS = {*_TABLES, _SOS, 0xFE, *range(0xE0, 0xF0)}
_MAX_SCANS = 64
"""Encoders make 3 to 20; a decoder goes over the whole picture for each, in one call that hears no timer."""
_MARKER = re.compile(rb"\xff+([\x01-\xfe])")
_MARKER_BEHIND_PIXELS = re.compile(rb"\xff[\x01-\xcf\xd8-\xfe]")
"""In pixels 0xFF is followed by a zero, or by the number of a restart."""
_OTHER_BITS = b"\x5a\x93\x27\xe1" * 16


def read(data: bytes) -> Original:
    """A JPEG without its metadata, whose pixels end with an end marker. Raises `BrokenPictureError`."""
    return _BitReader(data).read()


def with_other_bits_behind(pixels: bytes) -> bytes:
    """The same picture, for a decoder that gets all its pixels; another one for one that does not.

    Where bits are missing, decoders go on with zeros and tell nobody. Here they find some of ours,
    behind each restart that they may be waiting for.
    """
    restarts = (b"\xff" + bytes([0xD0 + number]) for number in range(8))
    return pixels.removesuffix(_END) + _OTHER_BITS + b"".join(r + _OTHER_BITS for r in restarts) + _END


class _BitReader:
    """Goes through the segments once."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._kept = [START]
        self._exif = self._xmp = b""
        self._profile: dict[int, bytes] = {}
        self._size = (0, 0)
        self._progressive = False
        self._scans = 0
        self._missing: set[tuple[int, int]] = set()
        """Component and coefficient that no scan has given in full so far."""

    def read(self) -> Original:
        ended = self._segments()
        if not all(self._size) or (self._missing and not ended):
            raise BrokenPictureError
        parts = [self._profile[number] for number in sorted(self._profile)]
        whole = bool(parts) and len(parts) == parts[0][1] == max(self._profile)
        return Original(
            "JPEG",
            self._size,
            b"".join(self._kept) + _END,
            orientation(self._exif, self._xmp),
            b"".join(part[2:] for part in parts) if whole else b"",
            doubtful=not ended,
        )

    def _segments(self) -> bool:
        """Keep what pixels need, up to their end; whether that was marked."""
        place = 2
        while True:
            marker, start = self._marker(place)
            if marker in _ALONE:
                place = start
                continue
            if marker in _NEVER_WITHIN:
                raise BrokenPictureError
            end = start + int.from_bytes(self._data[start : start + 2])
            if end < start + 2 or end > len(self._data):
                raise BrokenPictureError
            self._segment(marker, self._data[start - 2 : start], self._data[start:end])
            place = end
            if marker == _SOS:
                self._scans += 1
                if self._scans > _MAX_SCANS:
                    raise BrokenPictureError
                place = self._scan(end)
                following = self._data[place + 1 : place + 2]
                if following == _END[1:]:
                    return True
                if not self._missing or not self._goes_on(place):
                    return False

    def _marker(self, place: int) -> tuple[int, int]:
        """The next marker and the place behind it; what lies before it is skipped, as decoders do."""
        found = _MARKER.search(self._data, place)
        if found is None:
            raise BrokenPictureError
        return found[1][0], found.end()

    def _segment(self, marker: int, name: bytes, body: bytes) -> None:
        content = body[2:]
        if marker in _SOF:
            if len(content) < 6:
                raise BrokenPictureError
            height, width, components = struct.unpack_from(">HHB", content, 1)
            self._size = width, height
            self._progressive = marker & 3 == 2
            self._missing = {(one, number) for one in content[6::3][:components] for number in range(64)}
        if marker == _SOS and len(content) >= 6:
            first, last, bits = content[-3:] if self._progressive else (0, 63, 0)
            if (
                not bits & 0x0F
            ):  # the lowest bit, too; scans of progressive pictures begin with the higher ones
                components = content[1:-3:2]
                self._missing -= {(one, n) for one in components for n in range(first, last + 1)}
        if marker in _NEEDED or ((marker, content[:5]) in _COLOURS and len(content) >= _COLOURS_BYTES):
            self._kept.append(name + body)
        elif marker == _APP1 and content.startswith(b"Exif\0\0"):
            self._exif += content[6:]  # long ones come in several segments
        elif marker == _APP1 and content.startswith(b"http://ns.adobe.com/xap/1.0/\0"):
            self._xmp = content
        elif marker == _APP2 and content.startswith(b"ICC_PROFILE\0") and len(content) > 13:
            self._profile[content[12]] = content[12:]

    def _scan(self, start: int) -> int:
        """Keep the pixels of a scan; the place of the marker behind them, or the file's end."""
        found = _MARKER_BEHIND_PIXELS.search(self._data, start)
        end = found.start() if found else len(self._data)
        self._kept.append(
            self._data[start:end].rstrip(b"\xff")
        )  # the end's first half may be all that is there
        return end

    def _goes_on(self, place: int) -> bool:
        """Whether another scan may follow, and not something that is no part of the picture."""
        length = int.from_bytes(self._data[place + 2 : place + 4])
        return (
            place + 4 <= len(self._data)
            and self._data[place + 1] in _BETWEEN_SCANS
            and 2 <= length <= len(self._data) - place - 2
        )
