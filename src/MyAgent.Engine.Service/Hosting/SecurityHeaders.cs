namespace MyAgent.Engine.Service.Hosting;

/// <summary>What every answer says to browsers.</summary>
internal static class SecurityHeaders
{
    private const string Nothing = "default-src 'none'; frame-ancestors 'none'";

    /// <summary>Forbids to keep an answer, to take it for another type than it has, and to do anything with it as a page; pages say
    /// themselves what they may, and files of pages that they may be kept.</summary>
    public static void UseSecurityHeaders(this WebApplication app) => app.Use((http, next) =>
    {
        http.Response.OnStarting(() =>
        {
            var headers = http.Response.Headers;
            headers.XContentTypeOptions = "nosniff";
            if (headers.CacheControl.Count == 0)
                headers.CacheControl = "no-store";
            if (headers.ContentSecurityPolicy.Count == 0)
                headers.ContentSecurityPolicy = Nothing;
            return Task.CompletedTask;
        });
        return next(http);
    });
}
