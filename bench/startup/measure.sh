#!/usr/bin/env bash
# How long `foedus check` takes on a small file, beside a program that does nothing. Both are published alike: framework-dependent,
# ReadyToRun, Release. Prints the median of N runs of each and their ratio; the aim is at most 1.5.
#
#   bench/startup/measure.sh [N]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
runs="${1:-41}"
rid="$(dotnet --info | awk '$1 == "RID:" { print $2; exit }')"
case "$rid" in linux-musl-* | linux-x64 | linux-arm64 | osx-* | win-*) ;; *) rid=linux-x64 ;; esac
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

mkdir "$work/empty"
cat >"$work/empty/empty.csproj" <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <InvariantGlobalization>true</InvariantGlobalization>
    <PublishReadyToRun>true</PublishReadyToRun>
    <EventSourceSupport>false</EventSourceSupport>
  </PropertyGroup>
</Project>
XML
echo 'return 0;' >"$work/empty/Program.cs"
dotnet publish "$work/empty" -c Release -r "$rid" --self-contained false -o "$work/empty/out" -v q --nologo >&2
dotnet publish src/Foedus.Cli -c Release -r "$rid" --self-contained false -o "$work/foedus" -v q --nologo >&2

python3 - "$runs" "$work/empty/out/empty" "$work/foedus/foedus" treaties/examples/sketch.foedus.md <<'PY'
import statistics, subprocess, sys, time

runs, empty, foedus, treaty = int(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4]
commands = {"empty": [empty], "check": [foedus, "check", treaty]}
times = {name: [] for name in commands}
for i in range(runs + 3):
    for name, command in commands.items():  # in turn, so that both meet the same noise
        start = time.perf_counter()
        subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
        if i >= 3:
            times[name].append((time.perf_counter() - start) * 1000)
median = {name: statistics.median(values) for name, values in times.items()}
print(f"empty program      {median['empty']:6.1f} ms")
print(f"foedus check       {median['check']:6.1f} ms")
print(f"ratio              {median['check'] / median['empty']:6.2f}")
PY
