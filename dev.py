"""The two commands: `python3 dev.py run` and `python3 dev.py test`. Needs Python and nothing else."""

import sys

OLDEST = (3, 11)

# Old Pythons must get this far: nothing above may be newer than they are.
if sys.version_info[:2] < OLDEST:
    sys.exit(
        "Baton needs Python 3.11 or newer, and this is {}.{}. Install a newer one (Debian 12 brings 3.11) "
        "and start Baton with it: python3.11 dev.py run".format(*sys.version_info[:2])
    )

if __name__ == "__main__":
    from devkit.line import main

    sys.exit(main())
