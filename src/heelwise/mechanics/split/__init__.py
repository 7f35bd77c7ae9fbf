"""Which muscles share the work: bounded convex problems for many postures, or the proof that there is no answer.

Here: squares, cubes, the compiled kernel. Not here: what the rows and variables mean (``spine_load``).
"""
