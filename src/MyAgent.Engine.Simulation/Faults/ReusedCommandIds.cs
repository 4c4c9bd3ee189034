using MyAgent.Engine.Agents;
using MyAgent.Engine.Catalogue;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Laws;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Simulation.Faults;

/// <summary>Clients that reuse the id of an answered command for another command, which must be refused (rule 33h).</summary>
/// <param name="faults">Decides when an id is reused.</param>
internal sealed class ReusedCommandIds(FaultInjector faults)
{
    private const int Law = 17;
    private const string Mark = "reused ";

    private readonly Dictionary<string, Envelope> _sent = [];

    /// <summary>A command is sent for the first time.</summary>
    public void Note(Envelope command) => _sent[command.ReplyTo!] = command;

    /// <summary>The other command that is sent under the id of one that has been answered; null for none. Callers' entities pass contacts on to queues, which
    /// remember them; connectors and endpoints remember none, nor agents that they were heard of; a contact that has
    /// moved on is answered without being remembered, and so may be a refusal.</summary>
    public Envelope? Reuse(string replyTo, IAnswer answer, DateTimeOffset now)
    {
        if (!_sent.Remove(replyTo, out var command) || command.To.Kind is EntityKind.Caller or EntityKind.Connector or EntityKind.Endpoint
            || command.Message is KeepAgentAlive || answer is Refusal or ContactMovedAnswer || !faults.IdIsReused(command.To, now))
            return null;
        IMessage other = command.To.Kind == EntityKind.Queue ? new HangUp(new ContactId("unknown")) : new TakeBreak("under the id of another command");
        return command with { Message = other, ReplyTo = Mark + replyTo };
    }

    /// <summary>Returns the violation by an answer; null for none.</summary>
    public static LawViolation? Check(EntityAddress entity, string replyTo, IAnswer answer) =>
        replyTo.StartsWith(Mark, StringComparison.Ordinal) && answer is not Refusal { Code: Refusal.KeyReusedCode }
            ? new LawViolation(
                Law, $"Another command under the id of command {replyTo[Mark.Length..]} was answered with a {ManifestName.Of(answer.GetType())}.", Ordering: 0,
                entity.PersistenceId, SequenceNr: 0)
            : null;
}
