using System.Text.Json;

namespace MyAgent.Engine.Service.Client;

/// <summary>The server has refused a request.</summary>
internal sealed class RefusedCallException : Exception
{
    private RefusedCallException(int status, string? code, string message)
        : base(message) => (Status, Code) = (status, code);

    /// <summary>The HTTP status.</summary>
    public int Status { get; }

    /// <summary>The problem's stable word; null where the answer was no problem document.</summary>
    public string? Code { get; }

    /// <summary>What an answer says.</summary>
    /// <param name="server">Who answered.</param>
    /// <param name="tokenSource">Where the token comes from, for people; null where none was presented.</param>
    /// <param name="status">The HTTP status.</param>
    /// <param name="body">The answer.</param>
    public static RefusedCallException Of(Uri server, string? tokenSource, int status, string body)
    {
        var (code, detail) = Read(body);
        var message = status switch
        {
            _ when code is null => $"{server} answered {status}, and not as an engine does. Is the address right?",
            401 when tokenSource is null => $"{server} requires a token (401). Pass one with --token or {ClientToken.Variable}, "
                + $"or run the command in the directory of 'serve', where {ClientToken.LocalPath} is.",
            401 => $"{server} rejected the token from {tokenSource} (401): {detail}",
            403 => $"The token from {tokenSource} is not allowed to do this (403): {detail}",
            _ => $"{detail} ({status} {code})",
        };
        return new RefusedCallException(status, code, message);
    }

    private static (string? Code, string? Detail) Read(string body)
    {
        try
        {
            using var problem = JsonDocument.Parse(body);
            return (Text(problem.RootElement, "code"), Text(problem.RootElement, "detail"));
        }
        catch (JsonException)
        {
            return (null, null);
        }
    }

    private static string? Text(JsonElement problem, string member) =>
        problem.ValueKind == JsonValueKind.Object && problem.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
