"""The commands of `plangraph`, each a few lines over a room of the library."""
