using MyAgent.Engine.Service.Http;

namespace MyAgent.Engine.Service.Security;

/// <summary>The cookie that carries a session, and what keeps other sites from using it.</summary>
internal static class SessionCookie
{
    /// <summary>The cookie's name.</summary>
    public const string Name = "myagent-session";

    /// <summary>The header that the pages send with every call that may change something: no other site can have a browser send it.</summary>
    public const string Proof = "X-MyAgent";

    /// <summary>How a request that came by cookie is told from one that brought its token.</summary>
    public const string AuthenticationType = "Session";

    /// <summary>Gives the browser a session.</summary>
    public static void Set(HttpContext http, string session) => http.Response.Cookies.Append(Name, session, OptionsFor(http));

    /// <summary>Takes it away.</summary>
    public static void Clear(HttpContext http) => http.Response.Cookies.Delete(Name, OptionsFor(http));

    /// <summary>Refuses what came by cookie and may change something, unless a page of this very server sent it.</summary>
    public static void UseSessionProof(this WebApplication app) => app.Use((http, next) =>
    {
        if (http.User.Identity is { IsAuthenticated: true, AuthenticationType: AuthenticationType } && MayChange(http.Request.Method))
            RequireOwnPage(http);
        return next(http);
    });

    /// <summary>Requires that a page of this server sent the request.</summary>
    /// <exception cref="ProblemException">403: another site may have sent it.</exception>
    public static void RequireOwnPage(HttpContext http)
    {
        if (http.Request.Headers[Proof].Count == 0 || !IsOwn(http.Request))
            throw new Problem(StatusCodes.Status403Forbidden, "otherSite", $"A signed-in browser must send {Proof} and the Origin of this server.").AsException();
    }

    // The scheme is left out: behind a proxy that ends TLS the server itself sees http.
    private static bool IsOwn(HttpRequest request) =>
        request.Headers.Origin is [{ } origin] && Uri.TryCreate(origin, UriKind.Absolute, out var from)
        && Uri.TryCreate($"{from.Scheme}://{request.Host.ToUriComponent()}", UriKind.Absolute, out var own)
        && from.Scheme is "http" or "https" && from.Authority.Equals(own.Authority, StringComparison.OrdinalIgnoreCase);

    private static bool MayChange(string method) => !HttpMethods.IsGet(method) && !HttpMethods.IsHead(method);

    private static CookieOptions OptionsFor(HttpContext http) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = http.Request.IsHttps,
        IsEssential = true,
        Path = "/",
    };
}
