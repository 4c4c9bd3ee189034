namespace MyAgent.Engine.Service.Hosting;

/// <summary>The security headers of every answer.</summary>
internal static class SecurityHeaders
{
    private const string Nothing = "default-src 'none'; frame-ancestors 'none'";

    /// <summary>Forbids caching, MIME sniffing and use as a page. Pages set their own policy, and files of pages may be
    /// cached.</summary>
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
