"""Who is answered, and with what."""

import http.client
import threading

import pytest

from dea_export.cli.serving.board import Board
from dea_export.cli.serving.local_server import LocalServer
from dea_export.model.diagnostic import DeaExportError


@pytest.fixture
def board():
    made = Board()
    made.pin("/", "text/html; charset=utf-8", "<p>ä".encode())
    return made


@pytest.fixture
def server(board):
    with LocalServer(board, 0) as made:
        thread = threading.Thread(target=made.serve_forever, args=(0.01,))
        thread.start()
        yield made
        made.shutdown()
        thread.join()


def ask(server, path="/", method="GET", host=None):
    port = server.server_address[1]
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request(method, path, headers={"Host": host or f"127.0.0.1:{port}"})
    return connection.getresponse()


def test_a_page_comes_with_a_policy_that_lets_nothing_in(server):
    answer = ask(server)
    assert (answer.status, answer.read().decode()) == (200, "<p>ä")
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none';")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "Access-Control-Allow-Origin" not in answer.headers


@pytest.mark.parametrize("path", ["/nothing", "/../pyproject.toml", "//etc/passwd", "/%2e%2e/x", "/events/x"])
def test_what_is_not_on_the_board_is_not_there(server, path):
    assert ask(server, path).status == 404


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1", "127.0.0.1:1"])
def test_a_name_of_somebody_else_that_leads_here_is_no_way_in(server, host):
    assert ask(server, host=host).status == 403


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "HEAD"])
def test_nothing_can_be_sent(server, method):
    assert ask(server, method=method).status == 501


@pytest.mark.parametrize("after", ["0", "", "x", "-1", "9" * 30, "²"])
def test_events_come_as_they_happen(server, board, after):
    board.tell("problems", {"text": "a\nb"})
    answer = ask(server, f"/events?after={after.replace('²', '%C2%B2')}")
    assert [answer.readline().decode() for _ in range(4)] == [
        "id: 1\n", "event: problems\n", 'data: {"text": "a\\nb"}\n', "\n"
    ]  # fmt: skip
    board.tell("sheet")
    assert answer.readline().decode() == "id: 2\n"
    answer.close()


def test_a_port_that_is_taken_is_said(server):
    with pytest.raises(DeaExportError) as error:
        LocalServer(Board(), server.server_address[1])
    assert "--port" in error.value.hint
