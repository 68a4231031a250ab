from langchain.tools import tool


@tool
def convert(amount: float, source: str, target: str) -> str:
    """Converts an amount between currencies."""
    return f"{amount} {source} in {target}"
