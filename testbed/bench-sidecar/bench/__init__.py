"""What the sidecar costs and gives beside its peers, measured."""
