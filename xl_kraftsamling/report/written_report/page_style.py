"""The style of a report's page, beside that of every page (`html_page`)."""

_SEVERITIES = ("fel", "varning", "upplysning", "ejprovad", "undantag")

_RULES = """
:root { --fel: #9b1c1c; --varning: #7a4a00; --upplysning: #1d4f91; --ejprovad: #5b3d86; --undantag: #4a4a46; --complies: #0b5d2a; --bar: #1d4f91; --spent: #0b6b5d; --hit: #fff1c2; --card: #fff; }
@media (prefers-color-scheme: dark) { :root { --fel: #ff9d94; --varning: #ffc46b; --upplysning: #9cc3ff; --ejprovad: #cdb4f5; --undantag: #c9c9c4; --complies: #7fd69a; --bar: #7fb0f5; --spent: #6fd3c0; --hit: #4a3c0d; --card: #1d2024; } }
 h1 { font-size: 1.75rem; line-height: 1.25; margin: .5rem 0 0; } h2 { margin: 2.75rem 0 .75rem; border-bottom-width: 1px; padding-bottom: .25rem; }
h3 { margin: 1.5rem 0 .25rem; } .lead { margin: .25rem 0 1.25rem; } p { max-width: 46rem; } a { color: var(--mark); } table { font-size: .9rem; } th, td { overflow-wrap: break-word; padding: .3rem .5rem; } tbody th { min-width: 0; } #saldon tbody th { min-width: 10rem; }
.verdict { border: 1px solid var(--line); border-left: .5rem solid var(--tone); background: var(--card); padding: 1rem 1.25rem; border-radius: .25rem; }
.verdict p { margin: .35rem 0; } .verdict .word { font-size: 1.35rem; font-weight: 600; color: var(--tone); }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr)); gap: .75rem; margin: 1.25rem 0; }
.tiles div { background: var(--soft); padding: .6rem .8rem; border-radius: .25rem; } .tiles dt { font-weight: 400; } .tiles dd { font-size: 1.3rem; font-weight: 600; font-variant-numeric: tabular-nums; overflow-wrap: normal; }
nav ul { list-style: none; padding: 0; margin: 1rem 0 0; display: flex; flex-wrap: wrap; gap: .25rem 1.1rem; } nav a { display: inline-block; padding: .2rem 0; }
fieldset { border: 1px solid var(--line); border-radius: .25rem; padding: .5rem .9rem .7rem; margin: 1rem 0; display: flex; flex-wrap: wrap; gap: .3rem 1.25rem; } legend { padding: 0 .4rem; }
fieldset label { display: inline-flex; align-items: center; gap: .4rem; min-height: 1.75rem; } input { accent-color: var(--mark); width: 1.1rem; height: 1.1rem; margin: 0; }
article { border: 1px solid var(--line); border-left: .3rem solid var(--tone); border-radius: .25rem; background: var(--card); padding: .75rem 1rem; margin: 1rem 0; }
article h3 { margin: 0; font-size: 1.05rem; } article p { margin: .4rem 0; } .severity { color: var(--tone); font-weight: 600; } .where, .source { font-size: .9rem; }
.todo { border-left: 2px solid var(--line); padding-left: .75rem; } article dl { font-size: .9rem; }
.piece td:not(.n, .s) { min-width: 2.5rem; } .piece { min-width: 0; font-size: .9rem; margin: .5rem 0; } .piece th, .piece td { border: 1px solid var(--line); padding: .15rem .5rem; min-width: 2.5rem; max-width: 16rem; overflow-wrap: break-word; }
.piece thead th, .piece tbody th { background: var(--soft); font-weight: 400; text-align: center; min-width: 2rem; } .piece .heads td { font-weight: 600; } .piece .gap > * { border-top: 3px double var(--line); } .piece .gapped { border-left: 3px double var(--line); }
.piece td.hit { background: var(--hit); outline: 3px solid var(--tone); outline-offset: -2px; font-weight: 600; } .piece td.too { outline: 2px dashed var(--line); outline-offset: -2px; }
.arrow { color: var(--tone); } .bars { list-style: none; padding: 0; margin: 0; } .bars li { margin: .8rem 0; } .bars p { margin: 0; } .bars .name { font-weight: 600; } .bars .says { font-size: .9rem; max-width: none; }
svg { display: block; } .bar { margin: .15rem 0; } .defs { position: absolute; } .frame { fill: none; stroke: var(--line); } .called, .called_off.key { fill: var(--bar); } .asked { fill: url(#stripes); stroke: var(--bar); } .stripe { fill: var(--bar); } .spent { fill: var(--spent); }
.keys { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; list-style: none; padding: 0; margin: .5rem 0; font-size: .9rem; } #innehall td:last-child { min-width: 20rem; } td:not(.n, .s) { min-width: 7rem; }
#saldon table { font-size: .82rem; } #saldon :is(th, td) { padding: .3rem .35rem; }
.keys li { display: flex; align-items: center; gap: .4rem; }
.line { fill: none; stroke-width: 2; vector-effect: non-scaling-stroke; } .line.disposable { stroke: var(--line); stroke-dasharray: 6 4; } .line.called_off { stroke: var(--bar); stroke-width: 3; } .today { stroke: var(--ink); stroke-dasharray: 2 3; vector-effect: non-scaling-stroke; } .axis { stroke: var(--line); vector-effect: non-scaling-stroke; }
.months { display: grid; grid-template-columns: repeat(12, 1fr); list-style: none; padding: 0; margin: 0; font-size: .75rem; } .months li { margin: 0; border-left: 1px solid var(--line); padding-left: .15rem; }
.wide { position: relative; } .sr { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (max-width: 40rem) { h1 { font-size: 1.35rem; } dl:not(.tiles) { grid-template-columns: 1fr; } dl:not(.tiles) dd { margin-bottom: .4rem; } .tiles { grid-template-columns: 1fr 1fr; gap: .5rem; } .tiles dd { font-size: 1.1rem; } article { padding: .6rem .7rem; } .far { display: none; } .piece :is(th, td) { padding: .15rem .35rem; max-width: 6rem; overflow-wrap: anywhere; hyphens: auto; } }
@page { size: A4 portrait; margin: 14mm; } @page wide { size: A4 landscape; }
@media print { :root { --fel: #000; --varning: #000; --upplysning: #000; --ejprovad: #000; --undantag: #000; --complies: #000; --bar: #444; --spent: #000; --hit: #eee; --card: #fff; } html { font-size: 9pt; } body { font-size: 1rem; } table, #saldon table { font-size: .85rem; } #saldon { page: wide; } .bars { display: grid; grid-template-columns: 1fr 1fr; gap: 0 2rem; } .year, .months, .keys { break-after: avoid; } nav, fieldset { display: none; } article, .bars li { break-inside: avoid; } h2 { margin-top: 1.5rem; } .verdict, .tiles { break-inside: avoid; } svg { print-color-adjust: exact; } }
"""


def _make_tones() -> str:
    """The colour of each severity, and what the choice of one hides."""
    tones = "".join(f".{name} {{ --tone: var(--{name}); }}\n" for name in (*_SEVERITIES, "complies"))
    chosen = "".join(f"section:has(#visa-{name}:checked) article:not(.{name}) {{ display: none; }}\n" for name in _SEVERITIES)
    # on paper everything is shown: nobody can choose there
    return tones + f"@media screen {{\n{chosen}}}\n"


STYLE = _RULES + _make_tones()
"""The rules of CSS."""
