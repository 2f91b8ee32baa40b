namespace Foedus.Norms.Replay;

/// <summary>The words of outputs for what was recorded without effect.</summary>
public static class NoticeNames
{
    /// <summary>Why it had no effect, in words.</summary>
    public static string Why(in Notice notice) =>
        notice.Kind switch
        {
            NoticeKind.UnknownName => $"the agreement knows no “{notice.Detail}”",
            NoticeKind.UnauthorisedAuthor => $"not authorised: {notice.Detail}",
            NoticeKind.RepeatedReport => $"known already: {notice.Detail}",
            NoticeKind.NoMatchingInstance => $"nothing open that it serves: {notice.Detail}",
            NoticeKind.NotAnElector => $"no elector at this time: {notice.Detail}",
            NoticeKind.InvalidVote => $"neither yes, no nor abstain: {notice.Detail}",
            NoticeKind.InvalidDeclaration => $"not valid: {notice.Detail}",
            NoticeKind.ActWithoutRight => $"done without the right to do it: {notice.Detail}",
            NoticeKind.NotPermitted => $"not permitted: {notice.Detail}",
            NoticeKind.ReservationNotPermitted => $"no reservation is made by it: {notice.Detail}",
            NoticeKind.NoAddressee =>
                $"it names nobody it is done toward (“toward”), and this is owed to each of several: {notice.Detail}",
            NoticeKind.NotOpen =>
                $"not open to a decision when this acts (at one instant, reports act in the order of author and id): {notice.Detail}",
            NoticeKind.NotATarget => $"defined as against others than this one: {notice.Detail}",
            _ => $"not in force: {notice.Detail}",
        };

    /// <summary>In lower case with hyphens: <c>unauthorised-author</c>.</summary>
    public static string Of(NoticeKind kind)
    {
        var letters = new System.Text.StringBuilder();
        foreach (var letter in kind.ToString())
        {
            if (char.IsAsciiLetterUpper(letter) && letters.Length > 0)
            {
                letters.Append('-');
            }
            letters.Append(char.ToLowerInvariant(letter));
        }
        return letters.ToString();
    }
}
