#!/bin/sh
# 打开核查工作簿，不用网络 / opens the workbook, without any network:  ./start.sh [报告文件夹 / folder of reports]
set -eu
reports=${1:+$(cd "$1" && pwd)}
cd "$(dirname "$0")"

python=
for name in python@PYTHON@ python3 python; do
    if "$name" -c 'import sys; sys.exit("%d.%d" % sys.version_info[:2] != "@PYTHON@")' 2>/dev/null; then
        python=$name
        break
    fi
done
if [ -z "$python" ]; then
    echo "没有找到 Python @PYTHON@，请先安装它，再运行 start.sh。" >&2
    echo "Python @PYTHON@ was not found: install it, then run start.sh again." >&2
    exit 1
fi

if [ ! -f venv/ready ]; then
    echo "第一次打开，正在安装，约需一分钟 / the first time: installing, about a minute …"
    "$python" -m venv --clear venv || {
        echo "无法建立运行环境：Debian、Ubuntu 上请先安装 python@PYTHON@-venv。" >&2
        echo "venv failed: on Debian and Ubuntu install python@PYTHON@-venv first." >&2
        exit 1
    }
    venv/bin/python -m pip install --quiet --disable-pip-version-check --no-index --find-links wheels auditlib
    : >venv/ready
fi

if [ -z "$reports" ]; then
    reports=samples
    if [ -n "$(ls -A reports)" ]; then reports=reports; fi
fi
exec venv/bin/python -m auditlib lab "$reports"
