using System.CommandLine;
using MyAgent.Engine.Service.Commands.Display;
using MyAgent.Engine.Service.Commands.Failures;
using MyAgent.Engine.Service.Commands.Options;
using MyAgent.Engine.Service.Security;
using MyAgent.Engine.Storage;

namespace MyAgent.Engine.Service.Commands.Operate;

/// <summary><c>myagent token create|list|revoke</c>: over the HTTP API, or in the database of an engine that is not running.</summary>
internal static class TokenCommands
{
    private static readonly Option<string?> Data = new("--data")
    {
        Description = "Works directly on the database in this directory, while no engine runs on it; --journal postgres does the same.",
    };

    private static readonly Option<string> RoleOption = new Option<string>("--role")
    {
        Description = "The role of the token.",
        Required = true,
    }.AcceptOnlyFromAmong("connector", "agent", "supervisor", "admin");

    private static readonly Option<string?> Agent = new("--agent")
    {
        Description = "The agent of a token with role agent.",
    };

    private static readonly Option<string[]> Queues = new("--queue")
    {
        Description = "A queue that a connector's token is bound to; can be repeated. Default: all queues.",
        DefaultValueFactory = _ => [],
    };

    private static readonly Option<bool> Agents = new("--agents")
    {
        Description = "Lets a connector's token speak for the telephones of the agents of its queues.",
    };

    private static readonly Argument<string> Id = IdArgument.Create("id", "The token's id, as 'token list' shows it.");

    /// <summary>Makes the family.</summary>
    public static Command Create() => new("token", "Manages the tokens that give access to the engine.")
    {
        Verb("create", "Creates a token and prints it, this once.", CreateAsync, RoleOption, Agent, Queues, Agents),
        Verb("list", "Lists the tokens, without their secrets.", ListAsync),
        Verb("revoke", "Revokes a token, with immediate effect.", RevokeAsync, Id),
    };

    private static Command Verb(string name, string description, Func<ParseResult, ITokenAdministration, CancellationToken, Task> work, params Symbol[] own)
    {
        var command = new Command(name, description) { Data, JournalChoice.Journal, JournalChoice.Connection, ApiCommand.Server, ApiCommand.Token, ApiCommand.Json };
        foreach (var symbol in own)
        {
            if (symbol is Argument argument)
                command.Arguments.Add(argument);
            else if (symbol is Option option)
                command.Options.Add(option);
        }
        command.SetAction(async (call, cancel) =>
        {
            await using var tokens = await OpenAsync(call, cancel);
            await work(call, tokens, cancel);
            return ExitCode.Done;
        });
        return command;
    }

    private static async Task<ITokenAdministration> OpenAsync(ParseResult call, CancellationToken cancel)
    {
        var directory = call.GetValue(Data);
        var database = JournalChoice.Of(call, new DataDirectory(directory ?? DataDirectory.Default));
        if (directory is null && !JournalChoice.IsPostgres(call))
            return new ServerTokens(ApiCommand.Connect(call));
        if (call.GetValue(ApiCommand.Server) is not null)
            throw new WrongCallException("--server cannot be combined with --data or --journal postgres.");
        if (!JournalChoice.IsPostgres(call))
            new DataDirectory(directory!).RequireJournal();
        try
        {
            return await StoredTokens.OpenAsync(new OfflineAccessTokens(database), cancel);
        }
        catch (JournalInUseException)
        {
            throw new CommandFailedException(ExitCode.Failed, "journalInUse", $"An engine is running on '{database.Name}'. Use --server and --token instead.");
        }
    }

    private static async Task CreateAsync(ParseResult call, ITokenAdministration tokens, CancellationToken cancel)
    {
        var role = Enum.Parse<Role>(call.GetValue(RoleOption)!, ignoreCase: true);
        var agent = call.GetValue(Agent);
        if (role == Role.Agent != agent is not null)
            throw new WrongCallException(agent is null ? "--role agent requires --agent." : "--agent requires --role agent.");
        var queues = call.GetValue(Queues)!;
        if (queues.Length > 0 && role != Role.Connector)
            throw new WrongCallException("--queue requires --role connector.");
        var agents = call.GetValue(Agents);
        if (agents && role != Role.Connector)
            throw new WrongCallException("--agents requires --role connector.");
        var made = await tokens.CreateAsync(role, agent, queues.Length > 0 ? queues : null, agents, cancel);
        var terminal = Terminal.Of(call);
        if (call.GetValue(ApiCommand.Json))
        {
            terminal.Json(made);
            return;
        }
        var bound = made.Agent is { } boundAgent ? $" for agent {boundAgent}" : made.Queues is { } boundQueues ? $" for {string.Join(", ", boundQueues)}" : "";
        terminal.Line($"Token {made.Id} of role {DisplayFormat.Of<Role>(made.Role)}{bound}; it is shown this once:");
        terminal.Line(made.Token);
    }

    private static async Task ListAsync(ParseResult call, ITokenAdministration tokens, CancellationToken cancel)
    {
        var listed = await tokens.ListAsync(cancel);
        var terminal = Terminal.Of(call);
        if (call.GetValue(ApiCommand.Json))
            terminal.Json(listed);
        else
            terminal.Table(["Id", "Role", "Agent", "Queues", "Telephones", "Made", "Revoked"], listed.Select(token => new[]
            {
                token.Id, DisplayFormat.Of<Role>(token.Role), token.Agent, string.Join(", ", token.Queues ?? []), token.Agents ? "yes" : "",
                DisplayFormat.Instant(token.CreatedAt),
                DisplayFormat.Instant(token.RevokedAt),
            }));
    }

    private static async Task RevokeAsync(ParseResult call, ITokenAdministration tokens, CancellationToken cancel)
    {
        var id = call.GetValue(Id)!;
        await tokens.RevokeAsync(id, cancel);
        var terminal = Terminal.Of(call);
        if (call.GetValue(ApiCommand.Json))
            terminal.Json(new { id, revoked = true });
        else
            terminal.Line($"Token {id} is revoked.");
    }
}
