using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using MyAgent.Engine.Service.Http;

namespace MyAgent.Engine.Service.Security;

/// <summary>Recognises <c>Authorization: Bearer TOKEN</c>, and tells whoever is not let in why.</summary>
internal sealed class TokenAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, AccessTokens tokens)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    /// <summary>The scheme's name, which is also the word in the header.</summary>
    public new const string Scheme = "Bearer";

    private const string Challenge = Scheme + " realm=\"myagent\"";

    /// <inheritdoc/>
    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Headers.Authorization is not [{ } header] || !header.StartsWith(Scheme + " ", StringComparison.OrdinalIgnoreCase)
            || tokens.Find(header[(Scheme.Length + 1)..].Trim()) is not { } token)
            return Task.FromResult(AuthenticateResult.Fail("The token is unknown or revoked."));
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(Access.IdentityOf(token, Scheme)), Scheme)));
    }

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
