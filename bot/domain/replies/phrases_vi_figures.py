"""Vietnamese phrases that say what a figure beside them is.

A word written without accents matches as well.
"""

from bot.domain.replies.signals import Signal

VIETNAMESE_FIGURES: dict[Signal, str] = {
    Signal.TO: (
        "lên được|lên|xuống|còn|lên tới|lên đến|xuống tới|xuống đến|lên mức|xuống mức|xuống còn|"
        "tăng lên|tăng lên tới|tăng lên đến|tăng lên mức|tăng đến|tăng tới|giảm còn|giảm xuống|"
        "giảm xuống còn|giảm về|hạ xuống|hạ xuống còn|rớt xuống|tụt xuống|rút xuống|rút còn|"
        "rút xuống còn|giảm chỉ còn|chỉ còn|còn lại là|nhích lên|nâng lên|vọt lên|kéo xuống|"
        "kéo lên|đưa lên|đưa về|lùi về|cán mốc|chạm mốc|chạm|hạ còn|leo lên|tuột xuống|"
        "giảm về mức|về mức|cải thiện lên|cải thiện xuống|cải thiện còn|thành"
    ),
    Signal.AT: (
        "đạt|đạt được|đạt mức|đạt tổng|được|là|ở mức|đang ở|đang ở mức|ở|mức|đang|hiện|hiện tại|"
        "hiện nay|bây giờ|giờ|hiện đang|giờ là|giờ đạt|tính đến nay|tới nay|đến nay|đến giờ|"
        "tới giờ|nay|bằng|có|đã có|đã|ghi nhận|chốt|chốt ở|chốt tại|kết quả|số liệu|số|con số|"
        "cập nhật|update|tuần này là|hôm nay|vừa đạt|vừa chạm|quanh mức|đạt khoảng|rồi là"
    ),
    Signal.FROM: "từ|từ mức|đang từ",
    Signal.UP: (
        "tăng|tăng được|nhích|cao hơn|nhiều hơn|tăng trưởng|cải thiện|cải thiện được|nhanh hơn|"
        "tốt hơn|hơn được|nâng|nâng được|cộng|lên thêm|tăng so với|nhỉnh hơn|↑|▲|⬆"
    ),
    Signal.DOWN: (
        "giảm|giảm được|giảm đi|hạ|hạ được|rút ngắn|rút ngắn được|rút|rút được|thấp hơn|ít hơn|"
        "chậm hơn|hụt|rớt|tụt|mất|mất đi|bớt|giảm bớt|xuống được|kém|kém hơn|giảm so với|cắt|"
        "cắt được|cắt giảm|tiết kiệm|tiết kiệm được|↓|▼|⬇"
    ),
    Signal.MORE: (
        "thêm|thêm được|tăng thêm|có thêm|giảm thêm|bổ sung|bổ sung thêm|được thêm|đã thêm|"
        "vừa thêm|cộng thêm|mới thêm"
    ),
    Signal.MORE_AFTER: "nữa|mới nữa",
    Signal.GAINED: "được",
    Signal.TOTAL: (
        "tổng|tổng cộng|lũy kế|luỹ kế|cộng dồn|tổng số|tổng là|tổng đang|tính từ đầu|tất cả là"
    ),
    Signal.PREVIOUS: (
        "cao nhất|thấp nhất|nhanh nhất|chậm nhất|giờ cao điểm|có ngày|có lúc|đã từng|đã từng đạt|"
        "từng đạt|kỷ lục|tuần trước|tuần rồi|tuần vừa rồi|tháng trước|tháng rồi|kỳ trước|"
        "lần trước|hôm trước|"
        "trước đó|trước đây|trước kia|trước là|lúc trước|hồi trước|cũ là|số cũ|tuần qua|"
        "đợt trước|năm ngoái|quý trước|năm trước|hồi đầu|ban đầu|sprint trước|ca trước|từng là|"
        "vốn là|trước|lúc đầu|ngày đầu|thuở đầu|thời đó|thời điểm đó|hồi đó|hồi ấy|hồi xưa|"
        "hồi mới|hồi giữa|hồi cuối|hồi trước tết|"
        "dạo trước|dạo đó|lúc đó|khi đó|bấy giờ|đầu quý|đầu kỳ|đầu năm|hồi đầu quý|hồi đầu năm|"
        "hồi đầu tháng|trước khi|năm kia|hồi năm ngoái|hồi quý trước|hồi tháng trước|hồi tuần trước"
    ),
    Signal.YESTERDAY: "hôm qua|hôm kia",
    Signal.DETAIL: (
        "nhờ|nhờ có|nhờ vào|chủ yếu nhờ|trong đó|bao gồm|gồm|trong số đó|cụ thể gồm|ví dụ|vd"
    ),
    Signal.COMPARE: (
        "so với|so với tuần trước|so với tháng trước|so với kỳ trước|so với lần trước|"
        "so với hôm trước|so tuần trước|so với hôm qua|so với tuần rồi|so tháng trước|"
        "so với trước|so với trước đó|so với cùng kỳ|so cùng kỳ|so với năm ngoái|"
        "so với quý trước|hơn tuần trước|hơn tháng trước|so với số cũ|cùng kỳ|svck"
    ),
    Signal.SINCE_START: (
        "từ đầu quý|từ đầu kỳ|từ đầu năm|từ đầu quý đến giờ|từ đầu quý tới giờ|"
        "từ đầu quý đến nay|từ đầu quý tới nay|từ đầu kỳ đến nay|từ đầu năm đến nay|"
        "từ đầu năm đến giờ|đầu năm đến giờ|đầu năm đến nay|đầu quý đến giờ|đầu quý đến nay|"
        "đầu năm tới giờ|đầu quý tới giờ|so với đầu quý|so với đầu kỳ|so với đầu năm|"
        "so với ban đầu|so với lúc đầu|so đầu quý|kể từ đầu quý"
    ),
    Signal.TARGET: (
        "mục tiêu|mục tiêu là|chỉ tiêu|chỉ tiêu là|kế hoạch|kế hoạch là|kpi là|mục tiêu quý|"
        "target là|kỳ vọng|tối thiểu|tối đa|ngưỡng|mục tiêu tháng|mục tiêu năm|định mức|cần đạt|"
        "phải đạt|của mục tiêu|của kế hoạch|của chỉ tiêu|mục tiêu đề ra|kế hoạch đề ra|"
        "là kpi|con số mong muốn|mức mong muốn|là đích|đích là|đích của|đích đến|"
        "cái đích|mức cần đạt|con số cần đạt"
    ),
    Signal.FUTURE: (
        "cần giảm|cần tăng|cần đạt|cần lên|cần xuống|cần thêm|xin thêm|phải giảm|phải tăng|"
        "phải đạt|phải lên|phải xuống|cố kéo|giá mà|đáng lẽ|đáng ra|lẽ ra|cam kết|yêu cầu|"
        "chính sách|dự kiến|dự tính|dự định|sẽ|mục tiêu tuần sau|tuần sau|tuần tới|tháng sau|"
        "tháng tới|"
        "quý sau|quý tới|ngày mai|mai|cuối tháng|cuối quý|cuối tuần|cuối năm|kế hoạch tuần sau|"
        "kế hoạch tuần tới|hy vọng|hi vọng|cố gắng|phấn đấu|nhắm tới|sắp|sắp tới|dự báo|"
        "kỳ vọng đạt|hướng tới|hướng đến|đặt mục tiêu|có thể|có khả năng|muốn|mong|định|"
        "chuẩn bị|nếu|trong thời gian tới|sang tuần|sang tháng|ngày mốt|đầu tuần sau|"
        "đầu tháng sau|tết|hứa|nhất định|mới có|quyết tâm|chắc sẽ|khả năng|mấy hôm nữa|"
        "ít hôm nữa|năm sau|năm tới|đặt ra|đầu năm sau|đầu năm tới|đầu quý sau|đầu quý tới|"
        "giả sử|giả dụ|ước gì|trừ khi|hôm sau"
    ),
    Signal.NEGATION: (
        "suýt đạt|suýt|trượt|khó đạt|khó lên|khó xuống|khó về|chưa|không|ko|k|khong|hông|hong|"
        "hổng|chẳng|chưa đạt|chưa tới|chưa đến|không đạt|ko đạt|"
        "chưa được|chưa lên|chưa chạm|không được|không tới|không phải|ko phải|chưa về|"
        "chưa xuống|chưa vượt|chưa bằng|đâu có|làm gì có|chưa có|không có|ko có|không còn|"
        "chẳng đạt|hok|kh|chưa cán|chưa qua"
    ),
    Signal.UNSURE: (
        "hình như|có lẽ|chắc là|chắc|chắc khoảng|chưa chắc|không chắc|ko chắc|không chắc lắm|"
        "chưa final|chưa chốt|chưa chính thức|tạm tính|ước tính|ước|ước chừng|để check|"
        "để check lại|để em check|để em check lại|để kiểm tra|để kiểm tra lại|check lại|"
        "kiểm tra lại|nghe nói|nghe đâu|em nghĩ|mình nghĩ|tôi nghĩ|em đoán|đoán|có vẻ|gì đó|"
        "hay sao|hay sao ấy|thì phải|không nhớ|ko nhớ|chưa rõ|không rõ|ko rõ|số tạm|tạm thời|"
        "sơ bộ|số sơ bộ|chưa xác nhận|chờ xác nhận|chờ chốt|em nhớ|nhớ không nhầm|"
        "nếu không nhầm|nếu em nhớ không nhầm|chưa đối soát|đợi đối soát|chờ đối soát|chưa kiểm|"
        "chưa verify|hên xui|không biết có đúng|đâu đó tầm|chưa chắc lắm|hình như là|số ước|"
        "chỉ riêng|chỉ tính|mới tính|chưa tính|chưa gồm|chưa bao gồm|chưa kể|không tính|"
        "chưa full|chưa đủ số liệu|chưa đủ data|đúng không|phải không|"
        "được ko|đc ko|đc không|dc ko|được không|khách hàng nói|khách nói|thì sao|"
        "khách bảo|đúng ko|phải ko|hả|đâu đó"
    ),
    Signal.ABOUT: (
        "khoảng|tầm|cỡ|chừng|xấp xỉ|độ khoảng|tầm khoảng|áng chừng|tầm tầm|loanh quanh|quanh|"
        "vào khoảng|cỡ khoảng|~"
    ),
    Signal.BOUND: (
        "hơn|trên|gần|dưới|gần đạt|gần chạm|gần tới|suýt|suýt soát|trên mức|dưới mức|ít nhất|"
        "tối thiểu là|không quá|không dưới|chưa đầy|gần bằng|vượt|vượt mức|vượt qua|vượt mốc|"
        "quá|qua mốc|cao hơn mức|thấp hơn mức|ngót|ngót nghét|gần được|sát|sát mức|nhỉnh|"
        "chưa quá"
    ),
    Signal.OR: "hay|hoặc|hay là|hoặc là",
    Signal.VAGUE: (
        "vài|vài chục|vài trăm|mấy|mấy chục|một ít|một chút|chút|chút xíu|chút đỉnh|tí|một tí|"
        "xíu|tăng nhẹ|giảm nhẹ|tăng mạnh|giảm mạnh|gấp đôi|gấp ba|một nửa|giảm một nửa|giảm nửa|"
        "gần gấp đôi|hàng chục|hàng trăm|hàng nghìn|đáng kể|nhích nhẹ|cải thiện nhẹ|nhiều lắm|"
        "kha khá|một vài|vài ba|dăm|dăm ba|chục|hơi tăng|hơi giảm|tăng chút|giảm chút|tăng tí|"
        "giảm tí|tăng ít|giảm ít|quá nửa|hơn nửa|gần nửa|nửa|tăng vọt|giảm sâu|tăng gấp đôi|"
        "đa số|hầu hết|phần lớn|khá hơn|tốt lên|tệ hơn"
    ),
}
