"""The demo site as a whole: its client and tokens, and the campus laid out around a moment.

Separate because demo, training and tests import their constants from here and from nowhere deeper.
"""

from typing import Final

from platecheck.sandbox.lot_table import LOT_NAMES, LOTS
from platecheck.sandbox.records import Campus, Token
from platecheck.sandbox.rights import PLATE_VALIDATE, RIGHTS
from platecheck.sandbox.site_time import SiteTime
from platecheck.sandbox.traffic import add_traffic
from platecheck.sandbox.training import (
    LOOK_ALIKE_PAIRS,
    TRAINING_LOT,
    TRAINING_PLATES,
    TrainingPlate,
    training_campus,
)

__all__ = [
    "DEMO_CLIENT",
    "DEMO_NO_RIGHTS_TOKEN",
    "DEMO_OFFICER_TOKEN",
    "DEMO_TOKEN",
    "LOOK_ALIKE_PAIRS",
    "LOTS",
    "LOT_NAMES",
    "SEED",
    "TOKENS",
    "TRAINING_LOT",
    "TRAINING_PLATES",
    "TrainingPlate",
    "build_campus",
]

SEED: Final = 20250430

# The documents' client; they also write it OC_TOMA.
DEMO_CLIENT: Final = "OC-TOMA"
DEMO_TOKEN: Final = "demo-supervisor-0d2bef1a"  # noqa: S105 - opens the sandbox only, and is printed on its page
DEMO_OFFICER_TOKEN: Final = "demo-officer-4819"  # noqa: S105 - as above; may check plates, see and push nothing else
DEMO_NO_RIGHTS_TOKEN: Final = "demo-no-rights-4c6a"  # noqa: S105 - as above; known, and allowed nothing

TOKENS: Final[tuple[Token, ...]] = (
    Token(DEMO_TOKEN, DEMO_CLIENT, ",".join(RIGHTS)),
    Token(DEMO_OFFICER_TOKEN, DEMO_CLIENT, PLATE_VALIDATE),
    Token(DEMO_NO_RIGHTS_TOKEN, DEMO_CLIENT, ""),
)


def build_campus(times: SiteTime, seed: int = SEED) -> Campus:
    """Lay out the whole demo site around `times.now`; the same seed and moment give the same campus."""
    return add_traffic(training_campus(times), times, seed, keep_free=TRAINING_PLATES)
