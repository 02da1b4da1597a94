#!/usr/bin/env python3
"""Launcher of unionDesk: makes .venv on first use, then hands over to unionDesk.app.

    python3 main.py                  the program            (Windows: py main.py)
    python3 main.py test [ARGS]      the whole test suite; further arguments go to pytest
    python3 main.py COMMAND ...      everything else is handed to the program

Standard library only, and written so that even Python 2.7 can read the file far enough to be told
that it is too old. Its messages are plain ASCII on stderr, in English and in Vietnamese without
marks: a Windows console may not be able to write more, and stdout belongs to the program.
Exit code 3: the machine lacks something that this launcher could not install.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.abspath(__file__))
OLDEST, TOO_NEW = (3, 11), (3, 15)  # as requires-python in pyproject.toml; a test compares them
NOT_READY = 3
WINDOWS = os.name == "nt"
RESTARTED = "UNIONDESK_RESTARTED"  # system packages were installed just now: not again
LOCKS = {"run": "requirements.lock", "test": "requirements-dev.lock"}
# The longest name in the Windows wheels has 151 characters, and Windows ends a path at 260.
LONGEST_WINDOWS_SITE_PACKAGES = 105

# Options that may stand before the command and take a value.
OPTIONS_WITH_VALUE = ("--database", "--data", "--as")
# Commands that open windows, if only off the screen; without any command the window opens.
WINDOW_COMMANDS = (None, "test", "tour", "self-test")
QUESTIONS = ("-h", "--help", "--version")

# What Qt loads from the system: shared object -> Debian package that brings it.
QT_LIBRARIES = (
    ("libGL.so.1", "libgl1"),
    ("libEGL.so.1", "libegl1"),
    ("libglib-2.0.so.0", "libglib2.0-0"),
    ("libdbus-1.so.3", "libdbus-1-3"),
    ("libfontconfig.so.1", "libfontconfig1"),
    ("libxkbcommon.so.0", "libxkbcommon0"),
)
X11_LIBRARIES = (
    ("libX11-xcb.so.1", "libx11-xcb1"),
    ("libxcb-cursor.so.0", "libxcb-cursor0"),
    ("libxcb-icccm.so.4", "libxcb-icccm4"),
    ("libxcb-image.so.0", "libxcb-image0"),
    ("libxcb-keysyms.so.1", "libxcb-keysyms1"),
    ("libxcb-render-util.so.0", "libxcb-render-util0"),
    ("libxcb-shape.so.0", "libxcb-shape0"),
    ("libxcb-xkb.so.1", "libxcb-xkb1"),
    ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
)
WAYLAND_LIBRARIES = (
    ("libwayland-client.so.0", "libwayland-client0"),
    ("libwayland-cursor.so.0", "libwayland-cursor0"),
)


def say(*lines):
    """Write lines to the person who started the program; pythonw has no stderr."""
    if sys.stderr is not None:
        sys.stderr.write("".join(line + "\n" for line in lines))
        sys.stderr.flush()


def refuse(*lines):
    say(*lines)
    raise SystemExit(NOT_READY)


def check_python():
    if not OLDEST <= sys.version_info[:2] < TOO_NEW:
        ours = "%d.%d" % sys.version_info[:2]
        span = "%d.%d - %d.%d" % (OLDEST + (TOO_NEW[0], TOO_NEW[1] - 1))
        refuse(
            "unionDesk needs Python %s; this is Python %s. Please install a newer one from python.org."
            % (span, ours),
            "unionDesk can Python %s; may dang dung Python %s." % (span, ours),
        )


def command_of(arguments):
    """The first word that is neither an option nor its value; None where there is none."""
    words = iter(arguments)
    for word in words:
        if word in OPTIONS_WITH_VALUE:
            next(words, None)
        elif not word.startswith("-"):
            return word
    return None


# --- what the system must bring -------------------------------------------------------------------


def missing_packages(window):
    """Debian packages without which the program would not start (Qt aborts, it does not complain)."""
    import ctypes
    import importlib.util

    packages = []
    if importlib.util.find_spec("ensurepip") is None:
        packages.append("python%d.%d-venv" % sys.version_info[:2])
    wanted = QT_LIBRARIES if window and sys.platform.startswith("linux") else ()
    if wanted and not os.environ.get("QT_QPA_PLATFORM"):
        if os.environ.get("DISPLAY"):
            wanted += X11_LIBRARIES
        elif os.environ.get("WAYLAND_DISPLAY"):
            wanted += WAYLAND_LIBRARIES
    for library, package in wanted:
        try:
            ctypes.CDLL(library)
        except OSError:
            packages.append(package)
    return packages


def install_packages(packages):
    """Install Debian packages where this may be done without a question; else say the one command."""
    if not shutil.which("apt-get"):
        refuse(
            "These system packages are missing (by their names in Debian): " + " ".join(packages),
            "May con thieu cac goi he thong ghi o dong tren (ten goi tren Debian).",
        )
    rights = [] if os.geteuid() == 0 else ["sudo", "-n"]
    allowed = not rights or (shutil.which("sudo") and _run(rights + ["true"], quiet=True) == 0)
    if allowed and not os.environ.pop(RESTARTED, None):
        say("Installing system packages / Dang cai goi he thong: " + " ".join(packages))
        apt = rights + ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
        apt += ["-o", "DPkg::Lock::Timeout=300", "-o", "Dpkg::Use-Pty=0"]
        _run(apt + ["update"])
        if _run(apt + ["install", "-y", "--no-install-recommends"] + packages) == 0:
            return
    command = "apt-get update && apt-get install -y --no-install-recommends " + " ".join(packages)
    refuse(
        "System packages are missing. Please run this once, then start again:",
        "May con thieu goi he thong. Hay chay lenh sau mot lan roi mo lai chuong trinh:",
        "    %s -c '%s'" % ("sudo sh" if shutil.which("sudo") else "su", command),
    )


def start_again():
    """Start the launcher anew after an installation, which may have replaced Python itself."""
    os.environ[RESTARTED] = "1"
    os.execv(sys.executable, [sys.executable, os.path.abspath(__file__)] + sys.argv[1:])


def _run(arguments, quiet=False, **more):
    """Run a program without input; what it says goes to stderr, since stdout is the program's."""
    more["stdout"] = subprocess.DEVNULL if quiet else sys.stderr
    if quiet:
        more["stderr"] = subprocess.DEVNULL
    return subprocess.call(arguments, stdin=subprocess.DEVNULL, **more)


# --- the environment ------------------------------------------------------------------------------


def python_of(folder):
    return os.path.join(folder, "Scripts", "python.exe") if WINDOWS else os.path.join(folder, "bin", "python")


def users_folder():
    """A folder of this user and this copy of the program, for where the program's own is read-only."""
    home = os.path.expanduser("~")
    if WINDOWS:
        base = os.environ.get("LOCALAPPDATA") or os.path.join(home, "AppData", "Local")
    elif sys.platform == "darwin":
        base = os.path.join(home, "Library", "Application Support")
    else:
        base = os.environ.get("XDG_DATA_HOME") or os.path.join(home, ".local", "share")
    name = "venv-" + hashlib.sha256(ROOT.encode("utf-8")).hexdigest()[:8]
    return os.path.join(base, "unionDesk", name)


def too_deep(folder):
    path = os.path.join(folder, "Lib", "site-packages", "")
    return WINDOWS and len(path) > LONGEST_WINDOWS_SITE_PACKAGES


def stamp_of(mode):
    """What a finished environment is marked with: another lock, Python or place makes it again."""
    digest = hashlib.sha256(("%s\n%s\n" % (sys.version, ROOT)).encode("utf-8"))
    for name in sorted({LOCKS["run"], LOCKS[mode], "pyproject.toml"}):
        with open(os.path.join(ROOT, name), "rb") as file:
            digest.update(file.read())
    return digest.hexdigest()


def is_ready(folder, mode):
    """Whether the folder bears the right stamp. What the tests need is more than what a run needs."""
    for each in ("run", "test") if mode == "run" else ("test",):
        try:
            with open(os.path.join(folder, ".unionDesk-" + each)) as file:
                if file.read() == stamp_of(each):
                    return True
        except OSError:
            continue
    return False


def open_lock(folder):
    """The lock file beside the environment, open for writing; None where nothing may be written."""
    try:
        os.makedirs(os.path.dirname(folder), exist_ok=True)
        handle = os.open(folder + ".lock", os.O_RDWR | os.O_CREAT, 0o644)
    except OSError:
        return None
    if os.path.exists(folder) and not os.access(folder, os.W_OK):
        os.close(handle)
        return None
    return handle


def wait_for(handle):
    """Take the lock; a second start waits. The system frees it when its last holder ends.

    The programs started meanwhile inherit it (not on Windows), so that a pip that outlives a killed
    launcher still keeps the others out.
    """
    waited = False
    while not _lock(handle):
        if not waited:
            say(
                "Another start is preparing unionDesk; waiting for it ...",
                "Mot lan mo khac dang chuan bi chuong trinh, vui long cho ...",
            )
        waited = True
        time.sleep(0.1)


def _lock(handle):
    """Try to take the lock; a file system that knows no locks does not keep anybody out."""
    import errno

    try:
        if WINDOWS:
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in (errno.EACCES, errno.EAGAIN, errno.EDEADLK, errno.EWOULDBLOCK)
    return True


def environment(mode):
    """The folder of a finished environment, made or repeated if it has to be."""
    folders = [folder for folder in (os.path.join(ROOT, ".venv"), users_folder()) if not too_deep(folder)]
    for folder in folders:
        if is_ready(folder, mode):
            return folder
    for folder in folders:
        handle = open_lock(folder)
        if handle is not None:
            try:
                wait_for(handle)
                if not is_ready(folder, mode):
                    prepare(folder, mode, handle)
            finally:
                os.close(handle)
            return folder
    return refuse(
        "No folder for the program's parts can be written to, or its name is too long.",
        "Khong co thu muc nao ghi duoc (hoac duong dan qua dai) de dat cac phan cua chuong trinh.",
    )


def prepare(folder, mode, handle):
    """Install the locked packages and the project itself; the stamp is written last.

    A letter in the lock file says that work has begun: who finds it there starts from nothing.
    """
    say(
        "Preparing unionDesk in %s (once, about a minute) ..." % folder,
        "Dang chuan bi chuong trinh, chi mot lan, khoang mot phut ...",
    )
    inherited = {} if WINDOWS else {"pass_fds": (handle,)}
    begun = os.fstat(handle).st_size > 0
    os.write(handle, b"1")
    for each in LOCKS:  # what they vouch for is about to change
        stamp = os.path.join(folder, ".unionDesk-" + each)
        if os.path.exists(stamp):
            os.remove(stamp)
    if begun or not _fits(folder):
        base = getattr(sys, "_base_executable", None) or sys.executable
        if _run([base, "-m", "venv", "--clear", folder], **inherited) != 0:
            refuse("python -m venv failed; see above.", "Khong tao duoc moi truong Python; xem o tren.")
    pip = [python_of(folder), "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--no-input"]
    vendored = os.path.join(ROOT, "vendor", "wheels")
    locked = ["--require-hashes", "--only-binary", ":all:", "-r", os.path.join(ROOT, LOCKS[mode])]
    if os.path.isdir(vendored):
        locked += ["--no-index", "--find-links", vendored]
    environ = dict(os.environ, PYTHONUTF8="1")
    temporary = tempfile.mkdtemp()
    try:
        own = ["--no-index", "--find-links", temporary, "--no-deps", "--force-reinstall"]
        for what in (locked, own + [editable_wheel(temporary)]):
            if _run(pip + what, env=environ, **inherited) != 0:
                refuse(
                    "The packages could not be installed; see above. Is the network there?",
                    "Khong cai duoc cac goi can thiet; xem o tren va kiem tra ket noi mang.",
                )
    finally:
        shutil.rmtree(temporary)
    with open(os.path.join(folder, ".unionDesk-" + mode), "w") as file:
        file.write(stamp_of(mode))
    os.ftruncate(handle, 0)


def _fits(folder):
    """Whether the folder holds an environment of this Python with a pip in it."""
    look = "import pip, sys; sys.exit(sys.version_info[:2] != (%d, %d))" % sys.version_info[:2]
    python = python_of(folder)
    return os.path.exists(python) and _run([python, "-c", look], quiet=True) == 0


def editable_wheel(folder):
    """Write the wheel that makes this checkout importable and brings the script `unionDesk`.

    This is what a build backend makes of `pip install -e .`, without having to download one and
    without writing into the program's folder. Gives back the requirement to install.
    """
    import json
    import pathlib
    import tomllib
    import zipfile

    with open(os.path.join(ROOT, "pyproject.toml"), "rb") as file:
        project = tomllib.load(file)["project"]
    name, version = project["name"], project["version"]
    fields = [("Metadata-Version", "2.4"), ("Name", name), ("Version", version)]
    fields += [("Summary", project["description"]), ("Requires-Python", project["requires-python"])]
    fields += [("License-Expression", project["license"])]
    fields += [("Requires-Dist", requirement) for requirement in project["dependencies"]]
    scripts = ["%s = %s\n" % pair for pair in sorted(project["scripts"].items())]
    origin = {"url": pathlib.Path(ROOT).as_uri(), "dir_info": {"editable": True}}
    info = "%s-%s.dist-info/" % (name.lower(), version)
    files = {
        # Before Python 3.13 a .pth file is read in the system's own encoding: keep it ASCII.
        name.lower() + ".pth": ROOT if ROOT.isascii() else "import sys; sys.path.append(%s)" % ascii(ROOT),
        info + "METADATA": "".join("%s: %s\n" % field for field in fields),
        info + "WHEEL": "Wheel-Version: 1.0\nGenerator: main.py\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        info + "entry_points.txt": "[console_scripts]\n" + "".join(scripts),
        info + "direct_url.json": json.dumps(origin),
    }
    record = info + "RECORD"
    files[record] = "".join("%s,,\n" % each for each in list(files) + [record])
    wheel = os.path.join(folder, "%s-%s-py3-none-any.whl" % (name.lower(), version))
    with zipfile.ZipFile(wheel, "w") as archive:
        for each, text in files.items():
            archive.writestr(each, text)
    return "%s==%s" % (name, version)


# --- handing over ---------------------------------------------------------------------------------


def hand_over(python, arguments, window):
    """Become the program. Windows has no exec that keeps console and exit code: wait there."""
    environ = dict(os.environ, PYTHONUTF8="1")
    blind = sys.platform.startswith("linux") and not (
        environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY") or environ.get("QT_QPA_PLATFORM")
    )
    if window and blind:
        environ["QT_QPA_PLATFORM"] = "offscreen"
        say("No display here: windows are drawn off the screen. / Khong co man hinh: ve cua so trong bo nho.")
    if arguments[:1] == ["test"]:
        os.chdir(ROOT)
        call = [python, "-m", "pytest"] + arguments[1:]
    else:
        call = [python, "-P", "-m", "unionDesk"] + arguments  # -P: the current folder is not searched
    if not WINDOWS:
        os.execve(python, call, environ)
    program = subprocess.Popen(call, env=environ)
    while True:
        try:
            return program.wait()
        except KeyboardInterrupt:  # the program got it too, and ends by itself
            continue


def main(arguments):
    check_python()
    window = command_of(arguments) in WINDOW_COMMANDS and not set(arguments[:1]) & set(QUESTIONS)
    missing = missing_packages(window)
    if missing:
        install_packages(missing)
        start_again()
    os.environ.pop(RESTARTED, None)
    folder = environment("test" if arguments[:1] == ["test"] else "run")
    return hand_over(python_of(folder), arguments, window)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
