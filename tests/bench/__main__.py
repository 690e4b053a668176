"""Runs the benches named, or all, one after the other: `build/bench [start typing rules paper import county windows linux truth]`.

Each prints what the clerk waits for beside something of the same work: nothing is asserted, for another machine or a
busy one gives other times; the ratios stay.
"""

from __future__ import annotations

import sys
from importlib import import_module

BENCHES = ("start", "typing", "rules", "paper", "import", "county")
ONLY_WHEN_NAMED = ("windows", "linux", "truth")  # need what build/installer and build/deb make, and the corpus beside

if __name__ == "__main__":
    for name in sys.argv[1:] or BENCHES:
        if name not in (*BENCHES, *ONLY_WHEN_NAMED):
            sys.exit(f"There is no bench {name}, only {', '.join((*BENCHES, *ONLY_WHEN_NAMED))}.")
        bench = import_module(f"tests.bench.bench_{name}")
        print(f"{name}: {(bench.__doc__ or '').splitlines()[0]}", flush=True)
        bench.main()
