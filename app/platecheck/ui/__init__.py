"""The screens. Flet is imported here and in `hosting`, nowhere else."""
