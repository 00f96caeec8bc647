"""What is kept of the texts that were prepared is bounded by what it holds, whatever the texts are."""

import gc
import tracemalloc

from graph.schema.federation import federated
from graph.schema.schema import GRAPHQL
from graph.transport.engine import Engine
from graph.transport.limits import Limits
from graph.transport.texts import Texts

CAPACITY = 2 * 1024 * 1024


def hostile(rank: int) -> str:
    """A text that is long to judge or large to keep, like no other."""
    kinds = [
        "{" + " ".join(f"a{rank}_{place}: certification(code: \"{place}\") {{ code }}" for place in range(25)) + "}",
        "{ viewer { name } }" + f"\n#{rank}" * 300,
        "{ certification(code: \"" + f"é{rank}" * 500 + "\") { code } }",
        "{" + f"certificationn{rank} " * 30 + "}",
        "{" * 50 + str(rank),
        "query(" + " ".join(f"$v{rank}_{place}: Int" for place in range(40)) + ") { viewer { name } }",
    ]  # fmt: skip
    return kinds[rank % len(kinds)]


async def test_five_hundred_hostile_texts_leave_what_fifty_left() -> None:
    engine = Engine(GRAPHQL, Limits(), Texts(CAPACITY))
    left = []
    tracemalloc.start()
    try:
        for rank in range(500):
            await engine.prepare(hostile(rank))
            if rank + 1 in {50, 500}:
                gc.collect()
                left.append(tracemalloc.get_traced_memory()[0])
    finally:
        tracemalloc.stop()
    assert engine.texts.bytes <= CAPACITY
    assert left[1] <= CAPACITY * 1.3


async def test_both_schemas_share_one_cache_and_none_of_their_texts() -> None:
    texts = Texts(CAPACITY)
    main, narrow = Engine(GRAPHQL, texts=texts), Engine(federated(GRAPHQL)[0], texts=texts)
    query = '{ certification(code: "x") { code } }'
    first = await main.prepare(query)
    assert first.document is not None
    assert (await main.prepare(query)) is first
    assert (await narrow.prepare(query)) is not first


async def test_the_least_recently_used_goes_first_and_what_is_wrong_is_not_kept() -> None:
    texts = Texts(8 * 700 * 20)
    engine = Engine(GRAPHQL, texts=texts)
    kept = [f"{{ a{rank}: viewer {{ name }} }}" for rank in range(30)]
    first = await engine.prepare(kept[0])
    for text in kept[1:10]:
        await engine.prepare(text)
        assert await engine.prepare(kept[0]) is first
    for text in kept[10:]:
        await engine.prepare(text)
    assert await engine.prepare(kept[0]) is not first
    before = texts.bytes
    assert (await engine.prepare("{ nothing }")).document is None
    await engine.prepare("{ viewer { " + "name " * 45 + "} }")
    assert texts.bytes <= max(before, 8 * 700 * 20)
