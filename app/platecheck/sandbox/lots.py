"""The Lot Value API: permits rented against permits for sale, and what they are worth.

Separate because each family of the platform's API has a file of its own. Queries run on the event loop,
as in `validation`.
"""

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Final

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from platecheck.sandbox.controller import describe_operation, read_request
from platecheck.sandbox.records import LotCount
from platecheck.sandbox.rights import LOT_VALUES

if TYPE_CHECKING:
    from platecheck.sandbox.database import SandboxDatabase

# The sample's own rates: 144.89392 and 231.83026 on 2897.8783.
_TAX1_RATE: Final = Decimal("0.05")
_TAX2_RATE: Final = Decimal("0.08")


class LotValue(BaseModel):
    """One lot of the report; `utilized_pct` is null when no permit is for sale."""

    model_config = ConfigDict(extra="forbid")

    lot_type: str = Field(examples=["S"], description="M monthly, S semester, Y yearly, O other (inferred).")
    lot_name: str = Field(examples=["TU Semester East"])
    default_cost: float = Field(examples=[100])
    total_permits: int = Field(examples=[21])
    rented_permits: int = Field(examples=[17])
    utilized_pct: float | None = Field(examples=[80.95])
    amount_projected: float = Field(examples=[1700])
    amount: float = Field(examples=[2897.8783])
    tax_amount: float = Field(examples=[0])
    tax_amount1: float = Field(examples=[144.89392])
    tax_amount2: float = Field(examples=[231.83026])
    total: float = Field(examples=[3274.6])


class LotValuesRequest(BaseModel):
    """The body of the GET request ("Lot Value API")."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"apiToken": "0d2bef1a-4819-4c6a-b552-1b9e3d936333"}]},
    )

    apiToken: str = Field(max_length=50)  # noqa: N815 - the document's name


router: Final = APIRouter(tags=["lots"])


@router.get(
    "/api/{client}/v1/permits/lot-values",
    summary="Lot values (a GET with a JSON body)",
    response_model=list[LotValue],
    **describe_operation(LotValuesRequest),
)
async def list_lot_values(request: Request) -> JSONResponse:
    """Every lot with its figures, in the report's order."""
    await read_request(request, LOT_VALUES)
    database: SandboxDatabase = request.app.state.database
    return JSONResponse(
        [_row(value_of(count)) for count in database.lot_counts(request.app.state.site_time())]
    )


def value_of(count: LotCount) -> LotValue:
    """Work out the lot's row, rounded as in the document's sample: taxes to 5 places, the rest to 2."""
    lot, rented = count.lot, count.rented
    amount = round(count.amount, 5)
    tax1, tax2 = _tax(amount, _TAX1_RATE), _tax(amount, _TAX2_RATE)
    return LotValue(
        lot_type=lot.lot_type,
        lot_name=lot.lot_name,
        default_cost=lot.default_cost,
        total_permits=lot.total_permits,
        rented_permits=rented,
        utilized_pct=round(100 * rented / lot.total_permits, 2) if lot.total_permits else None,
        amount_projected=lot.default_cost * rented,
        amount=amount,
        tax_amount=0,
        tax_amount1=tax1,
        tax_amount2=tax2,
        total=round(amount + tax1 + tax2, 2),
    )


def _tax(amount: float, rate: Decimal) -> float:
    """Take a share of an amount, half a unit rounded up as on the platform: 144.893915 is 144.89392."""
    return float((Decimal(str(amount)) * rate).quantize(Decimal("0.00001"), ROUND_HALF_UP))


def _row(value: LotValue) -> dict[str, object]:
    """Write the row as JSON, whole numbers without a point: the sample prints 1700, not 1700.0."""
    return {
        name: int(field) if isinstance(field, float) and field.is_integer() else field
        for name, field in value.model_dump().items()
    }
