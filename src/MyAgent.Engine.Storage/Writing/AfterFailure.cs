namespace MyAgent.Engine.Storage;

/// <summary>What a <see cref="GroupCommitWriter"/> does after a batch that could not be written.</summary>
internal enum AfterFailure
{
    /// <summary>It refuses every write until <see cref="GroupCommitWriter.Resume"/>: the writes that follow were decided on events that are lost.</summary>
    WaitForResume,

    /// <summary>It opens the journal again and goes on. A write that the journal refuses because another has its sequence number fails without the
    /// others of its batch.</summary>
    Reopen,
}
