"""The sample office's file: beside the office's own database, so that the two never mix."""

from __future__ import annotations

from pathlib import Path

from unionDesk.rules.errors import UserError

NAME = "mau.sqlite"
_PART = "mau-dang-lap.sqlite"
_BESIDE = ("", "-wal", "-shm", "-journal")


def sample_of(database: str) -> Path:
    """Where the sample office lies, beside the office's own local database."""
    return Path(database).with_name(NAME)


def begin(sample: Path) -> Path:
    """The file to fill: the sample gets its name only when it is whole, so a power cut leaves none."""
    part = sample.with_name(_PART)
    try:
        for suffix in _BESIDE:
            part.with_name(part.name + suffix).unlink(missing_ok=True)
    except OSError as error:
        raise UserError(
            f"Tệp “{part.name}” đang mở trong chương trình khác nên chưa lập được đơn vị mẫu. "
            "Hãy đóng chương trình đó rồi thử lại."
        ) from error
    return part


def finish(sample: Path) -> Path:
    """Gives the filled file its name."""
    try:
        sample.with_name(_PART).replace(sample)
    except OSError as error:
        raise UserError(f"Không đặt được tên tệp mẫu “{sample}”. Hãy kiểm tra quyền ghi.") from error
    return sample
