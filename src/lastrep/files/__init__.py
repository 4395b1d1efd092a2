"""How files are read and written, so that a failure never costs the user what was there before."""
