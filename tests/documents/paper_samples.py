"""Papers that the tests of the documents print: real places, invented people."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from unionDesk.documents.data import (
    Absence,
    CaseRow,
    CasesData,
    CoverageBranch,
    CoverageData,
    CoverageOfficer,
    EarlierTask,
    Imprint,
    Letterhead,
    MinutesData,
    Person,
    ReportFrame,
    ScheduleData,
    ScheduleEntry,
    Signing,
    Task,
)
from unionDesk.rules.kinds import DocumentState, MinutesKind, PromiseStatus

LONG_XUYEN = Letterhead(
    parent="Liên đoàn Lao động tỉnh An Giang",
    office="Công đoàn phường Long Xuyên",
    symbol="CĐP",
    place="Long Xuyên",
)
NUMBERED = Imprint(
    DocumentState.NUMBERED, datetime.fromisoformat("2026-11-05T11:45"), number=5, paper_date=date(2026, 11, 5)
)
DRAFT = replace(NUMBERED, state=DocumentState.DRAFT, number=None, copy=2)
SUBMITTED = replace(NUMBERED, state=DocumentState.SUBMITTED, number=None)

WORKING = MinutesData(
    kind=MinutesKind.WORKING,
    letterhead=LONG_XUYEN,
    imprint=NUMBERED,
    branch="Công ty TNHH May Xuất khẩu Thoại Sơn",
    theme="tình hình tiền lương, thưởng Tết và thực hiện thỏa ước lao động tập thể",
    basis="Kế hoạch số 12/KH-CĐP ngày 05 tháng 01 năm 2026 của Công đoàn phường Long Xuyên",
    started=datetime.fromisoformat("2026-11-05T08:00"),
    ended=datetime.fromisoformat("2026-11-05T10:30"),
    place="phòng họp Công ty, số 18 đường Trần Hưng Đạo, phường Long Xuyên, tỉnh An Giang",
    delegation=(
        Person("Nguyễn Thị Mỹ Hường", "Phó Chủ tịch Công đoàn phường", "Trưởng đoàn"),
        Person("Trần Quốc Bảo", "Ủy viên Ban Thường vụ"),
        Person("Lê Hoàng Phúc", "Chuyên viên"),
    ),
    branch_people=(
        Person("Đặng Văn Dũng", "Chủ tịch công đoàn cơ sở"),
        Person("Phạm Thị Ngọc Ánh", "Phó Chủ tịch công đoàn cơ sở"),
    ),
    employer_people=(Person("Võ Minh Khuê", "Phó Giám đốc Công ty"),),
    workers=12,
    women_workers=8,
    chair=Person("Nguyễn Thị Mỹ Hường", "Phó Chủ tịch Công đoàn phường"),
    secretary=Person("Lê Hoàng Phúc", "Chuyên viên"),
    absent=(Absence(Person("Huỳnh Tấn Đạt", "Ủy viên Ban Chấp hành"), "đi công tác"),),
    production="Công ty có 1.240 lao động, trong đó nữ 986 người; giảm 35 người so với tháng 6 năm 2026.\n"
    "Đơn hàng ổn định đến hết quý I năm 2027; xưởng may số 3 tăng ca bình quân 24 giờ mỗi tháng.",
    wages="Tiền lương bình quân 8.450.000 đồng/người/tháng, trả vào ngày 10 hằng tháng, không nợ lương. "
    "Công ty đóng đủ bảo hiểm xã hội, bảo hiểm y tế, bảo hiểm thất nghiệp đến hết tháng 10 năm 2026. "
    "Phương án thưởng Tết Đinh Mùi dự kiến bằng 1 tháng lương, chưa công khai.",
    living="Suất ăn ca 22.000 đồng. Nhà trọ quanh Công ty tăng giá từ 100.000 đến 150.000 đồng mỗi phòng.",
    union_work="Ban Chấp hành họp đều mỗi tháng; đối thoại định kỳ lần gần nhất ngày 18/9/2026. "
    "Thỏa ước lao động tập thể hết hạn ngày 31 tháng 12 năm 2026.",
    mood="Nhiều ý kiến băn khoăn về định mức sản phẩm mới của chuyền 7 và chuyền 9.",
    branch_opinion="Đề nghị Công đoàn phường hướng dẫn trình tự thương lượng, sửa đổi thỏa ước theo Điều 82 Bộ luật Lao động.",
    worker_opinion="- Đề nghị công khai phương án thưởng Tết trước ngày 15 tháng 12 năm 2026;\n"
    "- Đề nghị bố trí thêm quạt ở xưởng may số 3.",
    guidance="Đoàn công tác hướng dẫn Ban Chấp hành lập danh mục nội dung thương lượng, cách lấy ý kiến người lao động "
    "và mẫu biên bản thương lượng; cùng rà soát 4 điều khoản cần sửa.",
    earlier_tasks=(
        EarlierTask(
            "Lắp thêm 2 bồn nước uống tại xưởng may số 1", "Công ty", date(2026, 7, 30), PromiseStatus.KEPT
        ),
        EarlierTask(
            "Gửi danh sách đoàn viên khó khăn đề nghị hỗ trợ",
            "Công đoàn cơ sở",
            date(2026, 8, 15),
            PromiseStatus.LATE,
        ),
        EarlierTask("Công khai quy chế trả lương mới", "Công ty", date(2026, 9, 1), PromiseStatus.OPEN),
    ),
    tasks=(
        Task(
            "Công khai phương án thưởng Tết Đinh Mùi tại bảng tin từng xưởng và trên nhóm Zalo của người lao động",
            "Ban Giám đốc Công ty",
            "Công đoàn cơ sở",
            date(2026, 12, 15),
        ),
        Task(
            "Lập danh mục nội dung thương lượng sửa đổi thỏa ước lao động tập thể, lấy ý kiến người lao động",
            "Ban Chấp hành công đoàn cơ sở",
            "Công đoàn phường",
            date(2026, 11, 28),
        ),
        Task("Khảo sát giá nhà trọ quanh Công ty", "Công đoàn phường Long Xuyên", "", None),
    ),
    disagreements="Về định mức sản phẩm mới: Công ty đề nghị áp dụng từ ngày 01/12/2026; công đoàn cơ sở đề nghị "
    "thử nghiệm hai tuần trước khi áp dụng.",
    recipients=("CĐCS Công ty TNHH May Xuất khẩu Thoại Sơn", "LĐLĐ tỉnh An Giang (để báo cáo)"),
)

MEETING = replace(
    WORKING,
    kind=MinutesKind.MEETING,
    theme="công tác chuẩn bị thương lượng thỏa ước lao động tập thể",
    basis="",
    proceedings="Chủ tọa nêu mục đích cuộc họp và chương trình làm việc.",
    earlier_tasks=(),
    disagreements="",
)

BARE = MinutesData(
    kind=MinutesKind.WORKING, letterhead=LONG_XUYEN, imprint=DRAFT, branch="Trường THCS Mỹ Thới"
)

FRAME = ReportFrame(
    LONG_XUYEN,
    replace(NUMBERED, state=DocumentState.SUBMITTED, number=None),
    period_from=date(2026, 10, 1),
    period_to=date(2026, 12, 31),
    maker="Lê Hoàng Phúc",
    filters=("Cán bộ phụ trách: tất cả", "Tình trạng công đoàn cơ sở: đang hoạt động"),
    signing=Signing("TM. Ban Thường vụ", "Chủ tịch", "Nguyễn Hữu Thọ"),
    recipients=("LĐLĐ tỉnh An Giang (để báo cáo)", "Ban Thường vụ Công đoàn phường", "Lưu: VT"),
)

COVERAGE = CoverageData(
    FRAME,
    (
        CoverageOfficer(
            "Lê Hoàng Phúc",
            total=3,
            visited=1,
            due=1,
            overdue=0,
            never=1,
            branches=(
                CoverageBranch(
                    "CS-0001",
                    "Công ty TNHH May Xuất khẩu Thoại Sơn",
                    "Phường Long Xuyên",
                    "Đặc biệt quan tâm",
                    2,
                    date(2026, 11, 5),
                    date(2026, 12, 5),
                    "Đã đi",
                ),
                CoverageBranch(
                    "CS-0002",
                    "Trường THCS Mỹ Thới",
                    "Phường Mỹ Thới",
                    "Bình thường",
                    0,
                    date(2026, 6, 2),
                    date(2026, 12, 1),
                    "Sắp đến hạn",
                ),
                CoverageBranch(
                    "CS-0003", "Trạm Y tế phường Bình Đức", "Phường Bình Đức", state="Chưa đi lần nào"
                ),
            ),
        ),
        CoverageOfficer(
            "",
            total=1,
            visited=0,
            due=0,
            overdue=1,
            never=0,
            branches=(
                CoverageBranch(
                    "CS-0004",
                    "Công ty Cổ phần Gạo Núi Sập",
                    "Xã Thoại Sơn",
                    "Cần chú ý",
                    0,
                    date(2026, 3, 4),
                    date(2026, 6, 4),
                    "Quá hạn",
                ),
            ),
        ),
    ),
)

CASES = CasesData(
    FRAME,
    (
        CaseRow(
            "VV-2026-0001",
            date(2026, 10, 2),
            "Công ty TNHH May Xuất khẩu Thoại Sơn",
            "Nợ, chậm lương",
            "Gấp",
            "Lê Hoàng Phúc",
            "Kiến nghị người sử dụng lao động",
            next_due=date(2026, 10, 30),
            overdue=True,
        ),
        CaseRow(
            "VV-2026-0002",
            date(2026, 10, 12),
            "Trường THCS Mỹ Thới",
            "Tư vấn pháp luật",
            "Thường",
            "Trần Quốc Bảo",
            "Kết thúc",
            closed_on=date(2026, 10, 15),
            outcome="Giải quyết được",
        ),
        CaseRow(
            "VV-2026-0003",
            date(2026, 11, 3),
            "Công ty Cổ phần Gạo Núi Sập",
            "Nợ, chậm lương",
            "Thường",
            "",
            "Vào sổ",
            next_due=date(2026, 11, 17),
        ),
    ),
)

SCHEDULE = ScheduleData(
    replace(FRAME, period_from=date(2026, 11, 23), period_to=date(2026, 11, 29), filters=()),
    (
        ScheduleEntry(
            date(2026, 11, 23),
            "08:00",
            "Làm việc về thưởng Tết và thỏa ước lao động tập thể",
            "Công ty TNHH May Xuất khẩu Thoại Sơn",
            "Nguyễn Thị Mỹ Hường, Lê Hoàng Phúc",
        ),
        ScheduleEntry(date(2026, 11, 23), "14:00", "Giao ban tuần", "Phòng họp cơ quan", "Toàn cơ quan"),
        ScheduleEntry(
            date(2026, 11, 28), "07:30", "Thăm công nhân nhà trọ", "Khu trọ phường Mỹ Thới", "Trần Quốc Bảo"
        ),
    ),
    days_off=((date(2026, 11, 24), "Ngày Văn hóa Việt Nam"),),
)
