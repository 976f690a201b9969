"""The history of Hugging Face: its timeline, event by event, and the stars of Transformers in a range."""
