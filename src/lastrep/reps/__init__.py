"""From a track to repetitions: `counting` finds, `measuring` measures and `kinds` judges them.

`limits` is what counting hands on, `measurement` the order of the steps after it, and `assembly`
writes each repetition down.
"""
