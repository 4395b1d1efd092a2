"""From a track to repetitions: found, measured on the raw signals, and told apart by kind."""
