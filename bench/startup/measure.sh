#!/usr/bin/env bash
# How long `foedus check` and `foedus monitor` take on small files, beside a program that does nothing. Both are
# published alike and as docs/operating.md says: self-contained, ReadyToRun with the framework in one image, Release.
# The empty program is also measured as it is published for a runtime that is there already.
#
#   bench/startup/measure.sh [N]               all of it: N runs of each (41), in turn
#   bench/startup/measure.sh build DIR         only publishes the programs, into DIR
#   bench/startup/measure.sh time DIR [N]      only runs them
#
# Prints the median of each, the least, and the ratios to the empty program published alike. The aim is at most 1.5 for
# `check` and 1.3 for `monitor`; what reading a file and printing a line costs is shown
# beside. The sketch is not a small file: its promise is explored over seven guarantors.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

build() {
    local out="$1" rid
    rid="$(dotnet --info | awk '$1 == "RID:" { print $2; exit }')"
    case "$rid" in linux-musl-* | linux-x64 | linux-arm64 | osx-* | win-*) ;; *) rid=linux-x64 ;; esac
    mkdir -p "$out/empty"
    cat >"$out/empty/empty.csproj" <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <InvariantGlobalization>true</InvariantGlobalization>
    <PublishReadyToRun>true</PublishReadyToRun>
    <PublishReadyToRunComposite Condition="'$(SelfContained)' == 'true'">true</PublishReadyToRunComposite>
    <IntermediateOutputPath Condition="'$(SelfContained)' == 'true'">obj/self-contained/</IntermediateOutputPath>
    <EventSourceSupport>false</EventSourceSupport>
    <ConcurrentGarbageCollection>false</ConcurrentGarbageCollection>
    <TieredPGO>false</TieredPGO>
  </PropertyGroup>
</Project>
XML
    # Without an argument it does nothing; with one it does the least that any command must: read a file, print a line.
    printf '%s\n' 'if (args.Length > 0)' '{' '    System.Console.WriteLine(System.IO.File.ReadAllLines(args[0]).Length);' '}' 'return 0;' >"$out/empty/Program.cs"
    local publish=(-c Release -r "$rid" -v q --nologo)
    dotnet publish "$out/empty" "${publish[@]}" --self-contained false -o "$out/empty-framework" >&2
    dotnet publish "$out/empty" "${publish[@]}" --self-contained true -o "$out/empty-alone" >&2
    dotnet publish src/Foedus.Cli "${publish[@]}" --self-contained true -o "$out/foedus" >&2
    echo 'trigger(party: int, id: int) fulfil(party: int, id: int)' >"$out/small.sig"
    echo 'trigger(p,i) AND NOT EVENTUALLY[0,60] fulfil(p,i)' >"$out/small.mfotl"
    printf '%s\n' '@5 trigger(1,7);' '@9 trigger(2,8);' '@60 fulfil(1,7);' '@90 trigger(1,9);' >"$out/small.log"
}

measure() {
    python3 - "$1" "${2:-41}" <<'PY'
import statistics, subprocess, sys, time

folder, runs = sys.argv[1], int(sys.argv[2])
foedus, small = folder + "/foedus/foedus", folder + "/small"
monitor = ["--signature", small + ".sig", "--formula", small + ".mfotl", "--log", small + ".log"]
commands = {
    "empty program": [folder + "/empty-alone/empty"],
    "reads, prints a line": [folder + "/empty-alone/empty", small + ".log"],
    "foedus monitor": [foedus, "monitor", *monitor],
    "foedus check, small": [foedus, "check", "treaties/examples/aid-pact.foedus.md"],
    "foedus check, sketch": [foedus, "check", "treaties/examples/sketch.foedus.md"],
    "empty, with runtime": [folder + "/empty-framework/empty"],
}
times = {name: [] for name in commands}
for i in range(runs + 3):
    for name, command in commands.items():  # in turn, so that all meet the same noise
        start = time.perf_counter()
        subprocess.run(command, stdout=subprocess.PIPE, check=True)
        if i >= 3:
            times[name].append((time.perf_counter() - start) * 1000)
empty = statistics.median(times["empty program"])
for name, values in times.items():
    median = statistics.median(values)
    print(f"{name:<22} median {median:6.1f} ms   least {min(values):6.1f} ms   ratio {median / empty:5.2f}")
PY
}

case "${1:-}" in
build) build "$(mkdir -p "$2" && cd "$2" && pwd)" ;;
time) measure "$(cd "$2" && pwd)" "${3:-41}" ;;
*)
    work="$(mktemp -d)"
    trap 'rm -rf "$work"' EXIT
    build "$work"
    measure "$work" "${1:-41}"
    ;;
esac
