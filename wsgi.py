"""The web application, for a WSGI server and for the flask command."""

from tracker import create_app

app = create_app()
