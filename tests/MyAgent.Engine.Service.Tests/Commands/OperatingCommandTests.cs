using System.Text.Json;
using MyAgent.Engine.Service.Commands.Failures;

namespace MyAgent.Engine.Service.Tests.Commands;

[IntegrationTests]
public sealed class OperatingCommandTests(CommandsFixture engine) : IClassFixture<CommandsFixture>
{
    [Theory]
    [InlineData("queues", "sales")]
    [InlineData("queue show sales", "c2")]
    [InlineData("agents", "ana")]
    [InlineData("agent show ana", "c1")]
    [InlineData("agent show ana", "Subject: Order 17")]
    [InlineData("agent show ana", "Attributes: {\"vip\":true}")]
    [InlineData("callbacks", "c2")]
    [InlineData("callbacks --state waiting", "c2")]
    [InlineData("explain sales c1", "Offered to ana")]
    [InlineData("cluster show", "Solo: the engine runs in this process only")]
    [InlineData("shards", "queue      1")]
    [InlineData("entity where agent-ana", "agent-ana: in this process, /user/agents/agent-ana")]
    [InlineData("entity show queue-sales", "\"name\": \"Sales\"")]
    [InlineData("actors", "agent-ana  EntityActor")]
    [InlineData("actors --depth 1", "user  GuardianActor")]
    public async Task Shows_what_operators_look_at_in_plain_text_where_there_is_no_terminal(string command, string expected)
    {
        var run = (await engine.AskAsync(command.Split(' '))).ShouldEndWith(0);

        run.Output.ShouldContain(expected);
        run.Output.ShouldNotContain("\u001b");
        run.Output.ShouldAllBe(character => character < '\u2500' || character > '\u257f');
        run.Error.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("queues", JsonValueKind.Object)]
    [InlineData("queue show sales", JsonValueKind.Object)]
    [InlineData("agents", JsonValueKind.Object)]
    [InlineData("agent show ana", JsonValueKind.Object)]
    [InlineData("callbacks", JsonValueKind.Object)]
    [InlineData("explain sales c1", JsonValueKind.Object)]
    [InlineData("cluster show", JsonValueKind.Object)]
    [InlineData("shards", JsonValueKind.Object)]
    [InlineData("entity where agent-ana", JsonValueKind.Object)]
    [InlineData("entity show queue-sales", JsonValueKind.Object)]
    [InlineData("actors", JsonValueKind.Object)]
    [InlineData("events", JsonValueKind.Array)]
    [InlineData("events --after newest", JsonValueKind.Array)]
    public async Task Json_is_one_document(string command, JsonValueKind kind) =>
        (await engine.AskAsync([.. command.Split(' '), "--json"])).Json().ValueKind.ShouldBe(kind);

    [Fact]
    public async Task A_list_says_how_to_get_the_rest()
    {
        await engine.Admin.PutAsync("agents/ben", new { name = "Ben" }, CancellationToken.None);
        var first = (await engine.AskAsync("agents", "--limit", "1")).ShouldEndWith(0);
        first.Output.ShouldContain("Ana");
        first.Output.ShouldNotContain("Ben");

        var cursor = first.Output.Split("--cursor ")[1].Trim();
        var second = (await engine.AskAsync("agents", "--limit", "1", "--cursor", cursor)).ShouldEndWith(0);
        second.Output.ShouldContain("Ben");
        second.Output.ShouldNotContain("--cursor");
    }

    [Fact]
    [Rule("40")]
    public async Task Contacts_are_searched_newest_first_in_80_columns()
    {
        var originAt = DateTimeOffset.UtcNow.AddSeconds(-100);
        await engine.PostAsync("queues/sales/contacts", new { contactId = "c3", media = "email", caller = "eva@home.net", originAt });
        await engine.PostAsync("queues/sales/contacts/c3/cancel", null);

        var found = (await engine.AskAsync("contacts", "--caller", "eva@home.net", "--outcome", "cancelled")).ShouldEndWith(0);
        var lines = found.Output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(2);
        lines[1].ShouldStartWith($"{originAt:yyyy-MM-dd HH:mm}  c3       sales  eva@home.net  cancelled         1:4");
        var all = (await engine.AskAsync("contacts")).ShouldEndWith(0);
        all.Output.Split(Environment.NewLine).ShouldAllBe(line => line.Length <= 80);
        all.Output.IndexOf("c2", StringComparison.Ordinal).ShouldBeLessThan(all.Output.IndexOf("c1", StringComparison.Ordinal));
        (await engine.AskAsync("contacts", "--queue", "sales", "--state", "done", "--json")).Json().GetProperty("contacts").GetArrayLength().ShouldBe(1);
        (await engine.AskAsync("contacts", "--agent", "ana", "--code", "sold")).ShouldEndWith(0);
        var page = await engine.AskAsync("contacts", "--limit", "1", "--to", "2100-01-01T00:00:00Z");
        var cursor = page.Output.Split("--cursor ")[1].Trim();
        (await engine.AskAsync("contacts", "--limit", "1", "--to", "2100-01-01T00:00:00Z", "--cursor", cursor)).ShouldEndWith(0).Output.ShouldNotBe(page.Output);
        (await engine.AskAsync("contacts", "--from", "yesterday")).ShouldEndWith(ExitCode.WrongCall).Error.ShouldContain("'from' must be an instant");
    }

    [Fact]
    public async Task Events_begin_after_the_place_that_is_named()
    {
        var all = (await engine.AskAsync("events", "--json")).Json();
        var rest = (await engine.AskAsync("events", "--json", "--after", "3")).Json();

        all[0].GetProperty("type").GetString().ShouldBe("queue-configured");
        rest[0].GetProperty("ordering").GetInt64().ShouldBe(4);
        rest.GetArrayLength().ShouldBe(all.GetArrayLength() - 3);
    }

    [Fact]
    public async Task A_place_that_the_journal_does_not_have_is_refused() =>
        (await engine.AskAsync("events", "--json", "--after", "100000")).ShouldEndWith(ExitCode.Refused).Error.ShouldContain("409 eventIdUnknown");

    [Theory]
    [InlineData("queue show ｓales", "is not an id")]
    [InlineData("agent show ..", "is not an id")]
    [InlineData("explain sales .", "is not an id")]
    [InlineData("token revoke ..", "is not an id")]
    [InlineData("token create --role king", "Must be one of: 'connector' 'agent' 'supervisor' 'admin'")]
    [InlineData("callbacks --state lost", "lost")]
    [InlineData("events --after -1", "--after")]
    [InlineData("entity show ana", "not an entity's id")]
    [InlineData("entity where agent-..", "is not an id")]
    [InlineData("entity show caller-", "must have 1 to 128 characters")]
    [InlineData("cluster leave here", "not the address of a node")]
    [InlineData("actors --depth 11", "from 1 to 10")]
    [InlineData("queues --colour", "--colour")]
    [InlineData("queue", "Required command")]
    public async Task A_wrong_call_says_how_it_is_wrong(string command, string expected)
    {
        var run = (await engine.AskAsync(command.Split(' '))).ShouldEndWith(ExitCode.WrongCall);

        run.Error.ShouldContain(expected);
    }

    [Fact]
    public async Task An_empty_id_does_not_show_something_else() =>
        (await engine.AskAsync("agent", "show", "")).ShouldEndWith(ExitCode.WrongCall).Error.ShouldContain("'agent' is empty.");

    [Theory]
    [InlineData("queue show nowhere", "nowhere")]
    [InlineData("agent show missing", "missing")]
    [InlineData("explain sales c99", "c99")]
    [InlineData("entity show agent-missing", "There is no agent-missing.")]
    [InlineData("entity where caller-+33999", "There is no caller-+33999.")]
    [InlineData("token revoke t99", "no token")]
    public async Task What_does_not_exist_is_named(string command, string expected)
    {
        var run = (await engine.AskAsync(command.Split(' '))).ShouldEndWith(ExitCode.NotFound);

        run.Error.ShouldContain(expected);
    }

    [Theory]
    [InlineData("cluster leave 127.0.0.1:4053")]
    [InlineData("cluster down 127.0.0.1:4053")]
    [InlineData("actors --node 127.0.0.1:4053")]
    public async Task An_engine_in_one_process_has_no_nodes(string command)
    {
        var run = (await engine.AskAsync(command.Split(' '))).ShouldEndWith(ExitCode.Refused);

        run.Error.ShouldBe($"The engine runs in one process: there is no cluster. (409 notClustered){Environment.NewLine}");
    }

    [Fact]
    public async Task An_unknown_token_is_rejected()
    {
        var run = await CommandRun.OfAsync("queues", "--server", engine.Address.AbsoluteUri, "--token", "mat_none_none");

        run.ShouldEndWith(ExitCode.NotAllowed).Error.ShouldContain("401");
        run.Output.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("127.0.0.1", "not an address")]
    [InlineData("ftp://127.0.0.1", "not an address")]
    public async Task An_address_that_is_none_is_a_wrong_call(string server, string expected) =>
        (await CommandRun.OfAsync("queues", "--server", server)).ShouldEndWith(ExitCode.WrongCall).Error.ShouldContain(expected);
}
