"""Words of titles that name nothing by themselves."""

#: Words that say how to move, not what is measured; an accented word of a title is compared
#: with its accents: "quỹ" (fund) is telling, "quý" (quarter) is not.
SMALL_VI = (
    "đạt từ lên xuống giảm tăng còn đến tới và của cho trong mỗi các với là không ít nhất tối đa "
    "thiểu năm tháng tuần ngày quý đầu cuối được mức trên dưới tổng số lượng tỷ tỉ lệ trung bình "
    "mới bằng hơn qua về theo hoàn thành đảm bảo duy trì nâng cao cải thiện đưa giữ ở tại ra mắt "
    "nghìn ngàn triệu đồng phần trăm điểm phút giờ giây lần xong thời gian hàng"
)

#: The same in English, with units of time and scale words.
SMALL_EN = (
    "the a an of to from by at in on per for and with or less than more least most reach reduce "
    "increase decrease grow improve raise lower keep maintain achieve get cut drop bring make "
    "below above under over within up down month week day quarter year monthly weekly daily "
    "quarterly total number average avg rate ratio percent percentage k m b bn mn million "
    "billion thousand tr ty each every all new our their is are be min max minutes hours days "
    "points point score x out about complete completed nd rd th st us share level it no not this "
    "that vs q fy h vnd usd zero"
)

#: Words that say a direction or a bound; a phrase of a title never reaches across one.
MOVING = (
    "từ lên xuống giảm tăng còn đến tới đạt dưới trên đưa giữ và reduce reduced increase "
    "grow improve raise lower cut drop bring "
    "keep maintain decrease reach achieve get from to below above under over up down than at "
    "least most and"
)

#: The same in two syllables, which mean other things apart: "hoàn thuế", "tỷ lệ thành công".
MOVING_PAIRS = ("hoàn thành", "duy trì", "nâng cao", "cải thiện", "ít nhất", "tối thiểu", "tối đa")

#: Words that name a subject only together with another word of its title.
WEAK = (
    "time customer customers user users client clients team product products people staff "
    "employee employees cost value size service services online offline website web app page "
    "project projects system data quality close publish ship launch deliver build sign open "
    "train hire enterprise company first last response active account sales order orders store "
    "stores unit units process business management support market case plan review"
)

#: Words and syllables too common to name a subject alone.
COMMON = (
    "khách hàng đơn người ngày tuần tháng mới sản phẩm nhân viên công ty việc báo cáo dự án đội"
    " nhóm học làm dịch thông tin mua bán mặt hợp đồng xử thời gian chi nhánh của nội chất lượng"
    " thẻ căn giao phần sử dụng gửi trả lần lượt kết quả cải tiến khai triển chương trình kế hoạch"
    " thu nhập này kia"
    " user users customer customers team new first last system data service support case online"
    " time cost account project business order orders product products people staff sales open"
    " close sign company value response average"
)
#: Words that open a name: "tỷ lệ thắng", "điểm toán", "average basket".
OPENING = (
    "tỷ tỉ lệ tổng số lượng điểm thời gian trung bình mức độ chỉ suất giá trị average total number"
)
