using MyAgent.Engine.Service.Limits;
using MyAgent.Engine.Service.Problems;

namespace MyAgent.Engine.Service.Api.VoiceMessages;

/// <summary>Counts the uploads under way and refuses those beyond the limit.</summary>
/// <param name="limits">The limit.</param>
internal sealed class UploadLimiter(ServerLimits limits)
{
    private const int RetryAfterSeconds = 2;

    private int _underWay;

    /// <summary>Lets an upload begin; it is over when the result is disposed of.</summary>
    /// <exception cref="ProblemException">503: too many are under way.</exception>
    public IDisposable Enter()
    {
        if (Interlocked.Increment(ref _underWay) > limits.ConcurrentUploads)
        {
            Interlocked.Decrement(ref _underWay);
            throw new Problem(StatusCodes.Status503ServiceUnavailable, "tooManyUploads", $"{limits.ConcurrentUploads} uploads are under way: try again.")
            {
                RetryAfterSeconds = RetryAfterSeconds,
            }.AsException();
        }
        return new Place(this);
    }

    private sealed class Place(UploadLimiter gate) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
                Interlocked.Decrement(ref gate._underWay);
        }
    }
}
