"""State of a collective agreement, derived from its dates (Bộ luật Lao động 2019, Đ.77, 78, 83)."""

from __future__ import annotations

from datetime import date, timedelta

from .choice import Choice
from .working_days import add_months

RENEWAL_DAYS = 90
SENDING_DAYS = 10


class AgreementState(Choice):
    NOT_YET = "not_yet", "Chưa có hiệu lực"
    IN_FORCE = "in_force", "Còn hạn"
    EXPIRING = "expiring", "Sắp hết hạn"
    EXPIRED_BARGAINING = "expired_bargaining", "Hết hạn, đang thương lượng"
    ENDED = "ended", "Hết hiệu lực"
    VOID = "void", "Vô hiệu"
    UNKNOWN = "unknown", "Chưa rõ thời hạn"

    @property
    def counts(self) -> bool:
        """Whether the branch has an agreement in force on that day."""
        return self in {AgreementState.IN_FORCE, AgreementState.EXPIRING, AgreementState.EXPIRED_BARGAINING}


def agreement_state(
    *,
    today: date,
    starts_on: date | None = None,
    ends_on: date | None,
    void: bool = False,
    bargaining: bool = False,
    renewal_days: int = RENEWAL_DAYS,
) -> AgreementState:
    """The state on a day.

    Expiring from exactly 90 days before the last day on. Past it the old text goes on for at most 90 days
    while the parties bargain (Đ.83); without bargaining it has ended.
    """
    if void:
        return AgreementState.VOID
    if starts_on is not None and today < starts_on:
        return AgreementState.NOT_YET
    if ends_on is None:
        return AgreementState.UNKNOWN
    left = (ends_on - today).days
    if left >= 0:
        return AgreementState.EXPIRING if left <= renewal_days else AgreementState.IN_FORCE
    goes_on = bargaining and -left <= renewal_days
    return AgreementState.EXPIRED_BARGAINING if goes_on else AgreementState.ENDED


def agreement_problems(signed_on: date | None, starts_on: date | None, ends_on: date | None) -> list[str]:
    """What is odd about the dates, as sentences that warn and never refuse (term of 1 to 3 years, Đ.78)."""
    problems: list[str] = []
    begins = starts_on or signed_on
    if signed_on is not None and starts_on is not None and starts_on < signed_on:
        problems.append("Ngày có hiệu lực trước ngày ký.")
    if begins is None or ends_on is None:
        return problems
    if ends_on <= begins:
        problems.append("Ngày hết hạn phải sau ngày có hiệu lực.")
    elif ends_on < add_months(begins, 12) - timedelta(days=1):
        problems.append("Thời hạn thỏa ước dưới 1 năm (Bộ luật Lao động 2019, Điều 78: từ 1 đến 3 năm).")
    elif ends_on > add_months(begins, 36):
        problems.append("Thời hạn thỏa ước trên 3 năm (Bộ luật Lao động 2019, Điều 78: từ 1 đến 3 năm).")
    return problems


def sending_due(signed_on: date) -> date:
    """The last day to send the agreement to the provincial labour agency (Đ.77: within 10 days)."""
    return signed_on + timedelta(days=SENDING_DAYS)
