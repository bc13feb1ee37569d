"""Uploads of strangers, and more uploads than there is memory for, are refused before a byte of them is read."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from cnn_core.uploads.limits import MAX_BYTES
from pages.widgets.shell import upload_guard
from pages.widgets.shell.upload_guard import MAX_ANNOUNCED, UploadGuard, watch_uploads

MB = 2**20


@pytest.fixture
def manager(monkeypatch: pytest.MonkeyPatch) -> Iterator[MemoryUploadedFileManager]:
    watch_uploads()
    made = MemoryUploadedFileManager("/_stcore/upload_file")
    monkeypatch.setattr(upload_guard, "get_instance", lambda: SimpleNamespace(uploaded_file_mgr=made))
    yield made
    upload_guard._announced.clear()
    assert upload_guard._coming == {}


def announced(manager: MemoryUploadedFileManager, session: str, count: int = 1) -> list[str]:
    return [each.upload_url for each in manager.get_upload_urls(session, ["a.zip"] * count)]


def put(
    manager: MemoryUploadedFileManager, path: str, length: int | None = 10, method: str = "PUT", answer: int = 204
) -> tuple[int, str]:
    """The status and the words with which an upload is answered; what is taken in is kept as Streamlit does, unless it fails."""
    said: list[dict[str, Any]] = []

    async def streamlit(scope: Any, receive: Any, send: Any) -> None:
        session, file = path.split("/")[-2:]
        if answer == 0:
            raise ConnectionResetError
        if method == "PUT" and answer == 204:
            manager.add_file(session, UploadedFileRec(file, "a.zip", "", bytes(length or 0)))
        await send({"type": "http.response.start", "status": answer, "headers": []})

    async def send(message: Any) -> None:
        said.append(message)

    headers = [] if length is None else [(b"content-length", str(length).encode())]
    scope = {"type": "http", "method": method, "path": path, "headers": headers}
    asyncio.run(UploadGuard(streamlit)(scope, lambda: None, send))  # type: ignore[arg-type]
    return said[0]["status"], said[-1].get("body", b"").decode()


def test_a_file_that_was_announced_is_taken_once(manager: MemoryUploadedFileManager) -> None:
    (path,) = announced(manager, "ada")
    assert put(manager, path)[0] == 204
    assert put(manager, path)[0] == 403


def test_a_file_that_failed_on_its_way_may_be_sent_again(manager: MemoryUploadedFileManager) -> None:
    (path,) = announced(manager, "ada")
    assert put(manager, path, answer=400)[0] == 400
    with pytest.raises(ConnectionResetError):
        put(manager, path, answer=0)
    assert put(manager, path)[0] == 204
    assert put(manager, path)[0] == 403


def test_what_fails_after_its_session_has_ended_is_not_announced_again(manager: MemoryUploadedFileManager) -> None:
    (path,) = announced(manager, "ada")

    async def streamlit(scope: Any, receive: Any, send: Any) -> None:
        manager.remove_session_files("ada")
        raise ConnectionResetError

    scope = {"type": "http", "method": "PUT", "path": path, "headers": [(b"content-length", b"10")]}
    with pytest.raises(ConnectionResetError):
        asyncio.run(UploadGuard(streamlit)(scope, lambda: None, lambda message: None))  # type: ignore[arg-type]
    assert put(manager, path)[0] == 403


def test_no_file_is_taken_that_no_widget_announced(manager: MemoryUploadedFileManager) -> None:
    (path,) = announced(manager, "ada")
    for wrong in ("/_stcore/upload_file/ada/made-up", path.replace("ada", "bob"), "/_stcore/upload_file/ada/made-up/"):
        status, words = put(manager, wrong)
        assert (status, words) == (403, upload_guard.UNKNOWN)
    assert dict(manager.file_storage) == {}


def test_a_file_of_the_largest_size_comes_in_its_form_and_a_larger_one_is_told_what_it_has(
    manager: MemoryUploadedFileManager,
) -> None:
    (path,) = announced(manager, "ada")
    status, words = put(manager, path, 205 * MB)
    assert (status, words.strip()) == (
        413,
        "It has 215 MB (205 MiB), and 209.7 MB (200 MiB) is the most; take fewer images, or smaller ones: of each at most 128x128 pixels are used.",
    )
    assert put(manager, path, MAX_BYTES + 300)[0] == 204


def test_what_says_no_length_is_refused(manager: MemoryUploadedFileManager) -> None:
    (path,) = announced(manager, "ada")
    assert put(manager, path, None)[0] == 411


def test_a_session_has_room_for_the_largest_upload_and_is_told_how_to_make_room(manager: MemoryUploadedFileManager) -> None:
    first, second, third = announced(manager, "ada", 3)
    assert put(manager, first, MAX_BYTES)[0] == 204
    assert put(manager, second, 40 * MB)[0] == 204
    status, words = put(manager, third, 1)
    assert status == 413
    assert words.startswith("Your uploads take 240 MB of the app's memory, and 240 MB is the most: reload the page")
    manager.remove_file("ada", first.split("/")[-1])
    assert put(manager, third, 50 * MB)[0] == 204


def test_all_sessions_together_have_600_mb_and_get_it_back_when_one_ends(manager: MemoryUploadedFileManager) -> None:
    for number in range(12):
        (path,) = announced(manager, f"session {number}")
        assert put(manager, path, 50 * MB)[0] == 204
    (path,) = announced(manager, "late")
    status, words = put(manager, path, 1)
    assert (status, words[:26]) == (413, "All uploads here take 600 ")
    manager.remove_session_files("session 0")
    assert put(manager, path, 50 * MB)[0] == 204


def test_only_so_many_files_are_announced_at_a_time(manager: MemoryUploadedFileManager) -> None:
    first = announced(manager, "ada")[0]
    assert len(announced(manager, "ada", 2 * MAX_ANNOUNCED)) == MAX_ANNOUNCED
    assert put(manager, first)[0] == 403


def test_other_requests_are_not_its_business(manager: MemoryUploadedFileManager) -> None:
    assert put(manager, "/_stcore/upload_file/ada/made-up", method="DELETE")[0] == 204
    assert put(manager, "/", method="GET")[0] == 204
