"""What `flet run` and a device start."""

from platecheck.ui.app import start

start()
