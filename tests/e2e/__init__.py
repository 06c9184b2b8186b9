"""A package, so that what all browser tests share ends with them: under Playwright no other test can run."""
