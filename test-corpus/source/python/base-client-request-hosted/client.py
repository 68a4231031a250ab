from __future__ import annotations

import backoff
from aiohttp import ClientError, ClientSession


class BaseClient:
    def __init__(self, base_url: str) -> None:
        self._base_url = base_url
        self._session: ClientSession | None = None

    async def _open(self) -> ClientSession:
        if self._session is None:
            self._session = ClientSession(base_url=self._base_url)
        return self._session

    @backoff.on_exception(backoff.expo, ClientError, max_time=30)
    async def _send(self, method: str, path: str, json: dict, headers: dict) -> dict:
        session = await self._open()
        async with session.request(method, path, json=json, headers=headers) as response:
            return await response.json()


class Flow(BaseClient):
    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__("https://api.dify.ai")

    async def ask(self, question: str, user: str) -> str:
        result = await self._send(
            "post",
            "/v1/chat-messages",
            json={"query": question, "inputs": {}, "user": user, "response_mode": "blocking"},
            headers={"Authorization": f"Bearer {self.key}"},
        )
        return result["answer"]
