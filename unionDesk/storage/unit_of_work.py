"""The unit of work: one session, one transaction, one operation that leaves its trace."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import Engine, event, insert, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from unionDesk.records.audit import AuditEntry, Operation
from unionDesk.records.base import Record, new_id, table_of, utc_now
from unionDesk.records.catalogue import record_class
from unionDesk.rules.actor import Actor
from unionDesk.rules.errors import NotFoundError, StaleError, UserError

from . import history, search
from .trail import Trail

R = TypeVar("R", bound=Record)


class Work:
    """What a service works with. Commits at the end of the `with` block of `Store.write`.

    `today` is the calendar day on this PC, `now` the moment in UTC at which the work began.
    """

    def __init__(
        self,
        engine: Engine,
        actor: Actor,
        what: str,
        *,
        operation_id: int | None = None,
        day: date | None = None,
    ) -> None:
        self.session = Session(engine, expire_on_commit=False)
        self.actor = actor
        self.what = what
        self.operation_id = operation_id or new_id()
        self.now = utc_now()
        self.today = day or self.now.astimezone().date()
        self.batch: str | None = None
        self.details: dict[str, Any] | None = None
        self.undoes_id: int | None = None
        self.touched: frozenset[str] = frozenset()
        self.trail = Trail()
        self.before_commit: list[Callable[[], None]] = []
        event.listen(self.session, "before_flush", self._before_flush)

    @property
    def organisation_id(self) -> int:
        return self.actor.organisation_id

    def load(self, cls: type[R], record_id: int, version: int | None = None) -> R:
        """The record outside the bin, locked where the server can.

        Raises NotFoundError, or StaleError when `version` is not the one that is stored.
        """
        statement = select(cls).where(cls.id == record_id, cls.organisation_id == self.organisation_id)
        record = self.session.scalars(
            statement.with_for_update(of=cls) if version is not None else statement
        ).first()
        if record is None or record.deleted_at is not None:
            raise NotFoundError(
                f"{cls.__label__} này không còn trong sổ, có thể đã được chuyển vào thùng rác."
            )
        if version is not None and record.version != version:
            raise self.stale(record)
        return record

    def stale(self, record: Record) -> StaleError:
        """The refusal that names who saved the record and when."""
        cls = type(record)
        statement = (
            select(Operation.officer_name, Operation.at)
            .join(AuditEntry, AuditEntry.operation_id == Operation.id)
            .where(AuditEntry.root_kind == cls.__tablename__, AuditEntry.root_id == record.id)
            .order_by(AuditEntry.sequence.desc())
            .limit(1)
        )
        with self.session.no_autoflush:
            last = self.session.execute(statement).first()
        who = last.officer_name if last else "Một người khác"
        when = f" lúc {last.at.astimezone():%H:%M ngày %d/%m/%Y}" if last else ""
        return StaleError(
            f"{who} đã lưu {cls.__label__.lower() if not cls.__label__.isupper() else cls.__label__} này{when}, "
            "sau khi bạn mở. Những gì bạn ghi chưa được lưu và vẫn còn trên màn hình; "
            "hãy mở lại để xem bản mới rồi ghi tiếp."
        )

    def bin(self, record: Record) -> None:
        """Puts a record into the bin; nothing is physically deleted."""
        record.deleted_at = self.now

    def finish(self) -> None:
        """Flushes, brings copies and search words up to date, appends the audit trail and commits."""
        for step in self.before_commit:
            step()
        try:
            self.session.flush()
        except StaleDataError as error:
            raise StaleError(
                "Một người khác vừa lưu cùng hồ sơ này. Chưa có gì bị ghi đè; hãy mở lại để xem bản mới."
            ) from error
        if self.trail.entries:
            connection = self.session.connection()
            for table in ("organisation", "branch"):
                roots = self.trail.roots(table)
                if table == "branch":
                    roots |= self._branches_of_visits()
                if roots:
                    history.refresh(connection, self.today, table, roots)
            self.session.expire_all()
            touched = set(self.trail.entries)
            touched |= {("branch", i) for i in self.trail.roots("branch")}
            search.index(self.session, touched)
            self._record_operation()
            self.trail.append(connection, self.operation_id)
        self.touched = self.trail.touched
        self.session.commit()

    def _branches_of_visits(self) -> set[int]:
        ids = self.trail.ids("visit")
        if not ids:
            return set()
        visit = table_of(record_class("visit"))
        found = self.session.connection().scalars(select(visit.c.branch_id).where(visit.c.id.in_(ids)))
        return {i for i in found if i is not None}

    def _record_operation(self) -> None:
        self.session.connection().execute(
            insert(table_of(Operation)).values(
                id=self.operation_id,
                organisation_id=self.organisation_id,
                officer_id=self.actor.officer_id,
                officer_name=self.actor.name,
                at=self.now,
                what=self.what[:255],
                batch=self.batch,
                details=self.details,
                undoes_id=self.undoes_id,
            )
        )

    def _before_flush(self, session: Session, _context: Any, _instances: Any) -> None:
        with session.no_autoflush:
            self._stamp(session)

    def _stamp(self, session: Session) -> None:
        if any(isinstance(record, Record) for record in session.deleted):
            raise RuntimeError("records are put into the bin, never deleted")
        new = {(type(r).__tablename__, r.id): r for r in session.new if isinstance(r, Record)}
        changed = [r for r in session.dirty if isinstance(r, Record) and session.is_modified(r)]
        for record in new.values():
            record.organisation_id = record.organisation_id or self.organisation_id
            record.created_at = record.changed_at = self.now
        roots: dict[tuple[str, int], Record] = {}
        for part in [*new.values(), *changed]:
            if part.__root__ is None:
                continue
            table, root_id = part.__root__[1], getattr(part, part.__root__[0])
            if (table, root_id) not in new and (table, root_id) not in roots:
                root = session.get(record_class(table), root_id)
                if root is None:
                    raise RuntimeError(f"{type(part).__name__} hangs on no {table}")
                roots[table, root_id] = root
        for record in new.values():
            self.trail.note(session, record, is_new=True)
        for record in {id(r): r for r in [*changed, *roots.values()]}.values():
            record.changed_at = self.now
            self.trail.note(session, record, is_new=False)

    def close(self) -> None:
        self.session.close()


def repeated(session: Session, operation_id: int) -> bool:
    """Whether an operation of this id was committed before."""
    return session.get(Operation, operation_id) is not None


class RepeatedError(UserError):
    """The operation was committed before; the asker may take it as done."""
