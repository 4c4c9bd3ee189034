using System.Diagnostics;

namespace MyAgent.Engine.Service.Telemetry;

/// <summary>Removes personal data from the trace of a request.</summary>
internal static class TracedRequest
{
    private const string Callers = "/v1/callers";

    /// <summary>Removes the numbers of callers, which are in the addresses of some requests.</summary>
    /// <param name="span">The span of the request.</param>
    /// <param name="path">The request's path.</param>
    public static void HideCaller(Activity span, PathString path)
    {
        if (path.StartsWithSegments(Callers))
            span.SetTag("url.path", Callers + "/{address}");
    }
}
