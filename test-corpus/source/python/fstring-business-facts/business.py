from dataclasses import dataclass


@dataclass(frozen=True)
class Shop:
    name: str
    hours: str
    services: tuple


SHOP = Shop(name="Gupit ni Mang Tomas", hours="9am-7pm daily", services=("haircut", "shave", "hot towel"))
