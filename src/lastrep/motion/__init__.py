"""From poses to numbers of the body: joint angles, heights and distances, and the view."""
