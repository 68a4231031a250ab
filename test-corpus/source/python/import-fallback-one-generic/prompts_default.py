SYSTEM = "Eres un asistente virtual útil y amable. Responde a cualquier pregunta."
