SCHEMAS = [
    {"type": "function", "function": {"name": "search_flats", "parameters": {"type": "object", "properties": {"rooms": {"type": "integer"}}}}},
]

FLATS = [{"rooms": 2, "rent": 900}, {"rooms": 3, "rent": 1200}]


def call(name, arguments):
    if name == "search_flats":
        return [flat for flat in FLATS if flat["rooms"] == arguments["rooms"]]
    return {"error": "unknown tool"}
