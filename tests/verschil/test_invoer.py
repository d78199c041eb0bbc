"""What a person changed in the inputs: only what a round reads of them."""

from pathlib import Path

import xlsxwriter

from ibt.verschil.invoer import compare_invoer

KOP = ("gemeente", "stand_per", "taakstelling", "stand_begin", "realisatie")
RIJ = ("Verzonnendam", "2026-07-01", "20", "-10", "24")


def test_another_layout_of_the_same_table_is_no_change_of_a_row(tmp_path: Path) -> None:
    oud, nieuw = (tmp_path / naam for naam in ("oud", "nieuw"))
    for map_ in (oud, nieuw):
        (map_ / "invoer" / "cijfers").mkdir(parents=True)
    tekst = "\n".join(map(",".join, (KOP, RIJ)))
    (oud / "invoer/cijfers/stand.csv").write_text(tekst, encoding="utf-8")
    with xlsxwriter.Workbook(nieuw / "invoer/cijfers/stand.xlsx") as werkmap:
        werkmap.add_worksheet("Toelichting").write(0, 0, "Bron: COA")
        blad = werkmap.add_worksheet("stand")
        blad.write(0, 0, "Standen per gemeente")
        blad.write_row(2, 0, ["Gemeente", "Stand per", *KOP[2:], "opmerking"])
        blad.write_row(3, 0, [*RIJ[:2], 20, -10, 24, "gebeld,\nkomt terug"])
    geschreven = ({"invoer/cijfers/stand.csv": ""}, {"invoer/cijfers/stand.xlsx": ""})
    [verschil] = compare_invoer(oud, nieuw, geschreven)
    assert verschil.rol == "cijfers"
    assert verschil.rijen == ()
