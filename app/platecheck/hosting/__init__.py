"""The web edition: serving, guarding, health. Flet is imported here and in `ui`, nowhere else."""
