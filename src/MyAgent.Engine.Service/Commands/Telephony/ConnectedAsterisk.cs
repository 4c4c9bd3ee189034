using MyAgent.Engine.Asterisk.Settings;
using MyAgent.Engine.Service.Client;
using MyAgent.Engine.Service.Commands.Failures;

namespace MyAgent.Engine.Service.Commands.Telephony;

/// <summary>An Asterisk that a command connects with the engine: its settings file, and the password of the environment.</summary>
/// <param name="Settings">The settings.</param>
/// <param name="Password">The password.</param>
internal sealed record ConnectedAsterisk(AsteriskSettings Settings, string Password)
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Reads a settings file, and the password.</summary>
    /// <exception cref="WrongCallException">The file cannot be read or is wrong, or the password is missing.</exception>
    public static ConnectedAsterisk Read(string path)
    {
        try
        {
            var settings = SettingsFile.Read(path);
            return Environment.GetEnvironmentVariable(settings.PasswordVariable) is { Length: > 0 } password
                ? new ConnectedAsterisk(settings, password)
                : throw new WrongCallException($"{settings.PasswordVariable} must have the password of Asterisk's user '{settings.User}'.");
        }
        catch (SettingsException bad)
        {
            throw new WrongCallException(bad.Message);
        }
    }

    /// <summary>A client of the engine for a connector: without a timeout of its own, because it follows events.</summary>
    /// <param name="server">The engine's address.</param>
    /// <param name="token">The token; null for none.</param>
    /// <exception cref="WrongCallException">The token cannot stand in a header.</exception>
    public static HttpClient ClientOf(Uri server, string? token)
    {
        var client = new HttpClient(new SocketsHttpHandler { ConnectTimeout = ConnectTimeout })
        {
            BaseAddress = ApiClient.AddressOf(server), Timeout = Timeout.InfiniteTimeSpan,
        };
        if (token is not null && !client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"Bearer {token}"))
            throw new WrongCallException("The token has characters that a header cannot contain.");
        return client;
    }
}
