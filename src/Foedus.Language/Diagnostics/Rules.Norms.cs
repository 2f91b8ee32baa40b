namespace Foedus.Language.Diagnostics;

/// <content>Who owes what to whom.</content>
internal static partial class Rules
{
    public static DiagnosticRule Expected { get; } =
        new(
            "FOE0301",
            Level.Error,
            "Here {0} should stand, not {1}.",
            "The sentence follows none of the skeletons of the language beyond this point.",
            "See docs/grammar.md for the skeletons; write the slots in their order.",
            "Upon an armed attack on Ukraine Poland shall protest within 24 hours."
        );

    public static DiagnosticRule LeftOver { get; } =
        new(
            "FOE0302",
            Level.Error,
            "The sentence should end before {0}.",
            "What is left over would silently mean nothing.",
            "Put a full stop, or write what follows as a sentence of its own.",
            "Poland shall protest by 1 May 2026 loudly."
        );

    public static DiagnosticRule BarePlural { get; } =
        new(
            "FOE0303",
            Level.Error,
            "“{0}” does not say how several are bound.",
            "Each of them, one for all, or all together: three different duties, and three different breaches.",
            "Write “{1}”, “the {2} together”, “any of the {2}”, “the {2} jointly and severally”, or “the {2}, collectively at least 3,”.",
            "Upon an armed attack on Ukraine, the Guarantors shall consult Ukraine within 24 hours."
        );

    public static DiagnosticRule IndefiniteBearer { get; } =
        new(
            "FOE0304",
            Level.Error,
            "“{0}” does not say who is bound.",
            "One of them, whichever, or every one?",
            "Write “{1}”, “any of the …” or a name.",
            "Upon an armed attack on Ukraine, a Guarantor shall consult Ukraine within 24 hours."
        );

    public static DiagnosticRule OtherThanWhom { get; } =
        new(
            "FOE0305",
            Level.Error,
            "“Other” leaves out nobody here.",
            "The occasion names nobody it could leave out.",
            "Write “other than …” and a name.",
            "Each other Guarantor shall protest by 1 May 2026."
        );

    public static DiagnosticRule NotAModal { get; } =
        new(
            "FOE0306",
            Level.Error,
            "“{0}” does not say whether it binds.",
            "Treaties bind by “shall”; a declaration of what somebody will do is not a duty.",
            "Write shall, shall not, may, has no right to, or should.",
            "Poland will protest by 1 May 2026."
        );

    public static DiagnosticRule MayNot { get; } =
        new(
            "FOE0307",
            Level.Error,
            "“May not” can mean a prohibition or a doubt.",
            "The language has one word for each.",
            "Write “shall not”, or “has no right to”.",
            "Poland may not protest."
        );

    public static DiagnosticRule Hortatory { get; } =
        new(
            "FOE0308",
            Level.Warning,
            "“Should” binds politically only.",
            "Nobody breaches it, so nothing follows from it.",
            "Write “shall” if it is meant to be a duty.",
            "Upon an armed attack on Ukraine, Poland should protest within 24 hours."
        );

    public static DiagnosticRule NotAnActor { get; } =
        new(
            "FOE0309",
            Level.Error,
            "{0} is not among those who {1}.",
            "The act is defined as another's.",
            "Name an actor of that act, or widen its definition.",
            "Upon an armed attack on Ukraine, the Mission shall consult Ukraine within 24 hours."
        );

    public static DiagnosticRule ActorSwapped { get; } =
        new(
            "FOE0310",
            Level.Error,
            "{0} is the one toward whom others {1}: debtor and creditor are swapped.",
            "Who stands first owes; who stands behind owes nothing.",
            "Exchange the two names.",
            "Upon an armed attack on Ukraine, Ukraine shall consult Poland within 24 hours."
        );

    public static DiagnosticRule WrongCounterparty { get; } =
        new(
            "FOE0311",
            Level.Error,
            "“{0}”: nobody there is one toward whom others {1}.",
            "The act's definition says toward whom it is done.",
            "Name that counter-party, or widen the definition.",
            "Upon an armed attack on Ukraine, Poland shall consult the Mission within 24 hours."
        );

    public static DiagnosticRule ActWithoutCounterparty { get; } =
        new(
            "FOE0312",
            Level.Error,
            "To {0} is not done toward anybody.",
            "Its definition names no counter-party.",
            "Add “toward …” to the definition, or leave the name out here.",
            "Upon an armed attack on Ukraine, Poland shall protest toward Ukraine within 24 hours."
        );

    public static DiagnosticRule WrongVerbForm { get; } =
        new(
            "FOE0313",
            Level.Error,
            "“{0}” is not the form that stands here.",
            "After a modal stands the base form.",
            "Write “{1}”.",
            "Upon an armed attack on Ukraine, Poland shall consults Ukraine within 24 hours."
        );

    public static DiagnosticRule PowerAsDuty { get; } =
        new(
            "FOE0314",
            Level.Error,
            "To “{0}” is a power: one may do it, one does not owe it.",
            "A power changes what others owe, by being exercised.",
            "Write “may”.",
            "Upon an armed attack on Ukraine, Poland shall suspend this Agreement within 24 hours."
        );

    public static DiagnosticRule ConsequenceWithoutBreach { get; } =
        new(
            "FOE0315",
            Level.Error,
            "“{0}” cannot be breached, so nothing can follow from a breach.",
            "Only a duty, a maintenance duty or a prohibition can fail.",
            "Remove “failing which”, or make it a duty.",
            "Poland may protest; failing which Poland shall protest within 24 hours."
        );

    public static DiagnosticRule OccasionInConsequence { get; } =
        new(
            "FOE0316",
            Level.Error,
            "“{0}”: a consequence already has its occasion, the breach.",
            "With a second one nobody could tell from when its time runs.",
            "Remove it; use “if”, or write the clause as a paragraph of its own.",
            "Upon an armed attack on Ukraine, Poland shall protest within 24 hours; failing which upon the end of the Truce, Poland shall protest within 24 hours."
        );

    public static DiagnosticRule SecondOccasion { get; } =
        new(
            "FOE0317",
            Level.Error,
            "“{0}” is a second occasion for one norm.",
            "It would be unclear which of the two its time runs from.",
            "Join them by “or” behind one “upon”, or turn one into “if”.",
            "Upon an armed attack on Ukraine, when Poland protests, Ukraine shall protest within 24 hours."
        );

    public static DiagnosticRule SecondCondition { get; } =
        new(
            "FOE0318",
            Level.Error,
            "A second “{0}” stands here.",
            "Two conditions of one kind are one condition.",
            "Join them by “and” or by “or”.",
            "If the Truce holds, if the Ceasefire is in force, Poland shall protest by 1 May 2026."
        );

    public static DiagnosticRule ConditionAtEnd { get; } =
        new(
            "FOE0319",
            Level.Error,
            "“{0}” stands at the end.",
            "A condition that trails may belong to the last word or to all of them.",
            "Put it in front of who is bound.",
            "Poland shall protest by 1 May 2026 if the Truce holds."
        );

    public static DiagnosticRule MixedAndOr { get; } =
        new(
            "FOE0320",
            Level.Error,
            "“And” and “or” are mixed without parentheses.",
            "A and B or C has two readings.",
            "Group them: (A and B) or C.",
            "If the Truce holds and the Ceasefire is in force or it is before 1 May 2026, Poland shall protest by 1 May 2026."
        );

    public static DiagnosticRule PrecedenceOverItself { get; } =
        new(
            "FOE0321",
            Level.Error,
            "The provision would prevail over itself.",
            "Precedence orders two provisions.",
            "Name another provision.",
            "1. Notwithstanding Article 2(1), Poland shall protest by 1 May 2026."
        );

    public static DiagnosticRule CircularPrecedence { get; } =
        new(
            "FOE0322",
            Level.Error,
            "The provisions prevail over each other in a circle: {0}.",
            "In a conflict none of them would yield.",
            "Remove one “notwithstanding” or “subject to”.",
            "1. Notwithstanding Article 2(2), Poland shall protest by 1 May 2026.\n2. Notwithstanding Article 2(1), Poland shall not protest."
        );

    public static DiagnosticRule NoSuchProvision { get; } =
        new(
            "FOE0323",
            Level.Error,
            "There is no norm in {0}.",
            "A reference into nothing has no effect, and nobody would notice.",
            "Correct the number, or give the provision a norm.",
            "Upon a breach of Article 77, Poland shall protest within 24 hours."
        );

    public static DiagnosticRule NoPowerThere { get; } =
        new(
            "FOE0350",
            Level.Error,
            "There is no power in {0}.",
            "Only a power is enabled, exercised or expires, and only a power is voted on by its clause.",
            "Refer to the clause with “may suspend”, “may terminate” and their like; of a duty say that it is performed or breached.",
            "1. Poland shall protest within 24 hours of entry into force of this Agreement.\n2. Upon exercise of Article 2(1), Ukraine shall answer within 24 hours."
        );

    public static DiagnosticRule AmbiguousReference { get; } =
        new(
            "FOE0324",
            Level.Error,
            "{0} does not name exactly one of several {1}.",
            "A power or vote is one, not several.",
            "Refer to the paragraph, or to “power 1 of …”.",
            "1. Ukraine may terminate Article 2(3).\n2. Upon exercise of this Article, Poland shall protest within 24 hours.\n3. Poland may exclude Ukraine from this Agreement."
        );

    public static DiagnosticRule NoDecisionThere { get; } =
        new(
            "FOE0325",
            Level.Error,
            "No decision stands in {0}.",
            "A vote is cast in a decision.",
            "Name the article that says how it is decided.",
            "Ukraine may suspend Poland vote under Article 2."
        );

    /// <summary>Its example would fill the page; a test writes one.</summary>
    public static DiagnosticRule ReferenceTooWide { get; } =
        new(
            "FOE0326",
            Level.Error,
            "“{0}” refers to more than {1} norms.",
            "A reference that wide means nothing in particular.",
            "Refer to paragraphs.",
            ""
        );

    public static DiagnosticRule UncountedList { get; } =
        new(
            "FOE0332",
            Level.Error,
            "“{0}” does not say how those in the list are bound.",
            "Each of them, one for all, or all together: three different duties; and a word before one of them does not count the others.",
            "Write “{1} each”, “{1} together”, “{1} jointly and severally”, or “{1}, collectively at least 2,”.",
            "Upon an armed attack on Ukraine, Ukraine and Poland shall protest within 24 hours."
        );

    public static DiagnosticRule NegatedActor { get; } =
        new(
            "FOE0333",
            Level.Error,
            "“{0}”: the negation does not stand with the actor.",
            "Whether nobody may or nobody has to, only the verb says.",
            "Negate the verb: “each … shall not …”, “… has no right to …”, “… has not …”.",
            "No Party shall protest."
        );

    public static DiagnosticRule EndOfSuspension { get; } =
        new(
            "FOE0343",
            Level.Error,
            "“{0}” is no end that a suspension by a power has.",
            "A power is used at a moment, and what it suspends stays so until something happens; a condition would be asked again and again, and could turn true again after the end.",
            "Write “until” and an occasion (“until the end of the Truce”, “until the breach is repaired”), a date, or “for 30 days”; or suspend by the text itself: “Article 3 is suspended while …”.",
            "Ukraine may suspend Article 2 while the Truce holds."
        );

    public static DiagnosticRule NoBreachToRepair { get; } =
        new(
            "FOE0344",
            Level.Error,
            "“{0}”: which breach? The clause hangs on none.",
            "Only a consequence (“failing which …”) or “Upon a breach of …” says whose repair is meant.",
            "Add “Upon a breach of Article 3(1),”, or write “until repair of Article 3(1)”.",
            "Ukraine may suspend Article 2 until the breach is repaired."
        );

    public static DiagnosticRule NothingRepairs { get; } =
        new(
            "FOE0345",
            Level.Error,
            "“{0}” would never come: what is breached is a prohibition, and nothing repairs it.",
            "What was forbidden and has been done cannot be made undone; the suspension would last for ever.",
            "Give the prohibition a duty as its consequence (“; failing which it shall …”), make it a duty to keep (“shall keep …”), or end the suspension with an occasion or a date.",
            "Poland shall not protest; failing which Ukraine may suspend Article 2 until the breach is repaired."
        );

    public static DiagnosticRule OtherModal { get; } =
        new(
            "FOE0346",
            Level.Error,
            "“{0}” is written “{1}” here.",
            "Each modality has one form, so that nobody asks whether another means more or less. That nothing excuses a duty is said by leaving “unless” and “subject to” out.",
            "Write “{1}” and the act.",
            "Poland shall never protest."
        );

    public static DiagnosticRule ConsentOfAnother { get; } =
        new(
            "FOE0347",
            Level.Error,
            "“{0}”: when it is given, and whether in time, nothing here could tell.",
            "Consent is an act of somebody at a moment, or a decision; as a mere attribute of the act nobody could check it.",
            "Define it (“To consent is an act of Ukraine.”) and write “…, unless Ukraine has consented” behind what is forbidden, or “When Ukraine consents, … may …”; of a body, “Authorisation is decided …” and “Upon Authorisation, …”.",
            "Poland shall not protest without the consent of Ukraine."
        );

    public static DiagnosticRule PrecedenceAtEnd { get; } =
        new(
            "FOE0348",
            Level.Error,
            "“{0}” stands at the end.",
            "What prevails is read before what gives way.",
            "Begin the sentence with it: “Subject to Article 3, …” or “Notwithstanding Article 3, …”.",
            "Poland shall protest by 1 May 2027 subject to Article 1."
        );

    public static DiagnosticRule SameAttribute { get; } =
        new(
            "FOE0349",
            Level.Error,
            "“{0}”: the same as what? An act or event is compared with a place or value of the text, not with another one’s.",
            "Which of several earlier ones is meant, and what holds if it names none, the words do not say.",
            "Name the place or value (“in the Security Zone”, “with sector \"north\"”), or count them apart (“at least 2 incidents have occurred in one sector in the last 7 days”); what belongs to one case is kept together by the case itself.",
            "Upon an incident, Poland shall protest in the same sector."
        );

    public static DiagnosticRule MannerOfActing { get; } =
        new(
            "FOE0351",
            Level.Error,
            "“{0}” says how, and nothing here could tell whether it was so.",
            "A manner that nobody can check neither performs the duty nor breaks it.",
            "Leave it to the prose; say who is bound by “each”, “together” or “any of” before the verb, and an open standard by “in accordance with \"…\"”.",
            "Upon an armed attack on Ukraine, Poland shall protest within 72 hours, individually."
        );

    public static DiagnosticRule RequestAsOccasion { get; } =
        new(
            "FOE0352",
            Level.Error,
            "“{0}” is no occasion: nobody says what makes a {1}.",
            "What somebody does is an act, with those who may do it.",
            "Define it (“To request help (requested help) is an act of Ukraine.”) and write “When Ukraine requests help, …”.",
            "Upon the request of Ukraine, Poland shall protest within 24 hours."
        );
}
