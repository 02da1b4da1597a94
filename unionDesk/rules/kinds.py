"""The closed lists of the field: what is stored in English, what is read in Vietnamese.

Sources: data dictionary in section 6 of the domain paper on records and reports; document types by
Nghị định 30/2020/NĐ-CP, Phụ lục III. Kinds of branch keep the codes of the upward workbook.
"""

from __future__ import annotations

from .choice import Choice


class Role(Choice):
    """What an officer of the office may do; rights are asked in `services.rights`."""

    ADMINISTRATOR = "administrator", "Quản trị"
    LEADER = "leader", "Lãnh đạo"
    OFFICER = "officer", "Chuyên viên"
    CLERK = "clerk", "Văn thư"
    READER = "reader", "Chỉ xem"


class Gender(Choice):
    FEMALE = "female", "Nữ"
    MALE = "male", "Nam"


class PlaceSystem(Choice):
    """Which system of administrative units a code belongs to; only system and code identify a unit."""

    BEFORE_2025_07 = "before_2025_07", "Trước 01/7/2025"
    SINCE_2025_07 = "since_2025_07", "Từ 01/7/2025"


class PlaceLevel(Choice):
    PROVINCE = "province", "Tỉnh, thành phố"
    DISTRICT = "district", "Huyện, quận, thị xã, thành phố thuộc tỉnh"
    COMMUNE = "commune", "Xã"
    WARD = "ward", "Phường"
    TOWNSHIP = "township", "Thị trấn"
    SPECIAL_ZONE = "special_zone", "Đặc khu"


class OrganisationKind(Choice):
    """Levels of managing bodies; the district level ended on 30/6/2025 (Luật 97/2025/QH15)."""

    CONFEDERATION = "confederation", "Tổng Liên đoàn"
    PROVINCE_FEDERATION = "province_federation", "Liên đoàn Lao động tỉnh, thành phố"
    DISTRICT_FEDERATION = "district_federation", "Liên đoàn Lao động huyện (đến 30/6/2025)"
    COMMUNE_UNION = "commune_union", "Công đoàn xã"
    WARD_UNION = "ward_union", "Công đoàn phường"
    SPECIAL_ZONE_UNION = "special_zone_union", "Công đoàn đặc khu"
    INDUSTRIAL_ZONE_UNION = "industrial_zone_union", "Công đoàn các khu công nghiệp"
    SECTOR_UNION = "sector_union", "Công đoàn ngành"
    CORPORATION_UNION = "corporation_union", "Công đoàn tổng công ty"


class BranchForm(Choice):
    BRANCH = "branch", "Công đoàn cơ sở"
    GUILD = "guild", "Nghiệp đoàn cơ sở"
    BRANCH_WITH_MEMBERS = "branch_with_members", "Công đoàn cơ sở có công đoàn cơ sở thành viên"
    MEMBER_BRANCH = "member_branch", "Công đoàn cơ sở thành viên"


class BranchKind(Choice):
    """Kind of the branch's employer: the codes of sheet 02_LOAI_HINH, plus one for not yet known."""

    HC = "HC", "Cơ quan hành chính nhà nước"
    SN_CL_NS = "SN_CL_NS", "Đơn vị sự nghiệp công lập hưởng 100% lương ngân sách"
    SN_CL_TC = "SN_CL_TC", "Đơn vị sự nghiệp công lập không hưởng 100% lương ngân sách"
    DNNN = "DNNN", "Doanh nghiệp nhà nước"
    SN_NCL = "SN_NCL", "Đơn vị sự nghiệp ngoài công lập"
    DN_NNN = "DN_NNN", "Doanh nghiệp ngoài nhà nước"
    FDI = "FDI", "Doanh nghiệp có vốn đầu tư nước ngoài"
    HTX = "HTX", "Hợp tác xã, liên hiệp hợp tác xã"
    TC_NN = "TC_NN", "Tổ chức nước ngoài, tổ chức quốc tế"
    KHAC = "KHAC", "Loại hình khác"
    NDCS = "NDCS", "Nghiệp đoàn cơ sở"
    UNCLASSIFIED = "CPL", "Chưa phân loại"


class BranchStatus(Choice):
    ACTIVE = "active", "Đang hoạt động"
    SUSPENDED = "suspended", "Tạm ngừng"
    DISSOLVING = "dissolving", "Chờ giải thể"
    DISSOLVED = "dissolved", "Đã giải thể"
    MERGED = "merged", "Đã sáp nhập"
    MOVED_AWAY = "moved_away", "Đã chuyển đi nơi khác"


class AttentionLevel(Choice):
    """How closely a branch is followed; set by a person, shown as one, two or three bars."""

    GREEN = "green", "Bình thường"
    YELLOW = "yellow", "Cần chú ý"
    RED = "red", "Đặc biệt quan tâm"


class BranchPosition(Choice):
    """A position held at the branch (chức vụ công đoàn)."""

    CHAIR = "chair", "Chủ tịch"
    VICE_CHAIR = "vice_chair", "Phó Chủ tịch"
    STANDING_MEMBER = "standing_member", "Ủy viên Ban Thường vụ"
    COMMITTEE_MEMBER = "committee_member", "Ủy viên Ban Chấp hành"
    INSPECTION_HEAD = "inspection_head", "Chủ nhiệm Ủy ban Kiểm tra"
    INSPECTION_MEMBER = "inspection_member", "Ủy viên Ủy ban Kiểm tra"
    WOMEN_HEAD = "women_head", "Trưởng ban Nữ công"
    GROUP_LEADER = "group_leader", "Tổ trưởng"
    GROUP_DEPUTY = "group_deputy", "Tổ phó"


class FiguresSource(Choice):
    BRANCH_REPORT = "branch_report", "Công đoàn cơ sở báo cáo"
    VISIT = "visit", "Ghi nhận khi đi cơ sở"
    IMPORT = "import", "Nhập từ Excel"
    ESTIMATE = "estimate", "Ước tính"


class FiguresState(Choice):
    ENTERED = "entered", "Đã nhập"
    APPROVED = "approved", "Đã duyệt"
    REJECTED = "rejected", "Từ chối"


class RatingRank(Choice):
    """Yearly rank of a branch (Hướng dẫn 1294/HD-TLĐ ngày 14/8/2019)."""

    EXCELLENT = "excellent", "Hoàn thành xuất sắc nhiệm vụ"
    GOOD = "good", "Hoàn thành tốt nhiệm vụ"
    COMPLETED = "completed", "Hoàn thành nhiệm vụ"
    FAILED = "failed", "Không hoàn thành nhiệm vụ"
    NOT_RATED = "not_rated", "Không đánh giá"


class AgreementKind(Choice):
    ENTERPRISE = "enterprise", "Thỏa ước doanh nghiệp"
    MULTI_ENTERPRISE = "multi_enterprise", "Thỏa ước nhiều doanh nghiệp"
    SECTOR = "sector", "Thỏa ước ngành"
    OTHER = "other", "Thỏa ước khác"


class DemocracyKind(Choice):
    REGULATION = "regulation", "Quy chế dân chủ"
    COOPERATION_REGULATION = "cooperation_regulation", "Quy chế phối hợp"
    STAFF_CONFERENCE = "staff_conference", "Hội nghị cán bộ, công chức, viên chức"
    WORKER_CONFERENCE = "worker_conference", "Hội nghị người lao động"
    DIALOGUE_REGULAR = "dialogue_regular", "Đối thoại định kỳ"
    DIALOGUE_REQUESTED = "dialogue_requested", "Đối thoại theo yêu cầu"
    DIALOGUE_CASE = "dialogue_case", "Đối thoại vụ việc"
    WAGE_CONSULTATION = "wage_consultation", "Tham vấn thang lương, bảng lương"


class AssignmentRole(Choice):
    LEAD = "lead", "Phụ trách chính"
    SUPPORT = "support", "Phối hợp"


class VisitKind(Choice):
    REGULAR = "regular", "Định kỳ"
    THEMATIC = "thematic", "Chuyên đề"
    SUPPORT = "support", "Hỗ trợ, hướng dẫn"
    CASE = "case", "Vụ việc"
    INSPECTION = "inspection", "Kiểm tra, giám sát"
    SCORING = "scoring", "Chấm điểm, xếp loại"
    GIFT = "gift", "Thăm, tặng quà"
    CONGRESS = "congress", "Đại hội, hội nghị"
    FORUM = "forum", "Diễn đàn, đối thoại"
    OUTREACH = "outreach", "Tuyên truyền, vận động thành lập"


class VisitStatus(Choice):
    PLANNED = "planned", "Dự kiến"
    CONFIRMED = "confirmed", "Đã xác nhận"
    DONE = "done", "Đã thực hiện"
    MINUTED = "minuted", "Đã có biên bản"
    REPORTED = "reported", "Đã báo cáo"
    POSTPONED = "postponed", "Hoãn"
    CANCELLED = "cancelled", "Hủy"
    REFUSED = "refused", "Bị từ chối tiếp"

    @property
    def took_place(self) -> bool:
        """Whether the visit really happened, which alone counts for the cadence."""
        return self in {VisitStatus.DONE, VisitStatus.MINUTED, VisitStatus.REPORTED}


class MinutesKind(Choice):
    WORKING = "working", "Biên bản làm việc"
    MEETING = "meeting", "Biên bản họp"


class ParticipantSide(Choice):
    DELEGATION = "delegation", "Đoàn công tác"
    BRANCH = "branch", "Công đoàn cơ sở"
    EMPLOYER = "employer", "Người sử dụng lao động"
    WORKERS = "workers", "Đoàn viên, người lao động"


class HolderKind(Choice):
    """Who has to keep a promise or answer a recommendation."""

    OFFICE = "office", "Đơn vị mình"
    BRANCH = "branch", "Công đoàn cơ sở"
    EMPLOYER = "employer", "Người sử dụng lao động"
    UPPER_UNION = "upper_union", "Công đoàn cấp trên"
    COMMUNE = "commune", "Ủy ban nhân dân xã, phường, đặc khu"
    AGENCY = "agency", "Sở, ngành, cơ quan bảo hiểm xã hội"
    OTHER = "other", "Nơi khác"


class PromiseSource(Choice):
    VISIT = "visit", "Chuyến đi cơ sở"
    DIALOGUE = "dialogue", "Đối thoại"
    CONFERENCE = "conference", "Hội nghị người lao động"
    FORUM = "forum", "Diễn đàn"
    PETITION = "petition", "Đơn thư"
    PHONE = "phone", "Điện thoại"
    BRANCH_REPORT = "branch_report", "Báo cáo của công đoàn cơ sở"


class PromiseStatus(Choice):
    OPEN = "open", "Đang theo dõi"
    KEPT = "kept", "Đã thực hiện"
    LATE = "late", "Thực hiện chậm"
    BROKEN = "broken", "Chưa thực hiện"
    VOID = "void", "Không còn giá trị"


class PromiseWord(Choice):
    """The one word with which an open promise is answered at the next visit."""

    DONE = "done", "Xong"
    DOING = "doing", "Đang làm"
    NOT_YET = "not_yet", "Chưa"


class Topic(Choice):
    """Nhóm vấn đề: one list for promises, opinion notes and outreach."""

    WAGES = "wages", "Tiền lương, tiền thưởng"
    INSURANCE = "insurance", "BHXH, BHYT, BHTN"
    JOBS = "jobs", "Việc làm"
    HOURS = "hours", "Thời giờ làm việc, nghỉ ngơi"
    SAFETY = "safety", "An toàn, vệ sinh lao động"
    MEALS = "meals", "Bữa ăn ca"
    HOUSING = "housing", "Nhà ở, nhà trẻ"
    CONTRACT = "contract", "Hợp đồng lao động, sa thải"
    AGREEMENT = "agreement", "Thỏa ước lao động tập thể"
    UNION_FUND = "union_fund", "Kinh phí, đoàn phí công đoàn"
    ORGANISATION = "organisation", "Tổ chức công đoàn, cán bộ"
    EMULATION = "emulation", "Thi đua, khen thưởng"
    CONDUCT = "conduct", "Quản lý, ứng xử"
    PRICES = "prices", "Giá cả, sinh hoạt"
    POLICY = "policy", "Chính sách, pháp luật"
    OTHER = "other", "Vấn đề khác"


class Prevalence(Choice):
    """The six-word scale of union opinion work, most to least."""

    ABSOLUTE_MAJORITY = "absolute_majority", "Tuyệt đại đa số"
    MAJORITY = "majority", "Đa số"
    LARGE_NUMBER = "large_number", "Số đông"
    MANY = "many", "Nhiều ý kiến"
    SOME = "some", "Một số người"
    FEW = "few", "Có người"


class Tendency(Choice):
    FOR = "for", "Tán thành"
    AGAINST = "against", "Phản đối"
    WAVERING = "wavering", "Băn khoăn, lưỡng lự"
    UNCLEAR = "unclear", "Chưa rõ"


class OpinionChannel(Choice):
    VISIT = "visit", "Thăm cơ sở"
    DIALOGUE = "dialogue", "Đối thoại"
    PHONE = "phone", "Điện thoại"
    SOCIAL_MEDIA = "social_media", "Mạng xã hội"
    QUESTIONNAIRE = "questionnaire", "Phiếu hỏi"
    COLLABORATOR = "collaborator", "Cộng tác viên"


class CaseSeverity(Choice):
    NORMAL = "normal", "Thường"
    URGENT = "urgent", "Gấp"
    CRITICAL = "critical", "Khẩn"


class CaseSource(Choice):
    PHONE = "phone", "Điện thoại"
    IN_PERSON = "in_person", "Gặp trực tiếp"
    VISIT = "visit", "Chuyến đi cơ sở"
    OPINION = "opinion", "Phiếu nắm bắt tâm tư"
    PETITION = "petition", "Đơn thư"
    MESSAGE = "message", "Tin nhắn"
    BRANCH_REPORT = "branch_report", "Báo cáo của công đoàn cơ sở"


class CaseOutcome(Choice):
    SUCCESS = "success", "Giải quyết được"
    PARTIAL = "partial", "Giải quyết một phần"
    FAILED = "failed", "Không giải quyết được"
    WITHDRAWN = "withdrawn", "Rút đơn"
    REFERRED = "referred", "Chuyển nơi khác giải quyết"


class ClockState(Choice):
    RUNNING = "running", "Đang chạy"
    MET = "met", "Đã thực hiện"
    SUPERSEDED = "superseded", "Được thay bằng thời hạn mới"
    STOPPED = "stopped", "Đã dừng"


class DiaryKind(Choice):
    """What a line of a case's diary tells; the program writes the last group itself."""

    NOTE = "note", "Ghi chép"
    CALL = "call", "Điện thoại"
    MEETING = "meeting", "Gặp gỡ, làm việc"
    LETTER = "letter", "Văn bản"
    REPLY = "reply", "Trả lời người đề nghị"
    STRIKE = "strike", "Đính chính"
    INTAKE = "intake", "Tiếp nhận"
    STEP = "step", "Chuyển bước"
    PAUSE = "pause", "Tạm dừng"
    RESUME = "resume", "Tiếp tục"
    CLOCK = "clock", "Thời hạn"


class DutyHolder(Choice):
    """Who must act before a clock runs out; overdue is red for us and orange for the others."""

    OFFICE = "office", "Công đoàn"
    EMPLOYER = "employer", "Người sử dụng lao động"
    WORKER = "worker", "Người lao động"
    MEDIATOR = "mediator", "Hòa giải viên lao động"
    ARBITRATION = "arbitration", "Hội đồng trọng tài lao động"
    LABOUR_AUTHORITY = "labour_authority", "Cơ quan chuyên môn về lao động"
    INSURANCE = "insurance", "Cơ quan bảo hiểm xã hội"
    COMMUNE = "commune", "Ủy ban nhân dân"
    COURT = "court", "Tòa án"
    OTHER = "other", "Cơ quan khác"


class DocumentKind(Choice):
    """Kinds of numbered papers; the value is the abbreviation printed in the symbol (NĐ 30, Phụ lục III)."""

    MINUTES = "BB", "Biên bản"
    REPORT = "BC", "Báo cáo"
    NOTICE = "TB", "Thông báo"
    PLAN = "KH", "Kế hoạch"


class DocumentState(Choice):
    DRAFT = "draft", "Dự thảo"
    SUBMITTED = "submitted", "Trình ký"
    NUMBERED = "numbered", "Đã có số"
    SIGNED = "signed", "Đã ký"


class ReportPeriod(Choice):
    """What an upward report covers; data days are 31/5 for the half year and 30/11 for the year."""

    MONTH = "month", "Tháng"
    QUARTER = "quarter", "Quý"
    HALF_YEAR = "half_year", "6 tháng (31/5)"
    YEAR = "year", "Năm (30/11)"
    SPECIAL = "special", "Đột xuất"


class DueColour(Choice):
    """What the colour of a due date means, the same on every screen."""

    GREY = "grey", "Chưa đến hạn"
    BLUE = "blue", "Đã có kế hoạch"
    AMBER = "amber", "Sắp đến hạn"
    RED = "red", "Quá hạn"
    ORANGE = "orange", "Quá hạn, cần đôn đốc"
    GREEN = "green", "Đã xong"


class CalendarKind(Choice):
    """Day swaps bind public bodies and the union; enterprises are only encouraged to follow them."""

    PUBLIC = "public", "Cơ quan nhà nước, công đoàn"
    ENTERPRISE = "enterprise", "Doanh nghiệp"


class DayKind(Choice):
    OFF = "off", "Nghỉ"
    WORK = "work", "Làm việc (làm bù)"


class TimeUnit(Choice):
    WORKING_DAY = "working_day", "ngày làm việc"
    DAY = "day", "ngày"
    MONTH = "month", "tháng"
    MONTH_END = "month_end", "tháng, đến ngày cuối tháng"
    YEAR = "year", "năm"
    HOUR = "hour", "giờ"


class Direction(Choice):
    """Whether a period is counted forward from its event or back from it."""

    AFTER = "after", "Sau"
    BEFORE = "before", "Trước"


class CountingMode(Choice):
    """How the Civil Code 2015 counts: a period rolls over days off (Đ.148), a limitation does not (Đ.151)."""

    TERM = "term", "Thời hạn"
    LIMITATION = "limitation", "Thời hiệu"


class ImportField(Choice):
    """What a column of a list of branches may hold; `ignored` columns are not read."""

    ORDINAL = "ordinal", "Số thứ tự"
    NAME = "name", "Tên CĐCS"
    CODE = "code", "Mã CĐCS"
    KIND = "kind", "Loại hình"
    EMPLOYER = "employer", "Người sử dụng lao động"
    ADDRESS = "address", "Địa chỉ"
    COMMUNE = "commune", "Xã, phường"
    WORKERS = "workers", "Tổng số lao động"
    WOMEN_WORKERS = "women_workers", "Lao động nữ"
    MEN_WORKERS = "men_workers", "Lao động nam"
    MEMBERS = "members", "Tổng số đoàn viên"
    WOMEN_MEMBERS = "women_members", "Đoàn viên nữ"
    MEN_MEMBERS = "men_members", "Đoàn viên nam"
    COMMITTEE_COUNT = "committee_count", "Số ủy viên Ban Chấp hành"
    INSPECTION_COUNT = "inspection_count", "Số ủy viên Ủy ban Kiểm tra"
    CHAIR = "chair", "Chủ tịch CĐCS"
    PHONE = "phone", "Điện thoại"
    EMAIL = "email", "Thư điện tử"
    FOUNDED_ON = "founded_on", "Ngày thành lập"
    FOUNDING_DECISION = "founding_decision", "Quyết định thành lập"
    AGREEMENT = "agreement", "Có thỏa ước lao động tập thể"
    AGREEMENT_SIGNED_ON = "agreement_signed_on", "Ngày ký thỏa ước"
    AGREEMENT_ENDS_ON = "agreement_ends_on", "Ngày thỏa ước hết hạn"
    RANK = "rank", "Xếp loại"
    INDUSTRY = "industry", "Ngành nghề"
    INDUSTRIAL_ZONE = "industrial_zone", "Cụm, khu công nghiệp"
    COMPANY_FORM = "company_form", "Loại công ty"
    COUNTRY = "country", "Quốc gia đầu tư"
    NOTE = "note", "Ghi chú"
    IGNORED = "ignored", "Không nhập"


class ImportAction(Choice):
    """What an import does with a row of the list."""

    CREATE = "create", "Thêm mới"
    UPDATE = "update", "Cập nhật"
    UNCHANGED = "unchanged", "Không đổi"
    REFUSED = "refused", "Không nhập"
    SKIPPED = "skipped", "Bỏ qua"


class SkipReason(Choice):
    """Why a row of a list is no branch."""

    BLANK = "blank", "Dòng trống"
    GROUP = "group", "Dòng nhóm"
    SUM = "sum", "Dòng tổng cộng"
    COLUMN_NUMBERS = "column_numbers", "Dòng số thứ tự cột"
    REPEATED_HEADER = "repeated_header", "Dòng tiêu đề lặp lại"
    SIGNATURE = "signature", "Dòng ngày tháng, ký tên"
    REMARK = "remark", "Dòng ghi chú ngoài bảng"


class ProblemSeverity(Choice):
    """An error keeps the row out (or, if the reader so chooses, only the cell); a warning does not."""

    ERROR = "error", "Lỗi"
    WARNING = "warning", "Cảnh báo"
