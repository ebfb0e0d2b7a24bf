"""Answers every request with one word. Change it while the container runs."""

import uvicorn

LEVEL = "low"


async def app(scope, receive, send):
    if scope["type"] == "http":
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": LEVEL.encode()})


def main():
    uvicorn.run("tide:app", host="0.0.0.0", port=8000)
