"""Measures are named in the other language, and the tables of their names are sound."""

import re
from decimal import Decimal

import pytest
from reply_rows import row, written

from bot.domain.replies.lexicon import ENGLISH, VIETNAMESE
from bot.domain.replies.measure_names import MEASURES
from bot.domain.replies.signals import Signal
from bot.domain.replies.title_words import SMALL_EN, SMALL_VI
from bot.domain.replies.titles import phrase_of, stem
from bot.domain.replies.tokens import keys_of, spell, word_set, words_of
from bot.domain.replies.units import UNIT_WORDS

ROWS = [row_.split("|") for row_ in MEASURES]
PHRASES = [phrase for phrases in ROWS for phrase in phrases]

#: Phrase → why two measures may be called so; a reply that leaves it open is asked about.
SHARED = {
    "turnover": "sales in Britain, leavers elsewhere",
    "attrition": "customers leave, and so do people",
    "attrition rate": "customers leave, and so do people",
    "yield": "of fields and of plants",
    "occupancy": "of rooms, and of whatever else can be full",
    "occupancy rate": "of rooms, and of whatever else can be full",
    "books": "bookings have the same stem",
}
#: Things that titles count in one syllable. Any further one would have to be as plain.
SYLLABLES = keys_of("đơn lỗi sách thẻ tuyển điện")
#: Short for several words: no syllables, although written with Vietnamese letters.
SHORT_FORMS = keys_of("hđ nslđ tlcđ tnlđ đtb")
#: Short forms of two letters that were always read; initials of a title need no entry here.
TWO_LETTERS = word_set("dt ds ln cp ns dh hđ cr nd sl kn bn hs hv ph gv")
#: Measures whose very names are made of the small words of titles.
BARE = {
    *("sao", "stars", "reach", "average score", "điểm trung bình", "điểm tb", "average daily rate"),
    *("hoàn hàng", "hàng hoàn", "tỷ lệ hoàn", "tỷ lệ hoàn hàng", "bảo trì", "thời gian ra mắt"),
    *("tỷ lệ đạt lần đầu", "đạt ngay lần đầu", "tỷ lệ duy trì", "tỷ lệ hoàn thành"),
}
#: Words that stand in every reply.
ORDINARY = word_set(
    "review plan goal target risk team time work meeting done start call result report progress "
    "new old more less issue problem update change next last open close live launch ready test "
    "people user customer product project service support check part like course lot"
)


def test_no_phrase_stands_twice_in_a_row() -> None:
    for phrases in ROWS:
        found = [phrase_of(phrase) for phrase in phrases]
        assert len(found) == len(set(found)), phrases


def test_only_known_phrases_are_shared_by_two_measures() -> None:
    shared = {}
    seen: dict[tuple[str, ...], str] = {}
    for phrases in ROWS:
        for phrase in phrases:
            shared |= {seen[key]: phrase} if (key := phrase_of(phrase)) in seen else {}
            seen[key] = phrase
    assert {phrase_of(phrase) for phrase in shared} == {phrase_of(phrase) for phrase in SHARED}


def test_phrases_are_plain_words() -> None:
    """Digits are no words to a title: "co2" would be "có"."""
    odd = [p for p in PHRASES if not re.fullmatch(r"[^\W\d_]+(?:[ -][^\W\d_]+)*", p)]
    assert odd == []


def test_no_phrase_is_one_vietnamese_syllable() -> None:
    alone = {words_of(p)[0].key for p in PHRASES if len(words_of(p)) == 1}
    accented = {spell(p)[0] for p in PHRASES if " " not in p and words_of(p)[0].accented}
    assert accented <= alone
    assert accented == SYLLABLES | SHORT_FORMS


def test_two_letters_are_no_name_but_for_a_few() -> None:
    assert {phrase for phrase in PHRASES if len(phrase) <= 2} == TWO_LETTERS


def test_no_phrase_is_made_of_small_words_and_units_only() -> None:
    small = keys_of(SMALL_VI) | word_set(SMALL_EN) | UNIT_WORDS.keys()
    bare = {p for p in PHRASES if all(t.key in small for t in words_of(p))}
    assert bare - TWO_LETTERS == BARE


def test_no_phrase_reads_as_a_phrase_with_another_meaning() -> None:
    """Without accents "chi tiêu" (spending) would be "chỉ tiêu" (target)."""
    tables = (*ENGLISH.items(), *VIETNAMESE.items())
    meanings = "|".join(texts for signal, texts in tables if signal is not Signal.SAMPLE)
    pairs = {phrase_of(text) for text in meanings.split("|")}
    assert [p for p in PHRASES if " " in p and phrase_of(p) in pairs] == []


@pytest.mark.parametrize("word", sorted(ORDINARY))
def test_ordinary_words_are_no_names(word: str) -> None:
    assert (stem(word),) not in {phrase_of(phrase) for phrase in PHRASES}


def test_every_measure_has_a_second_name() -> None:
    assert [phrases for phrases in ROWS if len(phrases) < 2] == []
    assert len(ROWS) > 300


@pytest.mark.parametrize(
    ("title", "unit", "figures", "reply", "value"),
    [
        ("Tỷ lệ nghỉ việc dưới 10%", "%", "16 13 10", "attrition 12", "12"),
        ("Reduce attrition from 16% to 10%", "%", "16 13 10", "nghỉ việc còn 12", "12"),
        ("Tỷ lệ giao dịch thành công ≥ 99%", "%", "95 97 99", "success rate 98", "98"),
        ("Payment success rate 95% to 99%", "%", "95 97 99", "tỷ lệ thành công 98", "98"),
        ("Thời gian đọc từ 2 lên 4 phút", "phút", "2 3 4", "read time 3.5", "3.5"),
        ("800 học viên trả phí", "học viên", "0 400 800", "paid users 520", "520"),
        ("Grow paid users to 800", "users", "0 400 800", "người dùng trả phí 520", "520"),
        ("Tỷ lệ tái đăng ký từ 60% lên 75%", "%", "60 66 75", "re-enrolment 70", "70"),
        ("Công suất giường từ 70% lên 88%", "%", "70 79 88", "bed occupancy 82", "82"),
        ("Bed occupancy 70% to 88%", "%", "70 79 88", "cong suat giuong 82", "82"),
        ("Đánh giá năng lực 100% nhân viên", "%", "0 40 100", "performance reviews 60", "60"),
        ("First pass yield 91% → 96%", "%", "91 93 96", "tỷ lệ đạt lần đầu 94", "94"),
        ("Tỷ lệ phế phẩm dưới 1,5%", "%", "3.5 2.5 1.5", "scrap 2.1", "2.1"),
        ("Unplanned downtime 42 to 20 hours", "hours", "42 33 20", "dừng máy 28", "28"),
        ("Giao đúng hẹn từ 90% lên 96%", "%", "90 93 96", "on-time delivery 94", "94"),
        ("DSO from 60 to 40 days", "days", "60 52 40", "kỳ thu tiền 47", "47"),
        ("Vòng quay bàn từ 2 lên 5", "lượt", "2 3 5", "table turnover 4", "4"),
        ("Tỷ lệ tốt nghiệp từ 80% lên 90%", "%", "80 84 90", "graduation rate 87", "87"),
        ("Thời gian tuyển dụng còn 30 ngày", "ngày", "45 38 30", "time to hire 34", "34"),
        ("Offer acceptance 68% → 85%", "%", "68 75 85", "nhận offer 80", "80"),
        ("Open vulnerabilities 24 → 4", "items", "24 15 4", "lỗ hổng 9", "9"),
        ("Hỗ trợ 3.000 người thụ hưởng", "người", "0 1200 3000", "beneficiaries 1800", "1800"),
        ("Tỷ lệ hàng trả từ 8% xuống 4%", "%", "8 6 4", "return rate 5", "5"),
        ("Doanh thu trên mỗi phòng đạt 1000", "k", "700 820 1000", "RevPAR 900", "900"),
        ("Chi phí trên thu nhập dưới 40%", "%", "48 44 40", "CIR 42", "42"),
        ("Thời lượng xem từ 3 lên 6 phút", "phút", "3 4 6", "watch time 5", "5"),
        ("Sản lượng xuất khẩu 850 tấn", "tấn", "0 300 850", "export volume 420", "420"),
        ("Hồ sơ giải quyết đúng hạn ≥ 98%", "%", "88 92 98", "on-time files 95", "95"),
        ("Unsubscribe rate from 2% to 1%", "%", "2 1.5 1", "tỷ lệ hủy đăng ký 1,2", "1.2"),
        ("Thời gian nằm viện còn 5 ngày", "ngày", "8 7 5", "length of stay 6", "6"),
    ],
)
@pytest.mark.parametrize("locale", ["vi", "en"])
def test_a_measure_is_known_by_its_name_in_the_other_language(
    title: str, unit: str, figures: str, reply: str, value: str, locale: str
) -> None:
    start, current, target = figures.split()
    rows = (row(1, title, unit, start, current, target), row(2, "NPS", "điểm", "170", "174", "180"))
    assert written(reply, rows, locale) == {1: Decimal(value)}


@pytest.mark.parametrize(
    ("title", "reply"),
    [
        ("CAC từ 300 xuống 200", "các bạn làm 240 nhé"),
        ("450 thẻ tín dụng", "the deposits are 240"),
        ("Mở 300 phòng đọc cho các xã", "acquisition cost 240"),
        ("Raise output quality from 300 to 200", "quyên góp 240"),
    ],
)
def test_words_that_only_look_like_a_name_are_none(title: str, reply: str) -> None:
    rows = (row(1, title, "", "300", "260", "200"), row(2, "NPS", "điểm", "70", "74", "80"))
    assert written(reply, rows) == {}
