"""Every benchmark, one after the other: python -m benchmarks."""

from benchmarks import letters, mutations

if __name__ == "__main__":
    letters.main(20)
    mutations.main(100)
