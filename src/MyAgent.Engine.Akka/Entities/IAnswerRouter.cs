using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Akka.Entities;

/// <summary>The way back to those who wait for an answer. Safe for use by several threads.</summary>
internal interface IAnswerRouter
{
    /// <summary>Gives an answer, once what it tells is on disk.</summary>
    /// <param name="replyTo">The <see cref="Envelope.ReplyTo"/> of what is answered.</param>
    /// <param name="answer">The answer.</param>
    void Answer(string replyTo, IAnswer answer);

    /// <summary>Says that there is no answer, though what was asked may have taken effect.</summary>
    /// <param name="replyTo">The <see cref="Envelope.ReplyTo"/> of what was asked.</param>
    /// <param name="unavailable">Why.</param>
    void Refuse(string replyTo, EngineUnavailable unavailable);
}
