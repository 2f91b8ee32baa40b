namespace Foedus.Norms;

/// <summary>Takes what a run recorded without effect; apart from the transitions, so that these stay a pure function of what mattered.</summary>
public interface INoticeSink
{
    void Add(in Notice notice);
}
