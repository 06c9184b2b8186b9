"""The trainer's own controls under /sandbox: what is broken, how much is on file, lay out again.

Separate because the platform has nothing like it; faults never touch these paths.
"""

from typing import Final

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field

from platecheck.sandbox.faults import Faults, FaultSettings

router: Final = APIRouter(prefix="/sandbox", tags=["sandbox"])


class SandboxState(BaseModel):
    """What the sandbox is doing."""

    faults: FaultSettings
    api_requests: int = Field(description="Requests under /api since the start, broken ones included.")
    site_time: str = Field(description="The site's local time.")
    on_file: dict[str, int] = Field(description="Rows by table.")


@router.get("/state", summary="What is broken, and how much is on file")
async def read_state(request: Request) -> SandboxState:
    """Tell the faults in force, the count of API requests, the site's time and the rows on file."""
    state = request.app.state
    faults: Faults = state.faults
    return SandboxState(
        faults=faults.settings,
        api_requests=faults.api_requests,
        site_time=state.site_time().text(),
        on_file=state.database.counts(),
    )


@router.post(
    "/faults",
    summary="Break the API on purpose",
    responses={400: {"description": "The body is no text."}},
)
async def set_faults(request: Request, settings: FaultSettings) -> SandboxState:
    """Put these faults in force for every following request under /api; `{}` mends everything."""
    faults: Faults = request.app.state.faults
    faults.settings = settings
    return await read_state(request)


@router.post("/renew", summary="Lay the demo data out around the present moment again")
async def renew(request: Request) -> SandboxState:
    """Make "expired 4 minutes ago" true again in a sandbox that has run for hours."""
    request.app.state.lay_out()
    return await read_state(request)
