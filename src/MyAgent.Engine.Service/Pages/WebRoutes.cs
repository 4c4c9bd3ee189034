using System.Reflection;

namespace MyAgent.Engine.Service.Pages;

/// <summary>The engine's own web pages: files that are part of the program, and nothing from elsewhere.</summary>
internal static class WebRoutes
{
    private const string Folder = "web/";

    // Scripts, styles, pictures, sound and calls from this server only; blob: for what a caller has just recorded.
    private const string Policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        + "media-src 'self' blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static readonly Dictionary<string, string> MediaTypes = new(StringComparer.Ordinal)
    {
        [".html"] = "text/html; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".svg"] = "image/svg+xml",
    };

    /// <summary>Adds the routes.</summary>
    public static void MapWebPages(this WebApplication app, WebSettings settings)
    {
        app.MapPage("/", "start.html");
        foreach (var page in Pages(settings))
            app.MapPage("/" + page, page + ".html");
        var files = Assembly.GetExecutingAssembly().GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal));
        foreach (var file in files.Where(name => !name.EndsWith(".html", StringComparison.Ordinal)))
            app.MapPage("/" + file, file[Folder.Length..]);
    }

    /// <summary>The pages that are served, apart from the start page.</summary>
    public static IReadOnlyList<string> Pages(WebSettings settings)
    {
        string[] all = ["desk", "wall", "supervise", "call"];
        return [.. all.Where(page => HasPage(page) && (page != "call" || settings.DemoCallers))];
    }

    private static bool HasPage(string page) => Assembly.GetExecutingAssembly().GetManifestResourceInfo($"{Folder}{page}.html") is not null;

    private static void MapPage(this WebApplication app, string address, string file)
    {
        var served = new WebFile(Read(file), MediaTypes[Path.GetExtension(file)]);
        app.MapGet(address, (HttpContext http) =>
        {
            http.Response.Headers.ContentSecurityPolicy = Policy;
            http.Response.Headers["Referrer-Policy"] = "no-referrer";
            http.Response.Headers["Permissions-Policy"] = "microphone=(self), camera=(), geolocation=()";
            return served.Answer(http);
        }).ExcludeFromDescription();
    }

    private static byte[] Read(string file)
    {
        using var source = Assembly.GetExecutingAssembly().GetManifestResourceStream(Folder + file)!;
        using var content = new MemoryStream();
        source.CopyTo(content);
        return content.ToArray();
    }
}
