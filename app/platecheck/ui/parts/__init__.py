"""Pieces that more than one screen shows: they get everything as arguments and know no services."""
