"""What a shop prints: a poster for its stall, a price list, a sign for the table, its payment code."""
