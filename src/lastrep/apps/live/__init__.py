"""A running session: camera, pose model and analyser in threads; picture and voice."""
