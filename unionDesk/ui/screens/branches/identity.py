"""Forms of a branch as a whole: correcting what is known of it, and adding a new one."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from unionDesk.rules.branch_kinds import form_of, propose_kind
from unionDesk.rules.field_spec import FieldSpec
from unionDesk.rules.kinds import BranchKind
from unionDesk.services import branch_page, branches
from unionDesk.services.branch_page import BranchHead
from unionDesk.services.branches import BranchRow
from unionDesk.services.specs import fields_of
from unionDesk.services.undoing import Done, recorded
from unionDesk.ui.kit.pick_editors import Pick
from unionDesk.ui.kit.record_form import RecordForm
from unionDesk.ui.pickers import PICKERS
from unionDesk.ui.screens.branches.employers import EMPLOYERS, EmployersEditor
from unionDesk.ui.undo_notice import tell_done

if TYPE_CHECKING:
    from unionDesk.ui.context import Context

EDIT, ADD = "branches/edit", "branches/add"
_PROPOSED = "Chương trình đề xuất theo tên; xin xem lại."


def branch_specs() -> tuple[FieldSpec, ...]:
    """The fields of the form by groups; the employers stand behind the first group, identity."""
    fields = fields_of("branch")
    first = [spec for spec in fields if spec.group == fields[0].group]
    return (*first, EMPLOYERS, *(spec for spec in fields if spec.group != fields[0].group))


def _save(work: Any, record: int, version: int, values: Mapping[str, Any]) -> Done:
    return recorded(partial(branch_page.save, branch_id=record, version=version, values=values))(work)


def _add(work: Any, *, values: Mapping[str, Any], **_nothing: None) -> Done:
    known = {name: value for name, value in values.items() if value not in (None, ())}
    return recorded(partial(branches.add, values=known))(work)


class IdentityTab(QWidget):
    """Corrections of a branch. A change by decision is another command.

    Signals:
        closed(): the user is done with the branch.
    """

    closed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.form = RecordForm(
            context,
            EDIT,
            branch_specs(),
            what="Sửa công đoàn cơ sở",
            save=_save,
            pickers=PICKERS,
            editors={EMPLOYERS.name: EmployersEditor},
        )
        note = QLabel(
            "Ở đây sửa những gì ghi sai hoặc còn thiếu. Khi có quyết định đổi tên, loại hình, trạng thái, địa bàn…, "
            "hãy dùng lệnh “Thay đổi theo quyết định” để giữ lại giá trị cũ."
        )
        note.setWordWrap(True)
        note.setProperty("role", "muted")
        note.setContentsMargins(8, 8, 8, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(note)
        column.addWidget(self.form, 1)
        self.form.saved.connect(self._on_saved)
        self.form.closed.connect(self.closed)

    def show_branch(self, head: BranchHead) -> None:
        """Show the values, unless somebody is typing here: then what is typed stays, with its version."""
        same = self.form.record == head.row.branch_id
        if same and self.form.form.is_edited():
            return
        if same and self.form.version == head.version:
            return
        named = {"current_place_id": head.row.place, "current_manager_id": head.manager}
        picked = {name: Pick(head.values[name], title) if title else None for name, title in named.items()}
        self.form.open(head.row.branch_id, head.version, head.row.name, head.values | picked)

    def can_leave(self) -> bool:
        return self.form.can_leave()

    def _on_saved(self, done: Done) -> None:
        self.form.version = done.value
        tell_done(self._context, f"Đã lưu {self.form.title}.", done)


class AddForm(QWidget):
    """A new branch: its kind is proposed from the name, a branch of the same name is pointed out.

    Signals:
        added(int): the new branch.
        open_wanted(int): the known branch of the same name is to be opened.
        closed()
    """

    added = Signal(object)
    open_wanted = Signal(object)
    closed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._twin: int | None = None
        self.form = RecordForm(
            context,
            ADD,
            branch_specs(),
            what="Thêm công đoàn cơ sở",
            save=_add,
            pickers=PICKERS,
            editors={EMPLOYERS.name: EmployersEditor},
        )
        self.twin = QFrame()
        self.twin.setObjectName("noticeRow")
        self.twin.setProperty("kind", "warned")
        self.twin_text = QLabel()
        self.twin_text.setWordWrap(True)
        button = QPushButton("Mở")
        button.clicked.connect(self._on_twin)
        row = QHBoxLayout(self.twin)
        row.addWidget(self.twin_text, 1)
        row.addWidget(button)
        self.twin.hide()
        title = QLabel("Công đoàn cơ sở mới")
        title.setObjectName("screenTitle")
        title.setContentsMargins(8, 8, 8, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(title)
        column.addWidget(self.twin)
        column.addWidget(self.form, 1)
        self.form.form.editor("current_name").left.connect(self._on_name)
        self.form.form.rows["code"].note.setText("Để trống thì chương trình cho mã tiếp theo của đơn vị.")
        self.form.saved.connect(self._on_saved)
        self.form.closed.connect(self.closed)

    def open(self) -> None:
        """An empty form; a draft that waits is offered."""
        self.twin.hide()
        self.form.open(None, None, "Công đoàn cơ sở mới", {})
        code = self.form.form.rows["code"].note
        code.setText("Để trống thì chương trình cho mã tiếp theo của đơn vị.")
        code.show()
        self.form.form.editor("current_name").setFocus()

    def can_leave(self) -> bool:
        return self.form.can_leave()

    @Slot()
    def _on_name(self) -> None:
        form = self.form.form
        name = str(form.editor("current_name").raw() or "").strip()
        self._context.jobs.read(partial(_twins, name), then=self._on_twins, owner=self, replaces="twins")
        proposed = propose_kind(name) if name else BranchKind.UNCLASSIFIED
        if proposed is BranchKind.UNCLASSIFIED:
            return
        for field, value in (("current_kind", proposed), ("form", form_of(name, proposed))):
            if not form.editor(field).raw():
                form.editor(field).set_value(value)
                form.rows[field].note.setText(_PROPOSED)
                form.rows[field].note.show()

    def _on_twins(self, found: list[BranchRow]) -> None:
        self.twin.setVisible(bool(found))
        self._twin = found[0].branch_id if found else None
        if found:
            row = found[0]
            where = ", ".join(part for part in (row.code, row.place) if part)
            self.twin_text.setText(f"Đã có công đoàn cơ sở cùng tên: {row.name} ({where}).")

    @Slot()
    def _on_twin(self) -> None:
        if self._twin is not None:
            self.open_wanted.emit(self._twin)

    def _on_saved(self, done: Done) -> None:
        tell_done(self._context, "Đã thêm công đoàn cơ sở.", done)
        self.added.emit(done.value)


def _twins(name: str, work: Any) -> list[BranchRow]:
    return branch_page.same_named(work, name)
