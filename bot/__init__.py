"""The app: everything that meets people, the network or stored data."""
