"""What an author begins with: posts, figures, playgrounds and notebooks that are complete and pass the tests."""
