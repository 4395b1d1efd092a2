"""Where sources, core and outputs meet: one file per thing a user can ask for."""
