"""Names of common measures of sales, shops, buying and money."""

BUSINESS: tuple[str, ...] = (
    (
        "doanh thu|revenue|dt|ds|doanh số|sales|turnover|doanhthu|rev|doanh số bán hàng|"
        "thu nhập bán hàng"
    ),
    "gmv|tổng giá trị giao dịch|gross merchandise value|giá trị giao dịch",
    "mrr|monthly recurring revenue|doanh thu định kỳ",
    "arr|annual recurring revenue|annual recurring",
    "nrr|net revenue retention|ndr|net dollar retention|giữ chân doanh thu",
    (
        "doanh thu trên khách|arpu|revenue per user|doanh thu trên người dùng|"
        "doanh thu mỗi người dùng|average revenue per user|arppu"
    ),
    "ltv|clv|cltv|lifetime value|customer lifetime value|giá trị vòng đời",
    (
        "lợi nhuận|profit|ln|earnings|lãi ròng|lợi nhuận ròng|net profit|net income|"
        "lợi nhuận sau thuế|lnst"
    ),
    (
        "biên lợi nhuận|margin|gross margin|biên gộp|profit margin|biên ln|tỷ suất lợi nhuận|"
        "biên lợi nhuận gộp"
    ),
    "lợi nhuận gộp|gross profit|lãi gộp",
    "giá vốn|cogs|cost of goods sold|giá vốn hàng bán|cost of sales",
    (
        "food cost|giá vốn món|chi phí nguyên liệu|raw material cost|chi phí nguyên vật liệu|"
        "material cost"
    ),
    "chi phí|cost|expense|cp|spend",
    (
        "chi phí nhân công|labor cost|labour cost|chi phí lao động|chi phí nhân sự|payroll cost|"
        "quỹ lương|headcount cost|personnel cost|staff cost"
    ),
    "chi phí vận hành|opex|operating cost|operating expenses|chi phí hoạt động",
    "giá thành|unit cost|cost per unit|giá thành sản phẩm|chi phí đơn vị|giá thành đơn vị",
    "ngân sách|budget|ns",
    "tiết kiệm chi phí|cost savings|chi phí tiết kiệm",
    "vượt ngân sách|budget overrun|cost overrun|vượt dự toán|đội vốn",
    "dòng tiền|cash flow|cashflow|dòng tiền hoạt động|operating cash flow",
    "tiền mặt|cash balance|cash on hand|số dư tiền mặt|cash position|tiền mặt tồn quỹ",
    "burn rate|cash burn|đốt tiền|tốc độ đốt tiền",
    "runway|cash runway|số tháng còn tiền",
    (
        "công nợ|receivables|debt|công nợ phải thu|outstanding debt|accounts receivable|"
        "phải thu khách hàng"
    ),
    (
        "dso|days sales outstanding|kỳ thu tiền|số ngày thu tiền|ngày thu tiền bình quân|"
        "kỳ thu tiền bình quân"
    ),
    "công nợ phải trả|accounts payable|payables|phải trả nhà cung cấp",
    "dpo|days payable outstanding|kỳ trả tiền|số ngày trả tiền",
    (
        "công nợ quá hạn|overdue receivables|overdue debt|nợ quá hạn|overdue invoices|"
        "past due invoices|hóa đơn quá hạn"
    ),
    (
        "thu hồi nợ|debt collection|collections|collection rate|thu nợ|tỷ lệ thu hồi nợ|"
        "thu hồi công nợ"
    ),
    (
        "khóa sổ|closing books|month-end close|đóng sổ|thời gian khóa sổ|book closing|"
        "close the books|days to close"
    ),
    (
        "chênh lệch đối soát|reconciliation differences|đối soát|reconciliation|reconciled|"
        "đối chiếu công nợ"
    ),
    "phát hiện kiểm toán|audit findings|lỗi kiểm toán|kiến nghị kiểm toán|audit issues",
    "roi|return on investment|tỷ suất hoàn vốn|tỷ suất sinh lời",
    (
        "aov|giá trị đơn trung bình|average order value|giá trị đơn hàng|giá trị đơn|basket size|"
        "giá trị trung bình đơn|giá trị giỏ hàng|average basket"
    ),
    (
        "hóa đơn trung bình|average bill|average check|average ticket|bill trung bình|"
        "giá trị hóa đơn|average spend per customer|spend per guest"
    ),
    "đơn hàng|orders|số đơn|đơn|dh",
    (
        "đơn hủy|cancelled orders|canceled orders|order cancellation|cancellation rate|"
        "tỷ lệ hủy đơn|cancellations|hủy đơn|đơn bị hủy"
    ),
    "khách hàng mới|new customers|khách mới|new clients|kh mới|new accounts",
    (
        "khách quay lại|returning customers|repeat customers|khách hàng quay lại|repeat purchase|"
        "mua lại|repurchase|khách mua lại|khách cũ quay lại|tỷ lệ mua lại|repeat rate|"
        "repeat purchase rate|returning guests|repeat guests"
    ),
    (
        "khách hàng thân thiết|loyal customers|loyalty members|thành viên thân thiết|hội viên|"
        "membership|khách thân thiết|loyalty programme members"
    ),
    (
        "giữ chân|retention|duy trì khách hàng|tỷ lệ duy trì|giữ chân khách hàng|retention rate|"
        "tỷ lệ giữ chân|customer retention"
    ),
    (
        "gia hạn|renewals|renewal rate|tỷ lệ gia hạn|gia hạn hợp đồng|contract renewal|"
        "renewed contracts"
    ),
    "hợp đồng|contract|hđ|deal|signed contracts",
    "giá trị hợp đồng|contract value|deal size|acv|tcv|giá trị deal",
    "báo giá|quotations|quotes sent|báo giá gửi",
    "gói thầu|tenders|bids won|bids|hồ sơ thầu|thắng thầu|trúng thầu|tender wins",
    "tỷ lệ chốt|win rate|close rate|chốt đơn|tỷ lệ chốt đơn|tỷ lệ thắng",
    (
        "pipeline|phễu bán hàng|sales pipeline|giá trị pipeline|pipeline value|cơ hội bán hàng|"
        "sales opportunities"
    ),
    "chu kỳ bán hàng|sales cycle|sales cycle length|thời gian chốt đơn|thời gian chốt hợp đồng",
    "cuộc gọi|phone calls|calls made|outbound calls|cuộc gọi ra|số cuộc gọi|cold calls|sales calls",
    "thị phần|market share",
    (
        "upsell|cross-sell|bán chéo|tỷ lệ bán chéo|upsell rate|tỷ lệ upsell|cross sell rate|"
        "doanh thu bán thêm"
    ),
    "khách giới thiệu|referrals|customer referrals|giới thiệu khách|lượt giới thiệu|referral rate",
    (
        "giỏ hàng bị bỏ|cart abandonment|abandoned cart|bỏ giỏ|bỏ giỏ hàng|cart abandonment rate|"
        "tỷ lệ bỏ giỏ"
    ),
    "thêm vào giỏ|add to cart|tỷ lệ thêm giỏ|add to cart rate",
    "người bán|sellers|nhà bán hàng|merchants|active sellers",
    "đối tác|partners",
    "đại lý|dealers|resellers|distributors|nhà phân phối",
    "cửa hàng|stores|shop|outlet",
    (
        "doanh thu cửa hàng|same store sales|sss|comparable sales|like for like sales|"
        "doanh thu cùng cửa hàng"
    ),
    (
        "lượt khách|footfall|foot traffic|khách vào cửa hàng|khách ghé|store visits|walk-ins|"
        "lượt khách ghé"
    ),
    "thất thoát|shrinkage|shrink rate|tỷ lệ thất thoát|inventory shrinkage|hao hụt|tỷ lệ hao hụt",
    (
        "hết hàng|out of stock|stockouts|stock-outs|tỷ lệ hết hàng|đứt hàng|stockout rate|"
        "out-of-stock rate"
    ),
    "nhà cung cấp|suppliers|vendors|ncc",
    "vụ kiện|lawsuits|litigation|litigation cases|vụ tranh tụng|tranh chấp|disputes|vụ tranh chấp",
    (
        "giờ tính phí|billable hours|billable utilization|billable rate|giờ billable|"
        "tỷ lệ giờ tính phí"
    ),
)
