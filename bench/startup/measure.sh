#!/usr/bin/env bash
# How long `foedus check` and `foedus monitor` take on a small file, beside a program that does nothing. Both are published alike: framework-dependent,
# ReadyToRun, Release. Prints the median of N runs of each and the ratios; the aim is at most 1.5
# for check and 1.3 for monitor.
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

echo 'trigger(party: int, id: int) fulfil(party: int, id: int)' >"$work/small.sig"
echo 'trigger(p,i) AND NOT EVENTUALLY[0,60] fulfil(p,i)' >"$work/small.mfotl"
printf '%s\n' '@5 trigger(1,7);' '@9 trigger(2,8);' '@60 fulfil(1,7);' '@90 trigger(1,9);' >"$work/small.log"

python3 - "$runs" "$work/empty/out/empty" "$work/foedus/foedus" treaties/examples/sketch.foedus.md "$work/small" <<'PY'
import statistics, subprocess, sys, time

runs, empty, foedus, treaty, small = int(sys.argv[1]), *sys.argv[2:6]
monitor = ["--signature", small + ".sig", "--formula", small + ".mfotl", "--log", small + ".log"]
commands = {"empty": [empty], "check": [foedus, "check", treaty], "monitor": [foedus, "monitor", *monitor]}
times = {name: [] for name in commands}
for i in range(runs + 3):
    for name, command in commands.items():  # in turn, so that both meet the same noise
        start = time.perf_counter()
        subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
        if i >= 3:
            times[name].append((time.perf_counter() - start) * 1000)
median = {name: statistics.median(values) for name, values in times.items()}
print(f"empty program      {median['empty']:6.1f} ms")
for name in ("check", "monitor"):
    print(f"foedus {name:<11} {median[name]:6.1f} ms   ratio {median[name] / median['empty']:5.2f}")
PY
