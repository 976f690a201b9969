"""The pictures of boosting."""
