"""The command line: a file per family of commands.

Nothing heavy is imported before a command runs: an officer's script starts it once a plate.
"""

from platecheck.cli.program import main

__all__ = ["main"]
