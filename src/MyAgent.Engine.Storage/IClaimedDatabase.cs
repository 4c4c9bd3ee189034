using MyAgent.Engine.Storage.Projections;

namespace MyAgent.Engine.Storage;

/// <summary>A database that this process has claimed for itself, until it is disposed of.</summary>
internal interface IClaimedDatabase : IDisposable
{
    /// <summary>Its journal, which is disposed of with it.</summary>
    IJournal Journal { get; }

    /// <summary>Sets the callback for the case that the database can no longer be written, which the database itself reports. Called on any thread.</summary>
    void WhenLost(Action<Exception> lost);

    /// <summary>The voice messages in it, written between the batches of a writer.</summary>
    IVoiceMessageStore VoiceMessages(GroupCommitWriter commits);

    /// <summary>The access tokens in it, written between the batches of a writer.</summary>
    IAccessTokenStore Tokens(GroupCommitWriter commits);

    /// <summary>The sessions of the web pages in it, written between the batches of a writer.</summary>
    IWebSessionStore Sessions(GroupCommitWriter commits);

    /// <summary>The tables of the projections in it. SQLite has one writer at a time: there they are written between the batches of a writer.</summary>
    IProjectionStore Projections(GroupCommitWriter commits);
}
