using System.Collections.Immutable;
using Foedus.Language.Binding;
using Foedus.Language.Core;
using Foedus.Language.Diagnostics;

namespace Foedus.Language.Parsing;

/// <summary>Reads the steps of one scenario in turn; a step without a time of its own happens at the time of the step before.</summary>
internal static class ScenarioReader
{
    public static Scenario Read(
        ScenarioText text,
        Scope scope,
        Draft draft,
        ActorUniverse universe,
        Agreement core,
        ImmutableArray<string> readers
    )
    {
        var steps = ImmutableArray.CreateBuilder<ScenarioStep>();
        var state = new ScenarioState(core, readers);
        var errors = draft.Reporter.ErrorCount;
        foreach (var statement in text.Steps)
        {
            var keyword = statement.Tokens[statement.First].Text;
            state.IsAssertion = keyword switch
            {
                "Then" => true,
                "And" => state.IsAssertion,
                _ => false,
            };
            if (keyword == "And" && steps.Count == 0 && statement == text.Steps[0])
            {
                draft.Reporter.Report(Rules.AndFirst, statement.Span);
            }
            SentenceParser.ReadStep(scope, draft, statement, universe, state, steps);
        }
        if (draft.Reporter.ErrorCount == errors)
        {
            ScenarioNames.Check(state, steps, draft.Reporter);
            if (!steps.Any(step => step is ScenarioAssertion))
            {
                draft.Reporter.Report(Rules.NothingAsserted, text.Span);
            }
        }
        return new Scenario(text.Name, steps.ToImmutable(), text.Span);
    }
}
