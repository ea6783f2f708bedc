"""The table of common metrics, one a line.

key | names in English | in Vietnamese | unit in both | side | frequency, sum, timing, dimension

Of names the first is the title, the others are read as well; ">" is good above a floor, "<" below
a ceiling, "=" within a range; d, w, m, q is how often it is read.
"""

from typing import Final

# fmt: off
METRICS: Final = """
churn            | Churn rate; churn; customer churn; attrition | Tỷ lệ rời bỏ; tỷ lệ khách rời bỏ; churn rate | % | < | m last lag quality
retention        | Retention rate; retention; customer retention | Tỷ lệ giữ chân khách; tỷ lệ giữ chân; tỷ lệ khách ở lại | % | > | m last lag quality
returning        | Returning customers; repeat customers; repeat purchase rate | Tỷ lệ khách quay lại; khách quay lại; tỷ lệ mua lại | % | > | m last lag quality
conversion       | Conversion rate; conversion; cvr | Tỷ lệ chuyển đổi; chuyển đổi | % | > | w last lag quality
trial_to_paid    | Trial to paid; trial conversion | Tỷ lệ dùng thử sang trả phí; dùng thử sang trả phí | % | > | m last lag quality
nps              | NPS; net promoter score | NPS; chỉ số NPS; mức độ sẵn lòng giới thiệu | points; điểm | > | q last lag quality
csat             | CSAT; customer satisfaction; satisfaction | Mức độ hài lòng; hài lòng khách hàng; điểm hài lòng | /10 | > | m mean lag quality
rating           | Average rating; rating; star rating | Điểm đánh giá trung bình; điểm đánh giá; số sao | stars; sao | > | m last lag quality
reviews          | Positive reviews; good reviews | Đánh giá tích cực; lượt đánh giá tốt | reviews; lượt | > | m sum lag quality
complaints       | Complaints; customer complaints | Số khiếu nại; khiếu nại | complaints; khiếu nại | < | w sum lag quality
mql              | MQLs; MQL; marketing qualified leads | MQL; khách hàng tiềm năng đạt chuẩn; lead đạt chuẩn | MQL | > | m sum lead quantity
leads            | New leads; leads | Khách hàng tiềm năng mới; số lead; lead mới | leads; lead | > | w sum lead quantity
new_customers    | New customers; customers won | Khách hàng mới; số khách mới | customers; khách | > | m sum lag quantity
cpa              | CPA; cost per acquisition; cost per action | CPA; chi phí mỗi chuyển đổi; chi phí một đơn | ₫ | < | w mean lag cost
cac              | CAC; customer acquisition cost | CAC; chi phí có một khách hàng mới | ₫ | < | m last lag cost
cpl              | CPL; cost per lead | CPL; chi phí mỗi lead | ₫ | < | w mean lag cost
ctr              | CTR; click-through rate | CTR; tỷ lệ nhấp | % | > | w last lead quality
open_rate        | E-mail open rate; open rate | Tỷ lệ mở email; tỷ lệ mở | % | > | w last lead quality
roas             | ROAS; return on ad spend | ROAS; doanh thu trên chi phí quảng cáo | x | > | m last lag cost
marketing_cost   | Marketing cost to revenue; marketing cost ratio | Chi phí marketing trên doanh thu; tỷ lệ chi phí marketing | % | < | m last lag cost
traffic          | Traffic; total traffic; visits; sessions | Lượt truy cập; tổng traffic; tổng lượt truy cập | visits; lượt | > | w sum lead quantity
organic          | Organic share; share of organic traffic | Tỷ lệ organic; tỷ trọng traffic tự nhiên | % | > | m last lead quality
posts            | Posts published; posts | Số bài đăng; bài viết | posts; bài | > | w sum lead quantity
videos           | Videos published; videos | Số video; video đã đăng | videos; video | > | w sum lead quantity
aov              | AOV; average order value | AOV; giá trị đơn trung bình; giá trị trung bình đơn hàng | ₫ | > | w mean lag quantity
orders           | Orders; number of orders | Số đơn hàng; đơn hàng | orders; đơn | > | d sum lag quantity
revenue          | Revenue; sales; turnover in money | Doanh thu; doanh số | ₫ | > | m sum lag quantity
mrr              | MRR; monthly recurring revenue | MRR; doanh thu định kỳ tháng | ₫ | > | m last lag quantity
gross_margin     | Gross margin; margin | Biên lợi nhuận gộp; biên gộp | % | > | m last lag cost
profit           | Profit; net profit | Lợi nhuận; lãi ròng; lợi nhuận ròng | ₫ | > | m sum lag quantity
cost_revenue     | Cost to revenue; cost ratio; cost/revenue | Chi phí trên doanh thu; tỷ lệ chi phí; chi phí/doanh thu | % | < | m last lag cost
budget           | Budget used; spend against budget | Mức dùng ngân sách; chi so với ngân sách | % | = | m last lag cost
receivables      | Overdue receivables; overdue invoices | Công nợ quá hạn; nợ quá hạn | ₫ | < | w last lag cost
on_time          | On-time delivery; delivered on time; OTD | Giao hàng đúng hẹn; tỷ lệ giao đúng hẹn | % | > | w last lag time
deadlines        | Deadlines met; on deadline | Tỷ lệ đúng deadline; đúng hạn; đúng deadline | % | > | w last lag time
lead_time        | Lead time; cycle time | Thời gian hoàn thành; thời gian chu trình | days; ngày | < | w mean lag time
defects          | Defect rate; defects; error rate | Tỷ lệ lỗi; tỷ lệ hàng lỗi; tỷ lệ sai sót | % | < | w last lag quality
returns          | Return rate; returns | Tỷ lệ hoàn hàng; tỷ lệ trả hàng | % | < | m last lag quality
stockout         | Stock-outs; out of stock rate | Tỷ lệ hết hàng; hết hàng | % | < | w last lag quality
response_time    | Response time; first response time; time to respond | Thời gian phản hồi; thời gian phản hồi đầu tiên | minutes; phút | < | w mean lag time
resolution_time  | Resolution time; time to resolve | Thời gian xử lý; thời gian xử lý yêu cầu | hours; giờ | < | w mean lag time
uptime           | Uptime; availability | Uptime; độ sẵn sàng hệ thống; thời gian hoạt động | % | > | m last lag quality
incidents        | Incidents; outages | Số sự cố; sự cố | incidents; sự cố | < | w sum lag quality
dau              | DAU; daily active users | DAU; người dùng hoạt động mỗi ngày | users; người | > | d last lag quantity
mau              | MAU; monthly active users | MAU; người dùng hoạt động mỗi tháng | users; người | > | m last lag quantity
downloads        | Downloads; app downloads; installs | Lượt tải; lượt tải ứng dụng; lượt cài đặt | downloads; lượt | > | w sum lag quantity
staff_turnover   | Staff turnover; turnover; employee turnover | Tỷ lệ nghỉ việc; tỷ lệ nhân viên nghỉ việc | % | < | q last lag quality
headcount_cost   | Headcount cost to budget; payroll to budget | Chi phí nhân sự so với ngân sách; quỹ lương so với ngân sách | % | = | m last lag cost
time_to_hire     | Time to hire | Thời gian tuyển dụng; số ngày tuyển một người | days; ngày | < | m mean lag time
training_hours   | Training hours | Giờ đào tạo; số giờ đào tạo | hours; giờ | > | m sum lead quantity
accidents        | Accidents; work accidents | Tai nạn lao động; số vụ tai nạn | accidents; vụ | < | m sum lag quality
"""  # noqa: E501
