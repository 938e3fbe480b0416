"""What the page is made of: its data, its positions and its safe embedding."""
