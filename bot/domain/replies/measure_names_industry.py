"""Names of common measures of goods, plants, energy, networks, building and farms."""

INDUSTRY: tuple[str, ...] = (
    "tồn kho|inventory|stock|hàng tồn|hàng tồn kho|stock level|inventory value|giá trị tồn kho",
    (
        "ngày tồn kho|days of inventory|dio|days inventory outstanding|số ngày tồn kho|"
        "inventory days|days of stock"
    ),
    (
        "vòng quay tồn kho|inventory turnover|inventory turns|vòng quay hàng tồn kho|stock turns|"
        "stock turnover|vòng quay kho"
    ),
    "combo|add-on|addon|bundle",
    (
        "giao đúng hạn|on-time delivery|otd|giao hàng đúng hạn|đúng hẹn|giao đúng hẹn|"
        "on-time rate|tỷ lệ đúng hạn|giao đúng giờ|otif|giao hàng đúng hẹn|tỷ lệ giao đúng hạn|"
        "on time in full"
    ),
    (
        "giao trễ|late deliveries|đơn giao trễ|giao hàng trễ|delayed deliveries|giao muộn|"
        "late delivery rate"
    ),
    (
        "giao thành công|delivery success|delivery success rate|tỷ lệ giao thành công|"
        "successful deliveries|giao hàng thành công|first attempt delivery|"
        "giao thành công lần đầu"
    ),
    "giao hàng|delivery|shipments|chuyến giao|giao nhận",
    (
        "thời gian giao|delivery time|thời gian giao hàng|delivery lead time|thời gian vận chuyển|"
        "transit time"
    ),
    (
        "chi phí giao|cost per delivery|chi phí giao hàng|shipping cost|delivery cost|phí ship|"
        "chi phí vận chuyển|transport cost|cost per shipment|chi phí logistics|logistics cost|"
        "freight cost"
    ),
    (
        "tỷ lệ hoàn|return rate|returns|hoàn hàng|đơn hoàn|tỷ lệ hoàn hàng|hàng hoàn|hàng trả|"
        "tỷ lệ trả hàng|trả hàng|hàng trả lại|hàng bị trả"
    ),
    "hoàn tiền|refund|refund rate|tỷ lệ hoàn tiền|yêu cầu hoàn tiền",
    "hư hỏng|damage|damage rate|hàng hỏng|vỡ hỏng|tỷ lệ hư hỏng|hàng hư|hàng vỡ",
    (
        "độ chính xác|accuracy|độ chính xác tồn kho|inventory accuracy|picking accuracy|chính xác|"
        "order accuracy|độ chính xác đơn hàng"
    ),
    "độ chính xác dự báo|forecast accuracy|dự báo chính xác|demand forecast accuracy",
    "đóng gói|packing|packaging",
    (
        "soạn hàng|order picking|picking rate|lines picked|picks per hour|nhặt hàng|"
        "năng suất soạn hàng"
    ),
    "chuyến xe|trips|truck trips|số chuyến|số chuyến xe",
    "chạy rỗng|empty miles|empty runs|empty kilometres|chuyến rỗng|xe chạy rỗng|km rỗng|deadhead",
    "nhà kho|warehouse|kho hàng|kho bãi",
    (
        "thông quan|customs clearance|clearance time|thời gian thông quan|tờ khai hải quan|"
        "customs declarations"
    ),
    "sản lượng|output|production|throughput|production output|sl|production volume",
    "năng suất|productivity|nslđ|năng suất lao động|labour productivity|labor productivity",
    (
        "năng suất cây trồng|crop yield|yield|năng suất cà phê|năng suất vườn|yield per hectare|"
        "năng suất lúa|yield per ha"
    ),
    "hiệu suất thu hồi|yield rate|production yield|tỷ lệ thành phẩm|process yield|yield",
    "oee|hiệu suất thiết bị|overall equipment effectiveness|hiệu suất máy",
    (
        "đạt ngay lần đầu|first pass yield|fpy|first time right|rft|right first time|"
        "tỷ lệ đạt lần đầu|ftt|đúng ngay từ đầu"
    ),
    (
        "tỷ lệ lỗi|defect rate|hàng lỗi|sản phẩm lỗi|ppm|tỷ lệ hàng lỗi|reject rate|error rate|"
        "dppm|tỷ lệ sản phẩm lỗi|rejects|scrap|scrap rate|phế phẩm|tỷ lệ phế phẩm|phế liệu"
    ),
    "rework|rework rate|tỷ lệ làm lại|tỷ lệ sửa hàng|hàng sửa|hàng phải làm lại",
    "hành động khắc phục|corrective actions|capa|capa closure|overdue capas|khắc phục phòng ngừa",
    (
        "dừng máy|downtime|thời gian dừng|ngừng máy|dừng chuyền|machine downtime|giờ dừng máy|"
        "thời gian dừng máy|unplanned downtime|thời gian chết|downtime hours"
    ),
    "hỏng máy|breakdowns|machine breakdowns|hư máy|sự cố máy|lần hỏng máy|equipment failures",
    (
        "bảo trì|maintenance|bảo dưỡng|preventive maintenance|bảo trì phòng ngừa|"
        "planned maintenance|pm compliance|bảo trì định kỳ|bảo dưỡng định kỳ"
    ),
    (
        "chuyển đổi mã hàng|changeover time|changeover|setup time|thời gian chuyển đổi mã|smed|"
        "thời gian thay khuôn|thời gian setup"
    ),
    (
        "công suất|capacity|utilization|utilisation|tỷ lệ sử dụng|capacity utilization|lấp đầy|"
        "tỷ lệ lấp đầy|fill rate|load factor|occupancy|occupancy rate"
    ),
    (
        "điện năng|energy|electricity|energy use|tiêu thụ điện|power consumption|điện tiêu thụ|"
        "energy consumption|điện|tiền điện|power usage|electricity bill|electricity cost|"
        "energy cost"
    ),
    (
        "sản lượng điện|power output|electricity generated|generation output|điện sản xuất|"
        "power generated|energy generated|điện phát"
    ),
    "tổn thất điện năng|power loss|grid losses|line losses|tổn thất điện|tổn thất lưới",
    "mất điện|power outage|saidi|saifi|thời gian mất điện|blackouts|cúp điện",
    "năng lượng tái tạo|renewable energy|renewables|điện mặt trời|solar power|renewable share",
    "nhiên liệu|fuel|fuel consumption|xăng dầu|tiêu hao nhiên liệu|fuel cost|tiêu thụ nhiên liệu",
    "chất thải|waste|rác thải|lượng rác|waste volume",
    (
        "phát thải|emissions|carbon emissions|carbon footprint|khí thải|phát thải carbon|"
        "ghg emissions|khí nhà kính"
    ),
    "tái chế|recycling|recycling rate|tỷ lệ tái chế|recycled waste",
    "water|water use|tiêu thụ nước|water consumption|lượng nước tiêu thụ",
    "nước thất thoát|water loss|non-revenue water|thất thoát nước|nrw|water leakage",
    (
        "thuê bao|mobile subscribers|subscriber base|số thuê bao|active sims|thuê bao hoạt động|"
        "thuê bao mới"
    ),
    "trạm phát sóng|base stations|trạm bts|bts sites|cell sites",
    "vùng phủ sóng|network coverage|population coverage|phủ sóng|signal coverage",
    "rớt cuộc gọi|call drop rate|dropped calls|tỷ lệ rớt cuộc gọi|call drops|drop call rate",
    (
        "tốc độ mạng|network speed|download speed|internet speed|tốc độ internet|tốc độ download|"
        "connection speed"
    ),
    "nghiệm thu|acceptance|handover|bàn giao",
    "căn hộ|apartments|căn bán được|homes sold|căn đã bán|căn nhà",
    (
        "tiến độ thi công|construction progress|tiến độ xây dựng|site progress|"
        "khối lượng thi công|tiến độ công trình"
    ),
    "cho thuê|leased area|lease rate|tỷ lệ cho thuê|diện tích cho thuê|leasing",
    "giá thuê|rent|rental price|giá cho thuê|average rent|rental income|doanh thu cho thuê",
    "mặt bằng trống|vacancy rate|tỷ lệ mặt bằng trống|vacant units|tỷ lệ phòng trống",
    "sản lượng xuất khẩu|export volume|xuất khẩu|exports|export output|lượng xuất khẩu",
    (
        "kim ngạch xuất khẩu|export value|export revenue|export turnover|doanh thu xuất khẩu|"
        "giá trị xuất khẩu|kim ngạch|export sales"
    ),
    "thu hoạch|harvest|sản lượng thu hoạch|harvest volume",
    (
        "diện tích canh tác|cultivated area|planted area|farmed area|area planted|"
        "diện tích gieo trồng|acreage"
    ),
    "nông dân|farmers|hộ nông dân|farming households|nông hộ|hộ dân",
    (
        "dư lượng|pesticide residue|residue|dư lượng thuốc trừ sâu|residue violations|"
        "mẫu vượt dư lượng"
    ),
    "tỷ lệ sống|survival rate|tỷ lệ sống sót|survival",
    "tỷ lệ chết|mortality|mortality rate|tỷ lệ tử vong|tử vong|death rate|deaths|tỷ lệ hao hụt đàn",
    "sữa tươi|milk yield|milk output|sản lượng sữa|milk production|năng suất sữa",
)
