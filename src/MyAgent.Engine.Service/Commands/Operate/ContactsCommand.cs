using System.CommandLine;
using System.Text.Json;
using MyAgent.Engine.Service.Api.Contacts;
using MyAgent.Engine.Service.Client;
using MyAgent.Engine.Service.Commands.Display;
using MyAgent.Engine.Service.Commands.Options;

namespace MyAgent.Engine.Service.Commands.Operate;

/// <summary><c>myagent contacts</c>.</summary>
internal static class ContactsCommand
{
    private static readonly Option<string?>[] Filters =
    [
        new("--caller") { Description = "Finds only contacts of this caller, or with this number to call back." },
        new("--agent") { Description = "Finds only contacts that this agent has or has had." },
        new("--queue") { Description = "Finds only contacts that are in this queue, were in it last or came through it." },
        new("--state") { Description = "Finds only contacts in one of these states, separated by commas." },
        new("--outcome") { Description = "Finds only contacts that ended in one of these ways, separated by commas." },
        new("--code") { Description = "Finds only contacts with this wrap-up code." },
        new("--from") { Description = "Finds only contacts that entered the system at this instant or later: 2026-05-04T09:30:00Z." },
        new("--to") { Description = "Finds only contacts that entered the system before this instant." },
    ];

    /// <summary>Makes the command.</summary>
    public static Command Create() => ApiCommand.Create(
        "contacts", "Searches all contacts, done ones too, newest first.", ListAsync, [.. Filters, PagingOptions.Limit, PagingOptions.Cursor]);

    private static async Task ListAsync(ParseResult call, ApiClient client, CancellationToken cancel)
    {
        var terminal = Terminal.Of(call);
        var path = PagingOptions.PathOf(call, "contacts", [.. Filters.Select(filter => (filter.Name.TrimStart('-'), call.GetValue(filter)))]);
        if (call.GetValue(ApiCommand.Json))
        {
            terminal.Json(await client.GetAsync<JsonElement>(path, cancel));
            return;
        }
        var page = await client.GetAsync<ContactListResponse>(path, cancel);
        ContactText.WriteAll(terminal, page.Contacts);
        PagingOptions.WriteNext(terminal, page.Next);
    }
}
