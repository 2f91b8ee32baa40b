namespace Foedus.Analysis.Checks;

/// <summary>Codes of findings. A code is never given another meaning.</summary>
internal static class Codes
{
    public const string NotKept = "FOC101";
    public const string SinglePoint = "FOC102";
    public const string BlockingMinority = "FOC103";
    public const string SoleWitness = "FOC104";
    public const string FalseTrigger = "FOC105";
    public const string DecisionGap = "FOC201";
    public const string VacuousDecision = "FOC202";
    public const string LateRatifier = "FOC203";
    public const string NoConsequence = "FOC204";
    public const string CaseGap = "FOC205";
    public const string Escape = "FOC301";
    public const string SelfJudged = "FOC302";
    public const string ExitRace = "FOC303";
    public const string SelfExcused = "FOC304";
    public const string TimeNeverBegins = "FOC305";
    public const string FreeOption = "FOC306";
    public const string ByReservation = "FOC307";
    public const string Conflict = "FOC401";
    public const string PowerRace = "FOC402";
    public const string DeadLetter = "FOC403";
    public const string Inert = "FOC404";
    public const string ReadingsDiffer = "FOC501";
    public const string ForceDisputed = "FOC502";
    public const string OpenTermMatters = "FOC503";
    public const string Contradiction = "FOC601";
    public const string TreatyConflict = "FOC701";
    public const string Unarmed = "FOC702";
    public const string ArmedByOne = "FOC703";
}
