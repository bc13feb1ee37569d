"""What reaches Python from a component's script, and the script that reaches the browser."""

from __future__ import annotations

from pathlib import Path

import pytest
import streamlit as st

from pages.widgets.components.channel import messages, script


@pytest.mark.parametrize("sent", [None, "filters", {"seq": 1}, [None, 3, {}, {"seq": "1"}, {"seq": True}, {"seq": 1.5}]])
def test_what_is_no_numbered_message_is_passed_over(monkeypatch: pytest.MonkeyPatch, sent: object) -> None:
    monkeypatch.setattr(st, "session_state", {"editor": {"commands": sent}})
    assert messages("editor", "commands") == []


def test_numbered_messages_come_in_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    commands = [{"seq": 4, "op": "undo"}, {"seq": 5, "op": "redo"}]
    monkeypatch.setattr(st, "session_state", {"editor": {"commands": commands}})
    assert messages("editor", "commands") == commands
    assert messages("pad", "drawing") == []


def test_the_script_has_the_channel_in_front_and_no_lines_of_comments(tmp_path: Path) -> None:
    (tmp_path / "own.js").write_text('// Words.\nconst place = "http://x"; // why\n  // More.\nopen(place);\n')
    text = script(tmp_path, "own.js")
    assert text.index("class Channel") < text.index("open(place)")
    assert text.endswith('const place = "http://x"; // why\nopen(place);\n')
    assert not any(line.lstrip().startswith("//") for line in text.splitlines())
