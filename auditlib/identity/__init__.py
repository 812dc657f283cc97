"""What a report says of itself: who reports, on which year, when it was filed, whom to call."""
