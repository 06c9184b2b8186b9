"""An answer that comes once: on the disk while it arrives, whole, private, and never lost to one bad disk."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import textwrap
from typing import TYPE_CHECKING

import pytest

from platecheck.errors import DiskFull, StorageError
from platecheck.landing import Landing

if TYPE_CHECKING:
    from pathlib import Path

CHUNKS = (b'{"records":', b"[1, 2, 3]", b"}")


def test_what_arrives_has_its_name_once_it_is_whole(tmp_path: Path) -> None:
    """Until then it is a part, which has every byte that came; both are readable for this user alone."""
    landing = Landing(tmp_path / "exports", "overdue.json")
    part = tmp_path / "exports" / "overdue.json.part"
    for number, chunk in enumerate(CHUNKS, 1):
        landing.take(chunk)
        assert part.read_bytes() == b"".join(CHUNKS[:number])
    assert stat.S_IMODE(part.stat().st_mode) == 0o600
    kept = landing.keep()
    assert (kept.name, kept.read_bytes(), landing.body) == (
        "overdue.json",
        b"".join(CHUNKS),
        kept.read_bytes(),
    )
    assert [path.name for path in kept.parent.iterdir()] == ["overdue.json"]
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_a_disk_that_fails_meanwhile_loses_nothing(tmp_path: Path) -> None:
    """What came before and after is written whole to the next directory that takes it."""
    landing = Landing(tmp_path / "card", "overdue.json", (tmp_path / "file", tmp_path))
    (tmp_path / "file").write_text("no directory")
    landing.take(CHUNKS[0])
    os.close(landing._file.fileno())  # as a card that was pulled out
    for chunk in CHUNKS[1:]:
        landing.take(chunk)
    (tmp_path / "card" / "overdue.json.part").unlink()
    (tmp_path / "card").rmdir()
    (tmp_path / "card").write_text("no directory any more")
    kept = landing.keep()
    assert kept == tmp_path / "overdue.json"
    assert kept.read_bytes() == b"".join(CHUNKS)


def test_where_no_disk_takes_it_a_person_names_another(tmp_path: Path) -> None:
    """Nothing is let go of before it is on a disk."""
    landing = Landing(tmp_path / "card", "overdue.json")
    landing.take(b"all of it")
    os.close(landing._file.fileno())
    landing.take(b", really")
    (tmp_path / "card" / "overdue.json.part").unlink()
    (tmp_path / "card").rmdir()
    (tmp_path / "card").write_text("no directory any more")
    with pytest.raises(StorageError, match="choose another directory"):
        landing.keep()
    with pytest.raises(StorageError, match="cannot be written"):
        landing.put_into(tmp_path / "card" / "below")
    assert landing.put_into(tmp_path / "new").read_bytes() == b"all of it, really"


def test_an_answer_that_breaks_off_leaves_its_part(tmp_path: Path) -> None:
    """And no file at all where nothing came, or where what came was no such answer."""
    landing = Landing(tmp_path, "one.json")
    landing.take(CHUNKS[0])
    part = landing.leave()
    assert part == tmp_path / "one.json.part"
    assert part.read_bytes() == CHUNKS[0]
    assert Landing(tmp_path, "two.json").leave() is None
    refused = Landing(tmp_path, "three.json")
    refused.take(b'{"ErrorCode": 9002}')
    refused.discard()
    assert [path.name for path in tmp_path.iterdir()] == ["one.json.part"]


def test_nothing_is_begun_where_it_could_not_be_kept(tmp_path: Path) -> None:
    """No room, no directory, or a file of that name: said before anything is asked for."""
    with pytest.raises(DiskFull, match="too little room"):
        Landing(tmp_path / "exports", "overdue.json", room=2**62)
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError, match="Nothing can be written"):
        Landing(tmp_path / "file", "overdue.json")
    (tmp_path / "overdue.json").write_text("the last one")
    with pytest.raises(StorageError, match="Nothing can be written"):
        Landing(tmp_path, "overdue.json")
    assert (tmp_path / "overdue.json").read_text() == "the last one"


@pytest.mark.parametrize("chunks", [1, 2, 3])
def test_a_kill_leaves_what_had_arrived(tmp_path: Path, chunks: int) -> None:
    """The process dies between two bytes, or before the file gets its name: nothing of it is lost."""
    script = f"""
        import os
        from pathlib import Path
        from platecheck.landing import Landing
        landing = Landing(Path({str(tmp_path)!r}), "overdue.json")
        for chunk in {CHUNKS[:chunks]!r}:
            landing.take(chunk)
        os.kill(os.getpid(), 9)
    """
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(script)], check=False)  # noqa: S603 - our own
    assert done.returncode == -9
    assert (tmp_path / "overdue.json.part").read_bytes() == b"".join(CHUNKS[:chunks])
