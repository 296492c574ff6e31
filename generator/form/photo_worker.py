"""A process for one picture of a stranger: bytes in, a plain JPEG and the texts of its codes out.

Run as `python -m generator.form.photo_worker photo|turn|codes`. It answers on stdout with a line of JSON,
then the JPEG. Its memory and CPU time are limited before the first byte is looked at, and it can write no
file.
"""

from __future__ import annotations

import json
import resource
import sys

MEMORY_BYTES = 1 << 30
"""Address space: twice what a 40-megapixel PNG takes (measured: 480 MB)."""
CPU_SECONDS = 10
LONG_SIDE = 2_048
"""Pixels of what is kept."""
_QUALITY = 85
_HEIF_QUALITY = 95  # on the way to the JPEG that is kept


def main() -> int:
    """Do one thing to the picture on stdin."""
    _limit()
    from generator.content.fields import FieldError

    what, data = sys.argv[1], sys.stdin.buffer.read()
    try:
        if what == "codes":
            answer: dict[str, object] = {"codes": _codes(data)}
            picture = b""
        else:
            picture, size = _photo(data, turn=what == "turn")
            answer = {"size": size, "codes": _codes(picture)}
    except FieldError as error:
        answer, picture = {"error": error.code, "values": dict(error.values)}, b""
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + picture)
    return 0


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _photo(data: bytes, *, turn: bool) -> tuple[bytes, tuple[int, int]]:
    """The picture upright, in sRGB, at most `LONG_SIDE`, without metadata. Raises `FieldError`."""
    import io

    from PIL import Image

    from generator.content import photofile
    from generator.content.fields import FieldError

    try:
        image = photofile.decode("foto", _without_heif(data), LONG_SIDE)
        image.thumbnail((LONG_SIDE, LONG_SIDE), Image.Resampling.LANCZOS)
        if turn:
            image = image.transpose(Image.Transpose.ROTATE_270)  # clockwise, as people expect
        out = io.BytesIO()
        image.save(out, "JPEG", quality=_QUALITY, optimize=True, progressive=True)
    except FieldError:
        raise
    except MemoryError as error:
        raise FieldError("photo-too-heavy", found="foto") from error
    except Exception as error:  # decoders let ValueError, SyntaxError, struct.error … escape
        raise FieldError("photo-broken", found="foto") from error
    return out.getvalue(), image.size


def _codes(data: bytes) -> list[str]:
    """The texts of all codes in the picture. Raises `FieldError`."""
    from generator.content.fields import FieldError
    from generator.content.photo_codes import codes_in

    try:
        return list(codes_in("foto", _without_heif(data)))
    except FieldError:
        raise
    except MemoryError as error:
        raise FieldError("photo-too-heavy", found="foto") from error
    except Exception as error:
        raise FieldError("photo-broken", found="foto") from error


def _without_heif(data: bytes) -> bytes:
    """A HEIC photo as JPEG, where pillow-heif is installed; anything else as it is."""
    from generator.content.picture.kind import heif_kind

    if heif_kind(data) != "HEIC":
        return data
    try:
        import pillow_heif
    except ImportError:
        return data  # `decode` will say what to do
    import io

    from PIL import Image

    from generator.content import photofile

    pillow_heif.register_heif_opener()
    image = Image.open(io.BytesIO(data), formats=("HEIF",))
    photofile.refuse_size("foto", *image.size)
    out = io.BytesIO()
    image.convert("RGB").save(out, "JPEG", quality=_HEIF_QUALITY, icc_profile=image.info.get("icc_profile"))
    return out.getvalue()


if __name__ == "__main__":
    raise SystemExit(main())
