"""One page a module: each becomes one script that only its visitors load."""
