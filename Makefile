# Nodig: Python 3.11 of nieuwer, en make. Al het andere komt in .venv, vastgelegd in requirements.lock;
# wat alleen tests nodig hebben, in requirements-test.lock.
# Alleen relatieve paden: een spatie in het pad van de map mag.

.DEFAULT_GOAL := help
.PHONY: help round test snel check dekking hardop bench fuzz mutatie afbreken herleidbaarheid maten audit lock clean
.NOTPARALLEL:
MAKEFLAGS += --no-print-directory

# Zonder bytecode start elke kernel drie keer zo traag; andermans PYTHONPATH hoort hier niet.
unexport PYTHONDONTWRITEBYTECODE PYTHONPATH PYTHONHOME
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_NO_INPUT := 1

PYTHON ?=
OPTIES ?=
SNEL := $(addprefix tests/,begrippen kader feiten beoordeling traject readers register verschil rapport)
IN_VENV := .venv/bin/python
PAKKETTEN := .venv/requirements.lock
GEREED := .venv/ibt.gereed
PROEVEN := .venv/requirements-test.lock
RONDE := $(lastword $(sort $(wildcard parameters/????-??-??.yaml)))
PEILDATUM := $(basename $(notdir $(RONDE)))

# Een .venv zonder werkende Python, of uit een verplaatste map, is onbruikbaar: dan opnieuw.
ifneq ($(shell $(IN_VENV) -c "" 2>/dev/null && cat .venv/map 2>/dev/null),$(shell pwd -P))
.PHONY: $(PAKKETTEN)
endif

help:
	@printf '%s\n' \
	  'make round   installeert wat nodig is en maakt de nieuwste ronde uit parameters/' \
	  'make test    installeert wat nodig is en draait alle tests (OPTIES="-k ladder" voor een deel)' \
	  'make snel    de tests van de regels, de teksten en de bestanden: zonder rapporten te maken (een minuut)' \
	  'make check   opmaak, lint, typen, tests en dekking: wat de CI doet' \
	  'make dekking draait alle tests en zegt welke takken van ibt geen test neemt (ten minste 95% genomen)' \
	  'make hardop  leest alle PDF-bestanden van de nieuwste ronde zoals een voorleesprogramma (outloud; apart geïnstalleerd)' \
	  'make bench   meet wat een ronde kost, tegen wat anders dezelfde rapporten maakt; vernieuwt docs/prestaties.md (lang)' \
	  'make fuzz    probeert 100.000 verkeerde invoeren met hypothesis (half uur; OPTIES="--zaad 7 --aantal 1000")' \
	  'make afbreken  breekt een ronde 30 keer af op een willekeurig moment, met zijn kernels (enkele minuten)' \
	  'make mutatie verandert kader, beoordeling en traject teken voor teken: welke test merkt het? (uren; OPTIES="--kamer kader")' \
	  'make herleidbaarheid  zet elke norm van het kader naast programma en tests; schrijft docs/herleidbaarheid.md' \
	  'make maten   zegt hoe groot het huis is, per kamer, en tekent het in docs/huis.md' \
	  'make audit   zoekt bekende kwetsbaarheden in requirements.lock (pip-audit; apart geïnstalleerd)' \
	  'make lock    legt de pakketversies opnieuw vast (OPTIES=--upgrade: de nieuwste)' \
	  'make clean   verwijdert .venv en tussenbestanden; outputs/ blijft staan' \
	  'Andere Python: make round PYTHON=/pad/naar/python3.12'

round: $(GEREED)
	@$(GIT_ZONDER_UITKOMSTEN)
	@test -n '$(RONDE)' || { echo 'Geen ronde gevonden: verwacht parameters/JJJJ-MM-DD.yaml.' >&2; exit 1; }
	@.venv/bin/ibt render '$(RONDE)'
	@echo 'Klaar. Open in de browser: outputs/$(PEILDATUM)/index.html'

test: $(PROEVEN)
	@$(IN_VENV) -m pytest -n 3 --dist worksteal $(OPTIES)

# Wat een regel of zin verandert, hoort men hier; wat een ronde verandert bij make test.
snel: $(PROEVEN)
	@$(IN_VENV) -m pytest -n 2 --dist worksteal -q -m 'not browser and not libreoffice' $(SNEL) $(OPTIES)

check: $(PROEVEN)
	@$(IN_VENV) -m ruff format --check .
	@$(IN_VENV) -m ruff check .
	@$(IN_VENV) -m mypy
	@$(MAKE) $(if $(OPTIES),test,dekking)

# Een deel van de tests (OPTIES) zegt niets over het geheel.
dekking: $(PROEVEN)
	@$(IN_VENV) -m coverage erase
	@$(IN_VENV) -m coverage run -m pytest -n 3 --dist worksteal
	@$(IN_VENV) -m coverage combine -q
	@$(IN_VENV) -m coverage report
	@$(IN_VENV) -m coverage json -q -o .coverage.json
	@$(IN_VENV) -c '$(TAKKEN)'

# De grens van coverage telt regels en takken samen, en op elke tak zijn er vijf regels: hier alleen de takken.
TAKKEN = import json; t = json.load(open(".coverage.json"))["totals"]; \
  print("Takken: %d van %d" % (t["covered_branches"], t["num_branches"]), "(ten minste 95%)"); \
  exit(t["percent_branches_covered"] < 95)

# Een tweede, onafhankelijke controle op toegankelijkheid; niet in CI en niet bij de gebruiker (zie pyproject.toml).
# Van de bundel tellen alleen fouten: dat elk rapport gelijk begint, ziet outloud aan voor een lopende kop.
hardop: round
	@test -x .venv-hardop/bin/outloud || { python3 -m venv .venv-hardop && .venv-hardop/bin/python -m pip install -qq 'outloud>=0.2.1'; }
	@find 'outputs/$(PEILDATUM)' -name '*.pdf' ! -name 'alle-rapporten.pdf' -print0 \
	  | xargs -0 .venv-hardop/bin/outloud --quiet --fail-on warning
	@.venv-hardop/bin/outloud --fail-on error 'outputs/$(PEILDATUM)/alle-rapporten.pdf'

# Geen test: duurt lang, en telt alles wat de machine doet (zet er niets naast).
bench: $(PROEVEN)
	@$(IN_VENV) .ci/bench.py $(OPTIES)

# Geen test: duurt lang.
fuzz: $(PROEVEN)
	@PYTHONHASHSEED=0 $(IN_VENV) .ci/fuzz.py $(OPTIES)

# In de gewone tests stopt een ronde bij elke bewerking van een bestand, en sterft zij twee keer met kernels en al.
afbreken: $(PROEVEN)
	@IBT_AFBREKEN=30 $(IN_VENV) -m pytest tests/batch/test_afgebroken.py -k kernels $(OPTIES)

# Geen test: duurt lang. cosmic-ray staat in een eigen map; de tests draaien in .venv.
mutatie: $(PROEVEN)
	@test -d .venv-mutatie/cosmic_ray || $(IN_VENV) -m pip install -qq --target .venv-mutatie 'cosmic-ray>=8.4'
	@nice -n 15 $(IN_VENV) .ci/mutatie $(OPTIES)

# Na elke wijziging aan een regel, bevinding, actie of test die een norm noemt.
herleidbaarheid: $(PROEVEN)
	@$(IN_VENV) .ci/herleidbaarheid.py

maten: $(PROEVEN)
	@echo 'regels modules kamer'
	@for kamer in $$(find ibt/* -prune -name '[a-z]*') ibt tests .ci; do set -- $$(find "$$kamer" -name '*.py'); \
	  test $$# -eq 0 || printf '%6d %7d %s\n' "$$(cat "$$@" | wc -l)" $$# "$$kamer"; done | sort -rn
	@$(IN_VENV) .ci/maten.py
	@echo 'functies met meer dan 6 parameters:'
	@$(IN_VENV) -m ruff check -q --isolated --select PLR0913 --config lint.pylint.max-args=6 --output-format concise ibt || true

# Niet in CI: hij vraagt een bron op internet. Met --strict is een pakket dat niet is nagekeken een fout, geen "schoon".
audit:
	@test -x .venv-audit/bin/pip-audit || { python3 -m venv .venv-audit && .venv-audit/bin/python -m pip install -qq 'pip-audit>=2.10'; }
	@.venv-audit/bin/pip-audit --strict --disable-pip --require-hashes -r requirements.lock -r requirements-test.lock $(OPTIES)

# Zonder --no-compile maakt pip bytecode van alles, ook van wat niemand importeert: een derde van de tijd.
# Is .venv een koppeling, dan gaat die weg en niet wat daar staat: --clear zou andermans map leegmaken.
# De kopie van het slot in .venv is het stempel. Zij komt als laatste: een afgebroken installatie begint opnieuw,
# en een aangeraakt maar ongewijzigd slot kost niets.
$(PAKKETTEN): requirements.lock
	@if $(IN_VENV) -c "" 2>/dev/null && test "$$(cat .venv/map 2>/dev/null)" = "$$(pwd -P)" \
	  && cmp -s requirements.lock $@; then touch $@; exit 0; fi; \
	$(ZOEK_PYTHON); \
	echo 'Pakketten installeren in .venv (eenmalig, enkele minuten) ...'; \
	{ test ! -L .venv || rm .venv; } \
	  && "$$python" -m venv --clear .venv \
	  && $(IN_VENV) -m pip install -qq --no-compile --require-hashes -r requirements.lock \
	  && pwd -P > .venv/map \
	  && cp requirements.lock $@ \
	  || { $(MISLUKT); }

$(GEREED): $(PAKKETTEN) pyproject.toml
	@$(IN_VENV) -m pip install -qq --no-deps --no-build-isolation -e . || { $(MISLUKT); }
	@touch $@

$(PROEVEN): requirements-test.lock $(GEREED)
	@if cmp -s requirements-test.lock $@; then touch $@; exit 0; fi; \
	echo 'Pakketten voor de tests installeren in .venv (eenmalig) ...'; \
	$(IN_VENV) -m pip install -qq --no-compile --require-hashes -r requirements.lock -r requirements-test.lock \
	  && cp requirements-test.lock $@ || { $(MISLUKT); }

# Eerst alles samen, zodat een ronde en haar tests dezelfde versies hebben; dan apart wat tests erbij vragen.
lock:
	@$(ZOEK_PYTHON); \
	map=$$(mktemp -d) && trap 'rm -rf "$$map"' EXIT \
	  && "$$python" -m venv "$$map/venv" && "$$map/venv/bin/python" -m pip install -qq 'uv>=0.9' \
	  && printf 'hatchling>=1.27\neditables\n' > "$$map/build.in" \
	  && cat requirements.lock requirements-test.lock > "$$map/alles.lock" \
	  && leg_vast() { "$$map/venv/bin/uv" pip compile pyproject.toml "$$map/build.in" --quiet --universal \
	    --python-version 3.11 --generate-hashes --no-header --no-annotate "$$@"; } \
	  && leg_vast --extra test -o "$$map/alles.lock" $(OPTIES) \
	  && leg_vast -c "$$map/alles.lock" -o requirements.lock \
	  && awk 'FNR == NR { er[$$1]; next } /^[^ ]/ { erbij = !($$1 in er) } erbij' requirements.lock \
	    "$$map/alles.lock" > requirements-test.lock \
	  && echo 'requirements.lock en requirements-test.lock zijn bijgewerkt.'

clean:
	@git config --unset filter.ibt.clean 2>/dev/null || true
	@rm -rf .venv .venv-hardop .venv-mutatie .venv-audit .fuzz .coverage .coverage.* .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
	@echo 'Opgeruimd. De rondes in outputs/ staan er nog.'

# Zet `python` op de eerste die nieuw genoeg is en een .venv kan maken, of zegt wat er ontbreekt.
define ZOEK_PYTHON
python=; oud=; kaal=; \
set -- python3 python3.13 python3.12 python3.11 python3.14 python; \
if test -n '$(PYTHON)'; then set -- '$(PYTHON)'; fi; \
for keus do \
  versie=$$("$$keus" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || continue; \
  if ! "$$keus" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then oud="$$oud $$keus ($$versie)"; \
  elif ! "$$keus" -c 'import venv, ensurepip' 2>/dev/null; then kaal="$$kaal $$keus ($$versie)"; \
  else python=$$keus; break; fi; \
done; \
if test -z "$$python" && test -n "$$kaal"; then \
  echo "Deze Python mist venv of ensurepip:$$kaal. Laat het pakket python3-venv installeren en probeer opnieuw." >&2; exit 1; \
elif test -z "$$python"; then \
  echo "Python 3.11 of nieuwer is nodig; gevonden:$${oud:- geen}. Installeer een nieuwere Python of geef hem op:" \
    "make round PYTHON=/pad/naar/python3.12" >&2; exit 1; \
fi
endef

# Wat JupyterLab in een notebook zet, blijft in uw map: git ziet de bronnen (.gitattributes). Een pad vanaf de
# bovenste map van git, want daar voert git dit uit; zonder .venv ziet git het bestand zoals het is.
define GIT_ZONDER_UITKOMSTEN
if vooraan=$$(git rev-parse --show-prefix 2>/dev/null) && ! git config filter.ibt.clean >/dev/null; then \
  git config filter.ibt.clean "\"$${vooraan}.venv/bin/python\" -P -m ibt.batch.notebooks" \
    && echo 'Git bewaart notebooks in deze map voortaan zonder uitkomsten (git config filter.ibt.clean).' || true; \
fi
endef

MISLUKT = echo 'Installeren is mislukt (zie hierboven). Is de pakketbron bereikbaar? Geef hetzelfde commando daarna nog eens.' >&2; exit 1
