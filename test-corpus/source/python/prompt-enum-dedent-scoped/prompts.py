from enum import Enum
from textwrap import dedent


class Prompt(Enum):
    RENTALS = dedent(
        """\
        You are the booking assistant of Skyline Car Rental in Dubai.
        Help customers choose a car, explain deposits and extend rentals.
        Only answer questions about renting a car from us.
        """
    )
