using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MyAgent.Engine.Asterisk.Settings;

/// <summary>Reads a settings file. A member that is not known is refused, so that a misspelt one does not do nothing.</summary>
internal static class SettingsFile
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        PropertyNameCaseInsensitive = false,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        NumberHandling = JsonNumberHandling.Strict,
    };

    /// <summary>Reads it.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The settings.</returns>
    /// <exception cref="SettingsException">It cannot be read, or something in it is wrong.</exception>
    public static AsteriskSettings Read(string path)
    {
        try
        {
            return Check(JsonSerializer.Deserialize<AsteriskSettings>(File.ReadAllText(path), Json) ?? throw new JsonException("It is empty."));
        }
        catch (Exception bad) when (bad is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new SettingsException($"{path}: {bad.Message}", bad);
        }
        catch (FormatException bad)
        {
            throw new SettingsException($"{path}: {bad.Message}", bad);
        }
    }

    private static AsteriskSettings Check(AsteriskSettings settings)
    {
        Require(settings.Name is { Length: > 0 and <= 64 }, "name", "must have 1 to 64 characters");
        foreach (var (member, address) in new[] { ("address", settings.Address), ("listen", settings.Listen), ("engineAddress", settings.EngineAddress) })
            Require(address is null || address is { IsAbsoluteUri: true, Scheme: "http" or "https" }, member, "must be an address such as http://127.0.0.1:8088/");
        Require(
            settings.Listen?.Scheme != Uri.UriSchemeHttps || (settings.Certificate is not null && settings.CertificateKey is not null),
            "certificate", "and certificateKey are needed to listen with https");
        Require(settings.Dial?.Contains("{number}", StringComparison.Ordinal) ?? true, "dial", "must have {number}, such as PJSIP/{number}@trunk");
        Within(settings.DialSeconds, "dialSeconds", 5, 300);
        Within(settings.RetryMinutes, "retryMinutes", 1, 60 * 24 * 30);
        Within(settings.Message.MaxSeconds, "message.maxSeconds", 1, 3600);
        Within(settings.Message.MinSeconds, "message.minSeconds", 0, 60);
        Require(settings.Message.Key.Length <= 1, "message.key", "must be one key, or empty");
        Within(settings.Announcements.FirstAfterSeconds, "announcements.firstAfterSeconds", 0, 3600);
        Within(settings.Announcements.EverySeconds, "announcements.everySeconds", 0, 3600);
        return settings;
    }

    private static void Within(double value, string member, double min, double max) =>
        Require(value >= min && value <= max, member, string.Create(CultureInfo.InvariantCulture, $"must be from {min} to {max}"));

    private static void Require(bool isMet, string member, string rule)
    {
        if (!isMet)
            throw new FormatException($"{member} {rule}.");
    }
}

/// <summary>A settings file is wrong.</summary>
internal sealed class SettingsException(string message, Exception inner) : Exception(message, inner);
