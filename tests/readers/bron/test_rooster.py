"""Cells of a page, an old workbook and a PDF."""

import sys
import zipfile
import zlib
from base64 import b85decode
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace

import pytest

from ibt.begrippen.fout import InvoerFout
from ibt.readers.bron.rooster import read_roosters

PDF = b"%PDF-1.7"


def test_merged_cells_hold_their_text_everywhere_and_a_number_once() -> None:
    html = (
        b"<table><caption>Stand</caption><tr><th rowspan='2'>Gemeente</th>"
        b"<th colspan='2'>Realisatie</th></tr><tr><th>juli</th><th>aug</th></tr>"
        b"<tr style='display: none'><td>oud</td></tr><tr><td>Utrecht</td>"
        b"<td colspan='2'>12</td></tr></table>"
    )
    (rooster,) = read_roosters(Path("lijst.xls"), html, [])
    assert [cellen for _, cellen in rooster.lijnen] == [
        ("Stand",),
        ("Gemeente", "Realisatie", "Realisatie"),
        ("Gemeente", "juli", "aug"),
        ("oud",),
        ("Utrecht", "12", ""),
    ]
    assert rooster.verborgen_rijen == {4}


def test_a_pdf_asks_for_a_package_and_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pdfplumber", None)
    with pytest.raises(InvoerFout, match="pip install pdfplumber"):
        read_roosters(Path("lijst.pdf"), PDF, [])


def test_the_pages_of_a_pdf_are_one_table(monkeypatch: pytest.MonkeyPatch) -> None:
    def page(*rijen: list[str | None]) -> SimpleNamespace:
        tabel = SimpleNamespace(bbox=(0, 50, 100, 90), extract=lambda: list(rijen))
        titel = SimpleNamespace(extract_text=lambda: "Overzicht\nStand per 1 januari 2027")
        return SimpleNamespace(
            width=100, height=100, find_tables=lambda *_: [tabel], crop=lambda vak: titel
        )

    pdf = SimpleNamespace(pages=[page(["Gemeente", "n"], ["Baarn", "1"]), page(["Zeist", None])])
    namaak = SimpleNamespace(open=lambda bytes_: nullcontext(pdf))
    monkeypatch.setitem(sys.modules, "pdfplumber", namaak)
    (rooster,) = read_roosters(Path("lijst.pdf"), PDF, [])
    cellen = [rij for _, rij in rooster.lijnen]
    assert cellen[:4] == [
        ("Overzicht",), ("Stand per 1 januari 2027",), ("Gemeente", "n"), ("Baarn", "1")
    ]  # fmt: skip
    assert cellen[-1] == ("Zeist", "")


def test_an_old_workbook_is_read_with_what_cannot_be_seen_of_it() -> None:
    (rooster,) = read_roosters(Path("lijst.xls"), zlib.decompress(b85decode(XLS)), [])
    assert [cellen for _, cellen in rooster.lijnen] == [
        ("Gemeente", "Realisatie"),
        ("Utrecht", "139"),
    ]
    assert "verborgen" in str(rooster.melding)


def test_an_ods_names_hidden_rows_and_columns_and_what_is_merged(
    tmp_path: Path, write_ods: Callable[..., Path]
) -> None:
    pad = write_ods(tmp_path / "a.ods", [["Realisatie", None], ["juli", "aug"], ["12", "13"]])
    with zipfile.ZipFile(pad) as oud:
        delen = {naam: oud.read(naam) for naam in oud.namelist()}
    inhoud = delen["content.xml"].decode()
    inhoud = inhoud.replace(
        "<table:table-cell", '<table:table-cell table:number-columns-spanned="2"', 1
    )
    kop, midden, eind = inhoud.rpartition("<table:table-row>")
    delen["content.xml"] = f'{kop}<table:table-row table:visibility="collapse">{eind}'.encode()
    assert midden
    with zipfile.ZipFile(pad, "w") as nieuw:
        for naam, deel in delen.items():
            nieuw.writestr(naam, deel)
    (rooster,) = read_roosters(pad, pad.read_bytes(), [])
    assert rooster.lijnen[0][1] == ("Realisatie", "Realisatie")
    assert rooster.verborgen_rijen == {3}


# `Gemeente, Realisatie` above `Utrecht, 139`, as LibreOffice saves it.
XLS = (
    "c-rk(Uu=_A6hHUtAHH^D{WdoLfXq6z4Av2l2WJ#l7^o!TmO3IaB-)j4qtLFTD^U~wlpzl$kZ5@Dg~X8Tg=iFFq7R"
    "z5z4@Tgn2?}P!#4sC#b^u(Tm7B$-EXUPjcp|wwdc#Z=ic*u=ic+(^XH!X?Kkc7=Ps_jLKW~Rd1$c|Ab%N80Zn&c5"
    "gD4dSSpoVcBu*fDp=5zZRmyld_cDODs9(*rcL;7LY%UA@)V}sGzprcSEwGi10GX8UoA3=HGWqsG}mu@ea_#U$34K"
    "x_~%^D@gD@X09%2pfo;H$a|BR3umiXT*a_?spCGyuco*<);9B51z3zHV8N=w`r^oj<^UOa20TWjA`{=XPU$M!>_E"
    "+E$7rb-g7e4|I&{6h{p+q_v{<~nO=#WsX!z`S1J9>)Fg4;$P3HNhpw~O}yViX?G9=+d)iSDPR?UA;PSpHLy`9U~a"
    ";g?@>^t|!54g#Orf&7=E1f?tA((QZO?QNwQj;|-}NjsNF&r96Q&@U1XF3g6R&*H-Wxi-F0C!hXz{2A=sO8eaBd|#"
    "~OZ>++PR^e}|!Vmm`f5t#e6{y72DtLsp7yLpy3SOaW3af;67JQ`_#dl941E2DWPf<E`cq)Gip{el9DHBLEdRoynd"
    "Y%(>F)mB_i=2o#g583>9Jf(RkwfSUq<fQ&D<ph#R>jc9sQZTHq<j;p-$Y6`e?`{6g`f23Bg14j&e-;3-o_~rw-f2"
    "qR3e|U;okf5IXihMU&8TW(xBHlK9Xh^aC!T?G&T5)adMIMyIj-?r4Qm~IC|UV2P{l?>->%H_KuAVz99U<@~wm(G-"
    "PwsalD!HZW4(;X{Y7ePI`dPoXAk5XEc?ur^3(JFNNdTOky$`w<nIJ6S<zq)`ucHx?uUppME!zn6Sf<krT4Oo6<(0"
    "%r=3mgB!~Fz389lzdYT4xj4A7tbYy(Du7>9@=Q}yMU^Y#QbqePw@I(b9ui#-goN^#r3z(Z=%C(e3F&QZbI4L_8kX"
    "C4Qj-b^PgU?1<j{AHdD0_=k<ue2?|8=7jiBfdqRkjyrxE5CpK=UUG_{wp_l3w)+#+(`Vz2N6MQerf#Gs(au?&|Zj"
    "~gBIiQmcbM2}&w7}oQA%QXzc1YC5&ET2fZB~h?iEu>I&c!Ew1Wtq-K%{s51;F@J`Dw)epWyka3-7hEYboh~n`$rR"
    "Fb~<f~d+tn)j}QEn+D*CEX%H4mJcqH;yflCEy`OFlAF|$m$E3auAAirA|Ei8Fem|h=yO`dfr*)mTU)OpEb-i~~JI"
    "~bxqHf*aqUBturC*Q!%rP!~ed+Axb=H}8p?~z|hr2lIRqzhzI@3*OR++BV_)S=b+j;+!eXfY1m1HDr15W=rte&GI"
    "G$wi+sayXJSk=&Xmr@<~s%w5XPKK~<20lIv9S%3NzNhRCR*TF%z&%TGI*gjoZrFZ7tY7c_uUp^MoGRj3I)?wxpf+"
    "XO?|~PLi%po5N6nfAr#kfN^?h~h|GmHume${e6_TQZEgo2(J_8N>e-AL<y#EXQ23W%@76"
)
