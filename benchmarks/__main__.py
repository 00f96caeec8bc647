"""Every benchmark, one after the other: python -m benchmarks."""

from benchmarks import letters

if __name__ == "__main__":
    letters.main(20)
