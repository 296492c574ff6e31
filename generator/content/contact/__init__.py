"""What in a text calls, chats or pays: rooms of `generator.content.contacts`.  Pure."""
