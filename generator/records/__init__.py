"""What builds and deploys leave in `build/`: the tables of `state.db` and `published.db`, with readers.

`building` and `publish` write them.  Whoever else wants to know something asks here.
"""
