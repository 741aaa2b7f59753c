"""The program as a process: signals, full disks, folders that cannot be written, two at once, terminals."""

import ctypes
import json
import os
import pty
import resource
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from dea_export.cli.build.workers import Workers
from tests.support.files import snapshot
from tests.support.patience import PATIENCE
from tests.support.strangers import stranger

PR_CAPBSET_DROP = 24  # of linux/prctl.h
LIMIT = 1200  # bytes that a file may have on the full disk; mini.md is larger


@pytest.fixture
def built(work, process):
    """`work` with what `all` made, and content that has changed since."""
    assert process("all").wait(60) == 0
    path = work / "content" / "mini.yaml"
    path.write_text(path.read_text("utf-8").replace("only if it ends with", "only when it ends with"), encoding="utf-8")
    return work / "build"


def wait_for(path, seconds=90.0):
    """Until a file is there."""
    end = time.monotonic() + seconds
    while not path.exists():
        assert time.monotonic() < end, f"{path} did not appear"
        time.sleep(0.02)


def ended(pids, seconds=10.0):
    """Whether all these processes are gone after a while."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if not any(Path(f"/proc/{pid}").exists() for pid in pids):
            return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_an_interruption_leaves_all_files_whole_and_no_process(built, work, process, plugins, number, code):
    stranger(plugins, "slow", "open('pid', 'w').write(str(os.getpid()))\nos.rename('pid', 'worker')\ntime.sleep(60)")
    before = snapshot(built)
    heard = lambda: signal.signal(signal.SIGINT, signal.SIG_DFL)  # noqa: E731  a job in the background does not hear it
    running = process("all", start_new_session=True, preexec_fn=heard)
    wait_for(work / "worker")
    os.killpg(running.pid, number) if number == signal.SIGINT else running.send_signal(number)
    _, err = running.communicate(timeout=PATIENCE)
    assert running.returncode == code
    assert err.strip() == "interrupted; the files of the last finished run are unchanged"
    assert snapshot(built) == before
    assert ended([(work / "worker").read_text()])


def test_an_interruption_while_a_process_sends_its_result_ends_too(built, work, process, plugins):
    half = """
        def preload(self):
            import __main__ as worker

            def send_half(stream, data):
                stream.write(worker.LENGTH.pack(len(data)) + data[: len(data) // 2])
                stream.flush()
                open('worker', 'w').close()
                time.sleep(60)

            worker.send_frame = send_half
    """
    stranger(plugins, "half", "return []", attributes=half)
    before = snapshot(built)
    running = process("all")
    wait_for(work / "worker")
    running.terminate()
    _, err = running.communicate(timeout=PATIENCE)
    assert running.returncode == 143
    assert err.strip() == "interrupted; the files of the last finished run are unchanged"
    assert snapshot(built) == before


def test_an_interruption_leaves_no_thread():
    before = {*threading.enumerate()}
    with pytest.raises(KeyboardInterrupt), Workers(2):
        raise KeyboardInterrupt
    for thread in {*threading.enumerate()} - before:
        thread.join(20)
    assert {*threading.enumerate()} <= before


def test_wrong_content_ends_a_run_at_once(work, process, plugins):
    stranger(plugins, "slow", "return []", attributes="def preload(self):\n    time.sleep(60)")
    path = work / "content" / "mini.yaml"
    path.write_text(path.read_text("utf-8").replace("kind: question", "kind: riddle"), encoding="utf-8")
    running = process("all")
    _, err = running.communicate(timeout=PATIENCE)
    assert running.returncode == 1
    assert "unknown kind 'riddle'" in err


def test_a_killed_run_leaves_no_process_and_the_next_one_clears_up(built, work, process, plugins):
    stranger(plugins, "slow", "open('pid', 'w').write(str(os.getpid()))\nos.rename('pid', 'worker')\ntime.sleep(60)")
    before = snapshot(built)
    running = process("all")
    wait_for(work / "worker")
    running.kill()
    running.communicate()
    assert snapshot(built) == before
    assert ended([(work / "worker").read_text()])
    (built / ".dea-export" / "writing").mkdir(exist_ok=True)
    (built / ".dea-export" / "writing" / "0").write_text("half")
    shutil.rmtree(plugins)
    assert process("all").wait(60) == 0
    assert [path.name for path in (built / ".dea-export").iterdir()] == ["lock"]


def test_a_full_disk_leaves_all_files_whole(built, process):
    before = snapshot(built)
    full = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (LIMIT, LIMIT))  # noqa: E731
    running = process("all", preexec_fn=full)
    _, err = running.communicate(timeout=PATIENCE)
    assert running.returncode == 2
    assert "error: 'build' cannot be written: File too large" in err
    assert "hint: the earlier files are unchanged" in err
    assert "Traceback" not in err.partition("hint: ")[0]  # a coverage run cannot write its own file either
    assert snapshot(built) == before


def without_roots_rights():
    """Takes from a process of root's the right to read and write everything, which nobody else has anyway."""
    if os.getuid() == 0:
        for capability in (1, 2):  # CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH of linux/capability.h
            if ctypes.CDLL(None, use_errno=True).prctl(PR_CAPBSET_DROP, capability, 0, 0, 0):
                raise OSError(ctypes.get_errno(), "prctl")


def test_a_read_only_folder_is_left_alone(built, process):
    before = snapshot(built)
    shutil.rmtree(built / ".dea-export")
    built.chmod(0o555)
    running = process("all", preexec_fn=without_roots_rights)
    out, err = running.communicate(timeout=PATIENCE)
    built.chmod(0o755)
    assert (running.returncode, out) == (2, "")
    assert err.startswith("error: 'build' cannot be written: Permission denied\n")
    assert snapshot(built) == before


def test_a_file_where_the_folder_should_be(work, process):
    (work / "out").write_text("mine")
    running = process("all", "-o", "out/deep")
    _, err = running.communicate(timeout=PATIENCE)
    assert (running.returncode, "error: 'out/deep' cannot be written: Not a directory" in err) == (2, True)
    assert (work / "out").read_text() == "mine"


def test_two_runs_at_once_wait_for_each_other(work, process):
    runs = [process("all", "--force") for _ in range(2)]
    assert [run.wait(120) for run in runs] == [0, 0]
    known = json.loads((work / "build" / "manifest.json").read_text("utf-8"))
    assert known["files"].keys() | {"manifest.json", "SHA256SUMS"} == snapshot(work / "build").keys()
    out, _ = process("all").communicate(timeout=PATIENCE)
    assert out.startswith("nothing changed")


def test_a_reader_that_goes_away_is_no_error_of_ours(process):
    command = f"'{sys.executable}' -m dea_export schema | head -c 10; echo :${{PIPESTATUS[0]}}"
    shell = process(before=("bash", "-c", command, "--"))
    out, err = shell.communicate(timeout=PATIENCE)
    assert err == ""
    assert out.rpartition(":")[2].strip() in {"141", "0"}  # 0 when all of it fitted into the pipe


def test_a_reader_that_was_never_there_is_no_problem_in_the_content(process):
    reader, writer = os.pipe()
    os.close(reader)
    running = process("markdown", stdout=writer)
    _, err = running.communicate(timeout=PATIENCE)
    assert (running.returncode, err) == (141, "")


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_streams_change_nothing(work, process, closed):
    command = f"'{sys.executable}' -m dea_export all {closed}"
    assert process(before=("bash", "-c", command, "--")).wait(60) == 0
    assert (work / "build" / "manifest.json").exists()


def test_a_terminal_without_unicode(process):
    running = process("list", "domains", env={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "LC_ALL": "C"})
    out, err = running.communicate(timeout=PATIENCE)
    assert (running.returncode, err) == (0, "")
    assert out.startswith("1\tingestion")


def on_a_terminal(process, *arguments, **env):
    """What the program writes to a terminal of 100 columns, and its exit code."""
    ours, theirs = pty.openpty()
    running = process(*arguments, stdout=theirs, stderr=theirs, env={"TERM": "xterm", "PYTHONUNBUFFERED": "1", **env})
    os.close(theirs)
    shown = b""
    while True:
        try:
            part = os.read(ours, 4096)
        except OSError:
            break
        if not part:
            break
        shown += part
    os.close(ours)
    return shown.decode(), running.wait(60)


def test_progress_is_shown_on_a_terminal_and_wiped(process, plugins):
    for name, seconds in (("first", 1.2), ("second", 1.6)):
        stranger(plugins, name, f"time.sleep({seconds})\nreturn []")
    shown, code = on_a_terminal(process, "all", "--jobs", "4")
    assert code == 0
    assert " made, last " in shown
    _, _, after = shown.rpartition(" made, last ")
    assert "\r\x1b[K" in after
    assert "made, last" not in process("all", "--force").communicate(timeout=PATIENCE)[1]


@pytest.mark.parametrize(("env", "coloured"), [({"NO_COLOR": ""}, True), ({"NO_COLOR": "1"}, False)])
def test_no_color(work, process, env, coloured):
    (work / "content" / "mini.yaml").write_text("format: 1\nstudy: {}\n")
    shown, code = on_a_terminal(process, "check", **env)
    assert code == 1
    assert ("\x1b[31m" in shown) is coloured
    assert "E103" in shown


def test_python_m_and_the_script_are_the_same():
    from importlib.metadata import entry_points

    (script,) = entry_points(group="console_scripts", name="dea-export")
    assert script.value == "dea_export.cli.main:main"
    assert subprocess.run([sys.executable, "-m", "dea_export", "--version"], check=True, capture_output=True).stdout
