using Akka.Actor;
using Akka.Event;
using Envelope = MyAgent.Engine.Entities.Envelope;

namespace MyAgent.Engine.Akka.Entities;

/// <summary>Answers commands that have become dead letters on this node, because their entity stopped or its node is unreachable: the client
/// can try again at once, without waiting for the time-out.</summary>
internal sealed class UnansweredCommands : ReceiveActor
{
    /// <param name="answers">Routes answers to those who wait.</param>
    public UnansweredCommands(IAnswerRouter answers)
    {
        Receive<AllDeadLetters>(lost => lost.Message is Envelope { ReplyTo: not null }, lost =>
            answers.Refuse(((Envelope)lost.Message).ReplyTo!, EngineUnavailable.Unknown));
        Receive<AllDeadLetters>(_ => { });
    }

    /// <inheritdoc/>
    protected override void PreStart() => Context.System.EventStream.Subscribe(Self, typeof(AllDeadLetters));

    /// <inheritdoc/>
    protected override void PostStop() => Context.System.EventStream.Unsubscribe(Self);
}
