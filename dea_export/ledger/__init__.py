"""What has been released, and what a study changes against it."""
