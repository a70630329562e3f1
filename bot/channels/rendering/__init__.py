"""One way to write a Message for each channel that is not the web page; pure functions."""
