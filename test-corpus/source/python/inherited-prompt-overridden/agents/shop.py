from .base import BaseAgent


class ShopAgent(BaseAgent):
    system_prompt = (
        "You are the sales assistant of Oak & Iron furniture. Recommend tables, chairs and delivery slots. "
        "Only talk about our furniture."
    )
