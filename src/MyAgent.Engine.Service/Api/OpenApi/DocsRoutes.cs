using MyAgent.Engine.Service.Security;
using Scalar.AspNetCore;

namespace MyAgent.Engine.Service.Api.OpenApi;

/// <summary><c>/docs</c>: the API's document as a page to browse. Its scripts are part of the program, and it asks no other server.</summary>
internal static class DocsRoutes
{
    /// <summary>Where the page is.</summary>
    public const string Address = "/docs";

    /// <summary>Adds the routes.</summary>
    public static void MapDocs(this WebApplication app)
    {
        app.UseWhen(http => http.Request.Path.StartsWithSegments(Address), docs => docs.Use((http, next) =>
        {
            http.Response.OnStarting(() =>
            {
                if (http.Items[ScalarOptions.NonceHttpContextItemKey] is string nonce)
                    http.Response.Headers.ContentSecurityPolicy = Policy(nonce);
                return Task.CompletedTask;
            });
            return next(http);
        }));
        app.MapScalarApiReference(Address, options => options
            .WithTitle("MyAgent.Engine")
            .WithNonce()
            .WithOpenApiRoutePattern("/openapi/{documentName}.json")
            .AddDocument("v1")
            .DisableDefaultFonts()
            .DisableTelemetry()
            .DisableAgent()
            .HideDeveloperTools()
            .HideClientButton()
            .AddPreferredSecuritySchemes(TokenAuthentication.Scheme));
    }

    // The scripts that the page names, and the styles that they make; calls to this server only, so that an operation can be tried.
    private static string Policy(string nonce) =>
        $"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
}
