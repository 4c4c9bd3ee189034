using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Akka.Entities;

/// <summary>Routes answers to those who wait for them. Safe for use by several threads.</summary>
internal interface IAnswerRouter
{
    /// <summary>Sends an answer. The events that it includes are on disk.</summary>
    /// <param name="replyTo">The <see cref="Envelope.ReplyTo"/> of the message that is answered.</param>
    /// <param name="answer">The answer.</param>
    void Answer(string replyTo, IAnswer answer);

    /// <summary>Reports that there is no answer. The command may have taken effect.</summary>
    /// <param name="replyTo">The <see cref="Envelope.ReplyTo"/> of the message.</param>
    /// <param name="unavailable">Why.</param>
    void Refuse(string replyTo, EngineUnavailable unavailable);
}
