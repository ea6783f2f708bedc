"""Trouble in the middle of an upgrade changes nothing, and the next one brings everything."""

import pytest
from sqlalchemy import inspect
from trouble import MODES, Trouble

from storage import engine as engines
from storage import schema
from storage.schema import SchemaState

POINT = "migrate.step"


@pytest.mark.parametrize("mode", MODES)
def test_trouble_after_a_step_leaves_all_or_nothing(empty_url: str, mode: str) -> None:
    others: list[schema.Upgrade] = []
    trouble = Trouble(
        POINT, mode, nth=2, meanwhile=lambda: others.append(schema.upgrade(empty_url))
    )
    with trouble.happens():
        schema.upgrade(empty_url, after_step=lambda: trouble.reach(POINT))
    engine = engines.writer(empty_url, pool_size=1)
    try:
        if mode == "delay":
            assert [other.before for other in others] == [schema.head()], "it waited its turn"
        else:
            assert schema.state(engine) is SchemaState.EMPTY
            assert not inspect(engine).get_table_names()
        assert schema.upgrade(empty_url).after == schema.head()
        assert schema.state(engine) is SchemaState.CURRENT
    finally:
        engine.dispose()
