"""Names of common measures of products, software, security and support."""

DIGITAL: tuple[str, ...] = (
    (
        "tải app|lượt tải|downloads|app downloads|tải ứng dụng|installs|app installs|lượt cài đặt|"
        "cài đặt"
    ),
    "dau|daily active users|người dùng hằng ngày|daily actives|daily users",
    "wau|weekly active users|người dùng hằng tuần|weekly actives",
    "mau|monthly active users|người dùng hằng tháng|monthly actives",
    (
        "người dùng hoạt động|active users|users active|người dùng tích cực|tài khoản hoạt động|"
        "active accounts"
    ),
    "người dùng mới|new users|tài khoản đăng ký mới",
    (
        "người dùng trả phí|paid users|paying users|paying customers|khách trả phí|"
        "khách hàng trả phí|người trả phí|payers|học viên trả phí|paid students|paying students|"
        "paid learners|thành viên trả phí|paid members|thuê bao trả phí|paid subscribers|"
        "paid subscriptions"
    ),
    (
        "churn|churn rate|tỷ lệ rời bỏ|rời bỏ|tỷ lệ rời|khách rời bỏ|attrition|tỷ lệ hủy|"
        "tỷ lệ khách rời|customer churn|customer attrition|attrition rate|khách hàng rời bỏ|"
        "tỷ lệ rời mạng"
    ),
    "giữ chân người dùng|user retention|player retention|giữ chân người chơi",
    (
        "csat|c-sat|hài lòng|độ hài lòng|sự hài lòng|satisfaction|customer satisfaction|satisfied|"
        "điểm hài lòng|mức hài lòng|tỷ lệ hài lòng|khách hài lòng|guest satisfaction|"
        "patient satisfaction|satisfaction score"
    ),
    "nps|net promoter|net promoter score|điểm nps",
    "ces|customer effort score|customer effort",
    (
        "sao|stars|rating|đánh giá sao|điểm đánh giá|star rating|app rating|review score|"
        "google rating|store rating"
    ),
    (
        "thời gian phản hồi|response time|frt|first response time|phản hồi|reply time|"
        "first reply time|tgph|tốc độ phản hồi|thời gian trả lời|time to respond"
    ),
    (
        "thời gian xử lý|handling time|aht|average handle time|processing time|tgxl|"
        "turnaround time|turnaround|tat|time to process|thời gian giải quyết|resolution time|"
        "time to resolve|xử lý"
    ),
    (
        "xử lý ngay lần đầu|first call resolution|first contact resolution|fcr|"
        "giải quyết ngay lần đầu|first time resolution|giải quyết trong lần đầu"
    ),
    "tỷ lệ giải quyết|resolution rate|tỷ lệ xử lý|solve rate|tickets resolved rate",
    (
        "cuộc gọi nhỡ|missed calls|abandoned calls|call abandonment|abandonment rate|"
        "tỷ lệ cuộc gọi nhỡ|call abandonment rate|cuộc gọi bị bỏ|missed call rate"
    ),
    "cuộc gọi đến|inbound calls|incoming calls|call volume|calls received",
    "tỷ lệ bắt máy|answer rate|call answer rate|calls answered|tỷ lệ nghe máy|pickup rate",
    (
        "service level|mức dịch vụ|sla compliance|đạt sla|tỷ lệ đạt sla|đúng sla|sla attainment|"
        "tuân thủ sla"
    ),
    (
        "tồn đọng|backlog|ticket tồn|yêu cầu tồn đọng|open tickets|ticket backlog|hồ sơ tồn|"
        "pending tickets"
    ),
    (
        "chất lượng cuộc gọi|call quality|qa score|điểm chất lượng cuộc gọi|điểm qa|"
        "call quality score|quality score"
    ),
    (
        "chatbot|bot deflection|deflection rate|ticket deflection|chatbot resolution|"
        "tỷ lệ chatbot xử lý|tỷ lệ tự xử lý"
    ),
    "độ trễ|latency|response latency",
    (
        "thời gian tải|load time|page load|page load time|tải trang|tốc độ tải trang|load trang|"
        "tải web"
    ),
    "uptime|availability|thời gian hoạt động|độ sẵn sàng|sẵn sàng hệ thống|system availability",
    (
        "mttr|mean time to recovery|thời gian khôi phục|recovery time|time to recover|"
        "mean time to repair|time to restore|thời gian khắc phục"
    ),
    "mttd|mean time to detect|thời gian phát hiện|time to detect|detection time",
    "mtbf|mean time between failures|time between failures",
    "lỗi|bug|defects|open bugs|lỗi mở|số lỗi",
    (
        "lỗi nghiêm trọng|critical bugs|severe bugs|critical defects|blocker bugs|lỗi nặng|"
        "lỗi critical"
    ),
    "sự cố|incident|outage|số sự cố",
    (
        "tỷ lệ thành công|success rate|giao dịch thành công|successful transactions|"
        "transaction success rate|transaction success|payment success rate|thanh toán thành công|"
        "successful payments"
    ),
    (
        "tỷ lệ thất bại|failure rate|fail rate|tỷ lệ giao dịch lỗi|giao dịch lỗi|"
        "failed transactions|failed payments|thanh toán lỗi|giao dịch thất bại"
    ),
    (
        "test coverage|coverage|độ phủ test|code coverage|độ phủ kiểm thử|unit test coverage|"
        "độ bao phủ|độ phủ code|độ phủ mã nguồn"
    ),
    (
        "kiểm thử tự động|automated tests|test automation|automation rate|tự động hóa kiểm thử|"
        "automated test coverage|test tự động|tỷ lệ tự động hóa|automation coverage"
    ),
    (
        "review code|code review|code review time|thời gian review code|pr review time|"
        "pull request review time|thời gian duyệt pr"
    ),
    (
        "triển khai|deployments|deploys|releases|deployment frequency|lần deploy|"
        "release frequency|tần suất triển khai|tần suất deploy|số lần deploy|tần suất release"
    ),
    (
        "change failure rate|tỷ lệ deploy lỗi|failed deployments|rollbacks|rollback rate|"
        "tỷ lệ rollback|tỷ lệ thay đổi lỗi|failed changes"
    ),
    "lead time|thời gian dẫn|cycle time|thời gian chu kỳ|lead time for changes|chu kỳ phát triển",
    "thời gian ra mắt|time to market|thời gian ra thị trường",
    "velocity|tốc độ sprint|story points|tốc độ nhóm|sprint velocity|điểm story",
    "sprint completion|sprint completion rate",
    "tính năng|features",
    (
        "dùng tính năng|feature adoption|feature adoption rate|feature usage|tỷ lệ dùng tính năng|"
        "sử dụng tính năng"
    ),
    (
        "mức sử dụng|adoption|adoption rate|tỷ lệ áp dụng|tỷ lệ chấp nhận|user adoption|"
        "usage rate|mức độ áp dụng"
    ),
    (
        "crash|crash rate|crash-free|tỷ lệ crash|crash free sessions|crash-free users|"
        "tỷ lệ không crash"
    ),
    "onboarding|kích hoạt|activation|activation rate|tỷ lệ kích hoạt|activate",
    "đơn hỗ trợ|tickets|support tickets|yêu cầu hỗ trợ|số ticket|support requests",
    "billing|thanh toán|payments",
    "tự phục vụ|self-serve|self-service",
    (
        "thời lượng phiên|session length|session duration|thời gian phiên|average session|"
        "thời gian mỗi phiên|time in app|time spent|thời gian sử dụng"
    ),
    "lượt giao dịch|transactions|số giao dịch|transaction volume",
    (
        "chi phí cloud|cloud cost|cloud spend|aws cost|infrastructure cost|chi phí hạ tầng|"
        "aws bill|chi phí máy chủ|server cost|hosting cost"
    ),
    (
        "lỗ hổng|vulnerabilities|lỗ hổng bảo mật|security vulnerabilities|open vulnerabilities|"
        "critical vulnerabilities|cves|lỗ hổng nghiêm trọng"
    ),
    (
        "vá lỗ hổng|patching|patched systems|patch compliance|thời gian vá|time to patch|"
        "patch time|tỷ lệ vá|vá bảo mật|patch rate|patched servers"
    ),
    (
        "sự cố bảo mật|security incidents|security breaches|data breaches|rò rỉ dữ liệu|"
        "data leaks|breaches|sự cố an ninh mạng"
    ),
    (
        "phishing|phishing click rate|tỷ lệ dính phishing|lừa đảo email|phishing test|"
        "phishing fail rate"
    ),
    "xác thực hai lớp|mfa|mfa coverage|two-factor|xác thực đa yếu tố|mfa adoption|bật mfa",
    "cảnh báo giả|false positives|false positive rate|báo động giả|false alarms|cảnh báo sai",
    (
        "chất lượng dữ liệu|data quality|data quality score|điểm chất lượng dữ liệu|"
        "data completeness|độ đầy đủ dữ liệu"
    ),
    "độ chính xác mô hình|model accuracy|model precision|độ chính xác model|prediction accuracy",
    "người chơi|players|game thủ|gamers|active players",
    (
        "ccu|concurrent users|pcu|peak concurrent users|người chơi đồng thời|người dùng đồng thời|"
        "concurrent players"
    ),
    (
        "tỷ lệ nạp|payer conversion|paying rate|tỷ lệ người nạp|tỷ lệ nạp tiền|tỷ lệ trả phí|"
        "paid conversion|paid conversion rate"
    ),
)
