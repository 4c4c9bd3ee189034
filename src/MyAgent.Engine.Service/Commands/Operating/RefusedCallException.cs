using System.Text.Json;

namespace MyAgent.Engine.Service.Commands.Operating;

/// <summary>The server has refused a request.</summary>
internal sealed class RefusedCallException : Exception
{
    private const int FirstServerFault = 500;

    private RefusedCallException(int status, string? code, string message)
        : base(message) => (Status, Code) = (status, code);

    /// <summary>The HTTP status.</summary>
    public int Status { get; }

    /// <summary>The problem's stable word; null where the answer was no problem document.</summary>
    public string? Code { get; }

    /// <summary>Whether the request was wrong, and not the server.</summary>
    public bool IsFaultOfCaller => Status < FirstServerFault;

    /// <summary>What an answer says.</summary>
    public static RefusedCallException Of(Uri server, int status, string body)
    {
        var (code, detail) = Read(body);
        var message = status switch
        {
            401 => $"{server} lets nobody in with this token (401): {detail} Give one with --token or {ServerCall.TokenVariable}.",
            403 => $"The token is not allowed to do this (403): {detail}",
            _ when code is null => $"{server} answered {status}. Is it the engine's address?",
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
