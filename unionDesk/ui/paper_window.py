"""PaperWindow: the preview of a paper with the buttons of its state: put up, numbered, signed, replaced."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from unionDesk.rules.field_spec import FieldSpec, Sort
from unionDesk.rules.formats import date_text
from unionDesk.rules.kinds import DocumentKind, DocumentState
from unionDesk.services import minutes, paper_register, papers, visit_forms, visit_past
from unionDesk.services.paper_register import PaperLine
from unionDesk.services.papers import PrintedPaper
from unionDesk.services.visit_form_data import VisitEdit
from unionDesk.ui.ask_dialog import AskDialog
from unionDesk.ui.kit.date_editors import today
from unionDesk.ui.kit.flow import FlowLayout
from unionDesk.ui.kit.preview import Preview

if TYPE_CHECKING:
    from unionDesk.ui.context import Context

_WHY = FieldSpec(name="reason", label="Lý do", length=255, required=True)
_SIGNED = (
    FieldSpec(name="signed_on", label="Ngày ký", sort=Sort.DATE, required=True),
    FieldSpec(name="signed_by", label="Người ký", length=160),
)


@dataclass(frozen=True)
class Shown:
    """What the window shows: the pages, the paper in the register (None: a first draft), its visit."""

    printed: PrintedPaper
    paper: PaperLine | None
    visit_id: int | None
    visit_version: int | None = None
    may_submit: bool = False
    warnings: tuple[str, ...] = ()


def of_visit(work: Any, visit_id: int, edit: VisitEdit | None) -> Shown:
    """The minutes that stand for a visit; a draft shows what the open form holds."""
    form = visit_forms.read(work, visit_id)
    standing = minutes.standing(work, visit_id)
    if standing is not None and standing.state is not DocumentState.DRAFT:
        return Shown(papers.print_of(work, standing.paper_id), standing, visit_id, form.version)
    texts = {**form.values, **(edit.values if edit else {})}
    warnings = tuple(copied.sentence for copied in visit_past.copied_text_warnings(work, visit_id, texts))
    return Shown(
        minutes.draft(work, visit_id, edit),
        standing,
        visit_id,
        form.version,
        form.status.took_place,
        warnings,
    )


def of_paper(work: Any, paper_id: int) -> Shown:
    """A paper of the register."""
    paper = paper_register.line(work, paper_id)
    if paper.visit_id is not None and paper.state is DocumentState.DRAFT:
        return of_visit(work, paper.visit_id, None)
    return Shown(papers.print_of(work, paper_id), paper, paper.visit_id)


class PaperWindow(Preview):
    """Shows one paper; after each step it opens anew with what is printed then.

    `guard` gives a sentence that keeps a draft from being put up (unsaved changes), "" when nothing does.
    """

    stepped = Signal(object)

    def __init__(
        self,
        context: Context,
        shown: Shown,
        parent: QWidget | None = None,
        guard: Callable[[], str] | None = None,
    ) -> None:
        title = shown.paper.title if shown.paper else shown.printed.file_name.removesuffix(".pdf")
        super().__init__(context, shown.printed.data, title, shown.printed.file_name, parent)
        self._context, self.shown, self._guard = context, shown, guard
        self.buttons: dict[str, QPushButton] = {}
        self.state = QLabel(_state_words(shown.paper))
        self.state.setWordWrap(True)
        self.state.setAccessibleName("Tình trạng văn bản")
        self.warnings = QLabel("\n".join(shown.warnings))
        self.warnings.setWordWrap(True)
        frame = QFrame()
        frame.setObjectName("noticeRow")
        frame.setProperty("kind", "warned" if shown.warnings else "told")
        column = QVBoxLayout(frame)
        column.addWidget(self.state)
        column.addWidget(self.warnings)
        self.warnings.setVisible(bool(shown.warnings))
        row = QWidget()
        flow = FlowLayout(row)
        for name, words, tip, step in self._steps():
            button = QPushButton(words)
            button.setToolTip(tip)
            button.setAutoDefault(False)  # Enter in the search field takes no number
            button.clicked.connect(step)
            flow.addWidget(button)
            self.buttons[name] = button
        column.addWidget(row)
        row.setVisible(bool(self.buttons))
        outer = self.layout()
        assert isinstance(outer, QVBoxLayout)
        outer.insertWidget(1, frame)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _steps(self) -> list[tuple[str, str, str, Callable[[], object]]]:
        """The steps that the paper's state allows: name, button, what it does."""
        paper = self.shown.paper
        if paper is None or paper.state is DocumentState.DRAFT:
            tip = "Giữ nguyên nội dung này để trình ký; số để trống"
            return [("submit", "Trình ký", tip, self.submit)] if self.shown.visit_id is not None else []
        if paper.state is DocumentState.SUBMITTED:
            return [
                ("number", "Lấy số", "Lấy số kế tiếp và lưu bản chính thức", self.number),
                ("back", "Trả về dự thảo", "Cho sửa lại; phải ghi lý do", self.ask_back),
            ]
        found: list[tuple[str, str, str, Callable[[], object]]] = []
        if paper.state is DocumentState.NUMBERED:
            found.append(("sign", "Đã ký", "Ghi ngày và người ký bản giấy", self.ask_signed))
        if paper.kind is DocumentKind.MINUTES and paper.replaced_by_id is None:
            tip = "Bản cũ giữ nguyên; biên bản mới ghi rõ thay thế biên bản này"
            found.append(("correct", "Lập biên bản thay thế", tip, self.ask_correct))
        return found

    # the steps

    @Slot()
    def submit(self) -> None:
        """Put the draft up for signature, unless the open form has something unsaved."""
        problem = self._guard() if self._guard is not None else ""
        if problem:
            self._context.notices.warn(problem)
            return
        visit_id = self.shown.visit_id
        assert visit_id is not None
        self._do(
            "Trình ký biên bản",
            partial(minutes.submit, visit_id=visit_id, visit_version=self.shown.visit_version),
            "Đã trình ký biên bản; nội dung được giữ nguyên, số để trống.",
        )

    @Slot()
    def number(self) -> None:
        """Take the next number."""
        paper = self._paper()
        self._do(
            "Lấy số văn bản",
            partial(papers.number, paper_id=paper.paper_id, version=paper.version),
            "Đã lấy số {}.",
        )

    @Slot()
    def ask_back(self) -> None:
        paper = self._paper()
        self._ask(
            "Trả về dự thảo",
            (_WHY,),
            lambda given: self._do(
                "Trả về dự thảo",
                partial(papers.back_to_draft, paper_id=paper.paper_id, version=paper.version, **given),
                "Đã trả văn bản về dự thảo.",
            ),
        )

    @Slot()
    def ask_signed(self) -> None:
        paper = self._paper()

        def sign(given: dict[str, Any]) -> None:
            task = partial(
                papers.sign,
                paper_id=paper.paper_id,
                version=paper.version,
                signed_on=given["signed_on"],
                signed_by=given["signed_by"] or "",
            )
            self._do("Ghi văn bản đã ký", task, f"Đã ghi văn bản {paper.full_number} là đã ký.")

        self._ask(f"Đã ký văn bản {paper.full_number}", _SIGNED, sign, {"signed_on": today()})

    @Slot()
    def ask_correct(self) -> None:
        paper = self._paper()
        self._ask(
            f"Lập biên bản thay thế biên bản {paper.full_number}",
            (_WHY,),
            lambda given: self._do(
                "Lập biên bản thay thế",
                partial(minutes.correct, paper_id=paper.paper_id, version=paper.version, **given),
                "Đã lập dự thảo biên bản thay thế. Hãy sửa nội dung chuyến đi, lưu, rồi trình ký.",
            ),
        )

    # inside

    def _paper(self) -> PaperLine:
        assert self.shown.paper is not None
        return self.shown.paper

    def _ask(
        self,
        title: str,
        specs: tuple[FieldSpec, ...],
        then: Callable[[dict[str, Any]], object],
        values: dict[str, Any] | None = None,
    ) -> None:
        dialog = AskDialog(self._context, title, specs, values=values, parent=self)
        dialog.answered.connect(then)
        dialog.open()

    def _do(self, what: str, task: Callable[[Any], Any], said: str) -> None:
        for button in self.buttons.values():
            button.setEnabled(False)
        self._context.jobs.write(
            what,
            task,
            then=partial(self._on_done, said),
            otherwise=self._on_refused,
            owner=self,
        )

    def _on_refused(self, error: Exception) -> None:
        for button in self.buttons.values():
            button.setEnabled(True)
        self._context.notices.warn(str(error))
        self.warnings.setText(str(error))  # the notice lies below this window
        self.warnings.show()

    def _on_done(self, said: str, result: Any) -> None:
        self._context.notices.tell(said.format(result))
        if self.shown.visit_id is not None:
            task: Callable[[Any], Shown] = partial(of_visit, visit_id=self.shown.visit_id, edit=None)
        else:
            task = partial(of_paper, paper_id=self._paper().paper_id)
        self._context.jobs.read(task, then=self._on_shown, owner=self)

    def _on_shown(self, shown: Shown) -> None:
        newer = PaperWindow(self._context, shown, self.parentWidget(), self._guard)
        newer.stepped.connect(self.stepped)
        newer.show()
        self.stepped.emit(newer)
        self.close()


def _state_words(paper: PaperLine | None) -> str:
    """The paper's state in a sentence."""
    if paper is None:
        return "Dự thảo, chưa trình ký."
    words = "Đang trình ký, số để trống"
    if paper.state is DocumentState.DRAFT:
        words = "Dự thảo"
        if paper.state_reason:
            words += f", trả lại vì: {paper.state_reason}"
        if paper.replaces:
            words += f", thay thế biên bản số {paper.replaces}"
    elif paper.full_number:
        words = f"Số {paper.full_number}"
        words += f", ngày {date_text(paper.dated_on)}" if paper.dated_on else ""
        if paper.signed_on:
            words += f"; đã ký ngày {date_text(paper.signed_on)}"
            words += f" ({paper.signed_by})" if paper.signed_by else ""
        if paper.replaced_by_id is not None:
            words += f"; đã có biên bản thay thế {paper.replaced_by or '(đang lập)'}"
    return words + "."


class PaperDesk:
    """Opens papers for a screen, one window at a time."""

    def __init__(self, context: Context, owner: QWidget) -> None:
        self._context, self._owner = context, owner
        self.window: PaperWindow | None = None
        self._guard: Callable[[], str] | None = None

    def open_visit(
        self, visit_id: int, edit: VisitEdit | None = None, guard: Callable[[], str] | None = None
    ) -> None:
        """The minutes of a visit; `edit` is what the open form holds."""
        self._open(partial(of_visit, visit_id=visit_id, edit=edit), guard)

    def open_paper(self, paper_id: int) -> None:
        """A paper of the register."""
        self._open(partial(of_paper, paper_id=paper_id), None)

    def close(self) -> None:
        """Take the open window away."""
        if self.window is not None:
            self.window.close()

    def _open(self, task: Callable[[Any], Shown], guard: Callable[[], str] | None) -> None:
        self._guard = guard
        self._context.jobs.read(task, then=self._show, owner=self._owner, replaces="paper")

    def _show(self, shown: Shown) -> None:
        self.close()
        window = PaperWindow(self._context, shown, self._owner.window(), self._guard)
        self._keep(window)
        window.show()

    def _keep(self, window: PaperWindow) -> None:
        self.window = window
        window.stepped.connect(self._keep)
        window.destroyed.connect(partial(self._forget, id(window)))

    def _forget(self, number: int, _gone: Any = None) -> None:
        if self.window is not None and id(self.window) == number:
            self.window = None
