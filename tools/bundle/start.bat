@echo off
chcp 65001 >nul
setlocal
cd /d "%~dp0"

set "PY=py -@PYTHON@"
%PY% -c "" >nul 2>nul && goto found
set "PY=python"
%PY% -c "import sys; sys.exit('%%d.%%d' %% sys.version_info[:2] != '@PYTHON@')" >nul 2>nul && goto found
echo 没有找到 Python @PYTHON@，请先安装它，再打开 start.bat。
echo Python @PYTHON@ was not found: install it, then open start.bat again.
pause
exit /b 1

:found
if exist venv\ready goto ready
echo 第一次打开，正在安装，约需两分钟 / the first time: installing, about two minutes ...
%PY% -m venv --clear venv || goto failed
venv\Scripts\python -m pip install --quiet --disable-pip-version-check --no-index --find-links wheels auditlib || goto failed
echo ok>venv\ready

:ready
set "REPORTS=samples"
dir /b reports 2>nul | findstr "." >nul && set "REPORTS=reports"
if not "%~1"=="" set "REPORTS=%~1"
venv\Scripts\python -m auditlib lab "%REPORTS%"
if errorlevel 1 pause
exit /b

:failed
echo 安装没有完成。请把整个文件夹放到较短的路径（例如 C:\auditlib），再打开 start.bat。
echo The installation did not end well. Put the folder on a short path such as C:\auditlib and open start.bat again.
pause
exit /b 1
