from dataclasses import asdict, dataclass


@dataclass
class Turn:
    role: str
    content: str

    def as_dict(self):
        return asdict(self)


class Dialogue:
    def __init__(self):
        self.turns = []

    def hear(self, text):
        self.turns.append(Turn("user", text))

    def payload(self):
        return [turn.as_dict() for turn in self.turns]
