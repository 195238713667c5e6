"""Deletion as data protection law asks for it: of a person, of a client's data, of a whole workspace."""
