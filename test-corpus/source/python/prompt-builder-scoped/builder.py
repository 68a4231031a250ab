class PromptBuilder:
    def __init__(self):
        self.sections = []

    def add(self, text):
        self.sections.append(text)
        return self

    def build(self):
        return "\n\n".join(self.sections)
