"""How the application is built and started."""
