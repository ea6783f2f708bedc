"""One renderer for all tests of this folder: it holds no state but its templates."""

import pytest

from bot.render import Renderer


@pytest.fixture(scope="session")
def renderer() -> Renderer:
    return Renderer()
