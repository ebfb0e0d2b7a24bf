"""The application: two questions about harbours, and one about its own health."""

import json
from datetime import datetime
from importlib.metadata import version
from importlib.resources import files
from zoneinfo import ZoneInfo

from fastapi import FastAPI, HTTPException
from pydantic import BaseModel


class Harbour(BaseModel):
    name: str
    country: str
    zone: str
    tidal_range_m: float


def load() -> dict[str, Harbour]:
    text = files("harbour").joinpath("data/harbours.json").read_text(encoding="utf-8")
    return {row["name"]: Harbour(**row) for row in json.loads(text)}


HARBOURS = load()

app = FastAPI(title="Harbour", version=version("harbour"))


@app.get("/health")
def health() -> dict[str, str | int]:
    return {"status": "ok", "version": app.version, "harbours": len(HARBOURS)}


@app.get("/harbours/{name}")
def harbour(name: str) -> Harbour:
    if name not in HARBOURS:
        raise HTTPException(404, f"no harbour is called {name}")
    return HARBOURS[name]


@app.get("/harbours/{name}/time")
def local_time(name: str) -> dict[str, str]:
    return {"time": datetime.now(ZoneInfo(harbour(name).zone)).isoformat(timespec="seconds")}
