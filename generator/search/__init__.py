"""The index that shoppers search: words of shops and products, and the small files that browsers read."""
