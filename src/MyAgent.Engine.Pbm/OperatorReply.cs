namespace MyAgent.Engine.Pbm;

/// <summary>The reply to a command.</summary>
/// <param name="Lines">The lines; at least one.</param>
/// <param name="IsError">Whether the command failed.</param>
internal sealed record OperatorReply(IReadOnlyList<string> Lines, bool IsError)
{
    /// <summary>The reply to a command that has ended; an error if it failed or was cancelled, because <c>pbm</c> waits for a reply.</summary>
    /// <param name="ended">The completed task of the command.</param>
    public static OperatorReply Of(Task<OperatorReply> ended) => ended switch
    {
        { IsCompletedSuccessfully: true } => ended.Result,
        { Exception: { } failure } => Error(failure.GetBaseException().Message),
        _ => Error("The command was cancelled."),
    };

    public static OperatorReply Error(string what) => new([what], IsError: true);
}
