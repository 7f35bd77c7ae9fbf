"""Activities: parametrised postures with the forces from outside, and the load they put on the spine.

Here: standing, leaning, lifting, sitting, lying, walking, the moves of the programme. Not here: muscles and discs
(``mechanics``), what is advised (``care``).
"""
