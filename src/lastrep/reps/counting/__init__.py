"""Find the repetitions of a stretch: many signals in, where each repetition lies in time out.

`count_reps` takes these steps, each in a file of its own:

1. `fusion` brings the measures of the exercise to one scale and fuses them in six ways
   (`main_movement` finds the measures of an exercise that nobody has defined);
2. `proposals` reads the turning points of each fused signal, `gaps` mends those that a lost pose
   hides, `pruning` takes out swings that are small against their neighbours, and `likeness` says
   how much what is left resembles itself: the most alike proposal is taken;
3. `outsized` looks for repetitions beside a few far larger movements;
4. `place` says when the lifter was away from the exercise: `absence` cuts there, and the rest is
   counted again;
5. `in_time` puts small ones back that came when one was due, `getting_ready` leaves out what leads
   to the weight and from it, `rhythm` adds those that a lost pose hides, and `lifting_side` says
   which arm did each.

Live, `top_watch` tells between two looks that a concentric has just ended.
"""
