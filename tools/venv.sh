#!/bin/sh
# Makes .venv with a Python that auditlib runs on. An argument names the Python; without one the first that fits is taken.
set -eu
cd "$(dirname "$0")/.."

fits() { "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; }
has_venv() { "$1" -c 'import ensurepip, venv' 2>/dev/null; }

stop() {
    echo "$1" >&2
    echo "$2" >&2
    exit 1
}

if fits .venv/bin/python && .venv/bin/python -m pip --version >/dev/null 2>&1; then
    exit 0
fi

if [ "${1:-}" ]; then set -- "$1"; else set -- python3 python3.13 python3.12 python3.11; fi

fitting=
for python in "$@"; do
    if fits "$python"; then
        fitting=${fitting:-$python}
        if has_venv "$python"; then
            exec "$python" -m venv --clear .venv
        fi
    fi
done

if [ -z "$fitting" ]; then
    stop "没有找到 Python 3.11、3.12 或 3.13：请先安装其中一个，或用 make setup PYTHON=路径 指明它的位置。" \
         "No Python 3.11, 3.12 or 3.13 was found: install one of them, or name it with make setup PYTHON=path."
fi

# Debian and Ubuntu keep venv in a package of its own.
version=$("$fitting" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get update -q >/dev/null || true
    DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "python$version-venv" >/dev/null || true
fi
has_venv "$fitting" || stop \
    "$fitting 缺少 venv 模块：Debian/Ubuntu 请运行 sudo apt-get install python$version-venv，然后重试。" \
    "$fitting lacks the venv module: on Debian/Ubuntu run sudo apt-get install python$version-venv, then try again."
exec "$fitting" -m venv --clear .venv
