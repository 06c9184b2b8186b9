"""The texts of the screens, a file per subject; `texts.py` puts them together and hands them out."""
