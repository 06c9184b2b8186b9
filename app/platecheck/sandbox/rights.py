"""The rights a token can have, each the key to one kind of request.

Separate because the demo's tokens, the command that adds one and every family of the API name them.
"""

from typing import Final

PLATE_VALIDATE: Final = "plate-validate"
LOT_VALUES: Final = "lot-values"
# The documents' own name, and the only one they give: "The permission needed for this api request is
# permit-create." That of permit stats is meant; creating one is taken to need it too (DOMAIN.md).
PERMIT_CREATE: Final = "permit-create"
PERMIT_UPDATE: Final = "permit-update"
PERMIT_DELETE: Final = "permit-delete"
VEHICLE_CREATE: Final = "vehicle-create"
USER_TYPES: Final = "user-types"
USER_CREATE: Final = "user-create"
VIOLATIONS_EXPORT: Final = "violations-export"

RIGHTS: Final[dict[str, str]] = {
    PLATE_VALIDATE: "plate validation",
    LOT_VALUES: "lot values",
    PERMIT_CREATE: "permit create and permit stats",
    PERMIT_UPDATE: "permit update",
    PERMIT_DELETE: "permit delete",
    VEHICLE_CREATE: "vehicle create",
    USER_TYPES: "user types",
    USER_CREATE: "user create and update",
    VIOLATIONS_EXPORT: "overdue violations, each once",
}
"""Every right, and what it opens."""
