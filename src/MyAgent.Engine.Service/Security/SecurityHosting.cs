using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using MyAgent.Engine.Storage;

namespace MyAgent.Engine.Service.Security;

/// <summary>Adds security to the server.</summary>
internal static class SecurityHosting
{
    /// <summary>The scheme that takes a token where the request has one, and else the session of a browser.</summary>
    private const string TokenOrSession = "TokenOrSession";

    /// <summary>All engines on a database are one application, wherever their files are.</summary>
    private const string Application = "MyAgent.Engine";

    /// <summary>Recognises tokens and sessions and decides what they give access to.</summary>
    /// <param name="services">The server's services, with the engine's stores.</param>
    public static void AddSecurity(this IServiceCollection services)
    {
        services.AddSingleton<AccessTokens>();
        services.AddHostedService(provider => new AccessTokenLoader(provider.GetRequiredService<AccessTokens>(), provider.GetService<FirstAdminSettings>()));
        services.AddSingleton<Sessions>();
        services.AddSingleton<TokenGuard>();
        services.AddDataProtection().SetApplicationName(Application);
        services.AddOptions<KeyManagementOptions>().Configure<IWebSessionStore>((keys, sessions) => keys.XmlRepository = new ProtectionKeys(sessions));
        services.AddAuthentication(TokenOrSession)
            .AddPolicyScheme(TokenOrSession, displayName: null, options =>
            {
                options.ForwardDefaultSelector = http => http.Request.Headers.Authorization.Count > 0 ? TokenAuthentication.Scheme : SessionCookie.Scheme;
                options.ForwardChallenge = options.ForwardForbid = TokenAuthentication.Scheme;
            })
            .AddScheme<AuthenticationSchemeOptions, TokenAuthentication>(TokenAuthentication.Scheme, configureOptions: null)
            .AddCookie(SessionCookie.Scheme, SessionCookie.Configure);
        services.AddSingleton<IAuthorizationHandler, AccessHandler>();
        services.AddAuthorization(options => AccessPolicy.AddTo(options, TokenOrSession));
    }
}
