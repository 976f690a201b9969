"""What belongs to pages: lists, feed, dates, reading time, what is published."""
