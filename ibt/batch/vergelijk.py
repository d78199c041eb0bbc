"""A plugin of pytest beside nbval: what nbval does not look at in what a cell showed.

nbval compares a list per kind of content. So it passes by a PNG or JPEG, what an output says beside
its content, and in which order or together outputs came. Both sides are at hand once it has run a
cell; so they are compared whole here.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from copy import deepcopy
from functools import partial
from itertools import groupby
from typing import Any

import pytest

# A number of its own in each run, which no round keeps; what the widget says otherwise is compared.
_WIDGET = "application/vnd.jupyter.widget-view+json"
_UITVOER = ("display_data", "execute_result", "stream", "error")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """After nbval found no difference: fail, in its words, where there is one all the same."""
    cel: Any = getattr(item, "cell", None)
    if cel is None or cel.execution_count is None:
        return (yield)  # what was never run has nothing to compare: `run_nbval` names it
    toen = whole(cel.outputs, item)
    with pytest.MonkeyPatch.context() as zoals_jupyter:
        bron: Any = item.parent
        volgt = _follow(item, bron.get_kernel_message)
        zoals_jupyter.setattr(bron, "get_kernel_message", volgt)
        # nbval would leave out what IPython needs to see that a cell ends in a semicolon.
        doe = partial(bron.kernel.kc.execute, store_history=True, stop_on_error=False)
        zoals_jupyter.setattr(bron.kernel, "execute_cell_input", doe)
        uitkomst = yield
    if whole(getattr(item, "test_outputs", None) or (), item) != toen:
        pytest.fail("Cell outputs differ", pytrace=False)
    return uitkomst


def _follow(item: Any, lees: Callable[..., Any]) -> Callable[..., Any]:
    """What nbval reads of a kernel, with what it passes by: an output that is replaced or wiped."""
    getoond: dict[str, list[int]] = {}
    straks = False

    def volgende(*args: Any, **kw: Any) -> Any:
        nonlocal straks
        bericht = lees(*args, **kw)
        soort, inhoud, uit = bericht["msg_type"], bericht["content"], item.test_outputs
        naam = inhoud.get("transient", {}).get("display_id")
        inhoud.get("data", {}).pop(_WIDGET, None)
        if soort == "update_display_data":
            for plek in getoond.get(naam, ()):
                uit[plek].update(data=inhoud["data"], metadata=inhoud["metadata"])
        elif soort == "clear_output" and inhoud["wait"]:
            straks = True
        elif soort == "clear_output" or (straks and soort in _UITVOER):
            straks = False
            uit.clear()
            getoond.clear()
        if soort in _UITVOER and naam:
            getoond.setdefault(naam, []).append(len(uit))
        return bericht

    return volgende


def whole(uitvoer: Sequence[Any], item: Any) -> list[tuple[object, ...]]:
    """All that a cell showed, in order, as it can be compared.

    stdout and stderr come at a moment of their own: only what else was shown parts them.
    """
    from nbval.plugin import coalesce_streams

    gevonden: list[tuple[object, ...]] = []
    samen = coalesce_streams(deepcopy(list(uitvoer)))  # it changes what it is given
    for stroom, groep in groupby(samen, lambda een: een.output_type == "stream"):
        delen = list(_parts(groep, item))
        gevonden += sorted(delen, key=lambda deel: str(deel[1])) if stroom else delen
    return gevonden


def _parts(groep: Iterator[Any], item: Any) -> Iterator[tuple[object, ...]]:
    for een in groep:
        if een.output_type == "stream":
            yield een.output_type, een.name, item.sanitize(een.text)
        else:
            data = een.get("data", {})
            schoon = {soort: item.sanitize(data[soort]) for soort in data}
            yield een.output_type, schoon, een.get("metadata", {})
