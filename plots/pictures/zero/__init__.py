"""The pictures of ZeRO: boards of what is in memory, and of what is sent."""
