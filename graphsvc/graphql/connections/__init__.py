"""Lists of nodes and claims as Relay connections. Their types are made from the contract, without a line by hand.

They are types of graphql-core, not Strawberry's: they refer to each other in circles, and plain resolvers are what
makes lists fast (docs/decisions/0005). `extend.py` puts them beside the questions, `lookahead.py` reads what a field
asks for before anything is read, so that a use case reads each level once.
"""
