using Foedus.Language.Core;

namespace Foedus.Norms;

/// <summary>Finds every actor the text names, so that each has its number before the first event.</summary>
internal sealed class NamedActorCollector(ActorNames actors)
{
    public void Visit(Agreement core)
    {
        foreach (var term in core.Terms)
        {
            VisitTerm(term);
        }
        foreach (var clause in core.Clauses)
        {
            Visit(clause.Bearer.Who);
            VisitContent(clause.Content);
        }
        foreach (var decision in core.Decisions)
        {
            foreach (var stage in decision.Stages)
            {
                Visit(stage.Electorate.Who);
            }
        }
        foreach (var rule in core.Participation)
        {
            if (rule is EntryIntoForceRule force)
            {
                foreach (var name in force.Named)
                {
                    actors.Add(name);
                }
                Visit(force.For);
            }
            else if (rule is AccessionRule accession)
            {
                Visit(accession.Who);
            }
        }
    }

    private void VisitTerm(Term term)
    {
        switch (term)
        {
            case RoleTerm role:
                Visit(role.Members);
                break;
            case BodyTerm body:
                Visit(body.ComposedOf);
                break;
            case EventTerm @event:
                Visit(@event.Reporters);
                Visit(@event.Against);
                break;
            case ActTerm act:
                Visit(act.Actors);
                Visit(act.Toward);
                break;
            case MenuTerm menu:
                Visit(menu.DeclaredBy);
                break;
            case QuantityTerm quantity:
                foreach (var share in quantity.Shares)
                {
                    actors.Add(share.Party);
                }
                break;
        }
    }

    private void VisitContent(NormContent content)
    {
        switch (content)
        {
            case PerformAct act:
                Visit(act.Toward);
                break;
            case ExercisePower power:
                Visit(power.Target.Of);
                break;
            case HasNoRight none:
                Visit(none.Act?.Toward);
                Visit(none.Power?.Target.Of);
                break;
        }
    }

    private void Visit(ActorSet? set)
    {
        switch (set)
        {
            case NamedActor named:
                actors.Add(named.Name);
                break;
            case UnionOf union:
                foreach (var part in union.Sets)
                {
                    Visit(part);
                }
                break;
            case Except except:
                Visit(except.From);
                Visit(except.Excluded);
                break;
            case InForceOnly only:
                Visit(only.Set);
                break;
            case WithConsent consent:
                Visit(consent.Set);
                break;
        }
    }
}
