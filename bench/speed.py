#!/usr/bin/env python3
"""Compare a run of botlint over a tree with a plain text search of it for the same words.

    speed.py [FOLDER] [--runs 11] [--files 20000]

Without FOLDER a tree of 20,000 files without a bot is written to a temporary folder (plain_tree.py). Needs ripgrep.
Both programs are run in turn, and the ratio is taken pair by pair, so that a machine whose speed drifts does no harm.
The medians are what to quote. Exits with 1 above the ratio of --limit.
"""
import argparse
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent


def build():
    subprocess.run(["cargo", "build", "--release", "--quiet", "--bins", "--example", "marks"], cwd=ROOT, check=True)
    target = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "release"
    return target / "botlint", target / "examples" / "marks"


def seconds(command):
    start = time.perf_counter()
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    if done.returncode not in (0, 1):
        sys.exit(f"{command[0]} ended with {done.returncode}")
    return time.perf_counter() - start


def compare(tree, words, botlint, runs):
    check = [str(botlint), "check", "--no-config", "--format", "json", str(tree)]
    search = ["rg", "-c", "-F", "-f", str(words), str(tree)]
    for warm_up in (check, search):
        seconds(warm_up)
    pairs = [(seconds(check), seconds(search)) for _ in range(runs)]
    ours, theirs = (statistics.median(column) for column in zip(*pairs))
    ratio = statistics.median(one / other for one, other in pairs)
    print(f"botlint {ours * 1000:.0f} ms, rg -c {theirs * 1000:.0f} ms, ratio {ratio:.2f} (medians of {runs} pairs)")
    return ratio


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path, nargs="?")
    parser.add_argument("--runs", type=int, default=11)
    parser.add_argument("--files", type=int, default=20_000)
    parser.add_argument("--limit", type=float, default=2.0)
    args = parser.parse_args()
    botlint, marks = build()
    with tempfile.TemporaryDirectory() as scratch:
        words = pathlib.Path(scratch) / "words"
        words.write_bytes(subprocess.run([marks], check=True, capture_output=True).stdout)
        tree = args.folder
        if tree is None:
            tree = pathlib.Path(scratch) / "tree"
            subprocess.run([HERE / "plain_tree.py", tree, "--files", str(args.files)], check=True)
        print(f"{len(words.read_text().splitlines())} words over {tree}")
        statistics_of_run = subprocess.run([botlint, "check", "--no-config", "--statistics", "--quiet", tree],
                                           capture_output=True, text=True)
        print(statistics_of_run.stderr, end="")
        ratio = compare(tree, words, botlint, args.runs)
    sys.exit(ratio > args.limit)


if __name__ == "__main__":
    main()
