"""What is on disk: sealed, private to this user, and never opened by another key."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

import pytest

from platecheck.errors import KeyLost, StorageError
from platecheck.facts import Lot
from platecheck.store import Acknowledgement, Answer, Check, FileKeyHolder, Scope, Seal, Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path

KEY = bytes(range(1, 33))
SECRETS = (
    *("ABC123", "XYZ789", "typed-abc", "Tremblay", "Gagnon", "Violence", "Weapons", "Côté", "1970-01-01"),
    *("dean", "HotSpot", "RAWBODYWORDS", "BROKENBODYWORDS", "SEALEDLOT", "98765.43", "LOTBODYWORDS"),
)


@pytest.fixture
def lax_umask() -> Iterator[None]:
    """Create files as a careless system would: open to everyone."""
    before = os.umask(0)
    yield
    os.umask(before)


def modes(directory: Path) -> dict[str, int]:
    """Return the mode of the directory ('.') and of every file in it."""
    found = {".": stat.S_IMODE(directory.stat().st_mode)}
    return found | {path.name: stat.S_IMODE(path.stat().st_mode) for path in directory.iterdir()}


def expose(directory: Path) -> None:
    """Open the directory and its files to everyone."""
    for path in (*directory.iterdir(), directory):
        path.chmod(0o777 if path.is_dir() else 0o666)


def readable(secrets: tuple[str, ...], directory: Path) -> set[str]:
    """Return those of `secrets` that stand in a file of the database, in any case and encoding."""
    held = b"".join(path.read_bytes().lower() for path in directory.glob("device.db*"))
    found = set()
    for secret in secrets:
        small = secret.lower()
        forms = [small.encode(name) for name in ("utf-8", "latin-1", "utf-16-le", "utf-16-be", "utf-32-le")]
        forms += [secret.encode().hex().encode(), small.encode().hex().encode()]
        if any(form in held for form in forms):
            found.add(secret)
    return found


@pytest.mark.usefixtures("lax_umask")
async def test_the_directory_is_0700_and_every_file_in_it_0600(
    directory: Path,
    keys: FileKeyHolder,
    scope: Scope,
    make_check: Callable[..., Check],
    live: Callable[..., Answer],
) -> None:
    """Nobody else on the device reads anything, while it runs and after."""
    store = await Store.open(directory, keys)
    await store.record(scope, make_check(), live())
    private = {"device.key": 0o600, "device.db": 0o600, "device.lock": 0o600}
    assert modes(directory) == {".": 0o700, "device.db-wal": 0o600, "device.db-shm": 0o600, **private}
    await store.close()
    assert modes(directory) == {".": 0o700, **private}


@pytest.mark.usefixtures("lax_umask")
async def test_a_directory_that_others_could_read_is_closed_again(
    directory: Path, keys: FileKeyHolder, store: Store, scope: Scope
) -> None:
    """A copy that came back with open modes is made private before anything is written."""
    assert await store.history(scope) == []
    expose(directory)
    again = await Store.open(directory, keys)
    assert {mode for name, mode in modes(directory).items() if name != "."} == {0o600}
    assert modes(directory)["."] == 0o700
    await again.close()


async def test_nothing_about_a_person_or_a_car_is_readable_on_disk(
    directory: Path,
    store: Store,
    scope: Scope,
    make_check: Callable[..., Check],
    live: Callable[..., Answer],
    unanswered: Callable[..., Answer],
    noon: datetime,
) -> None:
    """Plates, names, alarms, bodies and lot figures are in no file, in any case or encoding."""
    body = b'{"error":0,"data":{"response":"RAWBODYWORDS"}}'
    await store.record(scope, make_check(typed="typed-abc-123"), live(body=body))
    await store.record(scope, make_check("check-2", "XYZ789"), unanswered(body=b"BROKENBODYWORDS"))
    await store.acknowledge(scope, Acknowledgement("check-1", "left alone", noon, "Sergeant Gagnon"))
    await store.save_lots(scope, [Lot("SEALEDLOT", total=98765.43)], b"LOTBODYWORDS", noon)
    assert readable(SECRETS, directory) == set()
    # What is plain is found: the search is able to find something.
    assert readable(("left alone",), directory) == {"left alone"}
    await store.close()
    assert readable(SECRETS, directory) == set()
    assert readable(("left alone",), directory) == {"left alone"}


def test_sealing_twice_gives_two_blobs_that_both_open() -> None:
    """Equal texts do not look equal on disk, and equal plates are found by an equal index."""
    seal = Seal(KEY)
    one, other = seal.seal(b"alarm", "row/1"), seal.seal(b"alarm", "row/1")
    assert one != other
    assert seal.open(one, "row/1") == seal.open(other, "row/1") == b"alarm"
    assert seal.index("ABC123") == Seal(KEY).index("ABC123") != seal.index("ABC124")
    assert seal.fingerprint == Seal(KEY).fingerprint != Seal(KEY[::-1]).fingerprint
    assert Seal(KEY[::-1]).index("ABC123") != seal.index("ABC123")


def test_a_blob_opens_for_its_own_row_and_unchanged_only() -> None:
    """A changed, cut or moved blob is a storage error; another key's is a lost key."""
    seal = Seal(KEY)
    blob = seal.seal(b"alarm", "row/1")
    for position in range(len(blob)):
        changed = bytearray(blob)
        changed[position] ^= 1
        with pytest.raises(StorageError):
            seal.open(bytes(changed), "row/1")
    for cut in range(len(blob)):
        with pytest.raises(StorageError):
            seal.open(blob[:cut], "row/1")
    with pytest.raises(StorageError):
        seal.open(blob, "row/2")
    with pytest.raises(KeyLost):
        seal.open(Seal(KEY[::-1]).seal(b"alarm", "row/1"), "row/1")


def test_a_key_is_made_once_and_stays(directory: Path) -> None:
    """Making it again gives the one that is there."""
    keys = FileKeyHolder(directory)
    assert keys.load() is None
    key = keys.create()
    assert len(key) == 32
    assert keys.load() == FileKeyHolder(directory).create() == key
    assert [path.name for path in directory.iterdir()] == ["device.key"]


def test_a_key_is_made_once_where_hard_links_are_refused(
    directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Android refuses them to apps; the first key stays there too."""

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "link", refuse)
    key = FileKeyHolder(directory).create()
    assert FileKeyHolder(directory).create() == key
    assert modes(directory) == {".": 0o700, "device.key": 0o600}


@pytest.mark.parametrize("content", [b"", KEY[:-1], KEY + b"\n", bytes(32)])
async def test_a_file_that_is_no_key_is_a_lost_key_and_is_left_alone(directory: Path, content: bytes) -> None:
    """Torn, edited and zeroed key files are said, not replaced."""
    FileKeyHolder(directory).create()
    (directory / "device.key").write_bytes(content)
    with pytest.raises(KeyLost, match=r"device\.key"):
        await Store.open(directory, FileKeyHolder(directory))
    assert (directory / "device.key").read_bytes() == content


async def test_a_key_that_cannot_be_read_is_a_lost_key(directory: Path) -> None:
    """A directory in its place, too, is said."""
    (directory / "device.key").mkdir(parents=True)
    with pytest.raises(KeyLost):
        await Store.open(directory, FileKeyHolder(directory))


@pytest.mark.parametrize("key", [None, KEY])
async def test_without_its_key_the_database_is_left_untouched(
    directory: Path,
    keys: FileKeyHolder,
    store: Store,
    scope: Scope,
    make_check: Callable[..., Check],
    live: Callable[..., Answer],
    key: bytes | None,
) -> None:
    """A missing or another key is said with what to do; putting it back brings everything back."""
    await store.record(scope, make_check(), live())
    await store.close()
    path = directory / "device.key"
    right = path.rename(directory / "kept")
    if key is not None:
        path.write_bytes(key)
    before = (directory / "device.db").read_bytes()
    with pytest.raises(KeyLost, match=r"Put the right device\.key back"):
        await Store.open(directory, keys)
    assert (directory / "device.db").read_bytes() == before
    assert (path.read_bytes() if path.exists() else None) == key
    right.rename(path)
    again = await Store.open(directory, keys)
    assert len(await again.history(scope)) == 1
    await again.close()
