"""What a post is, linguistically."""
