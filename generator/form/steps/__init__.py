"""The screens that ask about the shop, each a class: the way to the first publication, and all the rest."""
