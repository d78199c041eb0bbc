"""Within a running half-year: schedule, forecast and what is still needed; no trede is set (§4).

Whole columns where it is about all gemeenten: the frames have one row per gemeente.
"""
