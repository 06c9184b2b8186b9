"""The rows of pushed vehicles, beside the demo's own in one table.

Separate because nothing but a push writes them; a plate's answer does not mention vehicles.
"""

import sqlite3

from platecheck.sandbox.records import PushedVehicle


class VehicleRows:
    """The table of vehicles, on the sandbox's connection; raises `sqlite3.Error`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def has(self, plate: str) -> bool:
        """Tell whether a vehicle has this plate, of whatever province (ours: it alone is asked by)."""
        query = "SELECT 1 FROM vehicles WHERE plate = ?"
        return self._connection.execute(query, (plate,)).fetchone() is not None

    def add(self, vehicle: PushedVehicle) -> int:
        """Add a vehicle; return its id."""
        query = (
            "INSERT INTO vehicles (plate, plate_type, prov, make, type, colour, year, vin)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
        )
        return int(self._connection.execute(query, vehicle).lastrowid or 0)
