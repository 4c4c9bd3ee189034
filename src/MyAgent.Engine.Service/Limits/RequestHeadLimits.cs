using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using MyAgent.Engine.Service.Problems;

namespace MyAgent.Engine.Service.Limits;

/// <summary>Bounds the address and the headers of a request. Kestrel answers what is beyond its own bounds, and what is no HTTP, with a status and no
/// document, and offers no hook to add one; so its bounds are wider, and requests between the two bounds are refused here.</summary>
internal static class RequestHeadLimits
{
    /// <summary>The longest address, in bytes as it was sent.</summary>
    public const int MaxTargetBytes = 8 * 1024;

    /// <summary>The most that names and values of all headers may have, in bytes.</summary>
    public const int MaxHeaderBytes = 16 * 1024;

    /// <summary>The most headers.</summary>
    public const int MaxHeaders = 100;

    private const int Wider = 4;

    /// <summary>Sets Kestrel's bounds.</summary>
    public static void Apply(KestrelServerLimits limits)
    {
        limits.MaxRequestLineSize = MaxTargetBytes * Wider;
        limits.MaxRequestHeadersTotalSize = MaxHeaderBytes * Wider;
        limits.MaxRequestHeaderCount = MaxHeaders * Wider;
    }

    /// <summary>Refuses requests whose head is too large.</summary>
    public static void UseRequestHeadLimits(this WebApplication app) => app.Use((http, next) =>
    {
        if (http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.Length > MaxTargetBytes)
            throw new Problem(StatusCodes.Status414UriTooLong, "addressTooLong", $"The address has more than {MaxTargetBytes} bytes.").AsException();
        var headers = http.Request.Headers;
        if (headers.Count > MaxHeaders || headers.Sum(header => header.Key.Length + header.Value.Sum(value => value?.Length ?? 0)) > MaxHeaderBytes)
            throw new Problem(StatusCodes.Status431RequestHeaderFieldsTooLarge, "headersTooLarge",
                $"There are more than {MaxHeaders} headers, or more than {MaxHeaderBytes} bytes of them.").AsException();
        return next(http);
    });
}
