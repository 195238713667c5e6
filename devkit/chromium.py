"""The browser that the browser tests drive."""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from devkit.steps import run_tool, say
from devkit.trouble import Trouble

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
OS_RELEASE = Path("/etc/os-release")


def find(env: Mapping[str, str] = os.environ) -> str | None:
    """The Chromium that BATON_CHROMIUM names, else one on the PATH. Raises `Trouble` for a wrong name."""
    named = env.get("BATON_CHROMIUM")
    if named:
        if not os.access(named, os.X_OK):
            raise Trouble(f"BATON_CHROMIUM says {named}, but there is no program there.")
        return named
    return next(filter(None, (shutil.which(name, path=env.get("PATH")) for name in NAMES)), None)


def provide(root: Path, env: Mapping[str, str] = os.environ) -> str | None:
    """A Chromium: found, or installed where that is ours to do (root on Debian); None, said aloud, else."""
    found = find(env)
    if found:
        return found
    if not may_install():
        say("No Chromium here: the browser tests will not run. Install one, or name it in BATON_CHROMIUM")
        return None
    say("No Chromium here: installing Debian's with apt-get")
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    run_tool(["apt-get", "update", "-q"], "asking Debian for its packages", root, quiet, fetching=True)
    install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", "chromium"]
    run_tool(install, "installing Chromium", root, quiet, fetching=True)
    return find(env)


def may_install(os_release: Path = OS_RELEASE) -> bool:
    """Whether this is Debian itself (Ubuntu's package of that name is none) and we are root."""
    debian = os_release.is_file() and "ID=debian" in os_release.read_text().splitlines()
    return debian and os.geteuid() == 0 and shutil.which("apt-get") is not None
