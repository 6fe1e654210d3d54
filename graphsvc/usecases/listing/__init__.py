"""Lists of nodes and of the claims on them: filtered, ordered, cut into pages, summed up, level below level.

`asked.py` says what may be asked, `reading.py` is all that touches the store, `levels.py` puts a list together with a
constant number of reads a level. A condition on what is unknown does not hold; `known` asks whether it is.
"""
