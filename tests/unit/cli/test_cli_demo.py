"""`demo`, `web`, `desktop` and `sandbox`: processes that run until they are told to stop."""

from __future__ import annotations

import json
import os
import re
import signal
import urllib.error
import urllib.request
from typing import TYPE_CHECKING, Any

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from platecheck import __version__
from platecheck.sandbox.campus import DEMO_CLIENT, DEMO_TOKEN
from platecheck.sandbox.training import TRAINING_LOT, VALID

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    from tests.unit.cli.conftest import CommandLine

    ReadUntil = Callable[[subprocess.Popen[str], str], list[str]]
    End = Callable[..., tuple[int, str, str]]


def _get(url: str) -> bytes:
    with urllib.request.urlopen(url, timeout=10) as answer:  # noqa: S310 - loopback
        return bytes(answer.read())


def _fake_browser(path: Path, does: str) -> str:
    """Make a command at `path` and return a PATH that finds it first."""
    path.write_text(f"#!/bin/sh\n{does}\n")
    path.chmod(0o755)
    return f"{path.parent}{os.pathsep}{os.environ['PATH']}"


def test_demo_is_ready_when_it_says_so_and_ends_clean(
    bare: CommandLine, read_until: ReadUntil, end: End
) -> None:
    """The last line is `ready` and the address of a page that is served; a second start is the same."""
    for number in (signal.SIGTERM, signal.SIGINT):
        process = bare.start("demo", "--no-browser", "--port", "0")
        lines = read_until(process, "ready ")
        assert re.fullmatch(r"ready http://127\.0\.0\.1:\d+", lines[-1])
        url = lines[-1].removeprefix("ready ")
        assert json.loads(_get(f"{url}/health")) == {"status": "ok", "version": __version__}
        assert b"flutter" in _get(url)
        with connect(f"ws{url.removeprefix('http')}/ws"):
            code, rest, errors = end(process, number)
        assert (code, rest, errors) == (0, "", "")


def test_demo_keeps_to_its_own_directory_and_sandbox(
    cli: CommandLine, read_until: ReadUntil, end: End
) -> None:
    """Nothing of a real installation's environment reaches it, and its data is not where real data is."""
    cli.env |= {"PLATECHECK_VALIDATION_URL": "https://real.example", "PLATECHECK_TOKEN": "real-token"}
    process = cli.start("demo", "--no-browser", "--port", "0")
    lines = read_until(process, "ready ")
    (training,) = (cli.home / ".local/share").iterdir()
    assert training.name == "platecheck-training"
    assert f"TRAINING: invented data in {training}" in lines
    kept = json.loads((training / "settings.json").read_text())
    assert kept["training"] is True
    assert kept["validation_url"] == kept["controller_url"] == lines[-2].removeprefix("sandbox ")
    assert (kept["client"], kept["lot"]) == (DEMO_CLIENT, TRAINING_LOT)
    assert DEMO_TOKEN not in (training / "settings.json").read_text()
    assert not cli.directory.exists()
    bare = {name: "" for name in cli.env if name.startswith("PLATECHECK_")}
    (line,) = cli.lines("check", VALID, **bare | {"PLATECHECK_DATA_DIR": str(training)})
    assert (line["verdict"], line["lot"]) == ("valid", TRAINING_LOT)
    assert end(process)[0] == 0


def test_demo_leaves_what_the_trainee_set(bare: CommandLine, read_until: ReadUntil, end: End) -> None:
    """A second start points at the new sandbox and keeps language, lot and officer."""
    process = bare.start("demo", "--no-browser", "--port", "0", "--data-dir", str(bare.directory))
    read_until(process, "ready ")
    end(process)
    bare.run("settings", "set", "language", "fr")
    bare.run("settings", "set", "lot", "")
    process = bare.start("demo", "--no-browser", "--port", "0", "--data-dir", str(bare.directory))
    lines = read_until(process, "ready ")
    end(process)
    kept = json.loads((bare.directory / "settings.json").read_text())
    assert (kept["language"], kept["lot"]) == ("fr", "")
    assert kept["validation_url"] == lines[-2].removeprefix("sandbox ")


def test_demo_runs_without_a_home_to_write_to(bare: CommandLine, read_until: ReadUntil, end: End) -> None:
    """An account that cannot write gets training data for one run, gone after it."""
    process = bare.start("demo", "--no-browser", "--port", "0", HOME="/proc/nowhere", TMPDIR=str(bare.home))
    read_until(process, "ready ")
    (training,) = bare.home.glob("platecheck-training-*")
    assert (training / "settings.json").exists()
    assert end(process) == (0, "", "")
    assert not training.exists()


def test_demo_refuses_a_directory_of_real_data(bare: CommandLine) -> None:
    """Training data never goes where real settings are, and nothing there is touched."""
    bare.run("settings", "set", "client", "REAL")
    before = (bare.directory / "settings.json").read_text()
    done = bare.run("demo", "--no-browser", "--data-dir", str(bare.directory))
    assert (done.returncode, done.stdout) == (2, "")
    assert "belongs to a real installation" in done.stderr
    assert [path.name for path in bare.directory.iterdir()] == ["settings.json"]
    assert (bare.directory / "settings.json").read_text() == before


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.4", "example.com", "127.0.0.1.example.com"])  # noqa: S104
def test_web_listens_to_this_machine_only(bare: CommandLine, host: str) -> None:
    """Any other host is refused, with the reason."""
    done = bare.run("web", "--host", host)
    assert (done.returncode, done.stdout) == (2, "")
    assert "no logins yet" in done.stderr


def test_web_takes_the_next_port_unless_told(
    bare: CommandLine, read_until: ReadUntil, end: End, tmp_path: Path
) -> None:
    """Two run side by side; a port that is asked for and taken is a sentence."""
    first = bare.start("web")
    url = read_until(first, "ready ")[-1].removeprefix("ready ")
    second = bare.start("web", PLATECHECK_DATA_DIR=str(tmp_path / "other"))
    assert read_until(second, "ready ")[-1].removeprefix("ready ") != url
    third = bare.run("web", "--port", url.rpartition(":")[2])
    assert third.returncode == 2
    assert "Choose another with --port" in third.stderr
    assert [end(process)[0] for process in (first, second)] == [0, 0]


def test_web_answers_its_own_pages_only(bare: CommandLine, read_until: ReadUntil, end: End) -> None:
    """A foreign name for this machine gets nothing, and no foreign page can open the websocket."""
    process = bare.start("web", "--port", "0", "--host", "localhost")
    url = read_until(process, "ready ")[-1].removeprefix("ready ")
    request = urllib.request.Request(f"{url}/health", headers={"Host": "rebound.example"})  # noqa: S310 - loopback
    with pytest.raises(urllib.error.HTTPError, match="403") as refused:
        urllib.request.urlopen(request, timeout=10)  # noqa: S310 - loopback
    refused.value.close()
    socket = f"ws{url.removeprefix('http')}/ws"
    with pytest.raises(InvalidStatus, match="403"):
        connect(socket, origin="https://elsewhere.example")  # type: ignore[arg-type]
    with connect(socket, origin=url):  # type: ignore[arg-type]
        pass
    assert end(process)[0] == 0


def test_desktop_without_a_screen_says_how_to_open_it(
    bare: CommandLine, read_until: ReadUntil, end: End
) -> None:
    """Where no window can be had, the app is served and a browser on this machine can open it."""
    process = bare.start("desktop")
    url = read_until(process, "ready ")[-1].removeprefix("ready ")
    code, _, errors = end(process)
    assert code == 0
    assert f"Open {url} in any browser." in errors


def test_desktop_ends_with_its_window(bare: CommandLine, read_until: ReadUntil, tmp_path: Path) -> None:
    """With a screen and a browser it opens an app window, and closing that ends the command."""
    path = _fake_browser(tmp_path / "chromium", f'echo "$@" > "{tmp_path}/window"')
    process = bare.start("desktop", DISPLAY=":99", PATH=path)
    url = read_until(process, "ready ")[-1].removeprefix("ready ")
    _, errors = process.communicate(timeout=30)
    assert (process.returncode, errors) == (0, "")
    assert f"--app={url}" in (tmp_path / "window").read_text()


def test_desktop_takes_its_window_along(
    bare: CommandLine, read_until: ReadUntil, end: End, tmp_path: Path
) -> None:
    """Told to stop, it closes the window it opened."""
    os.mkfifo(tmp_path / "window")
    path = _fake_browser(tmp_path / "chromium", f'echo $$ > "{tmp_path}/window"; exec tail -f /dev/null')
    process = bare.start("desktop", DISPLAY=":99", PATH=path)
    read_until(process, "ready ")
    window = int((tmp_path / "window").read_text())
    assert end(process)[0] == 0
    with pytest.raises(ProcessLookupError):
        os.kill(window, 0)


def test_demo_opens_a_browser_where_there_is_a_screen(
    bare: CommandLine, read_until: ReadUntil, end: End, tmp_path: Path
) -> None:
    """The page is opened in the user's browser, whose talk does not follow the `ready` line."""
    os.mkfifo(tmp_path / "opened")
    _fake_browser(tmp_path / "browser", f'echo chatter; echo "$1" > "{tmp_path}/opened"')
    process = bare.start("demo", "--port", "0", DISPLAY=":99", BROWSER=f"{tmp_path}/browser %s")
    url = read_until(process, "ready ")[-1].removeprefix("ready ")
    assert (tmp_path / "opened").read_text().strip().rstrip("/") == url
    assert end(process) == (0, "", "")


def test_sandbox_says_all_one_needs_to_reach_it(bare: CommandLine, read_until: ReadUntil, end: End) -> None:
    """Address, client, token and the training plates are printed; a check against it answers."""
    process = bare.start("sandbox", "--data-dir", str(bare.home / "sandbox"), "--latency", "0.05")
    lines = read_until(process, "Ctrl-C")
    url = re.search(r"http://127\.0\.0\.1:\d+", lines[0])
    assert url is not None
    assert DEMO_CLIENT in lines[1]
    assert DEMO_TOKEN in lines[2]
    assert any(line.split()[:2] == [VALID, "valid"] for line in lines if line.strip())
    env = {"VALIDATION_URL": url[0], "CONTROLLER_URL": url[0], "CLIENT": DEMO_CLIENT, "TOKEN": DEMO_TOKEN}
    (line,) = bare.lines("check", VALID, **{f"PLATECHECK_{name}": value for name, value in env.items()})
    assert line["verdict"] == "valid"
    assert end(process)[:2] == (0, "")


def test_sandbox_fails_as_often_as_told(bare: CommandLine, read_until: ReadUntil, end: End) -> None:
    """A fail rate of one leaves no plate answered."""
    process = bare.start("sandbox", "--port", "0", "--fail", "1")
    url = re.search(r"http://\S+\d", read_until(process, "sandbox ")[0])
    assert url is not None
    state: dict[str, Any] = json.loads(_get(f"{url[0]}/sandbox/state"))
    assert state["faults"]["fail_rate"] == 1
    assert end(process)[0] == 0
