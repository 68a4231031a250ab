#!/usr/bin/env python3
"""Write a tree of files that hold no bot: what botlint has to leave alone quickly.

    plain_tree.py FOLDER [--files 20000] [--seed 7]

A mixture of Python, JavaScript, TypeScript, Go, Java, JSON, YAML and Markdown in packages of about 40 files, 6 kB a
file on average. The same seed writes the same tree.
"""
import argparse
import json
import pathlib
import random

NOUNS = ("order invoice parcel stock ticket tenant ledger session region widget batch report token cursor price "
         "branch vendor member policy schedule metric window payload cache buffer filter route queue").split()
VERBS = "load store merge split verify render index archive publish resolve compact refresh encode reconcile".split()


def name(rng):
    return f"{rng.choice(VERBS)}_{rng.choice(NOUNS)}_{rng.randrange(1000)}"


def camel(text):
    head, *tail = text.split("_")
    return head + "".join(part.capitalize() for part in tail)


def python(rng):
    fn, noun = name(rng), rng.choice(NOUNS)
    return (f"def {fn}({noun}, limit={rng.randrange(500)}):\n"
            f'    """Return every {noun} below the limit, newest first."""\n'
            f"    found = [row for row in {noun} if row.amount < limit and not row.closed]\n"
            f"    log.info('kept %d of %d', len(found), len({noun}))\n"
            f"    return sorted(found, key=lambda row: row.created, reverse=True)\n\n\n")


def script(rng):
    fn, noun = camel(name(rng)), rng.choice(NOUNS)
    return (f"export async function {fn}({noun}, limit = {rng.randrange(500)}) {{\n"
            f"  const rows = await db.{noun}s.find({{ where: {{ closed: false }}, take: limit }});\n"
            f"  const message = `kept ${{rows.length}} of the {noun}s`;\n"
            f"  logger.debug(message, {{ limit }});\n"
            f"  return rows.map((row) => ({{ id: row.id, total: row.total * {rng.random():.3f} }}));\n}}\n\n")


def golang(rng):
    fn, noun = camel("x_" + name(rng)), rng.choice(NOUNS)
    return (f"func {fn}(ctx context.Context, {noun} []Row) (map[string]int, error) {{\n"
            f"\tcounts := make(map[string]int, len({noun}))\n\tfor _, row := range {noun} {{\n"
            f"\t\tif row.Amount > {rng.randrange(500)} {{\n\t\t\tcounts[row.Region]++\n\t\t}}\n\t}}\n"
            f"\treturn counts, ctx.Err()\n}}\n\n")


def java(rng):
    fn, noun = camel(name(rng)), rng.choice(NOUNS)
    return (f"    public List<Row> {fn}(List<Row> {noun}) {{\n"
            f"        return {noun}.stream().filter(row -> row.amount() < {rng.randrange(500)}).toList();\n    }}\n\n")


def data(rng):
    return {"id": rng.randrange(10**9), "name": name(rng), "region": rng.choice(NOUNS), "open": rng.random() < 0.5,
            "lines": [{"sku": f"{rng.randrange(10**6):06}", "amount": round(rng.random() * 100, 2)} for _ in range(4)]}


def yaml(rng):
    return (f"{name(rng)}:\n  image: registry.example.com/{rng.choice(NOUNS)}:{rng.randrange(99)}\n"
            f"  replicas: {rng.randrange(9)}\n  environment:\n    REGION: {rng.choice(NOUNS)}\n    LIMIT: '{rng.randrange(99)}'\n")


def prose(rng):
    return f"## How to {rng.choice(VERBS)} a {rng.choice(NOUNS)}\n\n" + " ".join(
        rng.choice(NOUNS + VERBS) for _ in range(60)) + ".\n\n"


KINDS = [
    (28, "py", python, "import logging\n\nlog = logging.getLogger(__name__)\n\n\n", ""),
    (14, "js", script, "import { db, logger } from '../lib/context.js';\n\n", ""),
    (18, "ts", script, "import { db, logger } from '../lib/context';\n\n", ""),
    (8, "go", golang, "package rows\n\nimport \"context\"\n\n", ""),
    (6, "java", java, "import java.util.List;\n\npublic class Rows {\n", "}\n"),
    (14, "json", None, "", ""),
    (6, "yaml", yaml, "", ""),
    (6, "md", prose, "# Notes\n\n", ""),
]


def text(rng, kind):
    _, _, piece, head, tail = kind
    wanted = int(rng.lognormvariate(8.3, 0.9))
    if piece is None:
        return json.dumps([data(rng) for _ in range(1 + wanted // 330)], indent=2)
    parts, size = [head], 0
    while size < wanted:
        parts.append(piece(rng))
        size += len(parts[-1])
    return "".join(parts) + tail


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--files", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args()
    rng = random.Random(args.seed)
    weights = [kind[0] for kind in KINDS]
    for at in range(args.files):
        package = args.folder / f"package{at // 40:04}"
        if at % 40 == 0:
            (package / "src").mkdir(parents=True, exist_ok=True)
            (package / "package.json").write_text(json.dumps({"name": package.name, "version": "1.0.0"}))
        kind = rng.choices(KINDS, weights)[0]
        (package / "src" / f"{name(rng)}.{kind[1]}").write_text(text(rng, kind))


if __name__ == "__main__":
    main()
