using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using MyAgent.Engine.Service.Limits;
using MyAgent.Engine.Service.Problems;

namespace MyAgent.Engine.Service.Security;

/// <summary>Authenticates <c>Authorization: Bearer TOKEN</c>, and answers rejected requests with a problem.</summary>
internal sealed class TokenAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, TokenGuard guard)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    /// <summary>The scheme's name, which is also the word in the header.</summary>
    public new const string Scheme = "Bearer";

    private const string Challenge = Scheme + " realm=\"myagent\"";

    private TimeSpan? _retryAfter;

    /// <inheritdoc/>
    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Headers.Authorization is not [{ } header] || !header.StartsWith(Scheme + " ", StringComparison.OrdinalIgnoreCase)
            || guard.Find(ClientAddress.PartitionOf(Context), header[(Scheme.Length + 1)..].Trim(), out _retryAfter) is not { } token)
            return Task.FromResult(AuthenticateResult.Fail("The token is unknown or revoked."));
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(Access.IdentityOf(token, Scheme)), Scheme)));
    }

    /// <inheritdoc/>
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (_retryAfter is { } after)
            return RateLimitProblem.Attempts(after).WriteAsync(Context);
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
