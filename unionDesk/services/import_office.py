"""An office made from the first list it brings: name and area as the list's title lines tell them."""

from __future__ import annotations

from unionDesk.rules.kinds import PlaceSystem
from unionDesk.rules.place_search import scope_from_titles
from unionDesk.storage.store import Store
from unionDesk.workbooks.planner import PlanOptions, plan_book
from unionDesk.workbooks.reader import read_book

from . import offices, places
from .imports import ImportRequest

NAMELESS = "Đơn vị chưa đặt tên"


def office_from_list(store: Store, request: ImportRequest) -> None:
    """Sets up the office that a list names in its titles; its name can be mended later.

    Raises UserError for a file that cannot be read or holds no list: then no office is made.
    """
    book = read_book(request.file)
    with store.write("Lập đơn vị từ danh sách") as work:
        plan = plan_book(
            book, places.book(), PlanOptions(today=work.today, sheet=request.sheet, as_of=request.as_of)
        )
        scope = scope_from_titles(places.book(), plan.titles)
        district = next(iter(scope.old_districts), "") if len(scope.old_districts) == 1 else ""
        unit = places.book().get(PlaceSystem.BEFORE_2025_07, district) if district else None
        provinces = scope.new_provinces or scope.old_provinces
        province = unit.province_code if unit else next(iter(provinces), "") if len(provinces) == 1 else ""
        offices.set_up(
            work,
            offices.OfficeSetup(
                name=plan.office or NAMELESS,
                parent=plan.parent,
                province_code=province,
                district_code=district,
            ),
        )
