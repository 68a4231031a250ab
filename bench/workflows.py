"""Writes many n8n workflows made from the corpus's cases, each with content of its own, and lints them in one run.

    python3 bench/workflows.py [--count 2000] [--folder DIR] [--botlint target/release/botlint] [--runs 3]

The workflows differ in names, prompts, pinned sample data, notes and layout, as exports of one maker do. Prints how long
a run takes, in files and megabytes a second, and what `--statistics` says about its stages.
"""

import argparse
import json
import pathlib
import random
import subprocess
import tempfile
import time

WORDS = """table order room lesson bike garden invoice ticket repair menu price hour street member course travel season
winter summer booking delivery kitchen window flower paper coffee station bridge river""".split()


def sentence(dice):
    return " ".join(dice.choice(WORDS) for _ in range(dice.randint(6, 18))).capitalize() + "."


def vary(workflow, number, dice):
    names = {}
    for node in workflow["nodes"]:
        names[node["name"]] = f"{node['name']} {number % 97}"
        node["position"] = [dice.randint(-2000, 2000), dice.randint(-900, 900)]
        node["id"] = f"{dice.getrandbits(128):032x}"
    text = json.dumps(workflow)
    for old, new in names.items():
        text = text.replace(json.dumps(old)[1:-1] + '"', json.dumps(new)[1:-1] + '"')
        text = text.replace(f"$('{old}')", f"$('{new}')")
    varied = json.loads(text)
    for node in varied["nodes"]:
        options = node.get("parameters", {}).get("options")
        if isinstance(options, dict) and isinstance(options.get("systemMessage"), str):
            options["systemMessage"] += "\n" + "\n".join(sentence(dice) for _ in range(dice.randint(2, 30)))
    for at in range(dice.randint(0, 6)):
        varied["nodes"].append({
            "parameters": {"content": "\n".join(sentence(dice) for _ in range(dice.randint(1, 12)))},
            "type": "n8n-nodes-base.stickyNote", "typeVersion": 1, "position": [at * 300, 0], "name": f"Note {at}",
        })
    varied["pinData"] = {
        "Sample": [{"json": {dice.choice(WORDS): sentence(dice) for _ in range(5)}} for _ in range(dice.randint(0, 20))]
    }
    varied["name"] = f"{varied.get('name', 'Bot')} {number}"
    return varied


def cases():
    root = pathlib.Path(__file__).parent.parent / "test-corpus/platform/n8n"
    for path in sorted(root.rglob("*.json")):
        try:
            workflow = json.loads(path.read_text(encoding="utf-8"))
        except ValueError:
            continue
        if isinstance(workflow, dict) and "connections" in workflow:
            yield workflow


def write(folder, count):
    dice = random.Random(1)
    known = list(cases())
    size = 0
    for number in range(count):
        varied = vary(json.loads(json.dumps(known[number % len(known)])), number, dice)
        indent = None if number % 5 == 0 else 2
        text = json.dumps(varied, indent=indent, ensure_ascii=False)
        path = folder / f"team-{number % 40}" / f"workflow-{number}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        size += len(text.encode())
    return size


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--folder", type=pathlib.Path)
    parser.add_argument("--botlint", default="target/release/botlint")
    parser.add_argument("--runs", type=int, default=3)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = args.folder or pathlib.Path(scratch)
        size = write(folder, args.count)
        best = None
        for _ in range(args.runs):
            began = time.perf_counter()
            done = subprocess.run(
                [args.botlint, "check", "--no-config", "--format", "json", "--statistics", str(folder)],
                capture_output=True, text=True, check=False,
            )
            took = time.perf_counter() - began
            if best is None or took < best[0]:
                best = (took, done)
        took, done = best
        bots = len(json.loads(done.stdout)["bots"])
        print(f"{args.count} files, {size / 1e6:.1f} MB, {bots} bots: {took:.2f} s, "
              f"{args.count / took:.0f} files/s, {size / 1e6 / took:.1f} MB/s")
        print(done.stderr.strip())


if __name__ == "__main__":
    main()
