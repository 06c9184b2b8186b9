"""The sandbox as an application, and a server that runs it beside the app in a thread.

Separate because only here the database, the API's families, the faults and the clock meet.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import ExitStack, asynccontextmanager
from datetime import UTC, datetime, tzinfo
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, Self, cast
from uuid import uuid4

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from platecheck.sandbox import (
    control,
    front_page,
    lots,
    permits,
    profiles,
    stats,
    users,
    validation,
    vehicles,
    violations,
)
from platecheck.sandbox.campus import LOT_NAMES, LOTS, SEED, TOKENS, TRAINING_PLATES, build_campus
from platecheck.sandbox.database import SandboxDatabase
from platecheck.sandbox.errors import CLIENT_MISSING, NOT_FOUND, UNPARSABLE, RefusedRequestError, envelope
from platecheck.sandbox.faults import Faults, FaultSettings, FaultsMiddleware
from platecheck.sandbox.listener import LOOPBACK, LoopbackListener
from platecheck.sandbox.overdue import lay_out_violations
from platecheck.sandbox.site_time import SiteTime

_NOT_FOUND: Final = 404
_FAMILIES: Final = (
    *(validation, lots, stats, permits, vehicles, users, profiles, violations),
    *(control, front_page),
)


def read_clock() -> datetime:
    """Read the device's clock, aware."""
    return datetime.now(UTC)


def make_id() -> str:
    """Make an id that nobody else has: what a pushed permit's reference is."""
    return str(uuid4())


def create_app(
    directory: Path,
    *,
    now: Callable[[], datetime] = read_clock,
    new_id: Callable[[], str] = make_id,
    timezone: tzinfo | None = None,
    seed: int = SEED,
    latency_s: float = 0,
    fail_rate: float = 0,
) -> FastAPI:
    """Build the sandbox on the file in `directory`, its demo data laid out around `now()`.

    `now` gives aware moments, `new_id` references; `timezone` is the site's zone, None the device's own.
    `latency_s` and `fail_rate` (0 to 1) hold until `POST /sandbox/faults`. Ends with its lifespan, or
    with `app.state.database.close()`. Raises `sqlite3.Error` or `OSError` when the file cannot be used.
    """
    database = SandboxDatabase(directory)

    def site_time() -> SiteTime:
        return SiteTime(now(), timezone)

    def lay_out() -> None:
        _lay_out(database, site_time(), seed)

    try:
        lay_out()
    except BaseException:
        database.close()
        raise
    app = _connect(database, Faults(FaultSettings(latency_s=latency_s, fail_rate=fail_rate), seed))
    app.state.site_time = site_time
    app.state.lay_out = lay_out
    app.state.new_id = new_id
    return app


def _connect(database: SandboxDatabase, faults: Faults) -> FastAPI:
    """Join the API's families, the controls and the faults on one database."""

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        yield
        database.close()

    app = FastAPI(
        title="platecheck sandbox",
        version="1",
        summary="An OPS-COM-compatible service with invented data, for demo, training and tests.",
        lifespan=lifespan,
        redirect_slashes=False,
    )
    app.state.database = database
    app.state.faults = faults
    for family in _FAMILIES:
        app.include_router(family.router)
    app.add_middleware(FaultsMiddleware, faults=faults)
    app.exception_handler(RefusedRequestError)(_answer_refusal)
    app.exception_handler(HTTPException)(_answer_unknown_route)
    return app


def _lay_out(database: SandboxDatabase, times: SiteTime, seed: int) -> None:
    """Lay the demo rows out around a moment; the same vehicles every time, and what was pushed stays."""
    short_names = [(short, lot) for lot, names in LOT_NAMES.items() for short in names["short_names"]]
    campus = build_campus(times, seed)
    database.lay_out(campus, [sales.lot for sales in LOTS], short_names)
    for token in TOKENS:
        database.tokens.write(token)
    if database.violations.is_empty():
        offenders = [vehicle for vehicle in campus.vehicles if vehicle.plate not in TRAINING_PLATES]
        database.violations.add(lay_out_violations(offenders, times, seed))


async def _answer_refusal(request: Request, error: RefusedRequestError) -> JSONResponse:
    return JSONResponse(envelope(request.url.path, error.code), error.status)


async def _answer_unknown_route(request: Request, error: HTTPException) -> JSONResponse:
    """No such path: 9009, or 9000 where the client is what lacks; anything else, as 405, with 9003 (ours)."""
    path = request.url.path
    if error.status_code != _NOT_FOUND:
        code = UNPARSABLE
    elif path.startswith("/api//"):
        return await _answer_refusal(request, RefusedRequestError(CLIENT_MISSING))
    else:
        code = NOT_FOUND
    return JSONResponse(envelope(path, code), error.status_code, error.headers)


class SandboxServer:
    """The sandbox on loopback, in a daemon thread: `with SandboxServer() as server: server.url`.

    Without a directory it uses a temporary one, gone after `stop()`. Port 0 is any free port.
    """

    def __init__(
        self,
        directory: Path | None = None,
        *,
        port: int = 0,
        now: Callable[[], datetime] = read_clock,
        timezone: tzinfo | None = None,
        seed: int = SEED,
        latency_s: float = 0,
        fail_rate: float = 0,
    ) -> None:
        """Keep the settings; nothing is opened before `start()`."""
        self._directory = directory
        self._port = port
        self._create = partial(
            create_app, now=now, timezone=timezone, seed=seed, latency_s=latency_s, fail_rate=fail_rate
        )
        self._open = ExitStack()
        self._app: FastAPI | None = None
        self._listener: LoopbackListener | None = None

    @property
    def url(self) -> str:
        """The base URL of both services; raises `RuntimeError` when not started."""
        return f"http://{LOOPBACK}:{self._started().port}"

    @property
    def app(self) -> FastAPI:
        """The running application; raises `RuntimeError` when not started."""
        self._started()
        return cast("FastAPI", self._app)

    def start(self) -> Self:
        """Return once connections are accepted; raises `OSError` when the port is taken."""
        if self._listener is not None:
            return self
        with ExitStack() as opened:
            directory = self._directory or Path(
                opened.enter_context(TemporaryDirectory(prefix="platecheck-sandbox-"))
            )
            self._app = self._create(directory)
            opened.callback(self._app.state.database.close)
            self._listener = LoopbackListener(self._app, self._port)
            opened.callback(self._listener.stop)
            self._app.state.faults.drop = self._listener.drop
            self._open = opened.pop_all()
        return self

    def wait(self) -> None:
        """Block until the server ends, or Ctrl-C; return at once when it does not run."""
        if (listener := self._listener) is not None:
            listener.wait()

    def stop(self) -> None:
        """Drop what is open, close the file, free the port; stopping again does nothing."""
        self._listener = None
        self._open.close()

    def __enter__(self) -> Self:
        """Start."""
        return self.start()

    def __exit__(self, *_reason: object) -> None:
        """Stop."""
        self.stop()

    def _started(self) -> LoopbackListener:
        if self._listener is None:
            message = "the sandbox is not started"
            raise RuntimeError(message)
        return self._listener
