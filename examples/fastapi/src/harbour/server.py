"""The console script: serves the application, the address taken from HOST and PORT."""

import os

import uvicorn


def main() -> None:
    uvicorn.run(
        "harbour.app:app",
        host=os.environ.get("HOST", "0.0.0.0"),
        port=int(os.environ.get("PORT", "8000")),
    )
