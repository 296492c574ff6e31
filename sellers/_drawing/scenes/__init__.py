"""What the sample shops sell, as scenes: one module for each kind of goods."""
