#!/bin/sh
# Makes a virtual environment with the first suitable Python: `sh tools/make_venv.sh FOLDER`.
# Suitable: 3.11 to 3.13, which are those that TensorFlow 2.21 has packages for from 3.11 on.
set -eu
venv=$1
suitable='import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))'

for python in ${PYTHON:-python3 python3.13 python3.12 python3.11 python}; do
    if "$python" -c "$suitable" >/dev/null 2>&1; then
        found=$python
        break
    fi
done
if [ -z "${found:-}" ]; then
    echo "CNN Lab needs Python 3.11, 3.12 or 3.13, and none was found on PATH: install one, or name it (make PYTHON=/path/to/python3.12)." >&2
    exit 1
fi

echo "Making $venv with $("$found" --version)."
if "$found" -m venv --clear "$venv" >/dev/null 2>&1; then
    exit 0
fi

# Debian and Ubuntu ship Python without ensurepip: the package python3-venv brings it.
become=""
[ "$(id -u)" = 0 ] || become="sudo -n"
version=$("$found" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
if command -v apt-get >/dev/null 2>&1 && $become true >/dev/null 2>&1; then
    echo "Installing the package python$version-venv."
    $become apt-get update -qq >/dev/null 2>&1 || true
    $become env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "python$version-venv" >/dev/null 2>&1 || true
    if "$found" -m venv --clear "$venv" >/dev/null 2>&1; then
        exit 0
    fi
fi
rm -rf "$venv"
echo "$found cannot make a virtual environment: install its venv module (on Debian and Ubuntu: apt install python$version-venv)." >&2
exit 1
