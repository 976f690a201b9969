"""What is looked at in the sources and in the built site."""
