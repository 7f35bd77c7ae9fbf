"""Building the reference model from the engine's full body: bones, endplates, muscle paths, knee.

Here: all that reads the `myo-sim` model through MuJoCo and mends its faults. Not here: anything about one person or
one posture.
"""
