using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Simulation.Tests.Mutations;

/// <summary>Makes one decision out of another.</summary>
internal static class DecisionRewriter
{
    /// <summary>Other events in place of those decided: several, one or none for each.</summary>
    public static Decision WithEvents(this Decision decision, Func<IEvent, IEnumerable<IEvent>> events) =>
        Remade(decision, events, send => send);

    /// <summary>Another event in place of each of those decided.</summary>
    public static Decision WithEvent(this Decision decision, Func<IEvent, IEvent> happened) =>
        decision.WithEvents(original => [happened(original)]);

    /// <summary>Other messages in place of those decided; null for none.</summary>
    public static Decision WithSends(this Decision decision, Func<IMessage, IMessage?> message) =>
        Remade(decision, happened => [happened], send => message(send.Message) is { } said ? send with { Message = said } : null);

    /// <summary>Another answer in place of each of those given.</summary>
    public static Decision WithAnswer(this Decision decision, Func<IAnswer, IAnswer> answer)
    {
        var remade = new Decision();
        foreach (var reply in decision.Replies)
            remade.Answering(reply.To, () => answer(reply.Answer()));
        return Remade(decision, happened => [happened], send => send, remade.Replies);
    }

    private static Decision Remade(
        Decision decision, Func<IEvent, IEnumerable<IEvent>> events, Func<Send, Send?> sends, IReadOnlyList<Reply>? replies = null)
    {
        var remade = new Decision();
        foreach (var happened in decision.Events.SelectMany(events))
            remade.With(happened);
        foreach (var note in decision.VolatileChanges)
            remade.Changing(note);
        foreach (var send in decision.Sends)
        {
            if (sends(send) is { } sent)
                remade.Sending(sent.To, sent.Message, sent.Forwarded);
        }
        foreach (var reply in replies ?? decision.Replies)
            remade.Answering(reply.To, reply.Answer);
        return decision.Cause is { } cause ? remade.CausedBy(cause) : remade;
    }
}
