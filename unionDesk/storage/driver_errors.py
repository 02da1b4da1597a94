"""The sentences for what a database driver reports; only storage knows driver errors."""

from __future__ import annotations

from sqlalchemy.exc import DBAPIError, IntegrityError, InterfaceError, OperationalError

from unionDesk.rules.errors import UserError

_UNIQUE = {
    "uq_branch_code": "Mã CĐCS này đã dùng cho một công đoàn cơ sở khác.",
    "branch.code": "Mã CĐCS này đã dùng cho một công đoàn cơ sở khác.",
    "uq_figures_branch_on": "Công đoàn cơ sở này đã có số liệu của ngày đó.",
    "figures.branch_id": "Công đoàn cơ sở này đã có số liệu của ngày đó.",
    "uq_rating_branch_year": "Công đoàn cơ sở này đã được xếp loại năm đó.",
    "rating.branch_id": "Công đoàn cơ sở này đã được xếp loại năm đó.",
    "uq_assignment_open_lead": "Công đoàn cơ sở này đã có cán bộ phụ trách chính.",
    "assignment.branch_id": "Công đoàn cơ sở này đã có cán bộ phụ trách chính.",
}
_TEXTS = (
    (
        "database is locked",
        "Cơ sở dữ liệu đang bận vì một chương trình khác đang ghi. Chưa có gì được lưu; hãy thử lại.",
    ),
    ("database or disk is full", "Ổ đĩa đã đầy nên chưa lưu được. Hãy giải phóng chỗ trống rồi lưu lại."),
    ("disk i/o error", "Ổ đĩa báo lỗi khi đọc hoặc ghi nên chưa lưu được. Hãy kiểm tra ổ đĩa rồi thử lại."),
    (
        "readonly database",
        "Tệp cơ sở dữ liệu chỉ cho đọc nên không lưu được. Hãy bỏ thuộc tính chỉ đọc của tệp và thư mục.",
    ),
    (
        "unable to open database file",
        "Không mở được tệp cơ sở dữ liệu. Hãy kiểm tra thư mục có còn và có được phép ghi không.",
    ),
    ("file is not a database", "Tệp này không phải là cơ sở dữ liệu của unionDesk."),
    (
        "password authentication failed",
        "Máy chủ cơ sở dữ liệu không nhận tên hoặc mật khẩu. Hãy nhập lại mật khẩu rồi thử lại.",
    ),
    (
        "no password supplied",
        "Máy chủ cơ sở dữ liệu đòi mật khẩu. Hãy lưu mật khẩu trong kho khóa của Windows hoặc đặt biến PGPASSWORD.",
    ),
    (
        "lock timeout",
        "Cơ sở dữ liệu đang bận vì một người khác đang ghi. Chưa có gì được lưu; hãy thử lại.",
    ),
    (
        "deadlock detected",
        "Cơ sở dữ liệu đang bận vì một người khác đang ghi. Chưa có gì được lưu; hãy thử lại.",
    ),
    (
        "no space left on device",
        "Ổ đĩa của máy chủ đã đầy nên chưa lưu được. Hãy báo người quản trị máy chủ.",
    ),
    (
        "read-only transaction",
        "Máy chủ cơ sở dữ liệu đang chỉ cho đọc nên không lưu được. Hãy báo người quản trị máy chủ.",
    ),
    (
        "permission denied",
        "Tài khoản trên máy chủ không có quyền làm việc này. Hãy báo người quản trị máy chủ.",
    ),
    (
        "malformed",
        "Tệp cơ sở dữ liệu bị hỏng. Hãy khôi phục từ bản sao lưu gần nhất; tệp hỏng được giữ nguyên.",
    ),
)
_LOST_WORDS = ("connection", "server closed", "terminating")
_LOST = "Mất kết nối với máy chủ cơ sở dữ liệu. Việc vừa làm chưa được lưu; hãy thử lại khi mạng có trở lại."


def explained(error: DBAPIError) -> UserError | None:
    """The sentence for a driver error, or None for what is a bug of ours."""
    text = str(error.orig or error)
    lowered = text.lower()
    if isinstance(error, IntegrityError):
        return next((UserError(sentence) for name, sentence in _UNIQUE.items() if name in text), None)
    sentence = next((sentence for needle, sentence in _TEXTS if needle in lowered), None)
    if sentence is None and (error.connection_invalidated or _is_of_the_link(error, lowered)):
        sentence = _LOST
    return UserError(sentence) if sentence is not None else None


def _is_of_the_link(error: DBAPIError, text: str) -> bool:
    return isinstance(error, OperationalError | InterfaceError) and any(word in text for word in _LOST_WORDS)


def is_repeated_operation(error: DBAPIError) -> bool:
    """Whether two askers committed the same operation at the same moment and this one came second."""
    text = str(error.orig or error)
    return isinstance(error, IntegrityError) and ("pk_operation" in text or "operation.id" in text)


def is_damage(error: DBAPIError) -> bool:
    """Whether SQLite found the file damaged."""
    text = str(error.orig or error).lower()
    return "malformed" in text or "not a database" in text
