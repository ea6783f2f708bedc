"""Names of common measures of marketing and media."""

MARKETING: tuple[str, ...] = (
    (
        "traffic|lượt truy cập|truy cập|visits|visitors|website visits|web traffic|lượt xem web|"
        "sessions"
    ),
    "lượt xem trang|page views|pageviews",
    "organic|organic share|organic traffic|truy cập tự nhiên|seo|traffic tự nhiên",
    "thứ hạng từ khóa|keyword rankings|từ khóa top|top keywords|từ khóa|keywords",
    "backlink|liên kết trỏ về|domain authority|referring domains",
    "tỷ lệ thoát|bounce rate|thoát trang|tỷ lệ thoát trang",
    "conversion|tỷ lệ chuyển đổi|chuyển đổi|conversion rate|cvr|cr|tlcđ|conv|converson",
    (
        "tỷ lệ chuyển đổi lead|lead conversion|lead conversion rate|lead to customer|"
        "lead-to-customer rate"
    ),
    "cpa|chi phí mỗi chuyển đổi|cost per acquisition|cost per action",
    "cac|customer acquisition cost|chi phí có khách hàng|acquisition cost",
    "cpl|cost per lead|chi phí mỗi lead|giá lead",
    "cpc|cost per click|giá click",
    "cpm|cost per mille|cost per thousand|giá nghìn lượt hiển thị",
    "roas|return on ad spend|hiệu quả quảng cáo|ad return",
    (
        "chi phí quảng cáo|chi tiêu quảng cáo|ad spend|advertising cost|advertising spend|"
        "ads cost|chi phí ads|ngân sách quảng cáo|ads budget|ad budget"
    ),
    "ctr|click through rate|click rate|tỷ lệ nhấp|tỷ lệ click",
    "lượt nhấp|clicks|lượt click|link clicks",
    "open rate|tỷ lệ mở|tỷ lệ mở mail|tỷ lệ mở email|email open rate|mở email|mở mail",
    "hủy đăng ký|unsubscribe|unsubscribe rate|tỷ lệ hủy đăng ký|opt-out rate",
    "mql|marketing qualified leads|lead đạt chuẩn",
    "sql|sales qualified leads",
    "leads|khách hàng tiềm năng|khách tiềm năng|data khách",
    "follower|người theo dõi|lượt theo dõi|theo dõi trang|fan",
    "tương tác|engagement|engagement rate|tỷ lệ tương tác|lượt tương tác",
    "nội dung|content|nd",
    "cta|call to action",
    "bài viết|bài đăng|posts|articles|bài blog|blog posts|bài post",
    "video|clip",
    "lượt xem|views|video views|lượt xem video|view video",
    "thời lượng xem|watch time|giờ xem|watch hours|viewing hours|thời gian xem|view time",
    "thời gian đọc|read time|time on page|thời gian trên trang|average read time",
    (
        "tỷ lệ xem hết|completion rate of videos|video completion rate|view-through rate|vtr|"
        "xem hết video"
    ),
    "lượt nghe|podcast listens|lượt phát",
    "độc giả|readers|bạn đọc|readership",
    "người xem|viewers|khán giả|audience",
    (
        "thuê bao kênh|channel subscribers|youtube subscribers|subscribers youtube|"
        "người đăng ký kênh|sub youtube"
    ),
    (
        "tin báo chí|press mentions|media mentions|press coverage|media coverage|bài pr|"
        "pr articles|lượt nhắc báo chí"
    ),
    "lượt nhắc thương hiệu|brand mentions|social mentions|share of voice|sov|thị phần thảo luận",
    "đăng ký|signups|sign-ups|registrations|lượt đăng ký|subscribers|subscriptions",
    "trial to paid|trial conversion|dùng thử sang trả phí|trial",
    "khách dùng thử|trial customers|trial users|người dùng thử|khách hàng dùng thử",
    "nhận diện thương hiệu|brand awareness|awareness|độ nhận biết|nhận biết thương hiệu",
    "lượt tiếp cận|reach|organic reach|facebook reach|fanpage reach|reach fanpage|post reach",
    "lượt hiển thị|impressions|ad impressions",
    "sự kiện|event|hội thảo|workshop|webinar",
    (
        "người tham dự|attendees|event attendees|participants|người tham gia|khách tham dự|"
        "webinar attendees"
    ),
    "chiến dịch|campaigns|chiến dịch marketing|marketing campaigns",
    "kol|koc|influencers|người ảnh hưởng",
    "affiliate|tiếp thị liên kết|affiliate partners|cộng tác viên bán hàng",
    "tăng trưởng doanh thu|revenue growth|tăng trưởng doanh số|sales growth",
    "sản phẩm mới|new products|new product releases|sản phẩm mới ra mắt",
    "phiếu giảm giá|vouchers|coupons|mã giảm giá|voucher đã dùng|redeemed vouchers",
)
