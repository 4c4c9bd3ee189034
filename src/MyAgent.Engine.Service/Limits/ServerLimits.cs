using System.Reflection;

namespace MyAgent.Engine.Service.Limits;

/// <summary>What clients may take of the server. Each limit can be set in the environment: <c>MYAGENT_LIMITS__CONNECTIONS</c>. None is
/// met by a contact centre that works; they keep one client from taking everything.</summary>
internal sealed record ServerLimits
{
    /// <summary>How the names of the environment variables begin.</summary>
    public const string EnvironmentPrefix = "MYAGENT_";

    private const string Section = "Limits";

    /// <summary>The most connections at once; default 10 000. One more is closed. Health that is asked for at an address of its own is not
    /// counted.</summary>
    public int Connections { get; init; } = 10_000;

    /// <summary>The most connections at once from one address (in IPv6 one /64), known proxies excepted; default 2 500.</summary>
    public int ConnectionsPerAddress { get; init; } = 2_500;

    /// <summary>How long a connection may be open before its first request is there, in seconds; default 10.</summary>
    public double FirstRequestSeconds { get; init; } = 10;

    /// <summary>How long the body of a request may take, uploads of voice messages excepted, in seconds; default 15.</summary>
    public double BodySeconds { get; init; } = 15;

    /// <summary>The most uploads of voice messages under way at once; default 32. One more is refused with 503.</summary>
    public int ConcurrentUploads { get; init; } = 32;

    /// <summary>The most an upload of a voice message may last, in seconds; default 120. A slower one is refused with 408.</summary>
    public double UploadSeconds { get; init; } = 120;

    /// <summary>Requests a second under one token; default 5 000, and twice that in one burst. One more is refused with 429.</summary>
    public int RequestsPerSecondPerToken { get; init; } = 5_000;

    /// <summary>Requests a second from one address, with or without a token; default 10 000, and twice that in one burst.</summary>
    public int RequestsPerSecondPerAddress { get; init; } = 10_000;

    /// <summary>Requests a second from one address without a valid token, such as for pages; default 200, and twice that in one burst.</summary>
    public int AnonymousRequestsPerSecondPerAddress { get; init; } = 200;

    /// <summary>Failed tokens a minute from one address, in one burst or not; default 20. Further attempts are refused with 429 without a look-up,
    /// except for valid tokens that were not among those tried.</summary>
    public int FailedTokensPerMinutePerAddress { get; init; } = 20;

    /// <summary>Sign-ins to the web pages a minute with one token, in one burst or not; default 100.</summary>
    public int SignInsPerMinutePerToken { get; init; } = 100;

    /// <summary>Reads the limits from the environment.</summary>
    /// <exception cref="ArgumentException">One of them is no number, or not more than 0.</exception>
    public static ServerLimits FromEnvironment() => Read(new ConfigurationBuilder().AddEnvironmentVariables(EnvironmentPrefix).Build());

    /// <summary>Reads the limits from a configuration.</summary>
    /// <exception cref="ArgumentException">One of them is no number, or not more than 0, or has a name that is not known.</exception>
    public static ServerLimits Read(IConfiguration configuration)
    {
        var limits = new ServerLimits();
        foreach (var given in configuration.GetSection(Section).GetChildren())
        {
            if (typeof(ServerLimits).GetProperty(given.Key, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase) is not { } limit)
                throw new ArgumentException($"{NameOf(given.Key)}: there is no such limit. The limits are {string.Join(", ", All().Select(known => NameOf(known.Name)))}.");
            if (Parse(limit.PropertyType, given.Value) is not { } value)
                throw new ArgumentException($"{NameOf(given.Key)}: '{given.Value}' is not a {(limit.PropertyType == typeof(int) ? "whole number" : "number")} of at least 1.");
            limit.SetValue(limits, value);
        }
        return limits;
    }

    private static IEnumerable<PropertyInfo> All() => typeof(ServerLimits).GetProperties(BindingFlags.Public | BindingFlags.Instance);

    private static string NameOf(string key) => $"{EnvironmentPrefix}{Section}__{key}".ToUpperInvariant();

    private static object? Parse(Type type, string? text)
    {
        var culture = System.Globalization.CultureInfo.InvariantCulture;
        if (type == typeof(int))
            return int.TryParse(text, System.Globalization.NumberStyles.None, culture, out var whole) && whole >= 1 ? whole : null;
        return double.TryParse(text, System.Globalization.NumberStyles.AllowDecimalPoint, culture, out var number) && number is >= 1 and < 1e9 ? number : null;
    }
}
