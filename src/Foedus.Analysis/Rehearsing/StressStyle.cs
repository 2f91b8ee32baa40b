namespace Foedus.Analysis.Rehearsing;

/// <summary>What the report's style sheet has beyond that of the backtest.</summary>
internal static class StressStyle
{
    public const string Sheet = """
        .curve svg{display:block;width:100%;height:16rem;overflow:visible}
        .curve{position:relative;margin:1.2rem 0 2.4rem;padding-left:3.2rem}
        .curve .y{position:absolute;left:0;width:2.8rem;text-align:right;white-space:nowrap;transform:translateY(-50%);color:var(--soft);font-size:.76rem;font-variant-numeric:tabular-nums}
        .curve .x{position:relative;height:1.5rem;color:var(--soft);font-size:.76rem;font-variant-numeric:tabular-nums}
        .curve .x span{position:absolute;top:.3rem;transform:translateX(-50%);white-space:nowrap}
        .curve .x span:last-child{transform:translateX(-100%)}
        .hours{width:auto}.hours th,.hours td{padding-right:1.6rem}
        h3{margin-top:1.4rem}
        .grid{stroke:var(--line);stroke-width:1;vector-effect:non-scaling-stroke}
        .band{fill:var(--accent);opacity:.18}
        .line{fill:none;stroke:var(--accent);stroke-width:2;vector-effect:non-scaling-stroke}
        .bars{display:grid;grid-template-columns:minmax(6rem,max-content) 1fr 1fr;gap:.35rem 1rem;align-items:center;font-size:.9rem;margin:.8rem 0 0}
        .bars .h{color:var(--soft);font-size:.8rem;border-bottom:1px solid var(--soft);padding-bottom:.2rem;align-self:end}
        .meter{display:flex;align-items:center;gap:.5rem;font-variant-numeric:tabular-nums}
        .meter svg{flex:1 1 auto;min-width:1.5rem;height:.9rem}
        .meter span{flex:0 0 auto;font-size:.8rem;color:var(--soft);white-space:nowrap}
        .b1{fill:var(--accent)}.b2{fill:var(--bar)}.mt{fill:var(--wash)}.rg{fill:var(--accent);opacity:.4}
        .cuts{margin:.6rem 0 0;padding-left:1.3rem}
        .cuts li{margin:.2rem 0}
        .given{padding-left:1.2rem}
        @media (max-width:44rem){
        .curve{padding-left:2.6rem}
        .curve .y{width:2.3rem}
        .curve svg{height:12rem}
        .bars{grid-template-columns:1fr 1fr;gap:.2rem .8rem}
        .bars .who{grid-column:1/-1;margin-top:.5rem;font-weight:600}
        .bars .h:first-child{display:none}
        .meter{flex-wrap:wrap;gap:.1rem .4rem}
        .meter svg{flex:1 1 100%}
        }
        """;
}
