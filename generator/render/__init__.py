"""What a shopper sees: pages, photos, feeds and the hub, as bytes to be written elsewhere."""
