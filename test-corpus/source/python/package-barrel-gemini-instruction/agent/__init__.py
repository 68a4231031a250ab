from .gemini import generate_reply

__all__ = ["generate_reply"]
