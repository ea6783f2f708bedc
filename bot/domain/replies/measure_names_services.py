"""Names of common measures of banks, hospitals, hotels, schools, charities and offices."""

SERVICES: tuple[str, ...] = (
    (
        "khiếu nại|complaints|phàn nàn|kn|số khiếu nại|customer complaints|complaint rate|"
        "tỷ lệ khiếu nại|guest complaints"
    ),
    "chăm sóc sau bán|after-sale care|after-sales service|hậu mãi",
    "đánh giá tích cực|positive reviews|đánh giá tốt|good reviews",
    "bắt máy|nhấc máy|nghe máy|phones answered|phones picked up",
    "hồi chuông|rings",
    "báo cáo quý|quarterly report",
    "đúng tiêu chuẩn|compliance|tuân thủ|tỷ lệ tuân thủ|compliance rate|audit score|điểm audit",
    "kiểm tra|inspections|kiểm định",
    (
        "khoản vay|loans|giải ngân|disbursement|disbursed|dư nợ|loan book|outstanding loans|"
        "dư nợ tín dụng"
    ),
    "nợ xấu|npl|bad debt|npl ratio|tỷ lệ nợ xấu|non-performing loans|nonperforming",
    "casa|casa ratio|tiền gửi không kỳ hạn|current account savings account|tỷ lệ casa",
    "huy động|deposits|tiền gửi|huy động vốn|tiền gửi khách hàng|customer deposits",
    "nim|net interest margin|biên lãi thuần|biên lãi ròng",
    "cir|cost to income|cost-to-income ratio|cost income ratio|chi phí trên thu nhập",
    "thẻ|cards|thẻ tín dụng|credit cards|thẻ mới|phát hành thẻ|cards issued",
    "mở tài khoản|new accounts opened|account openings|tài khoản mới|tài khoản",
    "ekyc|kyc|xác thực khách hàng|kyc completion|định danh khách hàng|tỷ lệ ekyc|định danh điện tử",
    (
        "thời gian phê duyệt|approval time|thời gian duyệt|loan approval time|phê duyệt hồ sơ|"
        "time to approve|duyệt hồ sơ|thời gian duyệt hồ sơ|thời gian duyệt vay"
    ),
    "tỷ lệ duyệt|approval rate|tỷ lệ phê duyệt|loan approval rate|tỷ lệ duyệt vay",
    "gian lận|fraud|fraud rate|fraud losses|tổn thất gian lận|fraud cases|tỷ lệ gian lận",
    (
        "phí bảo hiểm|gross written premium|gwp|doanh thu phí bảo hiểm|premium income|"
        "phí bảo hiểm gốc|phí khai thác mới"
    ),
    (
        "đơn bảo hiểm|policies sold|policy count|hợp đồng bảo hiểm|insurance policies|"
        "policies issued|new policies"
    ),
    "tỷ lệ bồi thường|loss ratio|claims ratio|combined ratio|tỷ lệ tổn thất|tỷ lệ kết hợp",
    (
        "bồi thường|claims|claims settled|claims paid|yêu cầu bồi thường|chi trả bồi thường|"
        "hồ sơ bồi thường|insurance claims"
    ),
    "duy trì hợp đồng|persistency|persistency rate|policy renewal rate|tỷ lệ tái tục|tái tục",
    (
        "thời gian chờ|waiting time|wait|chờ khám|thời gian chờ khám|average wait|er wait|"
        "queue time|tgc|door to doctor|thời gian chờ đợi"
    ),
    "tái nhập viện|readmission|readmission rate|tỷ lệ tái nhập viện",
    (
        "nhập viện|admissions|hospital admissions|ca nhập viện|bệnh nhân nội trú|inpatients|"
        "lượt nhập viện"
    ),
    (
        "bệnh nhân|patients|bn|lượt khám|khám bệnh|số lượt khám|outpatient visits|ca khám|"
        "outpatients|bệnh nhân ngoại trú|consultations"
    ),
    "tái khám|follow-up visits|follow-up rate|tỷ lệ tái khám|bệnh nhân tái khám",
    "bỏ hẹn|no-show|no show rate|tỷ lệ bỏ hẹn|không đến hẹn|missed appointments",
    (
        "lịch hẹn|appointments|đặt lịch|appointments booked|booked appointments|lượt đặt lịch|"
        "lịch hẹn khám"
    ),
    (
        "bed|bed occupancy|công suất giường|giường bệnh|sử dụng giường|bed occupancy rate|"
        "công suất giường bệnh|công suất sử dụng giường|bed utilization"
    ),
    (
        "ngày nằm viện|length of stay|average length of stay|alos|thời gian nằm viện|"
        "số ngày nằm viện|ngày điều trị trung bình|ngày điều trị"
    ),
    (
        "nhiễm khuẩn|infection|infection rate|hai rate|tỷ lệ nhiễm khuẩn|nhiễm trùng|"
        "nhiễm khuẩn bệnh viện|hospital-acquired infections|nosocomial infections"
    ),
    (
        "ca mổ|surgeries|phẫu thuật|operations performed|ca phẫu thuật|số ca mổ|"
        "operating room utilization"
    ),
    (
        "sai sót y khoa|medical errors|sai sót thuốc|medication errors|medication error rate|"
        "sự cố y khoa|adverse events"
    ),
    "rửa tay|hand hygiene|vệ sinh tay|tuân thủ vệ sinh tay|hand washing|handwashing",
    (
        "tiêm chủng|vaccine|vaccinate|vaccination|mũi tiêm|vaccination rate|tỷ lệ tiêm chủng|"
        "immunization|vắc xin"
    ),
    (
        "xét nghiệm|lab tests|tests performed|test results|mẫu xét nghiệm|số xét nghiệm|"
        "diagnostic tests"
    ),
    (
        "thời gian trả kết quả|lab turnaround|result turnaround time|test turnaround time|"
        "trả kết quả xét nghiệm|lab turnaround time|time to result|thời gian có kết quả"
    ),
    "đơn thuốc|prescriptions|toa thuốc|prescriptions filled|số toa|prescriptions dispensed",
    (
        "thuốc hết hạn|expired drugs|expired medicines|thuốc cận hạn|expired stock|"
        "near-expiry stock|hàng hết hạn|hàng cận date|expired goods|hàng cận hạn"
    ),
    (
        "công suất phòng|room occupancy|occupancy|occupancy rate|tỷ lệ lấp phòng|hotel occupancy|"
        "tỷ lệ phòng kín|lấp phòng|room occupancy rate|lấp đầy phòng"
    ),
    (
        "giá phòng|adr|average daily rate|giá phòng trung bình|giá phòng bình quân|room rate|"
        "average room rate"
    ),
    (
        "revpar|revenue per available room|doanh thu phòng|doanh thu trên phòng|room revenue|"
        "doanh thu trên mỗi phòng"
    ),
    "đêm phòng|room nights|room nights sold|số đêm phòng|nights booked|đêm lưu trú",
    "đặt phòng|bookings|room bookings|reservations|lượt đặt phòng|đặt tour|đặt bàn",
    "đặt trực tiếp|direct bookings|direct booking share|đặt phòng trực tiếp|tỷ lệ đặt trực tiếp",
    (
        "khách du lịch|tourists|du khách|tourist arrivals|khách quốc tế|international visitors|"
        "international arrivals|lượt khách du lịch"
    ),
    "vòng quay bàn|table turnover|table turns|quay bàn|table turn rate|lượt quay bàn",
    (
        "thời gian ra món|ticket time|kitchen time|thời gian lên món|tốc độ ra món|serving time|"
        "thời gian phục vụ|service time|order to table time"
    ),
    "lãng phí thực phẩm|food waste|food wastage|thức ăn thừa|hao hụt nguyên liệu",
    (
        "food safety|food safety score|an toàn thực phẩm|vsattp|food hygiene|hygiene score|"
        "điểm vệ sinh"
    ),
    "học sinh|students|sinh viên|hs|pupils|học viên|hv|learners",
    (
        "tỷ lệ đậu|pass rate|tỷ lệ đỗ|exam pass rate|tỷ lệ thi đậu|tỷ lệ thi đỗ|thi đậu|thi đỗ|"
        "tỷ lệ qua môn|tốt nghiệp|tỷ lệ tốt nghiệp|graduation|graduation rate"
    ),
    "sinh viên tốt nghiệp|graduates|số sinh viên tốt nghiệp|học viên tốt nghiệp",
    (
        "có việc làm|graduate employment|employment rate|tỷ lệ có việc làm|job placement|"
        "placement rate|job placement rate|việc làm sau tốt nghiệp|employed graduates"
    ),
    (
        "điểm trung bình|average score|gpa|điểm tb|average grade|đtb|mean score|test score|"
        "exam score|điểm thi"
    ),
    "bỏ học|dropout|drop-out|dropout rate|tỷ lệ bỏ học|thôi học|drop-out rate",
    (
        "tuyển sinh|enrolment|enrollment|nhập học|số học sinh mới|enrolled|ghi danh|new students|"
        "học viên mới|học sinh mới"
    ),
    (
        "tái đăng ký|re-enrolment|re-enrollment|reenrolment|reenrollment|tỷ lệ tái đăng ký|"
        "re-enrolment rate|tái ghi danh|student retention|re-enrollment rate"
    ),
    "buổi học thử|trial lessons|trial class|học thử",
    "sĩ số|class size|students per class|sĩ số lớp",
    "phụ huynh|parents|ph",
    "đọc sách|reading|books read|sách|books",
    "học bổng|scholarship",
    "giáo viên|teachers|gv|giảng viên|lecturers",
    (
        "công bố khoa học|publications|research papers|papers published|bài báo khoa học|"
        "scientific papers|bài báo quốc tế|journal papers"
    ),
    "thí nghiệm|experiments|experiments run|số thí nghiệm|assays",
    "gây quỹ|fundraising|raised|donations|quyên góp|fund raising|vận động tài trợ|tiền quyên góp",
    "nhà tài trợ|donors|nhà hảo tâm|sponsors|mạnh thường quân|new donors",
    "tài trợ|grants|khoản tài trợ|grant funding|sponsorship|funding secured",
    (
        "người thụ hưởng|beneficiaries|người hưởng lợi|people helped|người được hỗ trợ|"
        "people reached|đối tượng thụ hưởng|số người hưởng lợi"
    ),
    "hộ gia đình|households|families supported|hộ nghèo|poor households|gia đình được hỗ trợ",
    "cây trồng mới|trees planted|trồng cây|số cây trồng|cây xanh|trees",
    (
        "hồ sơ đúng hạn|giải quyết đúng hạn|applications on time|on-time files|"
        "files processed on time|cases resolved on time"
    ),
    (
        "hồ sơ trễ hạn|overdue files|overdue applications|late applications|hồ sơ quá hạn|"
        "overdue cases"
    ),
    (
        "hồ sơ|permits|applications processed|case files|số hồ sơ|giấy phép|hồ sơ tiếp nhận|"
        "licences issued|licenses issued|cấp phép|cấp giấy phép"
    ),
    (
        "dịch vụ công trực tuyến|online public services|hồ sơ trực tuyến|online applications|"
        "dvctt|hồ sơ nộp trực tuyến|dịch vụ công"
    ),
    "người dân hài lòng|citizen satisfaction|hài lòng người dân|sipas|mức hài lòng người dân",
    "thu ngân sách|tax revenue|budget revenue|thu thuế|tax collection|state budget revenue",
    (
        "số hóa|digitized records|digitization|digitisation|hồ sơ số hóa|số hóa hồ sơ|"
        "digitised records|số hóa tài liệu|digitized documents"
    ),
)
