"""Every benchmark, one after the other: python -m benchmarks."""

import asyncio

from benchmarks import costs, kit, letters, mutations, packs

if __name__ == "__main__":
    letters.main(20)
    asyncio.run(packs.main(60))
    kit.main(6_000)
    mutations.main(100)
    costs.main(400)
