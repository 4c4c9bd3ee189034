using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using MyAgent.Engine.Service.Problems;
using MyAgent.Engine.Storage;

namespace MyAgent.Engine.Service.Security;

/// <summary>The cookie that names a session, and what keeps other sites from using it.</summary>
internal static class SessionCookie
{
    /// <summary>The cookie's name.</summary>
    public const string Name = "myagent-session";

    /// <summary>The header that the pages send with every call that may change something: no other site can have a browser send it.</summary>
    public const string Proof = "X-MyAgent";

    /// <summary>The authentication type of a request with a session cookie.</summary>
    public const string AuthenticationType = "Session";

    /// <summary>The scheme's name.</summary>
    public const string Scheme = "Session";

    private const string IdClaim = "id";

    /// <summary>How the cookie is made: for this server's pages only, hidden from scripts, and sent over https only if it was set over https.</summary>
    public static void Configure(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = Name;
        options.Cookie.Path = "/";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Strict;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.Cookie.IsEssential = true;
        options.ExpireTimeSpan = Sessions.Length;
        options.SlidingExpiration = false;
        options.ForwardChallenge = options.ForwardForbid = TokenAuthentication.Scheme;
        options.Events.OnValidatePrincipal = ValidateAsync;
    }

    /// <summary>Gives the browser a session, and ends the one that it had.</summary>
    public static async Task SignInAsync(HttpContext http, Sessions sessions, AccessToken token)
    {
        await sessions.EndAsync(http.User, http.RequestAborted);
        var id = await sessions.BeginAsync(token, http.RequestAborted);
        await http.SignInAsync(Scheme, new ClaimsPrincipal(new ClaimsIdentity([new Claim(IdClaim, id)], AuthenticationType)));
    }

    /// <summary>Ends the browser's session on the server, so that copies of its cookie are invalid.</summary>
    public static async Task SignOutAsync(HttpContext http, Sessions sessions)
    {
        await sessions.EndAsync(http.User, http.RequestAborted);
        await http.SignOutAsync(Scheme);
    }

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

    /// <summary>The cookie holds the session's id; who that is, is looked up with every request.</summary>
    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var sessions = context.HttpContext.RequestServices.GetRequiredService<Sessions>();
        if (context.Principal?.FindFirst(IdClaim)?.Value is { } id && await sessions.FindAsync(id, context.HttpContext.RequestAborted) is { } identity)
            context.ReplacePrincipal(new ClaimsPrincipal(identity));
        else
            context.RejectPrincipal();
    }

    // The scheme is left out: behind a proxy that ends TLS the server itself may see http.
    private static bool IsOwn(HttpRequest request) =>
        request.Headers.Origin is [{ } origin] && Uri.TryCreate(origin, UriKind.Absolute, out var from)
        && Uri.TryCreate($"{from.Scheme}://{request.Host.ToUriComponent()}", UriKind.Absolute, out var own)
        && from.Scheme is "http" or "https" && from.Authority.Equals(own.Authority, StringComparison.OrdinalIgnoreCase);

    private static bool MayChange(string method) => !HttpMethods.IsGet(method) && !HttpMethods.IsHead(method);
}
