"""The unit of work: one session, one transaction, one operation that leaves its trace."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, event, insert, select
from sqlalchemy.orm import Session

from unionDesk.records.audit import AuditEntry, Operation
from unionDesk.records.base import Record, new_id, table_of, utc_now
from unionDesk.records.catalogue import record_class
from unionDesk.rules.actor import Actor
from unionDesk.rules.errors import NotFoundError, StaleError, UserError
from unionDesk.rules.names import nfc

from . import history, search
from .bulk import insert_records, update_records
from .stamping import BULK, insert_many, prepare, stamp
from .trail import Trail, changed_values, operation_hash

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
        self.kept: dict[Any, Any] = {}  # what a service read once and needs again in this transaction
        self._is_last = False
        self._changing: dict[tuple[type[Record], int], int] = {}
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
        return self._stale(type(record), record.id)

    def _stale(self, cls: type[Record], record_id: int) -> StaleError:
        statement = (
            select(Operation.officer_name, Operation.at)
            .join(AuditEntry, AuditEntry.operation_id == Operation.id)
            .where(AuditEntry.root_kind == cls.__tablename__, AuditEntry.root_id == record_id)
            .order_by(AuditEntry.sequence.desc())
            .limit(1)
        )
        with self.session.no_autoflush:
            last = self.session.execute(statement).first()
        who = last.officer_name if last else "Một người khác"
        when = f" lúc {last.at.astimezone():%H:%M ngày %d/%m/%Y}" if last else ""
        noun = cls.__label__[:1].lower() + cls.__label__[1:]
        return StaleError(
            f"{who} đã lưu {noun} này{when}, "
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
        self._is_last = True
        self.session.flush()
        if self.trail.entries:
            connection = self.session.connection()
            touched = set(self.trail.entries)
            for table in ("organisation", "branch"):
                roots = self.trail.holders(table)
                if roots:
                    history.refresh(connection, self.today, table, roots)
                    touched |= {(table, root_id) for root_id in roots}
            search.index(connection, touched)
            self.trail.append(connection, self.operation_id, self._record_operation(connection))
        self.touched |= self.trail.touched
        self.session.commit()

    def roll_forward(self) -> set[int]:
        """Brings all copies of dated history up to today; ids of the roots that were written."""
        connection = self.session.connection()
        written: set[int] = set()
        for table in ("organisation", "branch"):
            ids = history.refresh(connection, self.today, table)
            search.index(connection, {(table, root_id) for root_id in ids})
            written |= ids
        self.touched = frozenset({"organisation", "branch"}) if written else frozenset()
        return written

    def _record_operation(self, connection: Connection) -> str:
        row: dict[str, Any] = {
            "id": self.operation_id,
            "organisation_id": self.organisation_id,
            "officer_id": self.actor.officer_id,
            "officer_name": nfc(self.actor.name),
            "at": self.now,
            "what": nfc(self.what)[:255],
            "batch": self.batch,
            "undoes_id": self.undoes_id,
        }
        if self.details is not None:
            row["details"] = json.loads(json.dumps(self.details))
        connection.execute(insert(table_of(Operation)).values(row))
        return operation_hash(row)

    def overtaken(self) -> StaleError:
        """The refusal after a flush found a newer version; rolls back and asks who saved it."""
        self.session.rollback()
        for (cls, record_id), version in self._changing.items():
            stored = self.session.scalar(select(cls.version).where(cls.id == record_id))
            if stored is not None and stored != version:
                return self._stale(cls, record_id)
        return StaleError(
            "Một người khác vừa lưu cùng hồ sơ này. Chưa có gì bị ghi đè; hãy mở lại để xem bản mới."
        )

    def _before_flush(self, session: Session, _context: Any, _instances: Any) -> None:
        with session.no_autoflush:
            self._stamp(session)

    def _stamp(self, session: Session) -> None:
        if any(isinstance(record, Record) for record in session.deleted):
            raise RuntimeError("records are put into the bin, never deleted")
        new = {(type(r).__tablename__, r.id): r for r in session.new if isinstance(r, Record)}
        changed = [r for r in session.dirty if isinstance(r, Record) and changed_values(r)]
        for record in new.values():
            stamp(record, self.now, self.organisation_id)
            prepare(record, is_new=True)
        for record in changed:
            prepare(record, is_new=False)
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
            self.trail.note(record, is_new=True)
        touched = list({id(r): r for r in [*changed, *roots.values()]}.values())
        for record in touched:
            self._changing.setdefault((type(record), record.id), record.version)
            record.changed_at = self.now
            self.trail.note(record, is_new=False)
        if self._is_last and len(new) + len(touched) >= BULK:
            self._write_in_bulk(session, new.values(), touched)
        elif len(new) >= BULK:
            insert_many(session, list(new.values()))

    def _write_in_bulk(self, session: Session, new: Iterable[Record], touched: Iterable[Record]) -> None:
        connection = session.connection()
        insert_records(connection, new)
        changes = [(record, [name for name, _, _ in changed_values(record)]) for record in touched]
        update_records(connection, [(record, names) for record, names in changes if names])
        session.expunge_all()

    def close(self) -> None:
        self.session.close()


def repeated(session: Session, operation_id: int) -> bool:
    """Whether an operation of this id was committed before."""
    return session.get(Operation, operation_id) is not None


class RepeatedError(UserError):
    """The operation was committed before; the asker may take it as done."""
