"""The desk: the pages where first-line staff see, take and answer cases."""
