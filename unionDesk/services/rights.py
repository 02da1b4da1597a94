"""What a role may do: asked here and nowhere else. Rights only ever add."""

from __future__ import annotations

from unionDesk.rules.actor import Actor
from unionDesk.rules.choice import Choice
from unionDesk.rules.errors import NotAllowedError
from unionDesk.rules.kinds import Role


class Right(Choice):
    """A thing that not every role may do; the label completes the sentence "không được …"."""

    EDIT = "edit", "sửa hồ sơ"
    DELETE = "delete", "xóa hồ sơ"
    IMPORT = "import", "nhập danh sách từ Excel"
    EXPORT = "export", "xuất dữ liệu"
    BULK = "bulk", "sửa hàng loạt"
    SUBMIT = "submit", "trình ký văn bản"
    NUMBER = "number", "lấy số văn bản"
    APPROVE = "approve", "duyệt"
    SEE_CONFIDENTIAL = "see_confidential", "xem vụ việc kín"
    SET_UP = "set_up", "thay đổi thiết lập của đơn vị"


_READS: frozenset[Right] = frozenset()
_CLERK = frozenset({Right.EDIT, Right.EXPORT, Right.SUBMIT, Right.NUMBER})
_OFFICER = frozenset(
    {Right.EDIT, Right.DELETE, Right.IMPORT, Right.EXPORT, Right.BULK, Right.SUBMIT, Right.NUMBER}
)
_LEADER = _OFFICER | {Right.APPROVE, Right.SEE_CONFIDENTIAL}

RIGHTS: dict[Role, frozenset[Right]] = {
    Role.READER: _READS,
    Role.CLERK: _CLERK,
    Role.OFFICER: _OFFICER,
    Role.LEADER: _LEADER,
    Role.ADMINISTRATOR: _LEADER | {Right.SET_UP},
}


def may(actor: Actor, right: Right) -> bool:
    """Whether the actor's role includes the right."""
    return right in RIGHTS[actor.role]


def require(actor: Actor, right: Right) -> None:
    """Raises NotAllowedError when the actor's role does not include the right."""
    if not may(actor, right):
        raise NotAllowedError(
            f"Vai trò “{actor.role.label}” không được {right.label}. Hãy nhờ người có quyền, "
            "hoặc chọn cán bộ khác ở thanh trạng thái."
        )
