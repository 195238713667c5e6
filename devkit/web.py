"""The web server of `dev.py run`, in a process of its own: `python -m devkit.web HOST PORT`.

The one part of this folder that runs inside `.venv` and needs what is installed there.
"""

import signal
import sys
from types import FrameType

THREADS = 8


def main(host: str, port: int) -> None:
    """Serve until SIGTERM, which lets the requests under way be answered first."""
    signal.signal(signal.SIGTERM, _end)
    import waitress

    from wsgi import app

    waitress.serve(app, host=host, port=port, threads=THREADS, ident=None)


def _end(signum: int, frame: FrameType | None) -> None:
    sys.exit(0)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
