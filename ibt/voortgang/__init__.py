"""Within a running half-year: schedule, forecast and what is still needed; no trede is set (§4)."""
