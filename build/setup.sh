# shellcheck shell=bash
# Sourced by run, test and check: makes .venv whole before anything is started from it.
# A stamp, written last, says what is installed; without one the .venv is half-made and is made anew.

root=$(cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
venv=$root/.venv
stamp=$venv/.platecheck
tries=(python3 python3.14 python3.13 python3.12 python3.11)

say() { printf '%s\n' "$*" >&2; }

give_up() {
  say "$@"
  exit 1
}

# as_root COMMAND...: runs it as root, or says no when that would need a password.
as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  else
    sudo -n "$@"
  fi
}

can_install() {
  command -v apt-get >/dev/null && { [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null; }
}

# apt_install PACKAGE: from the distribution, quietly; output on stderr.
apt_install() {
  say "Installing $1 with apt-get ..."
  { as_root apt-get -q update && as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y "$1"; } >&2
}

find_python() {
  local name
  for name in "${tries[@]}"; do
    if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      command -v "$name"
      return
    fi
  done
  give_up "platecheck needs Python 3.11 or newer, and none of these is it: ${tries[*]}." \
    "On Debian and Ubuntu: sudo apt-get install python3 python3-venv"
}

# What a whole .venv is made of: change one and the stamp no longer fits. Its first line is about the
# .venv itself (a moved or upgraded one is made anew), its second about what is installed in it.
venv_line() { "$venv/bin/python" -c 'import sys; print("%d.%d" % sys.version_info[:2], sys.prefix)' 2>/dev/null || true; }
packages_line() { sha256sum <"$root/pyproject.toml" | cut -d ' ' -f 1; }

# is_whole server|dev: what dev holds includes what server needs.
is_whole() {
  local lines=() made
  [ -f "$stamp" ] && mapfile -t lines <"$stamp"
  made=$(venv_line)
  [ "${#lines[@]}" = 2 ] && [ -n "$made" ] && [ "${lines[0]}" = "$made" ] || return 1
  case "$1 ${lines[1]}" in
    "server $packages server" | "server $packages dev" | "dev $packages dev") ;;
    *) return 1 ;;
  esac
}

make_venv() {
  local python version
  python=$(find_python)
  version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
  if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    can_install && apt_install "python$version-venv" ||
      give_up "$python cannot make a virtual environment. On Debian and Ubuntu: sudo apt-get install python$version-venv"
  fi
  say "Making .venv with Python $version ..."
  rm -rf -- "$venv"
  "$python" -m venv "$venv"
}

install_packages() {
  local pip=("$venv/bin/python" -m pip --quiet --quiet --disable-pip-version-check --no-input install)
  say "Installing platecheck and what it needs (a minute or two the first time) ..."
  if [ "$1" = dev ]; then
    # 25.1 is the first pip that knows dependency groups.
    "${pip[@]}" --upgrade 'pip>=25.1' >&2 &&
      (cd -- "$root" && "${pip[@]}" --editable '.[server]' --group dev >&2)
  else
    (cd -- "$root" && "${pip[@]}" --editable '.[server]' >&2)
  fi
}

# set_up server|dev: returns at once when .venv is whole. One at a time: a second start waits for the first.
set_up() {
  local packages
  packages=$(packages_line)
  if is_whole "$1"; then return; fi
  exec {lock}<"$root/build/setup.sh"
  if ! flock --nonblock "$lock"; then
    say "Another start is setting up; waiting for it ..."
    flock "$lock"
  fi
  if ! is_whole "$1"; then
    if [ ! -f "$stamp" ] || [ "$(head -n 1 "$stamp")" != "$(venv_line)" ]; then make_venv; fi
    rm -f -- "$stamp"
    install_packages "$1" || give_up "The installation failed; the next start begins anew."
    printf '%s\n%s %s\n' "$(venv_line)" "$packages" "$1" >"$stamp"
  fi
  exec {lock}<&- # else the program started from here would hold it
}

# get_models: the weights that plates are read from photos with; without them all else works.
# One at a time, as set_up.
get_models() {
  flock "$root/build/setup.sh" "$venv/bin/python" "$root/build/models.py"
}
