using System.Diagnostics;

namespace MyAgent.Engine.Service.Telemetry;

/// <summary>Removes from the trace of a request what its reader must not have.</summary>
internal static class TracedRequest
{
    private static readonly (string Prefix, string Shown)[] Hidden = [("/v1/callers", "/v1/callers/{address}"), ("/voice-messages", "/voice-messages/{link}")];

    /// <summary>Removes the numbers of callers, and the links that open voice messages, which are in the addresses of some requests.</summary>
    /// <param name="span">The span of the request.</param>
    /// <param name="path">The request's path.</param>
    public static void Hide(Activity span, PathString path)
    {
        foreach (var (prefix, shown) in Hidden)
        {
            if (path.StartsWithSegments(prefix))
                span.SetTag("url.path", shown);
        }
    }
}
