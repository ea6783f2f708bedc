"""Names of common measures of hiring, staff, training and safety at work."""

PEOPLE: tuple[str, ...] = (
    (
        "tuyển dụng|tuyển|hires|hiring|recruitment|nhân sự mới|tuyển mới|recruits|new hires|"
        "headcount|số nhân sự|số lượng nhân sự|tổng nhân sự"
    ),
    (
        "nghỉ việc|turnover|turnover rate|employee turnover|tỷ lệ nghỉ việc|attrition|"
        "attrition rate|staff turnover|nhân viên nghỉ|tỷ lệ nghỉ|thôi việc|tỷ lệ thôi việc|"
        "staff attrition|employee attrition|nghỉ việc tự nguyện|voluntary turnover|"
        "biến động nhân sự|resignations"
    ),
    (
        "giữ chân nhân viên|employee retention|staff retention|giữ chân nhân sự|"
        "retention of staff|giữ chân nhân tài|talent retention"
    ),
    "thời gian tuyển|time to hire|time to fill|thời gian tuyển dụng|thời gian tuyển người",
    (
        "chi phí tuyển dụng|cost per hire|recruitment cost|hiring cost|recruiting cost|"
        "chi phí mỗi tuyển dụng"
    ),
    (
        "ứng viên|candidates|applicants|hồ sơ ứng viên|hồ sơ ứng tuyển|applications received|"
        "cv ứng viên"
    ),
    "phỏng vấn|interviews|lượt phỏng vấn|candidates interviewed|buổi phỏng vấn",
    (
        "nhận offer|offer acceptance|offer acceptance rate|tỷ lệ nhận offer|tỷ lệ nhận việc|"
        "tỷ lệ chấp nhận offer|offer accept rate|offers accepted|nhận việc"
    ),
    (
        "qua thử việc|probation pass rate|tỷ lệ qua thử việc|probation|thử việc|passed probation|"
        "tỷ lệ đạt thử việc"
    ),
    (
        "vị trí trống|vacancies|open positions|vị trí cần tuyển|unfilled positions|open roles|"
        "vị trí còn trống"
    ),
    (
        "gắn kết|engagement score|employee engagement|enps|e-nps|gắn bó|mức độ gắn kết|"
        "staff engagement|gắn kết nhân viên|mức độ gắn bó|employee net promoter score|"
        "điểm gắn kết"
    ),
    (
        "đánh giá năng lực|performance review|performance appraisal|appraisals|đánh giá hiệu suất|"
        "đánh giá nhân viên"
    ),
    "đào tạo|training|huấn luyện|tập huấn|giờ đào tạo|training hours|hours of training",
    "completion rate|tỷ lệ hoàn thành|training completion|course completion|course completion rate",
    "chứng chỉ|certifications|certificates|certified staff|nhân viên có chứng chỉ",
    (
        "thăng tiến|internal promotions|đề bạt|thăng chức|internal promotion rate|bổ nhiệm nội bộ|"
        "internal hires"
    ),
    (
        "tỷ lệ nữ|female ratio|women ratio|share of women|gender ratio|tỷ lệ nhân viên nữ|"
        "female employees"
    ),
    (
        "vắng mặt|absent|absence|absenteeism|absence rate|tỷ lệ vắng|nghỉ học|absenteeism rate|"
        "tỷ lệ vắng mặt|ngày nghỉ ốm|sick days|sick leave"
    ),
    "làm thêm giờ|overtime|overtime hours|giờ tăng ca|tăng ca|giờ làm thêm|giờ ot",
    (
        "chuyên cần|attendance|attendance rate|tỷ lệ chuyên cần|đi học đầy đủ|tỷ lệ đi học|"
        "tỷ lệ đi làm|tỷ lệ có mặt|tỷ lệ tham dự"
    ),
    "nhà quản lý|managers",
    "tình nguyện viên|volunteers|tnv",
    "khảo sát|survey response rate|survey responses|survey participation",
    (
        "ý tưởng cải tiến|improvement ideas|kaizen|sáng kiến|sáng kiến cải tiến|kaizen ideas|"
        "đề xuất cải tiến"
    ),
    (
        "tai nạn|tnlđ|lti|accidents|tai nạn lao động|ltifr|lost time injuries|injuries|"
        "an toàn lao động|trir|workplace accidents|ltir"
    ),
    (
        "suýt xảy ra tai nạn|near miss|near-miss reports|báo cáo suýt tai nạn|sự cố suýt xảy ra|"
        "cận nguy"
    ),
    (
        "ngày an toàn|safe days|days without accident|accident-free days|giờ làm việc an toàn|"
        "safe man-hours|safe hours|ngày không tai nạn"
    ),
    "quan sát an toàn|safety observations|safety walks|kiểm tra an toàn|safety inspections",
)
