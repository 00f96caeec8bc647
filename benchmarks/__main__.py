"""Every benchmark, one after the other: python -m benchmarks."""

from benchmarks import costs, letters, mutations

if __name__ == "__main__":
    letters.main(20)
    mutations.main(100)
    costs.main(400)
