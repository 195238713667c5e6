"""The web application, for a WSGI server and for the flask command."""

import os

from tracker import create_app
from tracker.core.roles import refuse_unfit_role

app = create_app()

# The operator's commands make the roles, so only serving asks whether they are fit.
if os.environ.get("FLASK_RUN_FROM_CLI") != "true":
    refuse_unfit_role(app.config["SETTINGS"].database_url)
