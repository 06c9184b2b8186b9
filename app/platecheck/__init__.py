"""platecheck: type a plate, ask the OPS-COM platform, see the verdict.

The version lives here because the patrol log and the wheel both state it.
"""

__version__ = "0.1.0"
