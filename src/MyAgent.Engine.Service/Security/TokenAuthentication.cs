using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using MyAgent.Engine.Service.Http;
using MyAgent.Engine.Storage;

namespace MyAgent.Engine.Service.Security;

/// <summary>Recognises <c>Authorization: Bearer TOKEN</c> and, where there is none, the session of a browser that has signed in.</summary>
internal sealed class TokenAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, AccessTokens tokens, Sessions sessions)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    /// <summary>The scheme's name, which is also the word in the header.</summary>
    public new const string Scheme = "Bearer";

    private const string Challenge = Scheme + " realm=\"myagent\"";

    /// <inheritdoc/>
    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var headers = Request.Headers.Authorization;
        if (headers.Count == 0)
            return Task.FromResult(OfSession());
        if (headers is not [{ } header] || !header.StartsWith(Scheme + " ", StringComparison.OrdinalIgnoreCase)
            || tokens.Find(header[(Scheme.Length + 1)..].Trim()) is not { } token)
            return Task.FromResult(AuthenticateResult.Fail("The token is unknown or revoked."));
        return Task.FromResult(Success(token, Scheme));
    }

    private AuthenticateResult OfSession() =>
        Request.Cookies[SessionCookie.Name] is { } session && sessions.Find(session) is { } token
            ? Success(token, SessionCookie.AuthenticationType)
            : AuthenticateResult.NoResult();

    private static AuthenticateResult Success(AccessToken token, string how) =>
        AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(Access.IdentityOf(token, how)), Scheme));

    /// <inheritdoc/>
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var given = Request.Headers.Authorization.Count > 0;
        Response.Headers.WWWAuthenticate = given ? Challenge + ", error=\"invalid_token\"" : Challenge;
        return new Problem(StatusCodes.Status401Unauthorized, "unauthorized", given
            ? "The token is unknown or revoked."
            : "A token is needed: Authorization: Bearer TOKEN.").WriteAsync(Context);
    }

    /// <inheritdoc/>
    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        Problem.Forbidden("The token does not allow this.").WriteAsync(Context);
}
