using Foedus.Analysis.Exploring;
using Foedus.Language.Core;
using Foedus.Norms;

namespace Foedus.Analysis.Checks;

/// <summary>Two agreements at once: what one demands and the other forbids, and what becomes of the one when the other does not come or ends.</summary>
public static class TogetherCheck
{
    /// <summary>Treaty against treaty: one act that the first demands of a party and the second forbids it.</summary>
    public static TogetherResult Compare(Agreement first, Agreement second)
    {
        var findings = new FindingList();
        new TreatyClash(first, second, findings).Check();
        return new TogetherResult($"{first.Title} and {second.Title}", findings.ByWeight(), findings.Withheld);
    }

    /// <summary>An agreement that rests on another with a text: who can keep it unarmed, or disarm it.</summary>
    /// <param name="linked">The agreement, compiled together with the one it rests on.</param>
    public static TogetherResult Armed(Agreement linked)
    {
        var findings = new FindingList();
        var machine = Machine.Create(linked);
        var rested = Enumerable
            .Range(1, linked.Agreements.Length - 1)
            .Where(index => linked.Agreements[index].HasText)
            .ToList();
        foreach (var index in rested)
        {
            new ArmingCheck(machine, index, findings).Check();
        }
        return new TogetherResult(
            $"{linked.Title}, resting on {Telling.Names([.. rested.Select(index => linked.Agreements[index].Name)])}",
            findings.ByWeight(),
            findings.Withheld
        );
    }
}
