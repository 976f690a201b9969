"""The pictures of K-Means."""
