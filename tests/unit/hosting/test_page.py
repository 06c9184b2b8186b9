"""The page's files over HTTP: by content, packed, and never an old one where there is a new one."""

from __future__ import annotations

import gzip
import json
import os
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest
from flet_web import get_package_web_dir

from platecheck.hosting import contents
from platecheck.hosting.contents import Contents
from platecheck.hosting.guard import LoopbackGuard
from platecheck.hosting.packing import AT_ONCE, Packing
from platecheck.hosting.page import Page, takes_gzip
from platecheck.hosting.serve import find_assets
from platecheck.ui.theme import FONTS

ENTRY = """<html><head><link rel="icon" href="icon.png"><!-- fletAppConfig --></head>
<body><script src="flutter_bootstrap.js" async></script></body></html>"""
LARGE = b"\0asm and what follows " * (AT_ONCE // 10)
FILES = {
    "main.dart.wasm": LARGE,
    "flutter_bootstrap.js": b"start(); " * 200,
    "icon.png": b"\x89PNG" * 400,
    "sounds/alarm.wav": b"RIFF" * 400,
    "index.html": ENTRY.encode(),
}
TAGGED = re.compile(r"/page/\w+/")


async def _behind(scope: Any, _receive: Any, send: Any) -> None:
    """Stand for the app behind the page: says what reached it."""
    if scope["type"] == "http":
        await send({"type": "http.response.start", "status": 299, "headers": []})
        await send({"type": "http.response.body", "body": scope["path"].encode()})
    else:
        await send({"type": "through"})


class Site:
    """A page of a few files, and what asks it."""

    def __init__(self, root: Path, kept: Path) -> None:
        self.root = root
        self.packing = Packing(kept)
        self.page = Page(
            _behind, Contents([root], kept / "digests.json"), self.packing, own=frozenset({"/health"})
        )
        transport = httpx.ASGITransport(app=LoopbackGuard(self.page))
        self._client = httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8550")

    def write(self, name: str, data: bytes) -> None:
        """Put a file in place, as an update does."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)

    async def ask(self, path: str, method: str = "GET", **headers: str) -> httpx.Response:
        """Ask without the client's own wishes; a name's underscores are hyphens."""
        asked = {"accept-encoding": "identity", **{k.replace("_", "-"): v for k, v in headers.items()}}
        return await self._client.request(method, path, headers=asked)

    async def addresses(self) -> list[str]:
        """Return the addresses by content that the entry names."""
        return re.findall(r'"(/page/[^"]+\.\w+)"', (await self.ask("/")).text)


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """Return a page whose files are all there."""
    made = Site(tmp_path / "page", tmp_path / "kept")
    for name, data in FILES.items():
        made.write(name, data)
    return made


async def test_the_entry_is_asked_for_at_every_visit(site: Site) -> None:
    """The entry may be kept but not used unasked; unchanged it is not sent again."""
    first = await site.ask("/")
    assert first.headers["cache-control"] == "no-cache"
    again = await site.ask("/", if_none_match=first.headers["etag"])
    assert (again.status_code, again.content) == (304, b"")
    assert "'self'" in first.headers["content-security-policy"]


@pytest.mark.parametrize("route", ["/history", "/settings", "/index.html", "/a/b"])
async def test_every_route_is_the_entry(site: Site, route: str) -> None:
    """A reload on any screen starts the app."""
    assert (await site.ask(route)).text == (await site.ask("/")).text


async def test_no_other_page_shows_this_one_in_a_frame(site: Site) -> None:
    """Its buttons could be pressed there by someone who does not see what they are."""
    assert "frame-ancestors 'none'" in (await site.ask("/")).headers["content-security-policy"]


async def test_what_the_entry_names_is_kept_for_a_year(site: Site) -> None:
    """Everything that the entry leads to has an address that never means anything else."""
    addresses = await site.addresses()
    names = {TAGGED.sub("", address) for address in addresses}
    assert names >= {"main.dart.wasm", "flutter_bootstrap.js", "icon.png"}
    for address in addresses:
        answer = await site.ask(address)
        assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert answer.content == FILES[TAGGED.sub("", address)]


@pytest.mark.parametrize("name", ["main.dart.wasm", "flutter_bootstrap.js", "icon.png"])
async def test_a_new_content_has_a_new_address(site: Site, name: str) -> None:
    """After an update the next visit gets the new file, at once and without a new start."""
    before, entry = await site.addresses(), await site.ask("/")
    site.write(name, FILES[name][:-1] + b"!")
    assert (await site.ask("/", if_none_match=entry.headers["etag"])).status_code == 200
    after = await site.addresses()
    (address,) = [found for found in after if found.endswith(name)]
    assert address not in before
    assert (await site.ask(address)).content == FILES[name][:-1] + b"!"


async def test_an_old_address_never_keeps_a_new_content(site: Site) -> None:
    """A page that was open over an update gets the new file, and may not keep it under the old name."""
    old = next(found for found in await site.addresses() if found.endswith("bootstrap.js"))
    site.write("flutter_bootstrap.js", b"new();" * 300)
    answer = await site.ask(old)
    assert (answer.content, answer.headers["cache-control"]) == (b"new();" * 300, "no-cache")
    assert (await site.ask("/page/anything/icon.png")).headers["cache-control"] == "no-cache"


async def test_a_file_by_its_name_is_checked_again(site: Site) -> None:
    """What has no address by content is validated by its content."""
    first = await site.ask("/sounds/alarm.wav")
    assert first.headers["cache-control"] == "no-cache"
    assert (await site.ask("/sounds/alarm.wav", if_none_match=first.headers["etag"])).status_code == 304
    site.write("sounds/alarm.wav", b"FFIR" * 400)
    later = await site.ask("/sounds/alarm.wav", if_none_match=first.headers["etag"])
    assert (later.status_code, later.content) == (200, b"FFIR" * 400)


async def test_text_and_wasm_are_packed_for_who_takes_it(site: Site) -> None:
    """Packed and plain are two forms of one content, told apart by every cache."""
    site.page.pack()
    for name in ("/main.dart.wasm", "/flutter_bootstrap.js", "/"):
        plain, packed = await site.ask(name), await site.ask(name, accept_encoding="br, gzip")
        assert packed.headers["content-encoding"] == "gzip"
        assert "content-encoding" not in plain.headers
        assert packed.content == plain.content
        assert int(packed.headers["content-length"]) < int(plain.headers["content-length"])
        assert packed.headers["etag"] != plain.headers["etag"]
        assert packed.headers["vary"] == plain.headers["vary"] == "accept-encoding"
    assert "content-encoding" not in (await site.ask("/icon.png", accept_encoding="gzip")).headers


async def test_a_large_file_does_not_wait_for_its_packing(site: Site) -> None:
    """Before it is packed it is sent as it is."""
    answer = await site.ask("/main.dart.wasm", accept_encoding="gzip")
    assert ("content-encoding" in answer.headers, answer.content) == (False, LARGE)


@pytest.mark.parametrize("name", ["/", "/icon.png", "/flutter_bootstrap.js"])
async def test_head_says_what_get_would(site: Site, name: str) -> None:
    """A HEAD has the headers of a GET and no body."""
    asked, got = (
        await site.ask(name, "HEAD", accept_encoding="gzip"),
        await site.ask(name, accept_encoding="gzip"),
    )
    assert (asked.headers, asked.content) == (got.headers, b"")


async def test_a_range_is_one_of_the_plain_file(site: Site) -> None:
    """Bytes are counted in the file as it is, whatever the browser takes."""
    answer = await site.ask("/flutter_bootstrap.js", accept_encoding="gzip", range="bytes=2-5")
    assert (answer.status_code, answer.content) == (206, FILES["flutter_bootstrap.js"][2:6])
    assert "content-encoding" not in answer.headers
    size = len(FILES["sounds/alarm.wav"])
    assert (await site.ask("/sounds/alarm.wav", range=f"bytes={size}-")).status_code == 416


@pytest.mark.parametrize(
    "path", ["/missing.js", "/page/x/missing.js", "/page/x/", "/page/x/%2e%2e/secret.txt", "/..%5csecret.txt"]
)
async def test_what_is_not_there_is_not_found(site: Site, path: str) -> None:
    """A file that is missing, or not the page's, is not replaced by the entry."""
    (site.root.parent / "secret.txt").write_text("secret")
    answer = await site.ask(path)
    assert answer.status_code == 404
    assert "immutable" not in answer.headers["cache-control"]


async def test_a_link_out_of_the_page_is_not_followed(site: Site, tmp_path: Path) -> None:
    """What lies elsewhere is not the page's."""
    (tmp_path / "secret.txt").write_text("secret")
    (site.root / "link.txt").symlink_to(tmp_path / "secret.txt")
    assert (await site.ask("/link.txt")).status_code == 404


async def test_the_app_answers_what_is_its_own(site: Site) -> None:
    """Websockets and the app's own paths pass untouched; files are only read."""
    assert (await site.ask("/health")).content == b"/health"
    assert (await site.ask("/icon.png", "POST")).status_code == 405
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    await site.page({"type": "websocket", "path": "/ws"}, None, send)  # type: ignore[arg-type]
    assert sent == [{"type": "through"}]


async def test_the_guard_goes_first(site: Site) -> None:
    """A foreign name gets nothing of the page."""
    assert (await site.ask("/icon.png", host="evil.example")).status_code == 403


@pytest.mark.parametrize(
    ("accepted", "takes"),
    [
        *(("gzip", True), ("GZIP;q=0.5, br", True), ("*", True), ("", False), ("br", False)),
        *(("gzip;q=0", False), ("gzip;q=0.000, *", False), ("identity;q=1, *;q=0", False)),
    ],
)
def test_an_exclusion_of_gzip_counts(accepted: str, takes: bool) -> None:  # noqa: FBT001 - a table
    """Packed content is for who asked for it."""
    assert takes_gzip(accepted) is takes


def test_packed_by_several_at_once_it_is_whole(site: Site) -> None:
    """Whoever packs a content first, all find the same whole file, and nothing half done beside it."""
    part = Contents([site.root]).find("main.dart.wasm")
    assert part is not None
    kept = site.root.parent / "shared"
    several = [Packing(kept) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda packing: packing.pack([part]), several))
    found = [packing.find(part) for packing in several]
    assert {gzip.decompress(path.read_bytes()) for path in found if path} == {LARGE}
    assert len(list(kept.iterdir())) == 1


async def test_without_a_place_to_keep_it_the_page_is_served_plain(tmp_path: Path) -> None:
    """A data directory that cannot be written to costs speed, not the page."""
    (tmp_path / "kept").write_text("a file where a directory should be")
    site = Site(tmp_path / "page", tmp_path / "kept")
    for name, data in FILES.items():
        site.write(name, data)
    site.page.pack()
    answer = await site.ask("/flutter_bootstrap.js", accept_encoding="gzip")
    assert (answer.status_code, answer.content) == (200, FILES["flutter_bootstrap.js"])


def test_a_file_replaced_while_it_is_packed_is_not_kept_as_the_old_one(site: Site) -> None:
    """The packed form belongs to its digest, whatever happens to the file."""
    part = Contents([site.root]).find("flutter_bootstrap.js")
    site.write("flutter_bootstrap.js", b"new();" * 300)
    assert part is not None
    assert site.packing.find(part) is None


def test_packing_stops_with_the_server(site: Site) -> None:
    """An end is not held up by files that nobody waits for."""
    site.page.stop()
    site.page.pack()
    part = Contents([site.root]).find("main.dart.wasm")
    assert part is not None
    assert site.packing.find(part) is None


def test_what_was_hashed_once_is_remembered(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second start reads no file that is as it was; one that changed it does."""
    monkeypatch.setattr(contents, "_FRESH_NS", -(10**12))
    memory = site.root.parent / "digests.json"
    first = Contents([site.root], memory).client()
    rows = json.loads(memory.read_text())
    memory.write_text(json.dumps({path: [*row[:4], "0" * 64] for path, row in rows.items()}))
    assert {part.digest for part in Contents([site.root], memory).client().parts.values()} == {"0" * 64}
    site.write("main.dart.wasm", LARGE[::-1])
    assert Contents([site.root], memory).client().parts["main.dart.wasm"].digest != "0" * 64
    memory.write_text("no digests at all")
    assert Contents([site.root], memory).client().tag != first.tag


def test_the_fonts_are_the_clients_and_ours() -> None:
    """The list of fonts names files that are there: Flet's icons, and every face of the theme."""
    assets = find_assets()
    assert assets is not None
    found = Contents([Path(assets), Path(get_package_web_dir())])
    listed = json.loads((Path(assets) / "assets" / "FontManifest.json").read_text())
    for family in listed:
        for font in family["fonts"]:
            name = os.path.normpath(f"assets/{font['asset']}")
            assert found.find(Path(name).as_posix()), name
    assert {family["family"] for family in listed} >= {*FONTS, "MaterialIcons", "Roboto"}
