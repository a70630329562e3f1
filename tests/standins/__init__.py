"""Stand-ins for what Vart reaches over the network, over real HTTP on loopback."""
