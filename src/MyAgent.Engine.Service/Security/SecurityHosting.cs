using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;

namespace MyAgent.Engine.Service.Security;

/// <summary>Puts security into the server and onto its routes.</summary>
internal static class SecurityHosting
{
    /// <summary>Recognises tokens and decides what they give access to. (AddAuthentication would also make keys for cookies, in the home
    /// directory, which nothing here needs.)</summary>
    public static void AddTokenAuthentication(this IServiceCollection services)
    {
        services.AddWebEncoders();
        services.AddTransient<TokenAuthentication>();
        services.AddOptions<AuthenticationSchemeOptions>(TokenAuthentication.Scheme);
        services.AddAuthenticationCore(options =>
        {
            options.DefaultScheme = TokenAuthentication.Scheme;
            options.AddScheme<TokenAuthentication>(TokenAuthentication.Scheme, displayName: null);
        });
        services.AddSingleton<IAuthorizationHandler, AccessRule>();
        services.AddAuthorization();
    }

    /// <summary>Lets these call the route and nobody else.</summary>
    public static RouteHandlerBuilder For(this RouteHandlerBuilder route, Access access) =>
        route.RequireAuthorization(new AuthorizationPolicyBuilder(TokenAuthentication.Scheme).AddRequirements(access).Build());
}
