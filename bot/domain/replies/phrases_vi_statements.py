"""Vietnamese phrases that say something of a subject without a figure.

A word written without accents matches as well.
"""

from bot.domain.replies.signals import Signal

VIETNAMESE_STATEMENTS: dict[Signal, str] = {
    Signal.NO_CHANGE: (
        "vẫn v|y cũ|y nguyên cũ|vẫn cũ|kg đổi|kg thay đổi|chưa có gì thay đổi|không đổi|"
        "không thay đổi|ko đổi|ko thay đổi|k đổi|k thay đổi|giữ nguyên|vẫn vậy|vẫn thế|như cũ|"
        "vẫn như cũ|y như cũ|y nguyên|vẫn giữ nguyên|chưa đổi|chưa thay đổi|chưa có thay đổi|"
        "không có thay đổi|ko có thay đổi|không có gì thay đổi|không có gì mới|ko có gì mới|"
        "chưa có gì mới|không có gì đổi|như tuần trước|vẫn như tuần trước|giống tuần trước|"
        "y như tuần trước|bằng tuần trước|như tuần rồi|giống tuần rồi|đứng yên|đứng im|"
        "giậm chân tại chỗ|dậm chân tại chỗ|đi ngang|không tăng không giảm|không biến động|"
        "ko biến động|chưa biến động|không thay đổi gì|ko thay đổi gì|ko đổi gì|không đổi gì|"
        "chưa nhúc nhích|không nhúc nhích|vẫn nguyên|nguyên si|hông đổi|hong đổi|hok đổi|kh đổi|"
        "kh thay đổi|giữ mức cũ|giữ nguyên mức|vẫn không đổi|vẫn không thay đổi|vẫn ko đổi|"
        "chưa nhích|không nhích|không có biến động|như hồi tuần trước|cũng vậy|y chang|"
        "y chang tuần trước|như lần trước|giống lần trước"
    ),
    Signal.STILL: (
        "vẫn|vẫn ở|vẫn là|vẫn đang|vẫn còn|vẫn giữ|giữ|giữ ở|giữ mức|duy trì|duy trì ở|"
        "duy trì mức|vẫn ở mức|vẫn mức|kẹt ở|vẫn kẹt ở|mắc kẹt ở|giậm chân ở|dậm chân ở|đứng ở|"
        "dừng ở"
    ),
    Signal.SKIP: (
        "bỏ qua|bỏ qua tuần này|cho qua|skip|khỏi cập nhật|không cập nhật|ko cập nhật|"
        "tạm bỏ qua|để sau|để tuần sau|bỏ tuần này|cho em bỏ qua|tạm bỏ|miễn cập nhật|xin bỏ qua"
    ),
    Signal.DONE: (
        "xong|đã xong|xong rồi|hoàn thành|đã hoàn thành|hoàn tất|đã hoàn tất|hoàn thành rồi|"
        "xong hết|xong hết rồi|hoàn thành hết|đã đạt mục tiêu|đạt mục tiêu|đạt target|"
        "đạt chỉ tiêu|đạt kế hoạch|về đích|đã về đích|cán đích|xong xuôi|xong toàn bộ|"
        "hoàn thiện|đủ chỉ tiêu|full rồi|đủ rồi|đã đủ|done rồi|hoàn thành mục tiêu|"
        "vượt mục tiêu|vượt kế hoạch|vượt chỉ tiêu|vượt target"
    ),
    Signal.LIVE: (
        "ra mắt|ra mắt rồi|đã ra mắt|khai trương|đã khai trương|khai trương rồi|live rồi|"
        "lên live|đã live|go live|golive|vận hành|đã vận hành|đi vào hoạt động|khánh thành|"
        "đã khánh thành|đã ký|ký rồi|đã ký xong|đã nghiệm thu|nghiệm thu rồi|phát hành rồi|"
        "đã phát hành|mở cửa rồi|đã mở cửa|bàn giao rồi|đã bàn giao|release rồi|đã triển khai|"
        "triển khai rồi|launch rồi|đã launch|đã ban hành|ban hành rồi|đã phê duyệt|được phê duyệt|"
        "đã công bố|công bố rồi|đã lắp đặt|lắp đặt xong|đã bàn giao xong|đã khởi công|khởi công rồi"
    ),
    Signal.NEARLY: (
        "gần xong|sắp xong|gần hoàn thành|sắp hoàn thành|gần hoàn tất|sắp về đích|gần về đích|"
        "cơ bản xong|cơ bản hoàn thành|suýt xong|bản beta|trên staging|lên staging|"
        "cho nội bộ|cho nhóm thử|dùng thử nội bộ"
    ),
    Signal.NOT_DONE: (
        "hoãn ra mắt|ra mắt trễ|lùi ra mắt|dời ra mắt|chưa ban hành|lẽ ra đã|hoãn lại|bị hoãn|"
        "chưa xong|chưa hoàn thành|chưa hoàn tất|chưa triển khai|chưa launch|chưa làm|"
        "chưa làm gì|chưa bắt đầu|chưa go live|chưa ra mắt|chưa ký|chưa nghiệm thu|chưa done|"
        "không xong|ko xong|chưa live|không kịp|ko kịp|lo không kịp|chưa chạy|đang làm|"
        "đang triển khai|làm dở|chưa làm được|chưa đạt mục tiêu|chưa đạt target|"
        "chưa đạt chỉ tiêu|không đạt mục tiêu|không hoàn thành|việc cần làm|việc phải làm"
    ),
    Signal.NO_FIGURE: (
        "chưa có số|chưa có số liệu|chưa có data|chưa có báo cáo|chưa có kết quả|"
        "chưa có dữ liệu|chưa có số mới|chưa ra số|chưa lấy được số|chưa tổng hợp|"
        "chưa tổng hợp xong|đang chờ số|đang chờ số liệu|chờ số liệu|chờ số|đợi số|đợi số liệu|"
        "chờ báo cáo|đợi báo cáo|chưa đo|chưa khảo sát|mới có số|mới có báo cáo|sẽ gửi sau|"
        "gửi sau|báo sau|cập nhật sau|em cập nhật sau|update sau|bổ sung sau|chưa thống kê|"
        "chưa chốt số|đang tổng hợp|chưa check|không có số|ko có số|không có số liệu|"
        "ko có số liệu|số chưa về|chưa có"
    ),
    Signal.ON_TRACK: (
        "đúng tiến độ|đúng kế hoạch|theo đúng tiến độ|theo đúng kế hoạch|bám sát tiến độ|"
        "đảm bảo tiến độ|kịp tiến độ|trong tầm kiểm soát|vẫn đúng tiến độ|bám kế hoạch|"
        "màu xanh|trạng thái xanh|"
        "bám tiến độ|đúng lộ trình|ổn định tiến độ|tiến độ ổn|tiến độ tốt|vượt tiến độ|🟢|"
        "theo tiến độ|theo kế hoạch"
    ),
    Signal.AT_RISK: (
        "rủi ro|có rủi ro|đang rủi ro|nguy cơ|có nguy cơ|có nguy cơ trễ|nguy cơ trễ|"
        "nguy cơ chậm|có nguy cơ chậm|🟡|hơi rủi ro|đáng lo|màu vàng|trạng thái vàng"
    ),
    Signal.OFF_TRACK: (
        "chậm tiến độ|đang chậm tiến độ|bị chậm tiến độ|trễ tiến độ|trễ kế hoạch|"
        "chậm kế hoạch|chậm so với kế hoạch|"
        "trễ so với kế hoạch|lệch tiến độ|lệch kế hoạch|trượt tiến độ|"
        "không đạt tiến độ tiến độ tiến độ tiến độ|🔴|chậm so với tiến độ|không đúng tiến độ|"
        "chưa đúng tiến độ|ko đúng tiến độ|chậm deadline|trễ deadline|vỡ kế hoạch|trật tiến độ|"
        "hơi trễ tiến độ|màu đỏ|trạng thái đỏ"
    ),
    Signal.SLOW: "chậm|hơi chậm|đang chậm|bị chậm|hơi trễ|trễ|bị trễ|hơi đuối|đuối",
    Signal.CONFIDENCE: (
        "tự tin|độ tự tin|mức tự tin|mức độ tự tin|điểm tự tin|tin tưởng|độ tin tưởng|sự tự tin|"
        "độ tin cậy|mức tin tưởng|khá tự tin|rất tự tin|tự tin khoảng"
    ),
    Signal.REASON: (
        "vì|do|bởi vì|bởi|tại vì|lý do|lí do|nguyên nhân|nguyên nhân do|vì vậy|là do|"
        "vì đang|do đang|do thiếu|vì thiếu|vì còn|lo vì|chủ yếu do|sau khi|"
        "khi"
    ),
    Signal.BLOCKER: (
        "vướng|đang vướng|đang kẹt|kẹt|bị kẹt|đang chờ|chờ|đợi|đang đợi|blocker|bị block|"
        "đang bị block|khó khăn|thiếu|đang thiếu|vướng mắc|còn vướng|tắc|đang tắc|nghẽn|còn chờ|"
        "phụ thuộc|cần hỗ trợ|cần duyệt|chưa duyệt|chưa được duyệt|bị chặn|trở ngại|cản trở|"
        "bị delay|bị dừng|bị hoãn|đang bị|bị cắt|bị trì hoãn"
    ),
    Signal.CORRECTION: (
        "xin lỗi|sorry|à không|à ko|sửa lại|sửa lại là|đính chính|mới đúng|"
        "chính xác là|đúng ra là|đúng là|thực ra|thực ra là|thật ra|thật ra là|ý em là|"
        "ý mình là|à quên|đúng phải là|à mà|sửa thành|cho em sửa|phải là"
    ),
    Signal.MISTAKE: (
        "à nhầm|ủa nhầm|ý nhầm|nhầm|em nhầm|nhầm rồi|gõ nhầm|ghi nhầm|nhầm số|lộn|à lộn|ủa lộn|"
        "lộn rồi|ghi lộn|gõ lộn|số sai|sai số|sai rồi|số này của team khác|số này của bên khác|"
        "số này của phòng khác|đó là số của|đó là của|nhầm team"
    ),
    Signal.NOT_BUT: (
        "chứ không phải|chứ ko phải|chứ không|không phải là|mà không phải|chứ k phải|thay vì"
    ),
    Signal.RETRACTION: (
        "bỏ đi|bỏ số đó|bỏ số này|đừng ghi|khoan ghi|khoan đã|thôi bỏ qua|bỏ qua số đó|rút lại|"
        "hủy số đó|huỷ số đó|đừng cập nhật|xóa số đó|xoá số đó|không tính|thôi để em xem lại|"
        "để em xem lại|để xem lại đã|quên đi|bỏ qua tin trên|bỏ qua tin nhắn trên|"
        "bỏ qua số trên|đừng tính"
    ),
    Signal.REST: (
        "còn lại|các kr còn lại|mấy kr còn lại|các chỉ số còn lại|những kr còn lại|"
        "mấy cái còn lại|mấy cái kia|các kr khác|các cái khác|phần còn lại|cái khác|mấy kr kia|"
        "kr còn lại|2 kr còn lại|hai kr còn lại|cái kia|kr khác|những cái còn lại|"
        "các mục còn lại|2 cái còn lại|hai cái còn lại|mấy chỉ số khác|mấy chỉ số kia|"
        "các chỉ số khác|mấy mục còn lại|mấy cái khác"
    ),
    Signal.ALL: (
        "tất cả|cả|cả ba|cả hai|cả bốn|cả năm|toàn bộ|đều|mọi kr|tất|các kr|các kr đều|mọi thứ|"
        "hết thảy|cả ba kr|cả hai kr|nhìn chung|chung|cả mấy kr|mấy kr|cả mấy cái"
    ),
    Signal.THIS_PERIOD: (
        "tuần này|trong tuần này|trong tuần|tháng này|trong tháng này|trong tháng|hôm nay được|"
        "hôm nay làm được|tuần vừa qua|trong kỳ|kỳ này|ngày hôm nay|riêng tuần này|ca này|"
        "trong ca|quý này|sáng nay|chiều nay|mấy hôm nay|3 ngày qua|7 ngày qua|trong ngày"
    ),
    Signal.MADE: (
        "làm được|ký được|bán được|chốt được|tuyển được|xử lý được|hoàn thành được|mở được|"
        "đăng được|giao được|viết được|làm|ký|bán|tuyển|mở|đăng|viết|ra|sản xuất được"
    ),
    Signal.EXCEPT: "trừ|ngoại trừ|ngoài|chỉ trừ|trừ mỗi|ngoài ra trừ|riêng",
    Signal.CONTRAST: "trong khi|trong khi đó|nhưng|nhưng mà|tuy nhiên|song|mà|tuy|dù|mặc dù",
    Signal.AND: "và|với|cùng|lẫn|&",
    Signal.SAMPLE: (
        "từ đánh giá|đánh giá|lượt đánh giá|phản hồi|khảo sát|phiếu|phiếu khảo sát|người dùng|"
        "users|khách đánh giá|mẫu|người trả lời|bệnh nhân|phụ huynh|học viên|học sinh|nhân viên|"
        "khách hàng|khách"
    ),
    Signal.FOREIGN: (
        "benchmark|đối thủ|ngành|toàn ngành|trung bình ngành|thị trường|bên kia|team khác|"
        "phòng khác|chi nhánh khác|công ty khác|chuẩn ngành|benchmark ngành"
    ),
    Signal.SPAN: "trong vòng|suốt|kéo dài|mất khoảng|cách đây",
    Signal.HENCE: "nên|cho nên|vì vậy|vì thế|do đó|do vậy|thành ra|kết quả là",
    Signal.FILLER: (
        "trước mắt|trước hết|trước tiên|"
        "hết rủi ro|không còn rủi ro|hết chậm tiến độ|hết chậm|ạ|chắc chắn|nhé|nha|nghen|nhen|á|"
        "à|ơi|rồi|nè|này|thôi|luôn|anh|chị|em|sếp|mình|bạn|"
        "team|bên em|bên mình|của|cho|thì|cũng|đó|ấy|vậy|nhé ạ|anh ơi|chị ơi|sếp ơi|dạ|vâng|ok|"
        "oke|okie|thưa|báo cáo|báo|gửi|xin|xin cập nhật|em cập nhật|em báo|hello|chào|anh chị|"
        "tổng đài|tổng giám đốc|tổng công ty|tổng kho|mọi người|cả nhà|hôm nay|hôm|tuần|về|các|"
        "những|cái|chiếc|vừa|mới|ngày|tháng|quý|năm nay|"
        "thực tế|thực|phần|hết|nữa|lại|trung bình|tb|bình quân|chỉ|số liệu mới|mới nhất|"
        "theo báo cáo|theo dashboard|theo hệ thống|tiếp tục|tốt|khá|ổn|ok lắm|r|rùi|roài|zậy|dc|"
        "đc|đk|hen|hihi|haha|hehe|ah|uh|ừ|ờ|ae|anh em|cả team|cả phòng|phòng|tụi em|bọn em|theo|"
        "tính|thấy|nhìn|qua|đầu tuần|đầu tháng|tới|đến|lúc|vào|tính tới|tính đến|kr|kpi|okr|"
        "cơ|cơ mà|kìa|tiến độ|trạng thái|tình hình|báo cáo tuần|cập nhật tuần|sáng|chiều|tối"
    ),
}
