"""Nouns → parts of a page. Wording, rounding and charts live here; no trede is chosen here.

stijl, glyph, getal, woorden     tokens, characters, numbers, words
deel, opmaak, titelblad          a part of a page and its building blocks
grafiek/                         charts as SVG
gemeente/, provincie/            the sections of the two reports, in order
bladzijde, typst/                the whole page as HTML, and the same page as PDF
index                            the start page of a rendered round
"""
