"""Files for the user: written beside and moved into place whole, under names every system takes."""

from __future__ import annotations

import errno
import os
import re
import secrets
import shutil
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from .rules.errors import UserError

_FORBIDDEN = re.compile(r'[<>:"/\\|?*]+')
_RESERVED = re.compile(r"(?i)^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])\s*(\.|$)")
_LONGEST = 120  # letters; leaves room for the folder within Windows' 260
_LONGEST_BYTES = 240  # Linux takes 255 bytes, Vietnamese letters need up to three each
_WINDOWS_IN_USE = {32, 33}  # sharing violation, lock violation
_FULL = {errno.ENOSPC, errno.EDQUOT} if hasattr(errno, "EDQUOT") else {errno.ENOSPC}


def safe_name(text: str, suffix: str = "", otherwise: str = "Không tên") -> str:
    """A file name made of `text` plus `suffix`, valid on Windows, macOS and Linux.

    Signs that a system forbids become "-", invisible characters go, reserved names (CON, LPT1 …) get
    a "_" before them, and a long text is cut so that the suffix stays. Never empty.
    """
    kept = _FORBIDDEN.sub("-", unicodedata.normalize("NFC", text))
    kept = "".join(" " if char.isspace() else char for char in kept if not _invisible(char))
    kept = " ".join(kept.split()).strip(". ")
    room = _LONGEST - len(suffix)
    room_bytes = _LONGEST_BYTES - len(suffix.encode())
    kept = kept[:room].encode()[:room_bytes].decode(errors="ignore").rstrip(". ")
    if not kept.strip("-"):
        kept = otherwise
    if _RESERVED.match(kept + suffix):
        kept = f"_{kept}"
    return kept + suffix


def _invisible(char: str) -> bool:
    return not char.isspace() and unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co", "Cn"}


def write_bytes(target: Path, content: bytes) -> None:
    """Write the file as a whole or not at all; raises UserError as `replacing` does."""
    with replacing(target) as beside:
        beside.write_bytes(content)


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Give a path beside `target` to write to, and move it into place when the block ends well.

    Whatever goes wrong, the old file stays as it was and nothing half written remains. A full disk, a
    target that is open in another program (Windows), a missing or forbidden folder raise UserError.
    """
    beside = target.parent / f".{secrets.token_hex(8)}.tmp"
    try:
        if target.is_dir():
            raise UserError(f"“{target}” là một thư mục. Hãy chọn một tên tệp khác.")
        with beside.open("xb"):
            pass
        yield beside
        _settle(beside, target)
    except OSError as error:
        if not _is_about(error, beside, target):
            raise
        raise UserError(_sentence(error, target)) from error
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def _settle(beside: Path, target: Path) -> None:
    if target.exists():
        shutil.copymode(target, beside)
    with beside.open("r+b") as stream:
        os.fsync(stream.fileno())
    beside.replace(target)


def _is_about(error: OSError, beside: Path, target: Path) -> bool:
    """Whether the trouble is with this file; a writer may also read others inside the block."""
    named = {Path(str(name)) for name in (error.filename, error.filename2) if name is not None}
    return not named or not named.isdisjoint({beside, target, target.parent})


def _sentence(error: OSError, target: Path) -> str:
    name, folder = target.name, target.parent
    if error.errno in _FULL:
        return f"Không đủ chỗ trống trên ổ đĩa để ghi tệp “{name}”. Hãy dọn bớt hoặc chọn nơi lưu khác."
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return f"Không tìm thấy thư mục “{folder}”. Hãy chọn nơi lưu khác."
    in_use = getattr(error, "winerror", None) in _WINDOWS_IN_USE
    if in_use or (isinstance(error, PermissionError) and os.name == "nt" and target.exists()):
        return f"Tệp “{name}” đang mở trong chương trình khác. Hãy đóng tệp đó rồi thử lại."
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return f"Không được phép ghi vào thư mục “{folder}”. Hãy chọn nơi lưu khác."
    if error.errno == errno.ENAMETOOLONG:
        return f"Tên tệp “{name}” quá dài. Hãy đặt tên ngắn hơn."
    return f"Không ghi được tệp “{name}” vào thư mục “{folder}”: {error.strerror}."
