from openai import OpenAI


class Waiter:
    TEMPLATE = (
        "Eres el camarero virtual del restaurante {restaurant}. Atiendes a {guest}. "
        "Tomas reservas, explicas la carta y avisas de alérgenos. "
        "No respondas preguntas que no sean sobre el restaurante."
    )

    def __init__(self):
        self.client = OpenAI()

    def answer(self, text, guest):
        system = self.TEMPLATE.format(restaurant="Casa Lola", guest=guest or "un cliente")
        result = self.client.responses.create(model="gpt-4.1-mini", instructions=system, input=text)
        return result.output_text
