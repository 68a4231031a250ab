from dataclasses import asdict, dataclass


@dataclass
class Turn:
    role: str
    content: str

    def as_dict(self):
        return asdict(self)


class Dialogue:
    def __init__(self, instructions):
        self.turns = [Turn("system", instructions)]

    def hear(self, text):
        self.turns.append(Turn("user", text))

    def payload(self):
        return [turn.as_dict() for turn in self.turns]
