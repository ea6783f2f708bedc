"""`okrbot demo --play --quarter`: a quarter of a firm from drafts to closed scores."""

from command_line import ROOT, Okrbot

from bot.cli.company import load
from bot.demo import play
from bot.demo.quarter import PLOTS


def test_a_quarter_is_told_from_its_drafts_to_its_look_back() -> None:
    lines: list[str] = []
    name = "software-firm"
    play.run(
        load(ROOT / "examples" / f"{name}.yaml"), tell=lines.append, record=None, plot=PLOTS[name]
    )
    told = "\n".join(lines)
    assert "    !" not in told
    assert "failed" not in told
    rest = told
    for words in (
        "Q2/2026–27 is there, as a draft",
        "Company goals for Q2/2026–27",
        "💡 “improve” does not say how much",
        "drafts for Q2/2026–27",
        "✅ Sales accepts",
        "Q2/2026–27 is running. KRs that began: 4",
        "✓ Beta with ten customers",
        "is far from earlier figures",
        "Sẽ tạm dừng từ 13/1",
        "Grace Turner asks how your goals are doing",
        "157 → 155 customers",
        "target: 12 minutes → 15 minutes",
        "Vì sao 🟢 đúng tiến độ?",
        "Q2/2026–27 is closing",
        "Against the target of the beginning: 0.83",
        "tự chấm 0,65 🟡 vàng · Hoãn",
        "KRs carried over: 1, as drafts in Q3/2026–27",
        "how Q2/2026–27 ended",
    ):
        assert words in rest, words
        rest = rest.partition(words)[2]


def test_a_quarter_goes_with_playing(okrbot: Okrbot) -> None:
    ended = okrbot("demo", "--quarter")
    assert ended.code == 2
    assert "--quarter goes with --play" in ended.err
