"""What activities are made of: arms, legs, how a bend is shared, contacts with floor, seat and table.

Here: parts of postures and the forces of contacts. Not here: whole activities (the rest of ``activities``).
"""
