"""What speed, scale and durability are measured with. Nothing here is needed to run Baton."""
