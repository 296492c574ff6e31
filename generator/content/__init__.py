"""What a seller wrote: reading it, judging it, and writing it back."""
