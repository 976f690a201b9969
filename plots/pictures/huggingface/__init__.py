"""The pictures of the history of Hugging Face."""
