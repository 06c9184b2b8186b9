"""`sandbox token`: a token is printed once, opens what it says at once, and is never printed again."""

from __future__ import annotations

import json
import re
import urllib.error
import urllib.request
from typing import TYPE_CHECKING

import pytest

from platecheck.sandbox.campus import DEMO_CLIENT, DEMO_NO_RIGHTS_TOKEN, DEMO_OFFICER_TOKEN, DEMO_TOKEN
from platecheck.sandbox.rights import RIGHTS
from platecheck.sandbox.training import VALID

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable

    from tests.unit.cli.conftest import CommandLine

    ReadUntil = Callable[[subprocess.Popen[str], str], list[str]]
    End = Callable[..., tuple[int, str, str]]


def _status(url: str, body: dict[str, str]) -> int:
    request = urllib.request.Request(  # noqa: S310 - loopback
        url, json.dumps(body).encode(), {"Content-Type": "application/json"}
    )
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310 - loopback
            return int(answer.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code


def test_a_running_sandbox_knows_a_new_token_at_once(
    bare: CommandLine, read_until: ReadUntil, end: End
) -> None:
    """A token may do what it was made for, for its client, and nothing else."""
    directory = str(bare.home / "sandbox")
    process = bare.start("sandbox", "--port", "0", "--data-dir", directory)
    url = re.search(r"http://127\.0\.0\.1:\d+", read_until(process, "Ctrl-C")[0])
    assert url is not None
    added = bare.run(
        *("sandbox", "token", "add", "--client", "oc_other", "--rights", "plate-validate, user-types"),
        *("--data-dir", directory),
    )
    assert (added.returncode, added.stderr) == (0, "")
    token = added.stdout.strip()
    assert re.fullmatch(r"[0-9a-f-]{36}", token)
    body = {"api_token": token, "client": "OC-OTHER", "plate": VALID}
    assert _status(f"{url[0]}/api/v1/validate/plate", body) == 200
    assert _status(f"{url[0]}/api/v1/validate/plate", {**body, "client": DEMO_CLIENT}) == 401
    assert _status(f"{url[0]}/api/OC-OTHER/v1/profiles/types/list", {"apiToken": token}) == 200
    assert _status(f"{url[0]}/api/OC-OTHER/v1/permits/stats", {"apiToken": token}) == 403
    assert end(process)[0] == 0


def test_a_token_is_listed_by_its_end(bare: CommandLine, read_until: ReadUntil, end: End) -> None:
    """The list has every token's client and rights, and no token; what was added outlives a start."""
    directory = str(bare.home / "sandbox")
    token = bare.run("sandbox", "token", "add", "--data-dir", directory).stdout.strip()
    process = bare.start("sandbox", "--port", "0", "--data-dir", directory)
    read_until(process, "Ctrl-C")
    assert end(process)[0] == 0
    listed = bare.run("sandbox", "token", "list", "--data-dir", directory)
    assert listed.returncode == 0
    assert re.search(rf"^…{token[-4:]}  {DEMO_CLIENT} +{','.join(RIGHTS)}$", listed.stdout, re.MULTILINE)
    assert re.search(rf"^…{DEMO_NO_RIGHTS_TOKEN[-4:]}  {DEMO_CLIENT} +\(none\)$", listed.stdout, re.MULTILINE)
    assert len(listed.stdout.splitlines()) == 4
    assert not any(
        known in listed.stdout for known in (token, DEMO_TOKEN, DEMO_OFFICER_TOKEN, DEMO_NO_RIGHTS_TOKEN)
    )


def test_the_demos_file_is_the_default(bare: CommandLine) -> None:
    """Without a directory the token is for the sandbox that `demo` starts."""
    bare.run("sandbox", "token", "add")
    assert (bare.home / ".local/share/platecheck-training/sandbox/sandbox.sqlite3").exists()
    assert len(bare.run("sandbox", "token", "list").stdout.splitlines()) == 1


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("token", "add", "--rights", "plate-validate,everything"), "no such right: 'everything'"),
        (("token", "add", "--rights", ""), "no such right: ''"),
        (("token", "add", "--client", " "), "blank"),
        (("--data-dir", "x", "token", "list"), "after the command"),
    ],
)
def test_what_makes_no_token_is_said(bare: CommandLine, args: tuple[str, ...], said: str) -> None:
    """A right there is not, a blank client and a misplaced option are bad usage, and nothing is written."""
    done = bare.run("sandbox", *args)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert not (bare.home / ".local").exists()


def test_a_file_that_is_no_sandboxs_is_a_sentence(bare: CommandLine) -> None:
    """What cannot be read as a sandbox's file is left alone."""
    (bare.home / "sandbox.sqlite3").write_bytes(b"a letter to my aunt" * 99)
    done = bare.run("sandbox", "token", "add", "--data-dir", str(bare.home))
    assert (done.returncode, done.stdout) == (1, "")
    assert "No sandbox can be kept there" in done.stderr
    assert (bare.home / "sandbox.sqlite3").read_bytes().startswith(b"a letter")
