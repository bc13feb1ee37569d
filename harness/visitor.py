"""A browser without a window: one session of the app over a real WebSocket, with the messages that Streamlit's own pages send."""

from __future__ import annotations

import re
import time
import urllib.request
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.DownloadButton_pb2 import DownloadButton
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from pages.widgets.state.owner import cookie_name

PATIENCE = 60.0
WHOLE_PAGE = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_WITH_COMPILE_ERROR)
SECRET = re.compile(rb"canary-[0-9a-f]{16}")


class NoAnswer(Exception):
    """The server did not finish a run of the script in time, or closed the connection."""


class Silence(NoAnswer):
    """No message came in time."""


@dataclass
class Seen:
    """What came so far: pages, widgets and files by the text on them, fragments that redraw themselves, errors, secrets, bytes."""

    pages: dict[str, str] = field(default_factory=dict)
    widgets: dict[str, str] = field(default_factory=dict)
    files: dict[str, DownloadButton] = field(default_factory=dict)
    clocks: dict[str, float] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    secrets: set[str] = field(default_factory=set)
    size: int = 0


class Visitor:
    """One session; `secret` stands in the names of what it makes. For one thread. With `owner` it is the browser that has this key,
    with `number` one that asks for the session with this number."""

    def __init__(self, url: str, secret: str = "", owner: str = "", number: str = "") -> None:
        address, self.secret, self.seen = urlsplit(url), secret, Seen()
        known = {"Cookie": f"{cookie_name(address.netloc)}={owner}"} if owner else {}
        page = urllib.request.Request(url, headers={"Accept": "text/html", **known})
        with urllib.request.urlopen(page, timeout=PATIENCE) as answer:
            self._cookie = answer.headers["set-cookie"].split(";")[0]
        self._socket = connect(
            f"ws://{address.netloc}/_stcore/stream",
            origin=f"http://{address.netloc}",  # type: ignore[arg-type]
            subprotocols=["streamlit", *(["x", number] if number else [])],  # type: ignore[list-item]
            additional_headers={"Cookie": self._cookie},
            max_size=None,
            open_timeout=PATIENCE,
        )
        self.page = self.number = self._made = ""
        self._host = f"http://{address.netloc}"

    def go(self, page: str, query: str = "") -> float:
        """Opens a page; how long until all of it was there, in seconds."""
        self.page = page
        return self._run(BackMsg(), query=query)

    def press(self, label: str) -> float:
        return self._run(self._with(WidgetState(id=self.seen.widgets[label], trigger_value=True)))

    def train(self) -> float:
        """Presses the button that trains, which may name the network."""
        return self.press(next(label for label in self.seen.widgets if label == "Train" or label.startswith("Train ")))

    def type_number(self, label: str, value: int) -> float:
        return self._run(self._with(WidgetState(id=self.seen.widgets[label], double_value=value)))

    def download(self, label: str) -> tuple[str, bytes]:
        """The name and the bytes of the file behind the button that bears this label, made at the click where it is made then."""
        button, self._made = self.seen.files[label], ""
        if button.deferred_file_id:
            message = BackMsg()
            asked = message.backend_operation_request
            asked.request_id, asked.session_id, asked.deferred_file.file_id = "1", self.number, button.deferred_file_id
            self._socket.send(message.SerializeToString())
            end = time.monotonic() + PATIENCE
            while not self._made:
                self._take(end - time.monotonic())
        file = urllib.request.Request(self._host + (self._made or button.url), headers={"Cookie": self._cookie})
        with urllib.request.urlopen(file, timeout=PATIENCE) as answer:
            return str(answer.headers.get_filename()), answer.read()

    def wait(self, seconds: float) -> None:
        """Lets the page stand, which asks for its fragments as often as it was told to. Not every such message has a run of its own."""
        end = time.monotonic() + seconds
        due = {key: time.monotonic() + every for key, every in self.seen.clocks.items()}
        while (now := time.monotonic()) < end:
            for key in [key for key, at in due.items() if at <= now and key in self.seen.clocks]:
                message = BackMsg()
                message.rerun_script.fragment_id, message.rerun_script.is_auto_rerun = key, True
                self._ask(message)
                due[key] = now + self.seen.clocks[key]
            with suppress(Silence):
                self._take(min([end, *due.values()]) - time.monotonic())

    def close(self) -> None:
        self._socket.close()

    @staticmethod
    def _with(state: WidgetState) -> BackMsg:
        message = BackMsg()
        message.rerun_script.widget_states.widgets.append(state)
        return message

    def _run(self, message: BackMsg, query: str = "") -> float:
        """Has the whole page run; how long until it was there, in seconds."""
        self.seen.clocks.clear()
        began = time.monotonic()
        self._ask(message, query)
        while not self._take(PATIENCE - (time.monotonic() - began)):
            pass
        return time.monotonic() - began

    def _ask(self, message: BackMsg, query: str = "") -> None:
        state = message.rerun_script
        state.query_string = query
        if self.page in self.seen.pages:
            state.page_script_hash = self.seen.pages[self.page]
        else:
            state.page_name = self.page
        try:
            self._socket.send(message.SerializeToString())
        except ConnectionClosed as error:
            raise NoAnswer(str(error)) from error

    def _take(self, timeout: float) -> bool:
        """Takes one message; True if it says that a run of the whole page is over. Silence: none came in time."""
        try:
            content = self._socket.recv(timeout=max(0.0, timeout))
        except TimeoutError as error:
            raise Silence(f"Nothing came within {timeout:.0f} s") from error
        except ConnectionClosed as error:
            raise NoAnswer(str(error)) from error
        assert isinstance(content, bytes)
        self.seen.size += len(content)
        self.seen.secrets |= {each.decode() for each in SECRET.findall(content)}
        message = ForwardMsg.FromString(content)
        kind = message.WhichOneof("type")
        if kind == "delta":
            self._look(message)
        elif kind == "navigation":
            self.seen.pages = {each.url_pathname: each.page_script_hash for each in message.navigation.app_pages}
        elif kind == "auto_rerun":
            self.seen.clocks[message.auto_rerun.fragment_id] = message.auto_rerun.interval
        elif kind == "stop_auto_rerun":
            for key in message.stop_auto_rerun.fragment_ids:
                self.seen.clocks.pop(key, None)
        elif kind == "new_session":
            self.number = message.new_session.initialize.session_id
        elif kind == "backend_operation_response":
            self._made = message.backend_operation_response.deferred_file.url or "/not-made"
        elif kind == "script_finished" and message.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN:
            self.seen.clocks.clear()  # all of the page runs again, and says once more what redraws itself
        return kind == "script_finished" and message.script_finished in WHOLE_PAGE

    def _look(self, message: ForwardMsg) -> None:
        element = message.delta.new_element
        kind = element.WhichOneof("type")
        if kind in ("button", "number_input"):
            self.seen.widgets[getattr(element, kind).label] = getattr(element, kind).id
        elif kind == "download_button":
            self.seen.files[element.download_button.label] = element.download_button
        elif kind == "exception":
            self.seen.errors.append(element.exception.message)
        elif kind == "alert" and element.alert.format == element.alert.ERROR:
            self.seen.errors.append(element.alert.body)
