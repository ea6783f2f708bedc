"""The page that explains the rules tells the truth."""

import doctest
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "status-rules.md"


def test_every_example_of_the_page_comes_out_as_written() -> None:
    text = PAGE.read_text(encoding="utf-8")
    page = doctest.DocTestParser().get_doctest(text, {}, PAGE.name, str(PAGE), 0)
    report: list[str] = []
    outcome = doctest.DocTestRunner().run(page, out=report.append)
    assert outcome.attempted > 20
    assert outcome.failed == 0, "".join(report)
