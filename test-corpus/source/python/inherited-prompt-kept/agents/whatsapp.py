from .base import BaseAgent


class WhatsAppAgent(BaseAgent):
    max_length = 1600

    def reply(self, text):
        return super().reply(text)[: self.max_length]
