namespace Foedus.Analysis.Reporting;

/// <summary>The style sheet of the report. Colours are variables, so that dark and paper change nothing else.</summary>
internal static class BacktestStyle
{
    public const string Sheet = """
        :root{--paper:#fbfaf7;--card:#fff;--ink:#1d2430;--soft:#566070;--line:#dcdad2;--bar:#b23a2e;--dead:#6d4a3f;--past:#a9adb6;--past-dead:#c3c2c0;--held:#cfe5d6;--wash:#f1efe9;--accent:#1f4e79}
        @media (prefers-color-scheme:dark){:root{--paper:#12161d;--card:#1a2029;--ink:#e8e6e0;--soft:#a6adb8;--line:#333c48;--bar:#ef7b68;--dead:#c49a86;--past:#6f7885;--past-dead:#555c66;--held:#1f4a36;--wash:#161b23;--accent:#8fbfe8}}
        *{box-sizing:border-box}
        html{-webkit-text-size-adjust:100%}
        body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
        main{max-width:70rem;margin:0 auto;padding:2.5rem 1.25rem 4rem}
        h1,h2,h3,.lead,.verdict{font-family:Charter,"Bitstream Charter","Sitka Text",Cambria,Georgia,serif;line-height:1.2;text-wrap:balance}
        h1{font-size:clamp(1.9rem,5vw,3rem);margin:.2rem 0 1rem;letter-spacing:-.01em}
        h2{font-size:1.55rem;margin:3.2rem 0 .6rem;padding-top:.8rem;border-top:2px solid var(--ink)}
        h3{font-size:1.3rem;margin:0}
        p{margin:.4rem 0}
        a{color:var(--accent)}
        .kicker{color:var(--soft);font-size:.85rem;letter-spacing:.04em;margin:0}
        .lead{font-size:clamp(1.15rem,2.6vw,1.45rem);line-height:1.4;max-width:46rem}
        .sub,.note{color:var(--soft);font-size:.92rem;max-width:52rem}
        .figures{list-style:none;margin:1.8rem 0 0;padding:0 0 1px 1px;display:flex;flex-wrap:wrap}
        .figures li{flex:1 1 10rem;margin:-1px 0 0 -1px;border:1px solid var(--line);background:var(--card);padding:.9rem 1rem}
        .figures b{display:block;font:600 2rem/1.1 Charter,"Bitstream Charter","Sitka Text",Cambria,Georgia,serif;font-variant-numeric:tabular-nums}
        .figures span{display:block;margin-top:.3rem;color:var(--soft);font-size:.85rem;line-height:1.35}
        .tag{display:inline-block;min-width:1.5em;padding:0 .3em;border-radius:1em;background:var(--accent);color:var(--paper);font:600 .78rem/1.5em system-ui,sans-serif;text-align:center;text-decoration:none;vertical-align:.12em}
        .years{margin-top:1rem}
        .year,.months{display:grid;grid-template-columns:3.2rem 1fr 7rem;gap:.9rem;align-items:end}
        .year{break-inside:avoid}
        .year h3{font-size:1.05rem;line-height:1;padding-bottom:.35rem;font-variant-numeric:tabular-nums}
        .year>p{margin:0;color:var(--soft);font-size:.78rem;line-height:1.35;font-variant-numeric:tabular-nums;padding-bottom:.1rem}
        .year>p b{color:var(--ink)}
        .year>p span{display:block;height:0;visibility:hidden}
        .marks{position:relative;height:2.3rem}
        .marks .tag{position:absolute;bottom:0;transform:translateX(-50%)}
        .marks .tag.up{bottom:1.15rem}
        .marks .tag.up::after{content:"";position:absolute;left:50%;top:100%;height:1.15rem;border-left:2px solid var(--accent);transform:translateX(-1px)}
        .strip svg{display:block;width:100%;height:3.5rem;border-bottom:1px solid var(--soft);overflow:visible}
        .months ol{display:grid;grid-template-columns:repeat(12,1fr);list-style:none;margin:.3rem 0 0;padding:0;color:var(--soft);font-size:.72rem}
        .bar{fill:var(--bar)}.dead{fill:var(--dead)}.bar.past{fill:var(--past)}.dead.past{fill:var(--past-dead)}
        .held{fill:var(--held)}.before,.after{fill:var(--wash)}
        .begin{stroke:var(--accent);stroke-width:2;vector-effect:non-scaling-stroke}
        .axis{stroke:var(--ink);stroke-width:1;vector-effect:non-scaling-stroke}
        article{background:var(--card);border:1px solid var(--line);border-radius:6px;padding:1.3rem 1.4rem;margin:1.2rem 0;break-inside:avoid}
        .verdict{font-size:1.1rem;margin:.5rem 0 1rem;line-height:1.35}
        .pair{display:grid;gap:1.6rem;grid-template-columns:minmax(0,1.75fr) minmax(0,1fr)}
        figure{margin:0}
        .plot{position:relative}
        .plot svg{display:block;width:100%;height:11rem}
        .peak{position:absolute;right:.2rem;top:.1rem;padding:0 .25rem;background:color-mix(in srgb,var(--card) 78%,transparent);color:var(--soft);font-size:.74rem}
        .peak::before{content:"peak "}
        .peak.low{top:auto;bottom:.1rem}
        .days{position:relative;height:1.5rem;color:var(--soft);font-size:.76rem;font-variant-numeric:tabular-nums}
        .days span{position:absolute;top:.15rem;white-space:nowrap}
        .days .last{transform:translateX(-100%)}
        dl{display:grid;grid-template-columns:max-content 1fr;gap:.3rem 1rem;margin:0}
        dt{color:var(--soft)}
        dd{margin:0}
        .facts{font-size:.88rem;line-height:1.4}
        .scroll{overflow-x:auto}
        .scroll:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
        table{border-collapse:collapse;width:100%;font-size:.88rem;font-variant-numeric:tabular-nums;margin:.8rem 0 0}
        caption{text-align:left;color:var(--soft);font-size:.84rem;padding:0 0 .4rem}
        th,td{text-align:left;vertical-align:top;padding:.38rem .6rem .38rem 0;border-bottom:1px solid var(--line);font-weight:400}
        thead th{color:var(--soft);font-size:.8rem;vertical-align:bottom;border-bottom-color:var(--soft)}
        table{margin-top:.3rem}
        th:last-child,td:last-child{padding-right:0}
        .outside{min-width:46rem}.outside em{white-space:normal}.norms{min-width:34rem}
        .label{color:var(--soft);font-size:.84rem;margin:1rem 0 0}
        .n{text-align:right;white-space:nowrap}
        .d,.glance th[scope=row]{white-space:nowrap}
        .windows caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
        .norms q{color:var(--soft);quotes:none;font-size:.84rem}
        code{font:.84em ui-monospace,"DejaVu Sans Mono",Menlo,Consolas,monospace}
        footer dl{font-size:.92rem;gap:.6rem 1.4rem}
        footer dd{max-width:50rem}
        abbr{text-decoration:none}
        @media (max-width:44rem){
        main{padding:1.4rem 1rem 3rem}
        .pair{grid-template-columns:minmax(0,1fr);gap:1rem}
        .year,.months{grid-template-columns:2.3rem 1fr;gap:.1rem .6rem}
        .year>p{grid-column:2;padding:.15rem 0 .2rem}
        .year>p span{display:inline;visibility:visible}
        .year h3{padding-bottom:.2rem}
        .months ol{font-size:.6rem}
        .months span:last-child{display:none}
        article{padding:1rem;margin:1rem -.25rem}
        .windows th,.windows td{padding-right:.3rem;font-size:.78rem}
        .plot svg{height:9rem}
        footer dl,.facts{grid-template-columns:1fr;gap:.1rem}
        footer dd,.facts dd{margin-bottom:.5rem}
        }
        @media print{
        :root{--paper:#fff;--card:#fff;--ink:#000;--soft:#444;--line:#bbb;--bar:#a5352a;--dead:#6d4a3f;--past:#a9adb6;--past-dead:#c3c2c0;--held:#d5e8db;--wash:#f3f3f3;--accent:#1f4e79}
        *{print-color-adjust:exact;-webkit-print-color-adjust:exact}
        body{font-size:10pt}
        main{max-width:none;padding:0}
        h2{break-after:avoid}
        a{color:inherit;text-decoration:none}
        .tag,.marks .tag{color:#fff}
        .scroll{overflow:visible}
        .outside,.norms{min-width:0}
        .glance{font-size:7.5pt}
        }
        """;
}
