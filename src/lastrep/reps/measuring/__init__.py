"""Measure what counting found, on the raw signals inside its limits.

1. `parts` and `progress` make one curve of how far along its movement the lifter is;
2. `stroke` lays each repetition on it, `reference` is the lifter's own full range, and `trimming`
   cuts back to that;
3. `like_shape` and `like_pace` let like repetitions tell each other's speed, beginning and end;
   `tempo` times a phase, and `speed` is what is known of a lifter's;
4. `attempts` finds the concentrics that counting did not list;
5. `stall`, `sticking`, `sides`, `joint_scale` and `scale` (metres) measure what their names say.
"""
