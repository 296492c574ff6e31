"""The mentors' desk: what is known of her shops, who needs help first, and how one of them is found."""
