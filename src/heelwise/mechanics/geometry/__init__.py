"""Where the segments are and how the muscles run between them: closed forms for any number of postures.

Here: frames, muscle paths, wrapping. Not here: forces (the rest of ``mechanics``), the source model (``model_build``).
"""
