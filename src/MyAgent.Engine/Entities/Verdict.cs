namespace MyAgent.Engine.Entities;

/// <summary>What a rule makes of a command.</summary>
/// <param name="Decision">What follows; empty where the command is refused or without effect.</param>
/// <param name="Refusal">Why the command is refused; null where it is not.</param>
/// <param name="AnsweredLater">True where the client is not answered now: another entity answers, or decides first.</param>
internal readonly record struct Verdict(Decision Decision, Refusal? Refusal = null, bool AnsweredLater = false)
{
    public static implicit operator Verdict(Decision decision) => new(decision);

    public static implicit operator Verdict(Refusal refusal) => new(new Decision(), refusal);
}
