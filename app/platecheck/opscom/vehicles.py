"""Push API: Vehicle Create (`api/000_*`): the vehicles of the controller."""

from __future__ import annotations

from typing import TYPE_CHECKING

from platecheck.opscom.controller import send

if TYPE_CHECKING:
    from platecheck.opscom.client import Access
    from platecheck.opscom.receipts import Receipt
    from platecheck.opscom.request import Line
    from platecheck.opscom.vehicle_drafts import VehicleDraft

# The document's own sample has the first one.
_REFERENCES = ("vehicle_id_id", "vehicle_id", "vehicleID", "reference_id", "InternalReferenceID", "id")


class Vehicles:
    """The vehicles of the controller; the token field is `apiToken`.

    Example::

        async with make_http() as http:
            client = OpscomClient(http, access)
            draft = VehicleDraft(plate="PL8RDR", plate_type="Motorcycle", prov="MA", colour="red")
            try:
                receipt = await client.vehicles.push(draft)
            except OutcomeUnknown as error:  # it may have been applied: look before sending it again
                print(error.title, error.message)
            else:
                print(receipt.reference, *receipt.warnings)
    """

    def __init__(self, line: Line, access: Access) -> None:
        self._line = line
        self._access = access

    async def push(self, draft: VehicleDraft) -> Receipt:
        """Create one vehicle. Sent once, never repeated; names that were cut are told in the warnings.

        Raises:
            OutcomeUnknown: it may or may not have been applied.
            ServiceError: it was certainly not applied, with the reason (9012: it is there already).
        """
        return await send(self._line, self._access, "vehicles/push", draft, _REFERENCES)
