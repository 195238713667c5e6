"""How the client stood before the work began: readiness, what exists, who is willing."""
