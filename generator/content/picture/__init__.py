"""A picture's file, read by ourselves as far as it is not pixels; only the pixels reach Pillow."""
