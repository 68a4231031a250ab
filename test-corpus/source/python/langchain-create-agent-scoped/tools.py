from langchain.tools import tool


@tool
def flight_status(number: str) -> str:
    """Tells whether a flight is on time."""
    return f"{number}: on time"


@tool
def rebook(booking: str, date: str) -> str:
    """Moves a booking to another date."""
    return f"{booking} moved to {date}"
