using System.CommandLine;
using MyAgent.Engine.Service.Client;
using MyAgent.Engine.Service.Commands.Failures;

namespace MyAgent.Engine.Service.Commands.Options;

/// <summary>The options by which a command finds the server, and how it presents itself there.</summary>
internal static class ApiCommand
{
    /// <summary>The environment variable that names the server.</summary>
    public const string ServerVariable = "MYAGENT_SERVER";

    /// <summary>Where <c>serve</c> listens where nothing else is said.</summary>
    public const string DefaultServer = "http://127.0.0.1:5080";

    /// <summary><c>--server</c>.</summary>
    public static readonly Option<string?> Server = new("--server")
    {
        Description = $"The engine's address. Default: {ServerVariable}, or else {DefaultServer}.",
    };

    /// <summary><c>--token</c>.</summary>
    public static readonly Option<string?> Token = new("--token")
    {
        Description = $"The access token. Default: {ClientToken.Variable}, or else, for a server on this machine, the token in {ClientToken.LocalPath}.",
    };

    /// <summary><c>--json</c>.</summary>
    public static readonly Option<bool> Json = new("--json")
    {
        Description = "Prints one JSON document and nothing else.",
    };

    /// <summary>A command that asks a server.</summary>
    /// <param name="name">The command's name.</param>
    /// <param name="description">What it does.</param>
    /// <param name="ask">Does it.</param>
    /// <param name="own">The command's own arguments and options.</param>
    public static Command Create(string name, string description, Func<ParseResult, ApiClient, CancellationToken, Task> ask, params Symbol[] own)
    {
        var command = new Command(name, description);
        foreach (var symbol in own)
        {
            if (symbol is Argument argument)
                command.Arguments.Add(argument);
            else if (symbol is Option option)
                command.Options.Add(option);
        }
        command.Options.Add(Server);
        command.Options.Add(Token);
        command.Options.Add(Json);
        command.SetAction(async (call, cancel) =>
        {
            using var client = Connect(call);
            await ask(call, client, cancel);
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>A client of the server that the call names.</summary>
    /// <exception cref="WrongCallException">The address is none.</exception>
    public static ApiClient Connect(ParseResult call) => Connect(AddressOf(call), call);

    /// <summary>The server that the call names, and the token for it; null for none.</summary>
    /// <exception cref="WrongCallException">The address is none.</exception>
    public static (Uri Server, string? Token) ServerAndToken(ParseResult call)
    {
        var server = ServerOf(AddressOf(call));
        return (server, ClientToken.Find(call.GetValue(Token), server).Token);
    }

    /// <summary>A client of a server.</summary>
    /// <exception cref="WrongCallException">The address is none.</exception>
    public static ApiClient Connect(string address, ParseResult call)
    {
        var server = ServerOf(address);
        var (token, source) = ClientToken.Find(call.GetValue(Token), server);
        try
        {
            return new ApiClient(server, token, source);
        }
        catch (ArgumentException bad)
        {
            throw new WrongCallException(bad.Message);
        }
    }

    private static string AddressOf(ParseResult call) => call.GetValue(Server) ?? NotEmpty(Environment.GetEnvironmentVariable(ServerVariable)) ?? DefaultServer;

    private static Uri ServerOf(string address) => Uri.TryCreate(address, UriKind.Absolute, out var server) && server.Scheme is ("http" or "https")
        ? server
        : throw new WrongCallException($"--server: '{address}' is not an address such as {DefaultServer}.");

    private static string? NotEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
