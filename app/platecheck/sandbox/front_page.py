"""The sandbox's front page: what it is, how to reach it, and the training plates.

Separate because it is the only HTML here; it loads nothing from anywhere.
"""

from html import escape
from typing import Final

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from platecheck.sandbox.campus import (
    DEMO_CLIENT,
    DEMO_NO_RIGHTS_TOKEN,
    DEMO_OFFICER_TOKEN,
    DEMO_TOKEN,
    TRAINING_LOT,
    TRAINING_PLATES,
)

router: Final = APIRouter()

_PAGE: Final = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>platecheck sandbox</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>body{{font:16px/1.5 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}}
table{{border-collapse:collapse;width:100%}}
td,th{{text-align:left;padding:.3rem .8rem;border-bottom:1px solid}}
code,td:first-child{{font-family:monospace;font-weight:bold}}</style></head><body>
<h1>platecheck sandbox</h1>
<p>An OPS-COM-compatible service with invented vehicles, people and permits, for demo, training and tests.
It is not connected to any real parking office.</p>
<p>Client <code>{client}</code>, token <code>{token}</code> may do everything;
<code>{officer}</code> may only check plates, <code>{no_rights}</code> may do nothing.</p>
<p><a href="/docs">API page</a> (its script comes from the internet) ·
<a href="/openapi.json">openapi.json</a> · <a href="/sandbox/state">state</a></p>
<h2>Training plates</h2>
<p>The verdict is the one in the lot <b>{lot}</b>, right after the start
or after <code>POST /sandbox/renew</code>.</p>
<table><thead><tr><th>Plate</th><th>Verdict</th><th>What one sees</th></tr></thead><tbody>
{rows}
</tbody></table></body></html>
"""


@router.get("/", response_class=HTMLResponse, include_in_schema=False)
async def show_front_page() -> HTMLResponse:
    """Show the page, with the training plates' table."""
    rows = "\n".join(
        f"<tr><td>{plate}</td><td>{shown.verdict.replace('_', ' ')}</td><td>{escape(shown.sees)}</td></tr>"
        for plate, shown in TRAINING_PLATES.items()
    )
    page = _PAGE.format(
        client=DEMO_CLIENT,
        token=DEMO_TOKEN,
        officer=DEMO_OFFICER_TOKEN,
        no_rights=DEMO_NO_RIGHTS_TOKEN,
        lot=TRAINING_LOT,
        rows=rows,
    )
    return HTMLResponse(page)
