# The short way on a real Windows 10 or 11 with python.org's Python 3.11 (64 bit) and, for setup.exe, NSIS 3.08 or newer:
#   powershell -ExecutionPolicy Bypass -File build\installer.ps1
# Makes dist\gongkai-nianbao-VERSION-portable.zip and, where makensis is found, dist\gongkai-nianbao-VERSION-setup.exe.
# Not run by us: we build with build/installer, under Wine. The list of files may differ from build/windows/contents.txt.
$ErrorActionPreference = "Stop"
Set-Location (Join-Path $PSScriptRoot "..")
$base = ".work\windows-native"
$python = "$base\venv\Scripts\python.exe"

function Run { & $args[0] $args[1..($args.Length - 1)]; if ($LASTEXITCODE) { throw "$($args[0]) ended with $LASTEXITCODE" } }

if (-not (Test-Path $python)) { Run py -3.11 -m venv "$base\venv" }
foreach ($list in "build\requirements.txt", "build\windows\requirements.txt") {
    Run $python -m pip install --disable-pip-version-check --require-hashes --no-deps --only-binary :all: -r $list
}
$version = & $python -c "import app; print(app.__version__)"
$name = "gongkai-nianbao-$version"
$env:PYTHONHASHSEED = "1"
Run $python -m PyInstaller --noconfirm --workpath "$base\build" --distpath "$base\dist" build\app.spec

New-Item -ItemType Directory -Force dist | Out-Null
$payload = (Resolve-Path "$base\dist\gongkai-nianbao").Path
$folder = "$base\$name"
if (Test-Path $folder) { Remove-Item -Recurse $folder }
Copy-Item -Recurse $payload $folder
Copy-Item "build\windows\使用说明.txt" $folder
Compress-Archive -Force -Path $folder -DestinationPath "dist\$name-portable.zip"

$makensis = Get-Command makensis -ErrorAction SilentlyContinue
if (-not $makensis) { $makensis = Get-Item "${env:ProgramFiles(x86)}\NSIS\makensis.exe" -ErrorAction SilentlyContinue }
if ($makensis) {
    $setup = Join-Path (Resolve-Path dist).Path "$name-setup.exe"
    Run "$makensis" /V2 /INPUTCHARSET UTF8 "/DVERSION=$version" "/DPAYLOAD=$payload" "/DOUT=$setup" build\windows\setup.nsi
} else {
    Write-Output "makensis was not found: only the zip was made."
}
Get-ChildItem dist
