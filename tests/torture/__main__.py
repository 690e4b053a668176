"""Kills the program this often (500 unless told) and prints what it came to: `build/test --torture [KILLS [SEED]]`."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

from tests.torture.killer import Torture

kills = int(sys.argv[1]) if sys.argv[1:] else 500
seed = int(sys.argv[2]) if sys.argv[2:] else time.time_ns() % 1_000_000
folder = Path(tempfile.mkdtemp(prefix="torture-"))
os.environ["NIANBAO_HOME"] = str(folder.resolve() / "home")
print(f"{kills} kills, seed {seed}", flush=True)
torture = Torture(folder, seed)
try:
    print(torture.run(kills, lambda words: print(words, flush=True)), flush=True)
except AssertionError as failed:
    sys.exit(f"{failed}\nWhat was left lies in {folder}. Again: build/test --torture {kills} {seed}")
finally:
    torture.close()
shutil.rmtree(folder)
